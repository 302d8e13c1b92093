"""What is kept beside a name, so that it is found as people remember it and stands in Danish order.

Both are made from `name` whenever the row is saved, one at a time or many. An `update()` of a name passes them by, and
takes `fold.with_spelling` instead.
"""

from typing import Any

from django.db import models

from tovholder.jobcentre.names.fold import fold, order_bytes


class SearchName(models.CharField):
    """The name as `fold` makes it: what a search is compared with."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 400, "editable": False, "db_index": True} | kwargs)

    def pre_save(self, row: Any, add: bool) -> str:
        folded = fold(row.name)
        setattr(row, self.attname, folded)
        return folded


class NameOrder(models.BinaryField):
    """The name as `order_bytes` makes it: `order_by("name_order", "pk")` is Danish order on both databases."""

    def pre_save(self, row: Any, add: bool) -> bytes:
        order = order_bytes(row.name)
        setattr(row, self.attname, order)
        return order


class Named(models.Model):
    """Somebody or something with a `name`, found by it and listed in Danish order."""

    search_name = SearchName()
    name_order = NameOrder(editable=False)

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "search_name", "name_order"}
        super().save(**kwargs)
