"""The forms that stand open on the page when somebody asks for them, with nothing stated that nobody said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.forms.talk import MessageForm, TalkForm


def new_talk_form(
    talks: list[Talk], colleagues: list[Employee], now: datetime, begun: Mapping[str, Any]
) -> TalkForm:
    """An empty form, or what was `begun`; the form of a talk booked for today or before counts as stated."""
    today = timezone.localdate(now)
    due = [talk for talk in talks if talk.starts_at and timezone.localdate(talk.starts_at) <= today]
    booked = max(due, key=lambda talk: talk.starts_at or now, default=None)
    initial: dict[str, Any] = {"token": uuid4()} | (
        {"booked": booked.pk, "form": booked.form} if booked else {}
    )
    return TalkForm(initial=initial | dict(begun), today=today, colleagues=colleagues)


def new_message_form(*, asked_for: bool) -> MessageForm:
    form = MessageForm(initial={"token": uuid4()})
    if asked_for:
        form.fields["text"].widget.attrs["data-focus"] = ""
    return form
