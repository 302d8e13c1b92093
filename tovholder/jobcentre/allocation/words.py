"""Why, what it breaks and what is short, in words: the codes of assignment/explain.py with names filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tovholder.assignment.explain import Reason
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.ui.templatetags.ui import hours

# What we call a competence there is a role here, which somebody has or has not.
SPEAKS_FOR = {
    "keeps": gettext_noop("Beholder sin faste medarbejder."),
    "stays": gettext_noop("Skal ikke flyttes nu."),
    "wish": gettext_noop("Borgerens ønske er imødekommet."),
    "only_one": gettext_noop("%(employee)s er den eneste, der må følge borgeren."),
    "knows": gettext_noop("%(employee)s kender borgeren fra før."),
    "meets": gettext_noop("%(employee)s er fast kontakt for %(workplace)s, hvor borgeren arbejder."),
    "has_competence": gettext_noop("%(employee)s kan rollen %(competence)s, som forløbet kræver."),
    "speaks": gettext_noop("%(employee)s taler %(language)s."),
    "same_unit": gettext_noop("%(employee)s er i samme enhed."),
    "has_room": gettext_noop("%(employee)s får %(load)s af sine %(hours)s timer om ugen optaget."),
    "present_left": gettext_noop("Borgerens hidtidige medarbejder er her ikke længere."),
    "present_may_not": gettext_noop("%(present)s kan ikke længere følge borgeren."),
    "present_full": gettext_noop("%(present)s har ikke timer nok."),
    "fits_better": gettext_noop("Enhedens fordeling bliver bedre end hos %(present)s."),
}
COSTS = {
    "new_person": gettext_noop("Borgeren skal lære en ny at kende og er ikke længere hos %(present)s."),
    "not_known": gettext_noop("%(employee)s kender ikke borgeren; det gør en kollega."),
    "not_meeting": gettext_noop(
        "%(employee)s er ikke fast kontakt for %(workplace)s, hvor borgeren arbejder; det er en kollega."
    ),
    "lacks_competence": gettext_noop(
        "%(employee)s kan endnu ikke rollen %(competence)s, som forløbet kræver."
    ),
    "does_not_speak": gettext_noop("%(employee)s taler ikke %(language)s."),
    "other_unit": gettext_noop("%(employee)s er ikke i enheden %(unit)s."),
    "too_full": gettext_noop("%(employee)s får %(hours)s timer for meget om ugen."),
}
SHORT = {
    "nobody_cleared": gettext_noop("Ingen, der må følge beskyttede borgere, kan."),
    "nobody_wished": gettext_noop("Ingen af dem, borgeren er lovet, kan."),
    "nobody_may": gettext_noop("Ingen her må følge borgeren."),
    "short": gettext_noop("Der mangler %(hours)s timer om ugen i %(unit)s."),
    "short_without_unit": gettext_noop("Der mangler %(hours)s timer om ugen hos medarbejdere uden enhed."),
    "nobody_speaks": gettext_noop("Ingen taler %(language)s. Borgere, der har brug for det: %(citizens)s."),
    "no_room_language": gettext_noop(
        "Ingen med %(language)s har plads. Borgere, der har brug for det: %(citizens)s."
    ),
    "nobody_has_competence": gettext_noop(
        "Ingen kan rollen %(competence)s. Borgere, der har brug for det: %(citizens)s."
    ),
    "no_room_competence": gettext_noop(
        "Ingen, der kan rollen %(competence)s, har plads. Borgere, der har brug for det: %(citizens)s."
    ),
    "unplaced": gettext_noop("Borgere, som ingen her må følge: %(citizens)s."),
}
SENTENCES = SPEAKS_FOR | COSTS | SHORT

_MODELS = {"employee": Employee, "present": Employee, "unit": Unit, "workplace": Workplace}


@dataclass(frozen=True)
class Names:
    """Names of employees, units and workplaces by their number; one query for each of the three."""

    employees: Mapping[int, str]
    units: Mapping[int, str]
    workplaces: Mapping[int, str]

    @classmethod
    def of(cls, reasons: Iterable[Reason], *, employees: Iterable[int] = ()) -> "Names":
        wanted: dict[Any, set[int]] = {Employee: set(employees), Unit: set(), Workplace: set()}
        for reason in reasons:
            for kind, value in reason.params.items():
                if kind in _MODELS:
                    wanted[_MODELS[kind]].add(int(value))
        return cls(*(_named(model, numbers) for model, numbers in wanted.items()))

    def name(self, kind: str, value: Any) -> str:
        if kind == "present":
            return self.employees.get(int(value), "")
        if kind == "employee":
            # Whose row it is, so the first name will do.
            return self.employees.get(int(value), "").split(" ")[0]
        if kind in ("unit", "workplace"):
            return (self.units if kind == "unit" else self.workplaces).get(int(value), "")
        if kind == "competence":
            return str(Role(value).label).lower()
        if kind in ("load", "hours"):
            return hours(round(value, 2))
        return str(value)


def _named(model: Any, numbers: set[int]) -> dict[int, str]:
    return dict(model.objects.filter(pk__in=numbers).order_by().values_list("pk", "name"))


def say(reason: Reason, names: Names) -> str:
    filled = {kind: names.name(kind, value) for kind, value in reason.params.items()}
    return _(SENTENCES[reason.code]) % filled


def is_a_cost(reason: Reason) -> bool:
    return reason.code in COSTS


def kept(reasons: Iterable[Reason]) -> list[list[Any]]:
    """As a row keeps them."""
    return [[reason.code, dict(reason.params)] for reason in reasons]


def read(rows: Iterable[Any]) -> list[Reason]:
    """As a row kept them; a code of an older program is left out."""
    return [Reason(code, params) for code, params in rows if code in SENTENCES]
