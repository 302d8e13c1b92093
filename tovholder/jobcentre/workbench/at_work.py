"""Which of my citizens are at a workplace: employed there, on sick leave, or placed there. No others are read."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.activities.models import Activity
from tovholder.jobcentre.citizens.models import Benefit, Citizen, Employment, SupportSpell
from tovholder.jobcentre.citizens.models.citizen import Reader
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.prepared import Given, Prepared, how_many


@dataclass(frozen=True)
class Here:
    """The numbers of those this person may open: employed here today, of them those on sickness benefit, and placed."""

    employed: set[int] = field(default_factory=set)
    sick: set[int] = field(default_factory=set)
    placed: set[int] = field(default_factory=set)

    @property
    def everybody(self) -> set[int]:
        return self.employed | self.placed

    def said(self) -> str:
        """Sentences; empty where nobody of mine is."""
        return " ".join(
            filter(
                None,
                [
                    _many(
                        len(self.employed),
                        _("En af dine borgere arbejder her."),
                        _("%(n)d af dine borgere arbejder her."),
                    ),
                    _many(len(self.sick), _("En er sygemeldt."), _("%(n)d er sygemeldt.")),
                    _many(
                        len(self.placed),
                        _("En af dine borgere er i praktik eller job her."),
                        _("%(n)d af dine borgere er i praktik eller job her."),
                    ),
                ],
            )
        )


def _many(number: int, one: str, more: str) -> str:
    return "" if number == 0 else one if number == 1 else more % {"n": number}


def my_citizens_at(places: list[Workplace], user: User, today: date) -> dict[int, Here]:
    """By workplace, those this person may open. Two queries, however many there are."""
    found: dict[int, Here] = defaultdict(Here)
    mine = Citizen.objects.visible_to(user, today).values("pk")
    sick = _sick_on(today).filter(citizen=OuterRef("citizen"))
    employed = Employment.objects.on(today).filter(workplace__in=places, citizen__in=mine).order_by()
    for place, citizen, is_sick in employed.annotate(is_sick=Exists(sick)).values_list(
        "workplace", "citizen", "is_sick"
    ):
        found[place].employed.add(citizen)
        if is_sick:
            found[place].sick.add(citizen)
    placed = Activity.objects.placed_on(today).filter(workplace__in=places, citizen__in=mine).order_by()
    for place, citizen in placed.values_list("workplace", "citizen"):
        found[place].placed.add(citizen)
    return found


def citizens_at(place: Workplace, user: User, today: date) -> list[Citizen]:
    """Those of this workplace whom this person may open. Four queries, one where nobody is.

    Each has `employed_since` and `sick_since` (None when not), and the placements that are `placed_here`.
    """
    people = list(_here(Reader.of(user)).people.ask(**_asked(place, user, today)))
    if not people:
        return []
    theirs = {"place": place.pk, "today": today, "citizens": [person.pk for person in people]}
    # Backwards, so that the earliest of each stays.
    employed, sick = (dict(reversed(list(rows.ask(**theirs)))) for rows in (_EMPLOYED, _SICK))
    placed = defaultdict(list)
    for activity in _PLACED.ask(**theirs):
        placed[activity.citizen_id].append(activity)
    for person in people:
        since = {"employed_since": employed.get(person.pk), "sick_since": sick.get(person.pk)}
        vars(person).update(since, placed_here=placed[person.pk])
    return people


def barred_at(place: Workplace, user: User, today: date) -> int:
    """How many of those here this person's work leads to, but whom they are kept from."""
    return _here(Reader.of(user)).kept_from.first(**_asked(place, user, today))


def _asked(place: Workplace, user: User, today: date) -> dict[str, Any]:
    return {
        "place": place.pk,
        "employee": user.employee.pk,
        "unit": user.employee.unit_id,
        "today": today,
    }


# --- Written once -----------------------------------------------------------------------------------------------------

_PLACE, _TODAY, _CITIZENS = Given.number("place"), Given.day("today"), Given.numbers("citizens")


def _employed() -> QuerySet[Employment]:
    return Employment.objects.on(_TODAY).filter(workplace=_PLACE)


def _placed() -> QuerySet[Activity]:
    return Activity.objects.placed_on(_TODAY).filter(workplace=_PLACE)


@dataclass(frozen=True)
class _Here:
    """Who is here and may be opened (`people`), and how many more would be, were they not kept from them."""

    people: Prepared[QuerySet[Citizen]]
    kept_from: Prepared[Any]


@cache
def _here(reader: Reader) -> _Here:
    def here() -> Q:
        return Q(pk__in=_employed().values("citizen")) | Q(pk__in=_placed().values("citizen"))

    def people() -> QuerySet[Citizen]:
        return Citizen.objects.visible_to_one(reader).filter(here()).order_by("name_order", "pk")

    def kept_from() -> QuerySet:
        return how_many(Citizen.objects.within_reach_of_one(reader).filter(here()).filter(reader.barred()))

    return _Here(Prepared(people), Prepared(kept_from))


_EMPLOYED = Prepared(
    lambda: _employed().filter(citizen__in=_CITIZENS).order_by("since").values_list("citizen", "since")
)
_SICK = Prepared(
    lambda: _sick_on(_TODAY).filter(citizen__in=_CITIZENS).order_by("since").values_list("citizen", "since")
)
_PLACED = Prepared(lambda: _placed().filter(citizen__in=_CITIZENS).order_by("since", "pk"))


def _sick_on(today: date | Given) -> QuerySet[SupportSpell]:
    return SupportSpell.objects.on(today).filter(benefit=Benefit.SICKNESS)
