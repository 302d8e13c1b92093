"""A company asked about somebody without a name, and got our advice: that answers its notice too."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.companies.actions import log_sparring
from tovholder.jobcentre.companies.models import WorkplaceTouch
from tovholder.jobcentre.sickleave.actions import answer_spoken
from tovholder.jobcentre.sickleave.models import AbsenceNotice


@transaction.atomic
def spar_about(notice: AbsenceNotice, *, by: User, at: datetime, today: date, **given: Any) -> WorkplaceTouch:
    """Write down our advice (`given`: as for `log_sparring`), begun by whoever began the notice, and that we spoke.

    Refuses a notice with a name, which is no sparring, and what `answer_spoken` and `log_sparring` refuse.
    """
    if notice.person_name:
        raise Refused(
            _("Sparring er råd uden navn. Her er et navn, så skriv i stedet, at I har talt sammen.")
        )
    answer_spoken(notice, by=by, at=at)
    return log_sparring(
        notice.workplace, begun_by=notice.begun_by, about_notice=True, by=by, at=at, today=today, **given
    )
