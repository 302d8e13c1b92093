"""What stands between us and one workplace, for its page: when we talk next, agreements, notes and every contact."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.citizens.models import Benefit, Citizen, Employment, SupportSpell
from tovholder.jobcentre.companies.models import (
    Agreement,
    Relation,
    Workplace,
    WorkplaceChoice,
    WorkplaceNote,
)
from tovholder.jobcentre.followup.workplaces import rhythm_of, said
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.workbench.contacts import contacts_of

AGREEMENTS_SHOWN, NOTES_SHOWN = 50, 20


_PLACE = Given.number("place")
_AGREEMENTS = Prepared(
    lambda: (
        Agreement.objects.filter(workplace=_PLACE)
        .select_related("person", "employee")
        .order_by(F("until").desc(nulls_first=True), "-since", "-pk")[:AGREEMENTS_SHOWN]
    )
)
_NOTES = Prepared(
    lambda: (
        WorkplaceNote.objects.standing()
        .for_employee(Given.numbers("contacts"))
        .filter(workplace=_PLACE)
        .select_related("employee")
        .order_by("-at", "-pk")[:NOTES_SHOWN]
    )
)


def relation_of(
    place: Workplace, user: User, today: date, *, contacts: list[int], older: str
) -> dict[str, Any]:
    """The rhythm in sentences, agreements in force and ended, notes this person may read, and a page of contacts.

    `contacts`: whose people this person looks after. Five queries, one more for older contacts.
    """
    is_mine = place.contact_id in contacts
    rhythm = rhythm_of(place, WorkplaceChoice.now())
    newest = list(_AGREEMENTS.ask(place=place.pk))
    return {
        "rhythm_said": said(rhythm, today),
        "is_due": rhythm.is_due(today) and place.closed_on is None,
        "other_relation": _other(place, may_change=is_mine or user.may(May.LEAD)),
        "agreements": [one for one in newest if one.until is None or one.until > today],
        "ended": [one for one in newest if one.until is not None and one.until <= today],
        "notes": list(_NOTES.ask(place=place.pk, contacts=contacts)),
        "may_take_down": is_mine,
        "log": contacts_of(place, older),
    }


def _other(place: Workplace, *, may_change: bool) -> tuple[str, str] | None:
    """What the relation may be changed to by one press, and what the press says."""
    if not may_change:
        return None
    if place.relation == Relation.PARTNERSHIP:
        return Relation.OTHER.value, _("Ikke længere partnerskab")
    return Relation.PARTNERSHIP.value, _("Gør til partnerskab")


def others_at(place: Workplace, mine: Iterable[Citizen], today: date, *, limit: int) -> str:
    """How many more who work here are on sickness benefit and followed by colleagues; of few, only that they are few.

    Counted, never read: nobody among them can be found here.
    """
    here = Employment.objects.on(today).filter(workplace=place).exclude(citizen__in=[one.pk for one in mine])
    sick = SupportSpell.objects.on(today).filter(benefit=Benefit.SICKNESS, citizen__in=here.values("citizen"))
    number = sick.values("citizen").distinct().count()
    if number == 0:
        return ""
    if number < limit:
        return _("Færre end %(limit)d andre her er sygemeldt og følges af kolleger.") % {"limit": limit}
    return _("%(n)d andre her er sygemeldt og følges af kolleger.") % {"n": number}
