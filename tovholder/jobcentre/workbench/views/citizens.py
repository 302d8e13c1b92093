"""All those I follow, and those I cover for somebody else."""

from collections.abc import Callable
from datetime import date
from functools import cache

from django.db.models import Max, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Course, DrawnIn
from tovholder.jobcentre.citizens.models.citizen import barred
from tovholder.jobcentre.citizens.models.course import Form
from tovholder.jobcentre.prepared import Given, Prepared
from tovholder.jobcentre.staff.now import covered_by
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.ui.templatetags.ui import clock
from tovholder.jobcentre.workbench import citizen_list, followed
from tovholder.jobcentre.workbench.citizen_list import Days, Line, Listing


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def my_citizens(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    employee = request.user.employee
    today = timezone.localdate(now)
    covered = covered_by(employee, today)
    contacts = [employee.pk, *covered]
    listing = _listing(request, contacts)
    citizens = [course.citizen_id for course in listing.courses]
    drawn_in = beside(request.user, today) if not request.htmx and not listing.text else []
    citizens += [row.citizen_id for row in drawn_in]
    record.look_at_list("my_citizens", citizens, by=request.user, at=now, kind=listing.kind)
    context = {"listing": listing, "lines": _lines(request, listing, covered, today), "beside": drawn_in}
    if not request.htmx:
        number, kept_from = followed.number(request.user, contacts)
        context |= {"in_all": _in_all(number - kept_from), "not_shown": citizen_list.not_shown(kept_from)}
    return citizen_list.answer(request, "workbench/my_citizens.html", context)


def _listing(request: SignedIn, contacts: list[int]) -> Listing:
    if citizen_list.is_first_page(request):
        return Listing(followed.first_page(request.user, contacts))
    known = followed.known(request.user, contacts)
    return citizen_list.listing(request, followed.shown(known.open()), known=known, size=followed.PAGE)


def beside(user: User, today: date) -> list[DrawnIn]:
    """Where I am with for a time beside somebody else, who ends first coming first."""
    employee = user.employee
    return list(_beside(employee.has_clearance).ask(employee=employee.pk, today=today))


@cache
def _beside(has_clearance: bool) -> Prepared[QuerySet[DrawnIn]]:
    employee = Given.number("employee")
    return Prepared(
        lambda: (
            DrawnIn.objects.on(Given.day("today"))
            .filter(employee=employee, course__until=None)
            .exclude(course__contact=employee)
            .exclude(barred(employee, has_clearance=has_clearance, prefix="citizen__"))
            .select_related("citizen", "course__contact")
            .order_by("until", "pk")[: followed.PAGE]
        )
    )


def _in_all(number: int) -> str:
    if not number:
        return _("Du følger ingen borgere lige nu.")
    return _("Du følger %(citizens)s i dag.") % {"citizens": citizen_list.how_many(number)}


_LAST_HELD = Prepared(
    lambda: (
        Talk.objects.held()
        .filter(course__in=Given.numbers("courses"))
        .order_by()
        .values_list("course")
        .annotate(Max("held_at"))
    )
)


def _lines(request: SignedIn, listing: Listing, covered: dict[int, str], today: date) -> list[Line]:
    last_held = dict(_LAST_HELD.ask(courses=[course.pk for course in listing.courses]))
    before, never = _("Talte sidst sammen %(day)s"), _("Har ikke talt sammen endnu")
    covers = {pk: _("du dækker for %(name)s") % {"name": name.split()[0]} for pk, name in covered.items()}
    protected = _("beskyttet")
    days, here = Days(today), timezone.get_current_timezone()
    agreed = _agreed(days)

    def say(course: Course) -> dict[str, str]:
        held = last_held.get(course.pk)
        quiet = [before % {"day": days[held.astimezone(here).date()]} if held else never]
        if course.contact_id in covers:
            quiet.append(covers[course.contact_id])
        return {
            "name": vars(course)["name"],
            "why": agreed(course),
            "quiet": " · ".join(quiet),
            "tag": protected if vars(course)["is_protected"] else "",
        }

    return citizen_list.lines(request, listing, say)


def _agreed(days: Days) -> Callable[[Course], str]:
    """Return what says of a course when they talk next."""
    nothing, on, at = _("Ingen næste aftale"), _("Næste aftale %(day)s"), _("kl. %(time)s")
    forms = {form.value: str(form.label).lower() for form in Form}

    def say(course: Course) -> str:
        if course.next_on is None:
            return nothing
        agreed = on % {"day": days[course.next_on]}
        if course.next_time:
            agreed += " " + at % {"time": clock(course.next_time)}
        return f"{agreed}, {forms[course.next_form]}" if course.next_form else agreed

    return say
