"""One party and its invitation, the same through a link, at the company's door, and in Mit forløb."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.actions import count_try
from tovholder.jobcentre.access.limits import fingerprint
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.sickleave.actions import answer_invitation
from tovholder.jobcentre.sickleave.answer_form import AnswerForm
from tovholder.jobcentre.sickleave.letters import place_of
from tovholder.jobcentre.sickleave.models import Party, PartyRole, SickLeaveTalk
from tovholder.jobcentre.sickleave.reading import OwnPart
from tovholder.jobcentre.staff.now import on_duty

MEETINGS_SHOWN = 5
_AS_IT_STANDS = ["starts_at", "form", "place", "minutes", "sequence", "held_at", "cancelled_at"]


@dataclass(frozen=True)
class Wrong:
    """Why an answer was not kept: the form with what was typed, and perhaps a sentence."""

    form: AnswerForm
    status: int
    refused: str = ""


def invitations_of(person: CompanyPerson) -> QuerySet[Party]:
    """What somebody at a company is invited to, newest first, without whom it is about."""
    return (
        Party.objects.here()
        .filter(company_person=person, invited_at__isnull=False)
        .blind()
        .order_by("-invited_at", "-pk")
    )


def meetings_of(citizen: Citizen) -> QuerySet[Party]:
    """The citizen's own invitations, newest first."""
    about_them = SickLeaveTalk.objects.filter(citizen=citizen).values("pk")
    own = Party.objects.here().filter(talk__in=about_them, role=PartyRole.CITIZEN, invited_at__isnull=False)
    return own.select_related("talk__workplace", "talk__employee__unit").order_by("-invited_at", "-pk")


def others_at(party: Party) -> list[Party]:
    """Those who are invited beside the citizen, by name and role alone: the citizen decides whether to come."""
    others = Party.objects.here().filter(talk=party.talk_id, invited_at__isnull=False)
    return list(others.exclude(pk=party.pk).only("name", "role").order_by("pk"))


def answered(post: MultiValueDict, party: Party, *, by: User | None, now: datetime) -> Wrong | None:
    """Keep what was answered; None when all is well."""
    form = AnswerForm(post, today=timezone.localdate(now))
    if not count_try("answer", fingerprint(str(party.pk)), at=now):
        return Wrong(form, 429, _("Der er svaret for mange gange den sidste time. Ring til os i stedet."))
    if not form.is_valid():
        return Wrong(form, 422)
    try:
        answer_invitation(
            party,
            answer=form.cleaned_data["answer"],
            proposed_at=form.proposed_at(),
            read_sequence=form.cleaned_data["sequence"],
            by=by,
            at=now,
        )
    except Refused as refused:
        # The next answer is to the invitation as it now stands on the page.
        typed = post.copy()
        typed["sequence"] = str(Party.objects.values_list("talk__sequence", flat=True).get(pk=party.pk))
        form.data = typed
        return Wrong(form, 409, str(refused))
    return None


def meeting(party: Party, part: OwnPart | None, *, now: datetime, wrong: Wrong | None) -> dict[str, Any]:
    """What the page of an invitation shows its party."""
    if wrong is not None and wrong.status == 409:
        party.talk.refresh_from_db(
            fields=["starts_at", "form", "place", "minutes", "sequence", "held_at", "cancelled_at"]
        )
    talk = party.talk
    local = timezone.localtime(party.proposed_at) if party.proposed_at else None
    before = {"answer": party.answer, "day": local and local.date(), "time": local and local.time()}
    form = AnswerForm(initial=before | {"sequence": talk.sequence}, today=timezone.localdate(now))
    return {
        "party": party,
        "talk": talk,
        "place": place_of(talk),
        "agenda": talk.agenda.splitlines(),
        "duty": on_duty(talk.employee, timezone.localdate(now)),
        "may_answer": talk.held_at is None and talk.cancelled_at is None and talk.starts_at > now,
        "part": part,
        "form": wrong.form if wrong else form,
        "refused": wrong.refused if wrong else "",
    }
