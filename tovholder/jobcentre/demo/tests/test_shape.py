"""Fifteen hundred citizens are shaped as the figures beside say (generate/figures.toml), flaws and all."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.models import Count, Exists, F, OuterRef

from tovholder.jobcentre.citizens.models import (
    Citizen,
    Course,
    CourseContact,
    Employment,
    Handover,
    SupportSpell,
)
from tovholder.jobcentre.companies.models import Company, Workplace
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.generate import figures
from tovholder.jobcentre.demo.generate.municipality import Municipality
from tovholder.jobcentre.demo.tests.conftest import TODAY
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn
from tovholder.jobcentre.talks.models import Talk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("larger_hedelund")]

# In percentage points: what three standard deviations of a thousand draws move a share.
TOLERANCE = 4


def shares(counted: Counter[str]) -> dict[str, float]:
    return {key: 100 * number / counted.total() for key, number in counted.items()}


def near(found: dict[str, float], wanted: dict[str, float]) -> bool:
    return all(abs(found.get(key, 0) - share) <= TOLERANCE for key, share in wanted.items())


# --- Shaped as the figures --------------------------------------------------------------------------------------------


def test_people_live_on_what_viborgs_do() -> None:
    groups = figures.benefit_groups()
    spells = SupportSpell.objects.open().values_list("citizen", "benefit")
    counted = Counter(groups[benefit] for _citizen, benefit in spells if benefit in groups)
    wanted = {name: 100 * share for name, share in figures.benefit_group_shares().items()}
    assert counted.total() > 1000
    assert near(shares(counted), wanted), (shares(counted), wanted)


def test_seven_thousand_citizens_are_as_many_on_support_as_viborgs() -> None:
    """Full-time persons of a rolling year in the three groups, as the published figure counts them."""
    year_ago = TODAY - timedelta(days=365)
    spells = SupportSpell.objects.filter(benefit__in=figures.benefit_groups(), since__lt=TODAY)
    periods = spells.exclude(until__lte=year_ago).values_list("since", "until")
    days = sum((min(until or TODAY, TODAY) - max(since, year_ago)).days for since, until in periods)
    viborg = figures.document()["on_support"]
    as_many = days / 365 / Citizen.objects.count() * viborg["as_many_citizens"]
    assert abs(as_many / viborg["value"] - 1) < 0.03, as_many


def test_the_ages_are_those_of_the_file() -> None:
    followed = Citizen.objects.filter(courses__until__isnull=True, courses__isnull=False)
    counted = Counter(
        band.first
        for citizen in followed
        for band in figures.ages()
        if band.first <= citizen.age(TODAY) <= band.last
    )
    wanted = {band.first: band.share for band in figures.ages()}
    assert counted.total() == followed.count()
    assert near(shares(counted), wanted), shares(counted)


def test_everybody_follows_thirty_five_to_fifty_five() -> None:
    follows = Counter(Course.objects.open().values_list("contact__user__username", flat=True))
    assert len(follows) > 25
    assert not {name: number for name, number in follows.items() if not 35 <= number <= 55}
    asked = figures.document()["courses_per_employee"]
    assert (asked["fewest"], asked["most"]) == (35, 55)


def test_the_cast_is_as_it_always_is() -> None:
    assert Course.objects.open().filter(contact=cast.employee("nadia")).count() == 41
    assert cast.employee("nadia").workplaces.count() == 12
    assert {one.name for one in cast.CITIZENS} <= set(Citizen.objects.values_list("name", flat=True))


def test_companies_are_of_the_sizes_and_industries_of_the_file(larger_hedelund: Municipality) -> None:
    assert Company.objects.count() == 120
    sizes = Counter(
        size.first
        for employees in larger_hedelund.sizes.values()
        for size in figures.size_classes()
        if size.first <= employees <= size.last
    )
    assert sizes.total() == 120
    # The forty that are named are larger than most: what is invented beside them cannot be less than small.
    assert sizes[1] > 5 * sizes[10] > 0
    assert sizes[250] >= 1
    group = {ours: name for name, trades in figures.industries().items() for ours in trades}
    counted = Counter(group[industry] for industry in Company.objects.values_list("industry", flat=True))
    wanted = {name: 100 * share for name, share in figures.industry_shares().items()}
    assert near(shares(counted), wanted), (shares(counted), wanted)


def test_the_few_large_companies_have_many_of_the_people(larger_hedelund: Municipality) -> None:
    large = [cvr for cvr, size in larger_hedelund.sizes.items() if size >= 50]
    at_the_large = Employment.objects.filter(workplace__company__cvr__in=large).count()
    assert len(large) < 10
    assert 0.2 < at_the_large / Employment.objects.count() < 0.8


# --- Three years, with the flaws of real life -------------------------------------------------------------------------


def test_three_years_are_told() -> None:
    for moments in (
        Talk.objects.held().values_list("held_at__date", flat=True),
        Absence.objects.values_list("since", flat=True),
        Handover.objects.values_list("accepted_at__date", flat=True),
        SupportSpell.objects.values_list("since", flat=True),
    ):
        years = Counter((TODAY - day).days // 365 for day in moments)
        assert all(years[year] for year in (0, 1, 2))
    told = Counter(
        (TODAY - day).days // 365 for day in AbsenceNotice.objects.values_list("received_at__date", flat=True)
    )
    assert min(told[year] for year in (0, 1, 2)) > 50
    assert StandIn.objects.count() == Absence.objects.count() > 80


def test_fields_are_missing() -> None:
    citizens = Citizen.objects.count()
    assert 0.02 < Citizen.objects.filter(telephone="").count() / citizens < 0.1
    assert 0.2 < Citizen.objects.filter(email="").count() / citizens < 0.4
    assert 0.01 < Course.objects.filter(began_because="").count() / Course.objects.count() < 0.05


def test_contacts_have_changed_for_every_reason() -> None:
    reasons = set(Handover.objects.values_list("reason", flat=True))
    assert reasons == {"proposal", "citizen_asked", "leaving", "room", "competence"}
    changed = Course.objects.annotate(rows=Count("contacts")).filter(rows__gte=3)
    assert changed.count() > 50
    assert CourseContact.objects.filter(employee__left_on__isnull=False).count() > 10


def test_people_have_come_back() -> None:
    before = Course.objects.filter(citizen=OuterRef("citizen"), until__lt=OuterRef("since"))
    came_back = Course.objects.open().filter(Exists(before))
    assert came_back.count() > 100


def test_a_company_closed_and_its_people_moved_on() -> None:
    company = Company.objects.get(name="Nørreskov Plast A/S")
    assert company.closed_on < TODAY
    places = company.workplaces.all()
    assert {place.closed_on for place in places} == {company.closed_on}
    there = Employment.objects.filter(workplace__company__closed_on__isnull=False)
    assert not there.filter(until__isnull=True).exists()
    assert not there.filter(until__gt=F("workplace__company__closed_on")).exists()
    lost = there.filter(until=F("workplace__company__closed_on"))
    assert lost.exists()
    next_work = Employment.objects.filter(citizen=OuterRef("citizen"), since__gt=OuterRef("until"))
    assert lost.filter(Exists(next_work.exclude(workplace=OuterRef("workplace")))).exists()
    assert not AbsenceNotice.objects.filter(received_at__date__gt=F("workplace__closed_on")).exists()
    assert Workplace.objects.filter(closed_on__isnull=False).exists()
    assert (
        not Workplace.objects.exclude(closed_on=F("company__closed_on"))
        .filter(closed_on__isnull=False)
        .exists()
    )


def test_names_have_every_danish_letter() -> None:
    for letter in "æøåØÅ":
        assert Citizen.objects.filter(name__contains=letter).exists(), letter
    assert Employee.objects.filter(name__contains="ø").exists()
    assert Company.objects.filter(name__contains="ø").exists()


def test_nobody_is_employed_twice_at_once_at_two_places() -> None:
    for citizen in Citizen.objects.prefetch_related("employments"):
        rows = sorted(citizen.employments.all(), key=lambda row: row.since)
        assert all(before.until is not None for before, _after in pairwise(rows))
