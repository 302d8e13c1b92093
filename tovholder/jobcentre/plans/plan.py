"""A plan as it is read: its goals and steps, what each side says to them, what waits for whom, and what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet, Subquery

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit.models import Kind as Looked
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.plans.models import Kind, Mark, PlanItem, Wording
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.talks.models import Side

# The pages that show all of the open plan: whoever has opened one has seen what stood there.
SHOWN_ON = ("my_course", "my_plan", "citizen", "plan")
ENDED_SHOWN = 100
WORDINGS_SHOWN = 20


@dataclass(frozen=True)
class Said:
    """The mark of one side: who set it (a first name), yes or no, and the words of a no."""

    name: str
    agrees: bool
    words: str
    at: datetime


@dataclass(frozen=True)
class Item:
    """A goal or a step with its wording in force; `author` is a first name, `own_text` the citizen's last yes.

    `is_new` says that another than the reader has changed or answered it since the reader last looked.
    """

    pk: int
    kind: str
    under: int | None
    version: int
    text: str
    at: datetime
    author: str
    is_by_citizen: bool
    is_together: bool
    citizen: Said | None
    employee: Said | None
    own_text: str
    own_at: datetime | None
    is_top: bool
    ended_at: datetime | None
    ended_as: str
    is_new: bool

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_goal(self) -> bool:
        return self.kind == Kind.GOAL

    @property
    def is_agreed(self) -> bool:
        return all(said is not None and said.agrees for said in (self.citizen, self.employee))

    @property
    def waits_for_citizen(self) -> bool:
        return self.is_open and self.citizen is None

    @property
    def waits_for_employee(self) -> bool:
        return self.is_open and self.employee is None

    @property
    def was(self) -> str:
        """What the citizen said yes to, when somebody proposes something else."""
        return self.own_text if self.own_text != self.text else ""


@dataclass(frozen=True)
class Plan:
    """`top` is the goal on top; `goals` the others the citizen stands behind; `steps` all, and `proposals` goals only
    proposed so far.
    """

    items: list[Item]

    @property
    def top(self) -> Item | None:
        return next((item for item in self.items if item.is_top), None)

    @property
    def goals(self) -> list[Item]:
        return [item for item in self.items if item.is_goal and item.own_text and not item.is_top]

    @property
    def own_goals(self) -> list[Item]:
        return [item for item in self.items if item.is_goal and item.own_text]

    @property
    def proposals(self) -> list[Item]:
        return [item for item in self.items if item.is_goal and not item.own_text]

    @property
    def beside(self) -> list[Item]:
        """Everything but the goal on top: goals first, then steps."""
        return [item for item in self.items if item.is_goal and not item.is_top] + self.steps

    @property
    def steps(self) -> list[Item]:
        return [item for item in self.items if not item.is_goal]

    @property
    def own_steps(self) -> list[Item]:
        """Those the citizen wrote or has answered; the others wait for an answer."""
        return [step for step in self.steps if not step.waits_for_citizen or step.own_text]

    @property
    def waits_for_citizen(self) -> list[Item]:
        return [item for item in self.items if item.waits_for_citizen]

    @property
    def waits_for_employee(self) -> list[Item]:
        return [item for item in self.items if item.waits_for_employee]


def plan_of(course: Course, citizen: Citizen, *, reader: User, now: datetime) -> Plan:
    """What is not ended of a course: the goal on top first, then as they were written. Two queries."""
    return Plan(_items(plan_asked(course, citizen, reader, now), citizen, reader))


def plan_asked(course: Course, citizen: Citizen, reader: User, now: datetime) -> QuerySet[Wording]:
    return _OPEN.ask(citizen=citizen.pk, course=course.pk, reader=reader.pk, now=now)


def ended_of(course: Course, citizen: Citizen, *, reader: User, now: datetime) -> list[Item]:
    """What was done or laid aside in a course, newest first. Two queries."""
    rows = _wordings(citizen.pk, reader.pk, now).filter(item__course=course, item__ended_at__isnull=False)
    return _items(rows.order_by("-item__ended_at", "-item")[:ENDED_SHOWN], citizen, reader)


def item_of(number: int, citizen: Citizen, *, reader: User, now: datetime) -> Item:
    """One goal or step; `Wording.DoesNotExist` when it is none of the citizen's. Two queries."""
    row = _wordings(citizen.pk, reader.pk, now).get(item=number)
    return _items([row], citizen, reader)[0]


@dataclass(frozen=True)
class History:
    """Wordings before the one in force, newest first, each with its marks (`said`); `older` numbers the next page."""

    wordings: list[Wording]
    older: int | None


def history_of(item: PlanItem, before: str = "") -> History:
    """What a goal or a step said before, and what was said to each wording. Two queries."""
    last = int(before) if before.isascii() and before.isdigit() and len(before) <= 9 else item.version
    marks = Mark.objects.select_related("by__employee").order_by("at", "pk")
    rows = item.wordings.filter(number__lt=last).select_related("by__employee").order_by("-number")
    rows = rows.prefetch_related(Prefetch("marks", queryset=marks, to_attr="said"))
    shown = list(rows[: WORDINGS_SHOWN + 1])
    more = len(shown) > WORDINGS_SHOWN
    return History(shown[:WORDINGS_SHOWN], shown[WORDINGS_SHOWN - 1].number if more else None)


def _wordings(citizen: Any, reader: Any, now: Any) -> QuerySet[Wording]:
    """The wordings in force of a citizen, each with its `author` and the reader's `last_look` at the plan."""
    looks = Record.objects.filter(
        kind=Looked.LOOK, actor=reader, citizen=citizen, what__in=SHOWN_ON, at__lt=now
    ).order_by("-at")
    rows = Wording.objects.in_force().filter(citizen=citizen).select_related("item")
    return rows.annotate(author=F("by__employee__name"), last_look=Subquery(looks.values("at")[:1]))


def _open(course: Any, citizen: Any, reader: Any, now: Any) -> QuerySet[Wording]:
    """Those of what is not ended in a course."""
    rows = _wordings(citizen, reader, now).filter(item__course=course, item__ended_at__isnull=True)
    return rows.order_by("-item__is_top", "item")


_OPEN = Prepared(
    lambda: _open(
        Given.number("course"), Given.number("citizen"), Given.number("reader"), Given.moment("now")
    )
)


def _items(rows: Iterable[Wording], citizen: Citizen, reader: User) -> list[Item]:
    wordings = list(rows)
    marks = _standing(wordings)
    return [_item(row, marks.get(row.item_id, []), citizen, reader) for row in wordings]


def _standing(wordings: list[Wording]) -> dict[int, list[Mark]]:
    """The marks that stand on these wordings, and those with which the citizen said yes to earlier ones; by goal or
    step, the oldest wording first, each with its `name` and the words it was set to (`said`, `said_at`). One query.
    """
    if not wordings:
        return {}
    found: dict[int, list[Mark]] = {}
    marks = _MARKS.ask(wordings=[row.pk for row in wordings], items=[row.item_id for row in wordings])
    for mark in marks:
        found.setdefault(vars(mark)["item"], []).append(mark)
    return found


def _marks() -> QuerySet[Mark]:
    needed = Q(wording__in=Given.numbers("wordings")) | Q(side=Side.CITIZEN, agrees=True)
    marks = Mark.objects.filter(needed, wording__item__in=Given.numbers("items"), replaced_at=None)
    told = {
        "name": "by__employee__name",
        "item": "wording__item",
        "said": "wording__text",
        "said_at": "wording__at",
    }
    return marks.annotate(**{name: F(path) for name, path in told.items()}).order_by("wording__number")


_MARKS = Prepared(_marks)


def _item(row: Wording, marks: list[Mark], citizen: Citizen, reader: User) -> Item:
    given, item = vars(row), row.item
    set_to_it = {mark.side: mark for mark in marks if mark.wording_id == row.pk}
    own = [vars(mark) for mark in marks if mark.side == Side.CITIZEN and mark.agrees]
    changed = [(row.by_id, row.at), *((mark.by_id, mark.at) for mark in set_to_it.values())]
    last_look = given["last_look"]
    return Item(
        pk=item.pk,
        kind=item.kind,
        under=item.under_id,
        version=row.number,
        text=row.text,
        at=row.at,
        author=citizen.first_name if row.by_id == citizen.user_id else _first_name(given["author"]),
        is_by_citizen=row.side == Side.CITIZEN,
        is_together=row.is_together,
        citizen=_said(set_to_it.get(Side.CITIZEN), citizen),
        employee=_said(set_to_it.get(Side.EMPLOYEE), citizen),
        own_text=own[-1]["said"] if own else "",
        own_at=own[-1]["said_at"] if own else None,
        is_top=item.is_top,
        ended_at=item.ended_at,
        ended_as=item.ended_as,
        is_new=any(by != reader.pk and (last_look is None or at > last_look) for by, at in changed),
    )


def _said(mark: Mark | None, citizen: Citizen) -> Said | None:
    if mark is None:
        return None
    by_employee = vars(mark)["name"] if mark.side == Side.EMPLOYEE else None
    name = _first_name(by_employee) if by_employee else citizen.first_name
    return Said(name=name, agrees=mark.agrees, words=mark.words, at=mark.at)


def _first_name(name: str) -> str:
    return name.split()[0]
