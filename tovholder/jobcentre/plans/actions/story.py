"""The citizen's story is told, put right and taken back; what was taken back is erased when the law says so."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.plans.models import Readers, StoryEntry
from tovholder.law.administration import erasable_from

MOST_ENTRIES = 100


@dataclass(frozen=True)
class Told:
    """What is told: about what, to whom, in which words, and from when to when (years), if that is known."""

    about: str
    readers: str
    text: str
    from_year: int | None = None
    to_year: int | None = None


class StaleEntry(Refused):
    """The entry was changed on another device; `newer` holds it, so that nothing typed is lost."""

    def __init__(self, newer: StoryEntry) -> None:
        super().__init__(
            _("Teksten er ændret, siden du åbnede siden. Læs den nye, ret din til, og gem igen.")
        )
        self.newer = newer


@transaction.atomic
def tell(citizen: Citizen, told: Told, *, token: UUID, by: User, at: datetime) -> StoryEntry:
    """Add an entry to the story. Twice (the same `token`) is once.

    Refuses everybody but the citizen, and the contact or whoever covers when the citizen cannot log in: such an entry
    is marked as written together, and cannot be for the citizen alone. Refuses more than a hundred entries.
    """
    Citizen.objects.select_for_update(of=("self",)).get(pk=citizen.pk)
    already: StoryEntry | None = StoryEntry.objects.filter(token=token, citizen=citizen).first()
    if already is not None:
        return already
    together = _written_by(citizen, by, timezone.localdate(at))
    _check_readers(told, together)
    if StoryEntry.objects.standing().filter(citizen=citizen).count() >= MOST_ENTRIES:
        raise Refused(
            _("Der er %(n)d fortællinger. Skriv videre på en af dem i stedet.") % {"n": MOST_ENTRIES}
        )
    entry = StoryEntry.objects.create(
        citizen=citizen, **vars(told), is_together=together, by=by, written_at=at, token=token
    )
    record.action(
        "tell_story", by=by, at=at, citizen=citizen.pk, on=entry, about=told.about, readers=told.readers
    )
    return entry


@transaction.atomic
def retell(entry: StoryEntry, told: Told, *, read_version: int, by: User, at: datetime) -> StoryEntry:
    """Put an entry into other words, or let others read it: what it said before is gone. The same again is no change.

    Refuses as `tell`; an entry that was taken back; and one that was changed since it was read (`StaleEntry`).
    """
    entry = _locked(entry)
    together = _written_by(entry.citizen, by, timezone.localdate(at))
    _check_readers(told, together)
    if all(getattr(entry, name) == value for name, value in vars(told).items()):
        return entry
    if entry.withdrawn_at is not None:
        raise Refused(_("Den er taget tilbage imens. Kopiér din tekst, og skriv den som ny."))
    if entry.version != read_version:
        raise StaleEntry(entry)
    before = entry.readers
    for name, value in vars(told).items():
        setattr(entry, name, value)
    entry.version, entry.changed_at, entry.by, entry.is_together = entry.version + 1, at, by, together
    entry.save(update_fields=[*vars(told), "version", "changed_at", "by", "is_together"])
    record.action(
        "retell_story",
        by=by,
        at=at,
        citizen=entry.citizen_id,
        on=entry,
        version=entry.version,
        before=before,
        after=entry.readers,
    )
    return entry


@transaction.atomic
def take_back(entry: StoryEntry, *, by: User, at: datetime) -> None:
    """Take an entry back: from now on nobody reads it. Twice is once. Refuses the same people as `tell`."""
    entry = _locked(entry)
    _written_by(entry.citizen, by, timezone.localdate(at))
    if entry.withdrawn_at is None:
        entry.withdrawn_at = at
        entry.save(update_fields=["withdrawn_at"])
        record.action("take_back_story", by=by, at=at, citizen=entry.citizen_id, on=entry)


@transaction.atomic
def erase_taken_back(*, by: User | None, at: datetime) -> int:
    """Erase what was taken back so long ago that the law's time for a closed course has passed; return how many.

    The log has a line for each, and never held a word of it.
    """
    today = timezone.localdate(at)
    gone = 0
    # The law's shortest is a year: nothing younger is even looked at.
    old = StoryEntry.objects.filter(withdrawn_at__lt=at - timedelta(days=365)).order_by("pk")
    for entry in old.select_for_update(of=("self",)):
        if entry.withdrawn_at is None or today < erasable_from(timezone.localdate(entry.withdrawn_at)).day:
            continue
        record.action("erase_story", by=by, at=at, citizen=entry.citizen_id, on=entry)
        entry.delete()
        gone += 1
    return gone


def _written_by(citizen: Citizen, user: User, today: date) -> bool:
    """Is it written together? Refused for everybody but the citizen, or the contact of one who cannot log in."""
    if citizen.user_id is not None and user.pk == citizen.user_id:
        return False
    employee = user.employee_or_none
    if citizen.user_id is not None or employee is None:
        raise Refused(_("Kun borgeren selv kan skrive i sin historie."))
    if not Course.objects.of(employee, today).filter(citizen=citizen).exists():
        raise Refused(_("Kun den faste medarbejder kan skrive historien sammen med borgeren."))
    return True


def _check_readers(told: Told, together: bool) -> None:
    if together and told.readers == Readers.ME:
        raise Refused(_("En historie, I har skrevet sammen, skal kunne læses. Vælg, hvem der må."))


def _locked(entry: StoryEntry) -> StoryEntry:
    rows = StoryEntry.objects.select_for_update(of=("self",)).select_related("citizen")
    locked: StoryEntry = rows.get(pk=entry.pk)
    return locked
