"""What has been said with a citizen: the talks, newest first, some at a time, each in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.talks.models import Note, Role, RoleTaken, Talk
from tovholder.jobcentre.ui.addresses import address
from tovholder.jobcentre.ui.templatetags.ui import day

TALKS_SHOWN = 10
_MOST = 10 + TALKS_SHOWN + 1  # ten that are booked; and one more, to know that there are older
_SHOWN = ("citizen", "form", "starts_at", "held_at", "minutes", "shared_at", "kept_private_because", "about")


@dataclass(frozen=True)
class Held:
    """A talk that was held, in words; `shared` says whether the citizen reads the `note`, whose newest version it is.

    `words` is what the citizen said, word for word, in that version. `note_of` says which note it is, to those who hear
    the page.
    """

    pk: int
    title: str
    said: str
    url: str
    shared: str
    note_of: str
    note: str
    words: str


@dataclass(frozen=True)
class History:
    """`booked` are the coming talks, `held` a page of those held; `older` numbers the talk the next page is behind.

    A coming one that is part of a meeting with a workplace says which (`meeting`): it is moved and called off there.
    """

    booked: list[Talk]
    held: list[Held]
    older: int | None = None
    is_newest: bool = True


def talks_of(citizen: Any) -> QuerySet[Talk]:
    """The coming talks, the first first, and then those held, the latest first."""
    talks = Talk.objects.filter(citizen=citizen, cancelled_at__isnull=True)
    return talks.order_by(F("held_at").desc(nulls_first=True), "starts_at", "-pk")


def history_of(person: Citizen, older: str) -> History:
    """Return the coming talks and the latest held, or those older than the talk that `older` numbers. Two queries, one
    more for the older. A number that is none of the citizen's talks is not found.
    """
    rows = list(_talks(person.pk).filter(_behind(person, older))[:_MOST] if older else newest_asked(person))
    held = [talk for talk in rows if talk.held_at is not None]
    shown = held[:TALKS_SHOWN]
    return History(
        booked=[talk for talk in rows if talk.held_at is None],
        held=_in_words(shown),
        older=shown[-1].pk if len(held) > TALKS_SHOWN else None,
        is_newest=not older,
    )


def _talks(citizen: Any) -> QuerySet[Talk]:
    """What is booked with the citizen of this number, then what was held, newest first, each with its newest note."""
    newest = Note.objects.filter(talk=OuterRef("pk")).order_by("-version")
    return (
        talks_of(citizen)
        .only(*_SHOWN)
        .annotate(
            note_text=Subquery(newest.values("text")[:1]),
            words=Subquery(newest.values("citizen_words")[:1]),
            with_whom=F("employee__name"),
            and_whom=F("joined_by__name"),
            meeting=F("sick_leave_talk"),
        )
    )


_NEWEST = Prepared(lambda: _talks(Given.number("citizen"))[:_MOST])
_ROLES = Prepared(
    lambda: (
        RoleTaken.objects.filter(talk__in=Given.numbers("talks")).order_by("pk").values_list("talk", "role")
    )
)


def newest_asked(person: Citizen) -> QuerySet[Talk]:
    return _NEWEST.ask(citizen=person.pk)


def _behind(person: Citizen, older: str) -> Q:
    if not (older.isascii() and older.isdigit() and len(older) <= 18):
        raise Http404
    held_at: QuerySet = Talk.objects.held().filter(citizen=person, pk=older).values_list("held_at", flat=True)
    at = held_at.first()
    if at is None:
        raise Http404
    return Q(held_at__lt=at) | Q(held_at=at, pk__lt=older)


def _in_words(talks: Sequence[Talk]) -> list[Held]:
    roles = roles_taken(talks)
    forms = {str(form): str(form.label).lower() for form in Form}
    minutes, note_of = _("%(n)s minutter"), _("noten fra")
    days = [day(talk.held_at) for talk in talks]
    shared, kept, private = _("delt"), _("ikke delt, begrundet"), _("ikke delt")
    return [
        Held(
            pk=talk.pk,
            title=f"{on} · {forms.get(talk.form, '')}",
            said=" · ".join(
                part
                for part in (
                    _held_by(talk),
                    ", ".join(roles.get(talk.pk, [])),
                    minutes % {"n": talk.minutes} if talk.minutes else "",
                )
                if part
            ),
            url=address("note", talk.pk),
            shared=shared if talk.shared_at else kept if talk.kept_private_because else private,
            note_of=f"{note_of} {on}",
            note=talk.note_text or "",  # type: ignore[attr-defined]  # annotated above
            words=talk.words or "",  # type: ignore[attr-defined]  # annotated above
        )
        for talk, on in zip(talks, days, strict=True)
    ]


def roles_taken(talks: Sequence[Talk]) -> dict[int, list[str]]:
    """In words, by the talk's number. One query."""
    roles: dict[int, list[str]] = {}
    said = {str(role): str(role.label) for role in Role}
    for talk, role in _ROLES.ask(talks=[talk.pk for talk in talks]) if talks else ():
        roles.setdefault(talk, []).append(said[role])
    return roles


def _held_by(talk: Talk) -> str:
    name, other = talk.with_whom, talk.and_whom  # type: ignore[attr-defined]  # annotated above
    return _("%(name)s og %(other)s") % {"name": name, "other": other} if other else name
