"""What a workplace may read of a citizen's papers: the version the citizen consented to, until it is taken back."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.actions import give_consent, take_back_consent
from tovholder.jobcentre.citizens.actions.locked import locked
from tovholder.jobcentre.citizens.actions.mails import tell_employee
from tovholder.jobcentre.citizens.models import Consent
from tovholder.jobcentre.sickleave.actions.papers import newest_of
from tovholder.jobcentre.sickleave.mails import tell_citizen, tell_workplace
from tovholder.jobcentre.sickleave.models import PaperShared, WorkplacePaper


@transaction.atomic
def share_paper(
    paper: WorkplacePaper, *, read_version: int, words: str = "", by: User, at: datetime
) -> Consent:
    """Let the workplace read the version that was read, by the citizen's consent: pressed, or said to an employee.

    A version shared before is no longer shown. The other side is told that something is new, and so is the workplace.
    The same twice is once.
    Refuses a closed course, others than the citizen and an employee, and a version that is not the newest any more
    (`StalePaper`): nobody consents to what they have not read.
    """
    course = locked(paper.course)
    if course.until is not None:
        raise Refused(_("Forløbet er afsluttet, så papiret kan ikke deles med arbejdsstedet."))
    version = newest_of(paper, read_version=read_version)
    standing = _standing(paper).filter(shared_paper__version=version, words=words).first()
    if standing is not None:
        return standing
    consent = give_consent(
        course.citizen, workplace=paper.workplace, to=paper.kind, words=words, by=by, at=at
    )
    PaperShared.objects.create(consent=consent, version=version)
    if by.pk == course.citizen.user_id:
        tell_employee(course.contact)
    else:
        tell_citizen(course.citizen_id)
    tell_workplace(paper.workplace)
    record.action("share_paper", by=by, at=at, citizen=paper.citizen_id, on=paper, version=version.version)
    return consent


@transaction.atomic
def stop_sharing(paper: WorkplacePaper, *, by: User, at: datetime) -> None:
    """Take the consent to share a paper back: the workplace sees it no more from this moment. Twice is once.

    Also in a closed course. Refuses others than the citizen and an employee.
    """
    course = locked(paper.course)
    consent = _standing(paper).select_related("citizen").first()
    if consent is None or not take_back_consent(consent, by=by, at=at):
        return
    if by.pk == course.citizen.user_id:
        tell_employee(course.contact)
    record.action("stop_sharing", by=by, at=at, citizen=paper.citizen_id, on=paper)


def _standing(paper: WorkplacePaper) -> QuerySet[Consent]:
    return Consent.objects.filter(shared_paper__version__paper=paper, taken_back_at__isnull=True)
