import tomllib
from pathlib import Path

from django.db import migrations
from django.utils import timezone

from tovholder.jobcentre.periods.operations import NoOverlap

CATALOGUE = Path(__file__).parents[1] / "catalogue_2026.toml"


def a_role_is_the_levels_it_needs(apps, schema_editor) -> None:
    """Whoever mastered a role has what the first catalogue says it needs, as agreed before there were levels."""
    mastered = list(apps.get_model("staff", "RoleMastered").objects.order_by("pk").values_list("employee", "role"))
    if not mastered:
        return  # the catalogue is loaded when somebody wants it
    competences, needs = _catalogue(apps)
    levels: dict[tuple[int, str], int] = {}
    for employee, role in mastered:
        for code, level in needs[role].items():
            levels[employee, code] = max(level, levels.get((employee, code), 0))
    AgreedLevel = apps.get_model("competence", "AgreedLevel")
    today = timezone.localdate()
    AgreedLevel.objects.bulk_create(
        AgreedLevel(employee_id=employee, competence=competences[code], level=level, since=today, because="before")
        for (employee, code), level in levels.items()
    )


def _catalogue(apps):
    given = tomllib.loads(CATALOGUE.read_text())
    models = {name: apps.get_model("competence", name).objects for name in ("Catalogue", "Profile", "Competence", "CompetenceWording", "RoleNeed")}
    catalogue = models["Catalogue"].create(**{name: given[name] for name in ("code", "name", "since", "source")})
    competences = {}
    for place, one in enumerate(given["profile"]):
        words = {name: one[name] for name in ("code", "kind", "name", "aim", "origin", "source")}
        profile = models["Profile"].create(catalogue=catalogue, place=place, **words)
        for at, row in enumerate(one["competences"]):
            words = {name: row[name] for name in ("code", "name", "about")}
            competence = models["Competence"].create(profile=profile, place=at, origin="proposal", **words)
            competences[row["code"]] = competence
            models["CompetenceWording"].create(
                competence=competence, name=row["name"], about=row["about"], is_used=True, written_at=timezone.now()
            )
    for role, needed in given["roles"].items():
        for code, level in needed.items():
            models["RoleNeed"].create(competence=competences[code], role=role, level=level)
    return competences, given["roles"]


class Migration(migrations.Migration):
    dependencies = [("competence", "0001_what_can_be_learnt")]
    operations = [
        NoOverlap("competence_ownview", ["employee_id", "competence_id"]),
        NoOverlap("competence_agreedlevel", ["employee_id", "competence_id"]),
        migrations.RunPython(a_role_is_the_levels_it_needs, migrations.RunPython.noop),
    ]
