"""One workplace with its people and notices, and one notice. The contact answers here by telephone."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies import actions as companies
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.companies.models import CompanyPerson, Workplace
from tovholder.jobcentre.results.models import MunicipalityChoice
from tovholder.jobcentre.sickleave import in_words, measures
from tovholder.jobcentre.sickleave.actions import answer_spoken, write_down_call
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.sickleave.rules import legal_frame
from tovholder.jobcentre.sickleave.spells import at_workplace
from tovholder.jobcentre.sickleave.spells_in_words import told_at
from tovholder.jobcentre.sickleave.taking import taking_of
from tovholder.jobcentre.sickleave.targets import passed
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import looked_after_by, person_of
from tovholder.jobcentre.workbench import read_workplace as read
from tovholder.jobcentre.workbench.at_work import barred_at, citizens_at
from tovholder.jobcentre.workbench.forms.workplace import CallForm
from tovholder.jobcentre.workbench.noticed import done_with
from tovholder.jobcentre.workbench.relation import others_at, relation_of


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def workplace(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    place = find(request, pk)
    citizens = citizens_at(place, request.user, today)
    contacts = looked_after_by(request.user.employee, today)
    waiting, earlier, more = _notices_at(place, request, contacts)
    rows = [line.notice for line in [*waiting, *earlier]]
    record.look_at_list(
        "workplace",
        {person.pk for person in citizens} | {row.citizen_id for row in rows if row.citizen_id},
        by=request.user,
        at=now,
        workplace=place.pk,
    )
    is_mine = place.contact_id in contacts
    limit = MunicipalityChoice.now().small_number_limit
    context = {
        "workplace": place,
        "duty": person_of(place, today),
        "is_mine": is_mine,
        "may_change": request.user.may(May.LEAD) and place.contact.unit_id == request.user.employee.unit_id,
        "history": read.history(place),
        "people": read.people(place),
        "waiting": waiting,
        "not_shown": read.number_waiting(place) - len(waiting) if is_mine else 0,
        "earlier": earlier,
        "more": more,
        "absence_said": told_at(at_workplace(place, today=today, limit=limit)),
        "citizens": citizens,
        "citizens_not_shown": barred_at(place, request.user, today),
        "others_said": others_at(place, citizens, today, limit=limit),
    }
    context |= relation_of(
        place, request.user, today, contacts=contacts, older=request.GET.get("kontakter_foer", "")
    )
    return render(request, "workbench/workplace.html", context)


def find(request: SignedIn, pk: int) -> Workplace:
    return get_object_or_404(Workplace.objects.visible_to(request.user).with_contact(), pk=pk)


def _is_mine(place: Workplace, employee: Employee, today: date) -> bool:
    """Is this employee the workplace's contact, or covering for them today?"""
    return place.contact_id in looked_after_by(employee, today)


@dataclass(frozen=True)
class Line:
    """A notice in words, and its measures as sentences: empty where there is nothing to measure."""

    notice: AbsenceNotice
    told: str
    contact: str
    answer: str


def _notices_at(
    place: Workplace, request: SignedIn, contacts: list[int]
) -> tuple[list[Line], list[Line], int | None]:
    """The notices this person may open: all that wait, a page of those answered, and where the next page begins."""
    before = request.GET.get("foer", "")
    is_number = before.isascii() and before.isdigit()
    waiting = read.waiting(place, request.user, contacts)
    page = read.settled(place, request.user, contacts, before=int(before[:18]) if is_number else None)
    earlier = page[: read.NOTICES_SHOWN]
    lines = _lines([*waiting, *earlier])
    more = earlier[-1].pk if len(page) > read.NOTICES_SHOWN else None
    return lines[: len(waiting)], lines[len(waiting) :], more


def _lines(notices: list[AbsenceNotice]) -> list[Line]:
    contact, answer = measures.company_contact(notices), measures.spoken_answer(notices)
    return [
        Line(
            row,
            in_words.told(row.kind, row.first_day),
            in_words.contact(contact[row.pk]) if row.pk in contact else "",
            in_words.answer(answer[row.pk]) if row.pk in answer else "",
        )
        for row in notices
    ]


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def send_door_link(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    mine = Workplace.objects.visible_to(request.user).values("pk")
    people = CompanyPerson.objects.filter(workplace__in=mine).select_related("workplace__contact")
    person = get_object_or_404(people, pk=pk)
    address = request.build_absolute_uri(reverse("door", args=[make_link(person, at=now)]))
    companies.send_door_link(person, address=address, by=request.user, at=now)
    messages.success(request, _("Linket er sendt. Det virker i syv dage."))
    return redirect("workplace", pk=person.workplace_id)


# --- A notice ---------------------------------------------------------------------------------------------------------


@gate(needs=May.FOLLOW_CITIZENS)
def phone_notice(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    place = find(request, pk)
    form = CallForm(initial={"token": uuid4()}, today=today)
    status, refused = 200, ""
    if request.method == "POST":
        form = CallForm(request.POST, today=today)
        status = 422
        if form.is_valid():
            try:
                write_down_call(place, by=request.user, at=now, today=today, **form.told())
            except Refused as not_now:
                status, refused = 409, str(not_now)
            else:
                if _is_mine(place, request.user.employee, today):
                    messages.success(
                        request, _("Meldingen er gemt, og det er skrevet ned, at I har talt sammen.")
                    )
                else:
                    messages.success(
                        request, _("Meldingen er gemt. Den venter nu hos arbejdsstedets faste kontakt.")
                    )
                return redirect(reverse("workplace", args=[pk]) + "#meldinger")
    context = {"workplace": place, "form": form, "refused": refused, "correcting": ""}
    return render(request, "workbench/phone_notice.html", context, status=status)


@gate(needs=May.FOLLOW_CITIZENS)
@require_GET
def notice(request: SignedIn, pk: int) -> HttpResponse:
    return notice_page(request, pk)


def notice_page(request: SignedIn, pk: int, *, status: int = 200, refused: str = "") -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    visible = (
        AbsenceNotice.objects.with_successor()
        .visible_to(request.user, today)
        .select_related(
            "workplace__contact__unit", "sender", "written_by__employee", "spoken_answer__employee"
        )
    )
    row = get_object_or_404(visible, pk=pk)
    person = None
    if row.citizen_id is not None:
        record.look("notice", row.citizen_id, by=request.user, at=now)
        person = (
            Citizen.objects.visible_to(request.user, today).only("email").filter(pk=row.citizen_id).first()
        )
    opens_citizen = person is not None
    # That the citizen has a talk with us is the citizen's: it is told to those who may open them.
    talk = measures.citizen_talk([row]) if opens_citizen else {}
    context = {
        "notice": row,
        "line": _lines([row])[0],
        "duty": person_of(row.workplace, today),
        "answer": getattr(row, "spoken_answer", None),
        "call_back": (row.sender and row.sender.telephone) or row.workplace.telephone,
        "opens_citizen": opens_citizen,
        "is_untold": person is not None and not person.email,
        "talk_said": in_words.talk(talk[row.pk]) if row.pk in talk else "",
        "passed": passed(row, now=now, with_citizen=opens_citizen),
        "taking": taking_of(row, request.user, today),
        "legal_frame": legal_frame(
            row.kind,
            row.first_day,
            today=today,
            expected_last_day=row.expected_last_day,
            wages_paid=row.wages_paid,
        ),
        "today": today,
    }
    context |= done_with(row) | {"refused": refused}
    return render(request, "workbench/notice.html", context, status=status)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def answer_notice(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    row = get_object_or_404(AbsenceNotice.objects.visible_to(request.user, timezone.localdate(now)), pk=pk)
    try:
        answer = answer_spoken(row, by=request.user, at=now)
    except Refused as refused:
        return notice_page(request, pk, status=409, refused=str(refused))
    if answer.employee_id == request.user.employee.pk:
        messages.success(request, _("Det er skrevet ned, at I har talt sammen."))
    else:
        messages.success(request, _("En kollega havde allerede talt med virksomheden."))
    return redirect(_back(request, row))


def _back(request: SignedIn, row: AbsenceNotice) -> str:
    """To the page where the button was pressed, when it is one of ours; else to the notice."""
    page = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return page
    return reverse("notice", args=[row.pk])
