"""The second page of many handovers, as it was sent: what is written about each citizen, and whom each would get."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.workbench.citizen_list import NAME_ORDER
from tovholder.jobcentre.workbench.forms.handover import ListForm, RowForm
from tovholder.jobcentre.workbench.known import known
from tovholder.jobcentre.workbench.load import Load
from tovholder.jobcentre.workbench.views.team import rows
from tovholder.jobcentre.workbench.weighing import Weighed, weigh

MOST = 50  # as many as a page of the list holds
_FROM = "-from_employee"


@dataclass
class Sheet:
    """What is written about one citizen; `refused` says why this one was not handed over."""

    course: Course
    form: RowForm
    age: int
    chosen: bool = True
    refused: str = ""


class Desk:
    """`saves`: the leader pressed to hand over; else the page begins, or finds a colleague. `form`: what all share."""

    def __init__(self, request: SignedIn, now: datetime) -> None:
        self.request, self.now, self.today = request, now, timezone.localdate(now)
        given = request.POST
        self.unit = rows.own_unit(request)
        self.asked = _numbers(given)
        self.begins = not any(name.endswith(_FROM) for name in given)
        self.courses = self.read()
        named = given.get("colleague", "")[:100].strip() if "find" in given else ""
        self.choices = rows.colleagues(self.unit, self.today, text=named, chosen=given.get("to", ""))
        self.people = self.choices.as_written()
        self.saves = not self.begins and not named
        self.form = ListForm(
            given if self.saves else None,
            colleagues=[load for load in self.choices.loads if self._could_be_new(load, given)],
            own_unit=self.unit.pk,
            initial=given.dict(),
        )
        self.sheets = self._sheets(given)
        self.weighed = self._weigh(given)

    def read(self) -> list[Course]:
        """Those whom the leader may open, in Danish order; one closed meanwhile too, so that it can be said."""
        visible = Citizen.objects.visible_to(self.request.user, self.today)
        courses = Course.objects.open() if self.begins else Course.objects.all()
        courses = courses.filter(pk__in=self.asked, unit=self.unit, citizen__in=visible)
        return list(courses.select_related("citizen", "contact", "unit").order_by(NAME_ORDER, "pk"))

    @property
    def lost(self) -> str:
        """Says how many of those who were asked for are no longer the leader's to open."""
        number = len(self.asked) - len(self.courses)
        if not number:
            return ""
        return " " + ngettext(
            "%(n)d kan du ikke længere åbne.", "%(n)d kan du ikke længere åbne.", number
        ) % {"n": number}

    def _could_be_new(self, load: Load, given: QueryDict) -> bool:
        """Not who is the contact of them all, unless they became it after the page was opened: the action says so."""
        key = load.employee.pk
        return given.get("to") == str(key) or any(course.contact_id != key for course in self.courses)

    def _sheets(self, given: QueryDict) -> list[Sheet]:
        if self.saves:
            self.form.full_clean()
        begun = known(self.courses) if self.begins else {}
        chosen = set(given.getlist("chosen"))
        return [
            Sheet(
                course,
                RowForm(
                    given if self.saves and str(course.pk) in chosen else None,
                    course=course,
                    today=self.today,
                    people=self.people,
                    common=self.form.cleaned_data if self.saves else {},
                    initial=begun.get(course.pk) or _typed(given, course),
                ),
                course.citizen.age(self.today),
                chosen=self.begins or str(course.pk) in chosen,
            )
            for course in self.courses
        ]

    def _weigh(self, given: QueryDict) -> Weighed:
        for_all = self.choices.people.get(rows.key_of(given.get("to", "")) or 0)
        moves = []
        for sheet in self.sheets:
            other = given.get(f"b{sheet.course.pk}-other", "").strip()
            to = self.people.get(other) if other else for_all
            # Of a row gone stale nothing is said: the action refuses it.
            is_fresh = given.get(f"b{sheet.course.pk}{_FROM}") == str(sheet.course.contact_id)
            if sheet.chosen and is_fresh and to is not None and to.pk != sheet.course.contact_id:
                moves.append((sheet.course, to))
        return weigh(moves, self.today)

    def is_valid(self) -> bool:
        chosen = [sheet.form for sheet in self.sheets if sheet.chosen]
        rows_are = [form.is_valid() for form in chosen]
        for_all = "to" in self.form.errors or self.form.cleaned_data.get("to")
        if not for_all and not all((form["other"].value() or "").strip() for form in chosen):
            self.form.add_error("to", self.form.fields["to"].error_messages["required"])
        return self.form.is_valid() and all(rows_are)

    def move_of(self, sheet: Sheet) -> actions.Move:
        given, common = sheet.form.cleaned_data, self.form.cleaned_data
        return actions.Move(
            sheet.course,
            from_employee=given["from_employee"],
            to=given["other"] or self.choices.people[common["to"]],
            reason=common["reason"],
            what_matters=given["what_matters"],
            next_step=given["next_step"],
            citizen_wish=given["citizen_wish"],
            joint_talk_on=given["joint_talk_on"],
            no_joint_talk_because="" if given["joint_talk_on"] else common["no_joint_talk_because"],
        )

    def look(self) -> None:
        shown = [course.citizen_id for course in self.courses]
        record.look_at_list("hand_over", shown, by=self.request.user, at=self.now)

    def page(self, *, status: int = 200, refused: str = "") -> HttpResponse:
        self.look()
        context: dict[str, Any] = {
            "form": self.form,
            "choices": self.choices,
            "people": self.people,
            "sheets": self.sheets,
            "weighed": self.weighed,
            "refused": refused.strip(),
            "here": f"?{self.request.GET.urlencode()}" if self.request.GET else "",
        }
        return render(self.request, "workbench/hand_over.html", context, status=status)


def _numbers(given: QueryDict) -> list[int]:
    """The courses that were chosen, all of the page's, or those that stand on the page that was sent."""
    sent = [name[1:].removesuffix(_FROM) for name in given if name.endswith(_FROM)]
    texts = sent or given.get("all", "").split(",") + given.getlist("chosen")
    numbers = [number for text in texts if (number := rows.key_of(text))]
    return list(dict.fromkeys(numbers))[:MOST]


def _typed(given: QueryDict, course: Course) -> dict[str, str]:
    """What stands in the fields of one citizen on the page that was sent."""
    return {name: given.get(f"b{course.pk}-{name}", "") for name in RowForm.base_fields}
