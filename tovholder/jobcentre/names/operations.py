"""Giving rows that were there before the columns of `names.fields` what belongs in them."""

from django.db.migrations import RunPython

from tovholder.jobcentre.names.fold import fold, order_bytes

_AT_A_TIME = 1000


class Spell(RunPython):
    """Fill `search_name` and `name_order` of the app's models."""

    def __init__(self, app: str, *models: str) -> None:
        self.app, self.models = app, models
        super().__init__(self._fill, RunPython.noop)

    def deconstruct(self):
        return "Spell", [self.app, *self.models], {}

    def _fill(self, apps, schema_editor) -> None:
        for model in self.models:
            rows = apps.get_model(self.app, model)._base_manager
            after = 0
            while found := list(rows.filter(pk__gt=after).order_by("pk").only("pk", "name")[:_AT_A_TIME]):
                for row in found:
                    row.search_name, row.name_order = fold(row.name), order_bytes(row.name)
                rows.bulk_update(found, ["search_name", "name_order"])
                after = found[-1].pk
