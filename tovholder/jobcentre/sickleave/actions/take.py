"""Who takes a notice, where the workplace's contact and the citizen's are two people."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SpokenAnswer
from tovholder.jobcentre.sickleave.taking import TwoContacts, two_contacts
from tovholder.jobcentre.staff.models import Employee


@transaction.atomic
def take_notice(notice: AbsenceNotice, *, by: User, at: datetime) -> AbsenceNotice:
    """One of the two contacts takes the notice, or who covers for them in their place; from now on it is theirs alone.

    Refuses when the other has taken it, when we have spoken, and anybody else. Twice is once.
    """
    row, two, me = _to_take(notice, by, at)
    if SpokenAnswer.objects.filter(notice=row).exists():
        raise Refused(_("Vi har allerede talt med virksomheden."))
    taken_by = two.taken_by(row)
    if taken_by is not None and taken_by != me:
        raise Refused(_("%(name)s har allerede taget den.") % {"name": taken_by.name})
    if taken_by is None:
        row.taken_by = me
        row.save(update_fields=["taken_by"])
        record.action("take_notice", by=by, at=at, citizen=row.citizen_id, on=row, taken_by=me.pk)
    return row


@transaction.atomic
def give_back_notice(notice: AbsenceNotice, *, by: User, at: datetime) -> AbsenceNotice:
    """Whoever took the notice gives it back: it waits for both contacts again. Refuses anybody else. Twice is once."""
    row, two, me = _to_take(notice, by, at)
    taken_by = two.taken_by(row)
    if taken_by is not None and taken_by != me:
        raise Refused(_("%(name)s har taget den og må selv give den tilbage.") % {"name": taken_by.name})
    if row.taken_by_id is not None:
        row.taken_by = None
        row.save(update_fields=["taken_by"])
        record.action("give_back_notice", by=by, at=at, citizen=row.citizen_id, on=row)
    return row


def _to_take(notice: AbsenceNotice, by: User, at: datetime) -> tuple[AbsenceNotice, TwoContacts, Employee]:
    """The row, locked, its two contacts, and which of them this person is or covers for; else refused."""
    locked = AbsenceNotice.objects.select_for_update(of=("self",)).select_related("workplace__contact")
    row = locked.get(pk=notice.pk)
    two = two_contacts(row)
    if two is None:
        raise Refused(_("Der er kun én at svare: arbejdsstedets faste kontakt. Hent siden igen."))
    me = two.as_whom(by, timezone.localdate(at))
    if me is None:
        raise Refused(_("Kun de to faste kontakter kan tage meldingen."))
    return row, two, me
