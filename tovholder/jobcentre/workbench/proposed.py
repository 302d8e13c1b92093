"""A unit's proposals as a leader reads them: who to whom, why, what it breaks, and who else it could be."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.allocation.models import (
    Proposal,
    ProposalKind,
    ProposedMove,
    ProposedWorkplaceMove,
)
from tovholder.jobcentre.allocation.words import Names, is_a_cost, read, say
from tovholder.jobcentre.citizens.models.citizen import barred_from
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.workbench.forms.proposals import AnswerForm

SHOWN = {ProposalKind.NEWCOMERS: 10, ProposalKind.LEAVING: 10, ProposalKind.UNIT: 20}
MOST_SHOWN = 50
_ORDER = (ProposalKind.NEWCOMERS, ProposalKind.LEAVING, ProposalKind.UNIT)


@dataclass(frozen=True)
class Row:
    """A citizen or a workplace, and whom it could have."""

    move: Any
    name: str
    now: str
    to: str
    because: list[str]
    breaks: list[str] = field(default_factory=list)
    others: list[tuple[int, str, str]] = field(default_factory=list)
    saves: str = ""
    accept: BoundField | None = None
    matters: BoundField | None = None
    meets: BoundField | None = None


@dataclass(frozen=True)
class Section:
    """One proposal: what is to be said of it, and its rows. `more`: those that come when these are answered."""

    proposal: Proposal
    form: AnswerForm
    rows: list[Row]
    workplaces: list[Row]
    more: int
    short: list[str]

    @property
    def proof(self) -> str:
        return how_good(self.proposal)

    @property
    def all_new(self) -> bool:
        return bool(self.rows) and all(row.move.is_new for row in self.rows)


def of_unit(unit: Unit) -> QuerySet[Proposal]:
    return Proposal.objects.ready().filter(unit=unit)


def readable(user: User, unit: Unit) -> QuerySet[ProposedMove]:
    """Moves of the unit's proposals to citizens this leader is not kept from."""
    moves = ProposedMove.objects.filter(proposal__unit=unit, course__unit=unit)
    return moves.exclude(barred_from(user, "citizen__"))


def current(moves: QuerySet[ProposedMove]) -> QuerySet[ProposedMove]:
    """Those nobody has answered and nothing has overtaken."""
    return moves.filter(answered_at=None, course__until=None, course__contact=F("from_employee"))


def current_workplaces(unit: Unit) -> QuerySet[ProposedWorkplaceMove]:
    moves = ProposedWorkplaceMove.objects.filter(proposal__unit=unit, answered_at=None)
    return moves.filter(workplace__closed_on=None, workplace__contact=F("from_employee"))


def sections(
    user: User,
    unit: Unit,
    today: date,
    *,
    bound: int | None = None,
    data: QueryDict | None = None,
    kept: Collection[int] = (),
) -> list[Section]:
    """The unit's proposals in the order to answer them; the one numbered `bound` with what was typed in it.

    `kept`: numbers of moves to be shown whatever their place. As many queries however many moves.
    """
    proposals = list(of_unit(unit).select_related("leaving").order_by("pk"))
    proposals.sort(key=lambda one: _ORDER.index(ProposalKind(one.kind)))
    moves = _shown(current(readable(user, unit)), proposals, kept)
    places = _shown_places(current_workplaces(unit))
    shortages = {one.pk: read(one.shortages) for one in proposals}
    names = Names.of(
        [
            *(reason for found, _more in moves.values() for move in found for reason in read(move.reasons)),
            *(reason for found in shortages.values() for reason in found),
        ],
        employees={pk for found, _more in moves.values() for move in found for pk in _employees(move)}
        | {pk for found in places.values() for place in found for pk in _employees(place)},
    )
    found = []
    for proposal in proposals:
        own, more = moves.get(proposal.pk, ([], 0))
        held = places.get(proposal.pk, [])
        form = AnswerForm(
            data if proposal.pk == bound else None,
            moves=own,
            workplaces=held,
            today=today,
            number=proposal.pk,
        )
        found.append(
            Section(
                proposal,
                form,
                [_row(move, names, form) for move in own],
                [_place(place, names, form) for place in held],
                more,
                [say(reason, names) for reason in shortages[proposal.pk]],
            )
        )
    return found


def _shown(
    moves: QuerySet[ProposedMove], proposals: list[Proposal], kept: Collection[int]
) -> dict[int, tuple[list[ProposedMove], int]]:
    """By proposal the moves to show, and how many more there are. Only those that are shown are read."""
    keys: dict[int, list[int]] = {}
    for pk, of_proposal in moves.order_by("proposal", "place", "pk").values_list("pk", "proposal"):
        keys.setdefault(of_proposal, []).append(pk)
    shown: dict[int, list[int]] = {}
    left = MOST_SHOWN
    for proposal in proposals:
        first = keys.get(proposal.pk, [])[: min(SHOWN[ProposalKind(proposal.kind)], left)]
        shown[proposal.pk] = first + [
            pk for pk in keys.get(proposal.pk, []) if pk in kept and pk not in first
        ]
        left -= len(first)
    wanted = [pk for own in shown.values() for pk in own]
    found = moves.select_related("citizen", "course__contact", "course__unit", "proposal").in_bulk(wanted)
    return {
        key: ([found[pk] for pk in own if pk in found], len(keys.get(key, [])) - len(own))
        for key, own in shown.items()
    }


def _shown_places(moves: QuerySet[ProposedWorkplaceMove]) -> dict[int, list[ProposedWorkplaceMove]]:
    found: dict[int, list[ProposedWorkplaceMove]] = {}
    for place in moves.select_related("workplace").order_by("proposal", "place", "pk")[:MOST_SHOWN]:
        found.setdefault(place.proposal_id, []).append(place)
    return found


def _employees(move: ProposedMove | ProposedWorkplaceMove) -> Iterable[int]:
    yield move.from_employee_id
    yield move.to_employee_id
    if isinstance(move, ProposedMove):
        yield from (pk for pk, _more in move.alternatives)


def _row(move: ProposedMove, names: Names, form: AnswerForm) -> Row:
    reasons = read(move.reasons)
    return Row(
        move=move,
        name=move.citizen.name,
        now=names.employees.get(move.from_employee_id, ""),
        to=names.employees.get(move.to_employee_id, ""),
        because=[say(reason, names) for reason in reasons if not is_a_cost(reason)],
        breaks=[say(reason, names) for reason in reasons if is_a_cost(reason)],
        others=[(pk, names.employees.get(pk, ""), _more(points)) for pk, points in move.alternatives],
        saves=_saves(move.saves),
        accept=form.accept(move),
        matters=form.matters(move),
        meets=form.meets(move),
    )


def _place(place: ProposedWorkplaceMove, names: Names, form: AnswerForm) -> Row:
    to = names.employees.get(place.to_employee_id, "")
    if place.meets > place.meets_today:
        why = ngettext(
            "%(name)s følger %(meets)d af den ene, der arbejder der og har et forløb.",
            "%(name)s følger %(meets)d af de %(n)d, der arbejder der og har et forløb.",
            place.people,
        ) % {"name": to, "meets": place.meets, "n": place.people}
    elif place.saves is None:
        why = _("%(name)s har plads til arbejdsstedets meldinger.") % {"name": to}
    else:
        why = _("Fraværsmeldingerne bliver fordelt mere jævnt.")
    now = names.employees.get(place.from_employee_id, "")
    return Row(
        place, place.workplace.name, now, to, [why], saves=_saves(place.saves), accept=form.accept(place)
    )


# --- Points and shares in words ---------------------------------------------------------------------------------------


def percent(share: float) -> str:
    """Rounded up to hundredths: "at most" must stay true."""
    return number_format(ceil(round(share * 10_000, 6)) / 100, 2)


def points(value: float) -> str:
    return number_format(round(value, 1), 1)


def how_good(proposal: Proposal) -> str:
    """How far from the best it is at most, as proven."""
    if proposal.kind == ProposalKind.UNIT:
        if not _counts(proposal.distance):
            return _("Ingen fordeling er bedre end den, I har i dag.")
        return _("I dag er fordelingen højst %(percent)s %% fra den bedst mulige.") % {
            "percent": percent(proposal.distance)
        }
    if not _counts(proposal.gap):
        return _("Ingen fordeling er bedre end forslaget.")
    return _("Fordelingen er højst %(percent)s %% fra den bedst mulige.") % {"percent": percent(proposal.gap)}


def _counts(share: float) -> bool:
    return share > 1e-9


def _saves(value: float | None) -> str:
    if value is None:
        return ""
    if value < 0:
        return _("Giver plads til den næste.")
    return _("Sparer %(points)s point.") % {"points": points(value)}


def _more(value: float) -> str:
    if value < 0.05:
        return (
            _("lige så godt") if value > -0.05 else _("%(points)s point mindre") % {"points": points(-value)}
        )
    return _("%(points)s point mere") % {"points": points(value)}


# --- On Teamet --------------------------------------------------------------------------------------------------------


def waiting(unit: Unit) -> str:
    """What of the unit's proposals waits for the leader, in a sentence; empty when nothing does. One query."""
    open_moves = Q(
        moves__answered_at=None,
        moves__course__until=None,
        moves__course__unit=unit,
        moves__course__contact=F("moves__from_employee"),
    )
    rows = list(of_unit(unit).annotate(n=Count("moves", filter=open_moves)).order_by("pk"))
    many = {kind: sum(row.n for row in rows if row.kind == kind) for kind in _ORDER}
    new, left, moved = (many[kind] for kind in _ORDER)
    parts = [
        ngettext("%(n)d ny borger", "%(n)d nye borgere", new) % {"n": new} if new else "",
        ngettext("%(n)d overlevering", "%(n)d overleveringer", left) % {"n": left} if left else "",
        ngettext("%(n)d flytning", "%(n)d flytninger", moved) % {"n": moved} if moved else "",
    ]
    named = [part for part in parts if part]
    if not named:
        return ""
    joined = _("%(first)s og %(last)s") % {"first": ", ".join(named[:-1]), "last": named[-1]}
    proof = next((how_good(row) for row in rows if row.n), "")
    return _("%(what)s venter på dig. %(proof)s") % {
        "what": joined if len(named) > 1 else named[0],
        "proof": proof,
    }


def is_under_way(unit: Unit | None, at: datetime) -> bool:
    return Proposal.objects.under_way(at).filter(unit=unit).exists()


def has_failed(unit: Unit | None) -> bool:
    """The newest that was asked for came to nothing."""
    newest = Proposal.objects.filter(unit=unit).order_by("-pk").first()
    return newest is not None and newest.ready_at is None
