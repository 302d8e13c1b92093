"""Reminders of booked talks: what a citizen chooses, and the one message that is sent the day before."""

from datetime import datetime, time, timedelta
from uuid import uuid5

from django.db import transaction
from django.utils import timezone, translation

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.post.actions import queue_mail, queue_sms
from tovholder.jobcentre.talks.letters import Kind, letter, short, telephone_of
from tovholder.jobcentre.talks.models import BookingChoice, RemindMe, Talk

# Nobody's telephone rings in the night.
FIRST_HOUR, LAST_HOUR = 8, 20
CHOSEN = ("by_mail", "by_sms", "calendar", "email", "telephone", "language")


@transaction.atomic
def choose_reminders(citizen: Citizen, chosen: dict[str, object], *, by: User, at: datetime) -> RemindMe:
    """Choose how to be reminded (`chosen`: all of `CHOSEN`). Twice is once. The log says that, never what."""
    row, _made = RemindMe.objects.select_for_update().get_or_create(citizen=citizen)
    changed = [name for name in CHOSEN if getattr(row, name) != chosen[name]]
    for name in changed:
        setattr(row, name, chosen[name])
    if changed:
        row.save(update_fields=changed)
        record.action("choose_reminders", by=by, at=at, citizen=citizen.pk, on=row)
    return row


@transaction.atomic
def remind_of_talks(*, by: User | None, at: datetime) -> int:
    """Remind each citizen who wants it of a talk that comes within the days chosen, once; return how many messages.

    By day only. Of one that was moved they are reminded anew, of one that is cancelled not at all. Message and mark are
    one transaction: killed in between, neither is there; run twice, the second finds the mark.
    """
    local = timezone.localtime(at)
    days = BookingChoice.now().remind_days
    if not days or not FIRST_HOUR <= local.hour < LAST_HOUR:
        return 0
    over = timezone.make_aware(datetime.combine(local.date() + timedelta(days=days + 1), time.min))
    due = (
        Talk.objects.booked()
        .filter(starts_at__gt=at, starts_at__lt=over, reminded_at__isnull=True, course__until__isnull=True)
        .filter(citizen__in=RemindMe.objects.wanted().values("citizen"))
        .order_by("starts_at", "pk")
    )
    return sum(_remind(pk, by=by, at=at) for pk in due.values_list("pk", flat=True))


def _remind(pk: int, *, by: User | None, at: datetime) -> int:
    with transaction.atomic():
        talk = Talk.objects.booked().select_for_update(of=("self",)).select_related("employee__unit")
        row = talk.filter(pk=pk, reminded_at__isnull=True).first()
        if row is None or row.starts_at is None:
            return 0
        row.reminded_at = at
        row.save(update_fields=["reminded_at"])
        wish = RemindMe.objects.get(citizen=row.citizen_id)
        telephone = telephone_of(row, at)
        with translation.override(wish.language):
            if wish.by_mail:
                written = letter(row, Kind.REMINDED, telephone=telephone)
                queue_mail(to=wish.email, subject=written.subject, body=written.body)
            if wish.by_sms:
                queue_sms(
                    to=wish.telephone,
                    text=short(row, telephone=telephone),
                    reference=str(uuid5(row.token, row.starts_at.isoformat())),
                    until=row.starts_at,
                )
        record.action("remind_of_talk", by=by, at=at, citizen=row.citizen_id, on=row)
        return int(wish.by_mail) + int(wish.by_sms)
