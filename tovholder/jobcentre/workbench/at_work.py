"""Which of my citizens are at a workplace: employed there, on sick leave, or placed there. No others are read."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.activities.models import Activity
from tovholder.jobcentre.citizens.models import Benefit, Citizen, Employment, SupportSpell
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.companies.models import Workplace


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
    """Those of this workplace whom this person may open. Four queries.

    Each has `employed_since` and `sick_since` (None when not), and the placements that are `placed_here`.
    """
    here = Employment.objects.on(today).filter(workplace=place)
    placed = Activity.objects.placed_on(today).filter(workplace=place)
    people = list(
        Citizen.objects.visible_to(user, today)
        .filter(Q(pk__in=here.values("citizen")) | Q(pk__in=placed.values("citizen")))
        .prefetch_related(
            Prefetch("employments", here.order_by("since"), to_attr="employed_here"),
            Prefetch("support_spells", _sick_on(today).order_by("since"), to_attr="sick_spells"),
            Prefetch("activities", placed.order_by("since", "pk"), to_attr="placed_here"),
        )
        .order_by("name_order", "pk")
    )
    for person in people:
        person.employed_since = person.employed_here[0].since if person.employed_here else None
        person.sick_since = person.sick_spells[0].since if person.sick_spells else None
    return people


def barred_at(place: Workplace, user: User, today: date) -> int:
    """How many of those here this person's work leads to, but whom they are kept from."""
    here = Employment.objects.on(today).filter(workplace=place).values("citizen")
    placed = Activity.objects.placed_on(today).filter(workplace=place).values("citizen")
    reached = Citizen.objects.within_reach_of(user, today).filter(Q(pk__in=here) | Q(pk__in=placed))
    return reached.filter(barred_from(user)).count()


def _sick_on(today: date):
    return SupportSpell.objects.on(today).filter(benefit=Benefit.SICKNESS)
