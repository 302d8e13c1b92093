"""A plan on paper, in the citizen's words: a tagged PDF that a screen reader can follow (PDF/UA-1, PDF/A-2a)."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.plans.models import Ending
from tovholder.jobcentre.plans.plan import Item, Plan
from tovholder.jobcentre.ui.pdf import tagged_pdf
from tovholder.jobcentre.ui.templatetags.ui import day, last_day

TEMPLATE = Path(__file__).with_name("templates") / "plans" / "plan.typ"


def plan_pdf(plan: Plan, ended: Iterable[Item], *, citizen: Citizen, course: Course, at: datetime) -> bytes:
    """The plan of a course as a PDF, as it is at `at`."""
    return tagged_pdf(TEMPLATE, words_of(plan, ended, citizen=citizen, course=course, at=at), at=at)


def words_of(
    plan: Plan, ended: Iterable[Item], *, citizen: Citizen, course: Course, at: datetime
) -> dict[str, Any]:
    """Everything the page says, as data: goals with their steps beneath, steps that stand alone, and what is ended."""
    goals = [*([plan.top] if plan.top else []), *plan.goals, *plan.proposals]
    under: dict[int | None, list[Item]] = {}
    for step in plan.steps:
        place = step.under if step.under in {goal.pk for goal in goals} else None
        under.setdefault(place, []).append(step)
    shown = [_said(goal) | {"steps": [_said(step) for step in under.get(goal.pk, [])]} for goal in goals]
    parts = [
        {"title": _("Mål"), "goals": shown, "steps": []},
        {"title": _("Skridt"), "goals": [], "steps": [_said(step) for step in under.get(None, [])]},
        {"title": _("Gjort og lagt væk"), "goals": [], "steps": [_said(item) for item in ended]},
    ]
    lines = [citizen.name, _("Udskrevet %(day)s") % {"day": day(at)}]
    if course.until is None:
        lines.append(_("Fast medarbejder: %(name)s") % {"name": course.contact.name})
    else:
        period = {"since": day(course.since), "last": last_day(course.until)}
        lines.append(_("Fra forløbet %(since)s til og med %(last)s.") % period)
    return {
        "title": _("Plan for %(name)s") % {"name": citizen.first_name},
        "by": citizen.name,
        "lang": (get_language() or "da")[:2],
        "lines": lines,
        "parts": [part for part in parts if part["goals"] or part["steps"]],
        "nothing": _("Her står ingen mål eller skridt endnu."),
    }


def _said(item: Item) -> dict[str, Any]:
    """The words of a goal or step, and how far the two sides are with it. What is only proposed says so."""
    own = item.own_text or item.text
    state = []
    if item.ended_at is not None:
        ended = _("Gjort %(day)s.") if item.ended_as == Ending.DONE else _("Lagt væk %(day)s.")
        state.append(ended % {"day": day(item.ended_at)})
    elif item.is_agreed:
        state.append(_("Aftalt af begge"))
    elif item.was:
        state.append(_("%(name)s foreslår: “%(words)s”") % {"name": item.author, "words": item.text})
    elif not item.own_text:
        state.append(_("Foreslået af %(name)s") % {"name": item.author})
    else:
        state.append(_("Ikke besvaret endnu") if item.waits_for_employee else _("I er ikke enige"))
    if item.is_together:
        state.append(_("Skrevet sammen med %(name)s") % {"name": item.author})
    for said in (item.citizen, item.employee):
        if said is not None and not said.agrees:
            state.append(f"{said.name}: “{said.words}”")
    return {"text": own, "state": state}
