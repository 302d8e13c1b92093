"""What we have, as rows in the columns such a file is read by. Reads only; who may have them is asked before."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Benefit, Course, Employment, SupportSpell
from tovholder.jobcentre.citizens.models.course import Began
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.staff.models import Employee, StaffProfile

Cells = list[object]
FIGURE_HEADINGS = ["Tal", "Enhed", "Dag", "Gruppe", "Tæller", "Nævner", "Værdi", "Skjult", "Opgørelse"]


def citizens(ids: list[int]) -> Iterator[Cells]:
    """Citizens with an open course; with several jobs, the one that began last."""
    jobs = Employment.objects.open().filter(citizen=OuterRef("citizen")).order_by("-since", "-pk")
    courses = Course.objects.open().filter(citizen__in=ids).order_by("citizen__name_order", "pk")
    rows = courses.annotate(job=Subquery(jobs.values("workplace__p_number")[:1])).values_list(
        "citizen__cpr_encrypted", "citizen__name", "unit__name", "contact__number", "began_because", "since",
        "citizen__is_protected", "citizen__language", "citizen__needs_interpreter", "citizen__telephone",
        "citizen__email", "job",
    )  # fmt: skip
    began = dict(Began.choices)
    for (
        encrypted,
        name,
        unit,
        contact,
        because,
        since,
        protected,
        language,
        interpreter,
        *more,
    ) in rows.iterator():
        yield [
            *(
                _cpr(encrypted),
                name,
                unit,
                contact,
                began.get(because, ""),
                _day(since),
                _yes(protected),
                language,
            ),
            *(_yes(interpreter), *more),
        ]


def support(ids: list[int]) -> Iterator[Cells]:
    """Spells of at least one day."""
    spells = SupportSpell.objects.filter(citizen__in=ids).order_by(
        "citizen__name_order", "citizen", "since", "pk"
    )
    benefits = dict(Benefit.choices)
    for encrypted, benefit, since, until in spells.values_list(
        "citizen__cpr_encrypted", "benefit", "since", "until"
    ).iterator():
        if until != since:
            yield [_cpr(encrypted), benefits[benefit], _day(since), _day(until and until - timedelta(days=1))]


def employees() -> Iterator[Cells]:
    """Those who work here."""
    roles, profiles = dict(Role.choices), dict(StaffProfile.choices)
    rows = Employee.objects.working().order_by("name_order", "pk").values_list(
        "number", "name", "email", "user__username", "user__role", "profile", "unit__name", "unit__telephone",
        "weekly_hours", "telephone", "has_clearance",
    )  # fmt: skip
    for number, name, email, login, role, profile, unit, unit_telephone, hours, telephone, clearance in rows:
        yield [
            *(number, name, email, login, roles[role], profiles[profile], unit, unit_telephone),
            *(_decimal(hours), telephone, _yes(clearance)),
        ]


def companies() -> Iterator[Cells]:
    """Workplaces in operation, each with its company."""
    rows = Workplace.objects.filter(closed_on__isnull=True, company__closed_on__isnull=True)
    return map(
        list,
        rows.order_by("company__name_order", "name_order", "pk").values_list(
            "company__cvr", "company__name", "company__industry", "p_number", "name", "address", "postcode", "city",
            "telephone", "contact__number",
        ).iterator(),
    )  # fmt: skip


def figures() -> Iterator[Cells]:
    """The published figures as they may be shown: what is hidden is not there."""
    indicators = dict(Indicator.choices)
    rows = Figure.objects.order_by("indicator", "day", "unit__name", "group").values_list(
        "indicator",
        "unit__name",
        "day",
        "group",
        "numerator",
        "denominator",
        "value",
        "suppressed",
        "version",
    )
    for indicator, unit, day, group, numerator, denominator, value, hidden, version in rows.iterator():
        yield [
            *(indicators[indicator], unit or _("Hele jobcentret"), _day(day), group, numerator, denominator),
            *(_decimal(value), _yes(hidden), version),
        ]


def _cpr(encrypted: str) -> str:
    digits = cpr.decrypt(encrypted)
    return f"{digits[:6]}-{digits[6:]}"


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _yes(value: bool) -> str:
    return _("ja") if value else _("nej")


def _decimal(value: Decimal | float | None) -> str:
    return "" if value is None else str(value).replace(".", ",")
