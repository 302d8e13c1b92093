"""The figures of sick leave, counted again in the most obvious way over random towns; and nothing small to be found."""

import itertools
import random
from collections import Counter
from datetime import date, timedelta
from statistics import median
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.companies.actions import log_sparring, write_down_touch
from tovholder.jobcentre.companies.models import SparringTheme, Workplace, WorkplaceTouch
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.definitions import DEFINITIONS
from tovholder.jobcentre.results.indicators import THRESHOLDS
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish.by_day import ByDay
from tovholder.jobcentre.results.publish.hidden import Count, Table, hidden_in
from tovholder.jobcentre.results.publish.measured import Measured, of_companies
from tovholder.jobcentre.results.publish.spans import full_quarters
from tovholder.jobcentre.results.tests.test_page import page, text_of
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, figure, login_as
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveTalk
from tovholder.jobcentre.talks.models import Talk

DAY = timedelta(days=1)
OCTOBER = date(2026, 10, 31)
THIRD_QUARTER = date(2026, 9, 30)
NEW = (Indicator.COMPANY_BEGAN, Indicator.TOLD_IN_TIME, Indicator.AT_WORKPLACE, Indicator.WE_CHAIR)


def publish(today: date = TODAY) -> None:
    publish_figures(today, by=None, at=NOW)


@pytest.fixture
def town(db) -> Town:
    return Town()


def fill(town: Town, dice: random.Random, absences: int = 80) -> None:
    """Absences told by companies, each in its own name and never twice; talks, steps and contacts around them."""
    contacts = [town.employee(name, town.unit(name)) for name in ("Nord", "Syd")]
    shops = [town.workplace(f"Butik {n}", contacts[n % 2]) for n in range(6)]
    theme = SparringTheme.objects.order_by("place").first()
    for _ in range(absences):
        shop = shops[min(dice.randrange(9), 5)]
        first = TODAY - dice.randint(5, 380) * DAY
        received = first + dice.choice([-9, 0, 0, 1, 3, 9, 45, 60]) * DAY
        if received > TODAY:
            continue
        citizen = town.citizen()
        kind = "expected" if received < first else dice.choice(["first_day", "since"])
        notice = town.notice(
            shop,
            kind,
            first.isoformat(),
            received.isoformat(),
            citizen=citizen,
            by_centre=dice.random() < 0.3,
        )
        course = town.course(citizen, shop.contact)
        town.support(citizen, "sygedagpenge", first.isoformat())
        for _talk in range(dice.randint(0, 2)):
            day = first + dice.randint(0, 90) * DAY
            if day <= TODAY:
                talk = town.talk(course, shop.contact, day.isoformat())
                talk.form = dice.choice(["workplace", "walk", "telephone"])
                talk.save(update_fields=["form"])
        if dice.random() < 0.8:
            later = min(received + dice.randint(0, 4) * DAY, TODAY)
            town.answer(notice, shop.contact, later.isoformat(), "13:00")
        if dice.random() < 0.6:
            held_at = notice.received_at + 3 * DAY
            SickLeaveTalk.objects.create(
                notice=notice, workplace=shop, employee=shop.contact, led_by=dice.choice(["centre", "company"]),
                form=dice.choice(["workplace", "video"]), starts_at=held_at, minutes=45,
                offered_at=notice.received_at, held_at=held_at if dice.random() < 0.9 else None,
            )  # fmt: skip
    for _ in range(absences):
        shop, day = dice.choice(shops), TODAY - dice.randint(0, 400) * DAY
        given = {"token": uuid4(), "begun_by": dice.choice(["company", "centre"])}
        given |= {"by": shop.contact.user, "at": NOW, "today": day}
        if dice.random() < 0.4:
            log_sparring(shop, theme=theme, minutes=20, about_notice=dice.random() < 0.3, **given)
        else:
            write_down_touch(shop, how="call", on=day, **given)


# --- The obvious count ------------------------------------------------------------------------------------------------


def in_year(day: date) -> bool:
    return date(2025, 11, 22) <= day <= TODAY


def day_of(moment) -> date:
    return timezone.localtime(moment).date()


def first_contacts() -> list[tuple[date, int, AbsenceNotice]]:
    """Every absence of `fill` is told once."""
    rows = list(AbsenceNotice.objects.select_related("workplace").order_by("pk"))
    return [(row.first_day, (day_of(row.received_at) - row.first_day).days, row) for row in rows]


def first_talks() -> list[tuple[date, int]]:
    found = []
    for row in AbsenceNotice.objects.order_by("pk"):
        days = [day_of(talk.held_at) for talk in Talk.objects.filter(citizen=row.citizen).order_by("held_at")]
        after = [day for day in days if day >= row.first_day]
        if after:
            found.append((row.first_day, (after[0] - row.first_day).days))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_the_measures_are_the_obvious_count(town: Town, seed: int) -> None:
    fill(town, random.Random(seed))
    publish()
    for code, values in (
        (Indicator.COMPANY_CONTACT, [(day, days) for day, days, _row in first_contacts()]),
        (Indicator.CITIZEN_TALK, first_talks()),
    ):
        of_year = [days for day, days in values if in_year(day)]
        shown = figure(code)
        assert (shown.value, shown.denominator) == (median(of_year), len(of_year)), code
        for threshold, _text in THRESHOLDS[code]:
            share = figure(code, group=f"within_{threshold}")
            if not share.suppressed:
                assert share.numerator == sum(days <= threshold for days in of_year), (code, threshold)
        month = figure(code, OCTOBER, "in_month")
        of_october = [days for day, days in values if (day.year, day.month) == (2026, 10)]
        assert month.suppressed == (0 < len(of_october) < 5)
        if of_october and not month.suppressed:
            assert (month.value, month.denominator) == (median(of_october), len(of_october))


@pytest.mark.parametrize("seed", range(3))
def test_the_shares_are_the_obvious_count(town: Town, seed: int) -> None:
    fill(town, random.Random(seed), absences=240)
    publish()
    begun = [
        (day_of(row.received_at), row.begun_by == "company") for row in AbsenceNotice.objects.order_by("pk")
    ]
    begun += [
        (row.on, row.begun_by == "company")
        for row in WorkplaceTouch.objects.order_by("pk")
        if not row.about_notice
    ]
    in_time = [
        (day_of(row.received_at), day_of(row.received_at) <= row.first_day)
        for row in AbsenceNotice.objects.filter(begun_by="company").order_by("pk")
    ]
    at_work = [
        (day_of(talk.held_at), talk.form == "workplace")
        for talk in Talk.objects.order_by("pk")
        if any(spell.since <= day_of(talk.held_at) for spell in talk.citizen.support_spells.all())
    ]
    met = SickLeaveTalk.objects.filter(held_at__isnull=False, held_at__date__lte=TODAY).order_by("pk")
    at_work += [(day_of(talk.held_at), talk.form == "workplace") for talk in met]
    led = [(day_of(talk.held_at), talk.led_by == "centre") for talk in met]
    quarter, year = (date(2026, 7, 1), THIRD_QUARTER), (date(2025, 11, 22), TODAY)
    october = (date(2026, 10, 1), OCTOBER)
    seen = 0
    for code, rows, (first, last), group in (
        (Indicator.COMPANY_BEGAN, begun, quarter, ""),
        (Indicator.TOLD_IN_TIME, in_time, year, ""),
        (Indicator.AT_WORKPLACE, at_work, year, ""),
        (Indicator.WE_CHAIR, led, year, ""),
        (Indicator.TOLD_IN_TIME, in_time, october, "in_month"),
        (Indicator.AT_WORKPLACE, at_work, october, "in_month"),
        (Indicator.WE_CHAIR, led, october, "in_month"),
    ):
        there = [is_it for day, is_it in rows if first <= day <= last]
        shown = figure(code, last, group)
        if not shown.suppressed:
            seen += 1
            assert (shown.numerator, shown.denominator) == (sum(there), len(there)), code
        else:
            small = {sum(there), len(there) - sum(there), len(there)}
            assert small & {1, 2, 3, 4}, code
    assert seen >= 4


@pytest.mark.parametrize("seed", range(3))
def test_a_company_is_shown_above_the_limit_and_is_the_obvious_count(town: Town, seed: int) -> None:
    fill(town, random.Random(seed), absences=160)
    publish()
    by_company: dict[int, list[int]] = {}
    for day, days, row in first_contacts():
        if in_year(day):
            by_company.setdefault(row.workplace.company_id, []).append(days)
    rows = Figure.objects.filter(indicator=Indicator.COMPANY_CONTACT, company__isnull=False, day=TODAY)
    assert rows.exists()
    for shown in rows:
        values = by_company.pop(shown.company_id)
        assert (shown.value, shown.denominator, shown.suppressed) == (median(values), len(values), False)
        assert len(values) >= 5
    rest = sum(map(len, by_company.values()))
    assert rest == 0 or rest >= 5, "what is left over is not a small number either"


# --- Nothing small to be found ----------------------------------------------------------------------------------------


areas = st.lists(st.lists(st.sampled_from([0, 1, 7, 42, 56, 99]), max_size=25), min_size=1, max_size=4)


@settings(deadline=None)
@given(areas)
def test_no_step_of_a_distribution_is_small_nor_found_from_the_whole(units: list[list[int]]) -> None:
    limit, edges = 5, (0, 1, 7, 42, 56)
    everyone = [value for values in units for value in values]

    def within(values: list[int], edge: int) -> Count:
        return Count.share(sum(value <= edge for value in values), len(values))

    base = Table(
        "x",
        TODAY,
        "",
        Count(None, len(everyone), 1.0),
        {n: Count(None, len(v), 1.0) for n, v in enumerate(units)},
    )
    shares = [
        Table(
            "x", TODAY, f"within_{edge}", within(everyone, edge),
            {n: within(values, edge) for n, values in enumerate(units)}, threshold=edge,
        )
        for edge in edges
    ]  # fmt: skip
    of_base, *secrets = hidden_in([base, *shares], limit)

    def steps(values: list[int], shown: list[int]) -> list[int]:
        counts = [0, *(sum(value <= edge for value in values) for edge in shown), len(values)]
        return [after - before for before, after in itertools.pairwise(counts)]

    whole_shown = [edge for edge, secret in zip(edges, secrets, strict=True) if not secret.whole]
    if not of_base.whole:
        assert not [step for step in steps(everyone, whole_shown) if 0 < step < limit and whole_shown]
    shown = {
        n: [edge for edge, secret in zip(edges, secrets, strict=True) if n not in secret.units]
        for n in range(len(units))
    }
    visible = [n for n in shown if n not in of_base.units]
    for n in visible:
        assert shown[n] == shown[visible[0]], "the units show the same, so that none follows from the others"
        assert set(shown[n]) <= set(whole_shown)
        assert not [step for step in steps(units[n], shown[n]) if 0 < step < limit and shown[n]]
    left = [value for n in of_base.units for value in units[n]]  # the whole less those that are shown
    if visible and shown[visible[0]]:
        assert not [step for step in steps(left, shown[visible[0]]) if 0 < step < limit]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 2), st.integers(1, 5)), min_size=1, max_size=60))
def test_no_company_is_small_nor_found_from_the_whole_or_from_a_unit(rows: list[tuple[int, int]]) -> None:
    measured = [Measured(TODAY, unit, 1.0, company, person) for person, (unit, company) in enumerate(rows)]
    (table,) = of_companies("x", ByDay(measured), TODAY)
    secret = hidden_in([table], 5)[0]
    sizes = Counter(company for _unit, company in rows)
    shown = {company for company in sizes if company not in secret.units}
    assert all(sizes[company] >= 5 for company in shown)
    rest = len(rows) - sum(sizes[company] for company in shown)
    assert not shown or rest == 0 or rest >= 5
    for unit in {unit for unit, _company in rows}:
        here = Counter(company for at, company in rows if at == unit)
        alone = sum(n for company, n in here.items() if company in shown and n == sizes[company])
        rest = here.total() - alone
        assert not alone or rest == 0 or rest >= 5


def test_a_small_company_is_not_kept_at_all(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    for name, number in (("Stor", 9), ("Mellem", 6), ("Lille", 4)):
        shop = town.workplace(name, amina)
        for n in range(number):
            town.notice(shop, "since", "2026-10-01", f"2026-10-{n + 2:02}", name=f"{name} {n}")
    publish()
    shown = Figure.objects.filter(indicator=Indicator.COMPANY_CONTACT, company__isnull=False, day=TODAY)
    assert list(shown.values_list("company__name", flat=True)) == ["Stor"], "Mellem would give Lille away"
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.create(
            indicator="sick", unit=amina.unit, company=shop.company, day=TODAY, suppressed=False, version="1",
            published_at=NOW,
        )  # fmt: skip


# --- What is one absence, and one contact -----------------------------------------------------------------------------


def test_several_employers_are_one_absence_of_the_citizen_and_each_met_for_itself(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    shops = [town.workplace(name, amina) for name in ("Butik", "Lager")]
    for n in range(5):
        citizen = town.citizen()
        course = town.course(citizen, amina)
        town.notice(shops[0], "first_day", "2026-10-01", "2026-10-01", citizen=citizen)
        town.notice(shops[1], "since", "2026-10-05", "2026-10-12", citizen=citizen)
        town.notice(shops[0], "since", "2026-10-02", "2026-10-15", citizen=citizen)
        town.talk(course, amina, f"2026-10-{20 + n}")
    publish()
    contact, talk = figure(Indicator.COMPANY_CONTACT), figure(Indicator.CITIZEN_TALK)
    assert (contact.denominator, contact.value) == (10, 3.5)
    assert (talk.denominator, talk.value) == (5, 21)
    assert figure(Indicator.CITIZEN_TALK, group="waiting").numerator == 0


def test_back_in_part_after_being_back_is_no_absence_with_a_first_day(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    shop = town.workplace("Butik", amina)
    for _ in range(5):
        citizen = town.citizen()
        town.notice(shop, "first_day", "2026-10-01", "2026-10-01", citizen=citizen)
        town.notice(shop, "returned", None, "2026-10-10", citizen=citizen)
        again = town.notice(shop, "returned", None, "2026-10-20", citizen=citizen)
        AbsenceNotice.objects.filter(pk=again.pk).update(hours_a_week=20)
    publish()
    contact = figure(Indicator.COMPANY_CONTACT)
    assert (contact.denominator, contact.value) == (5, 0)


def test_advice_about_a_notice_is_no_contact_of_its_own(town: Town) -> None:
    amina = town.employee("Amina", town.unit("Nord"))
    shop = town.workplace("Butik", amina)
    theme = SparringTheme.objects.order_by("place").first()
    for n in range(10):
        town.notice(shop, "recurring", None, "2026-08-10", by_centre=n < 5, name=f"Kirsten {n}")
        given = {"token": uuid4(), "theme": theme, "minutes": 5, "by": amina.user, "at": NOW}
        log_sparring(shop, begun_by="company", about_notice=True, today=date(2026, 8, 10), **given)
    publish()
    shown = figure(Indicator.COMPANY_BEGAN, THIRD_QUARTER)
    assert (shown.numerator, shown.denominator) == (5, 10)


@pytest.mark.parametrize(
    ("kind", "first_day", "received", "in_time"),
    [
        ("expected", None, "2026-10-05", True),
        ("expected", "2026-10-09", "2026-10-05", True),
        ("first_day", "2026-10-05", "2026-10-05", True),
        ("since", "2026-10-04", "2026-10-05", False),
    ],
)
def test_a_notice_in_time(town: Town, kind: str, first_day: str | None, received: str, in_time: bool) -> None:
    shop = town.workplace("Butik", town.employee("Amina", town.unit("Nord")))
    for n in range(6):
        town.notice(shop, kind, first_day, received, name=f"Kirsten {n}")
    town.notice(shop, "recurring", None, received)
    town.notice(shop, kind, first_day, received, by_centre=True)
    publish()
    shown = figure(Indicator.TOLD_IN_TIME)
    assert (shown.numerator, shown.denominator) == (6 if in_time else 0, 6)


def test_quarters_are_whole_and_follow_each_other() -> None:
    for today in (TODAY, date(2026, 12, 31), date(2027, 1, 1), date(2024, 2, 29)):
        spans = full_quarters(today)
        assert len(spans) == 5
        assert spans[-1][1] < today
        assert (today - spans[-1][1]).days <= 92
        assert all(after[0] == before[1] + DAY for before, after in itertools.pairwise(spans))
    assert full_quarters(TODAY)[-1] == (date(2026, 7, 1), THIRD_QUARTER)


# --- On the page and in the file --------------------------------------------------------------------------------------


def test_the_figures_are_said_and_explained(client, town: Town) -> None:
    fill(town, random.Random(1), absences=240)
    publish()
    assert "af kontakterne i 3. kvartal 2026 tog virksomhederne selv." in text_of(page(client))

    def told(code: Indicator) -> str:
        return text_of(client.get(reverse("results_figure", args=[code.value])).content.decode())

    contact = told(Indicator.COMPANY_CONTACT)
    for heading in (
        "Kontakt med virksomheden, fordelt over året",
        "Kontakt med virksomheden måned for måned",
        "Senere, men inden for en uge",
    ):
        assert heading in contact
    for code in NEW:
        definition, text = DEFINITIONS[code], told(code)
        for words in (definition.numerator, definition.denominator, definition.period, definition.source):
            assert str(words) in text


def test_the_companies_have_a_page_and_stand_in_the_file(client, town: Town) -> None:
    fill(town, random.Random(1), absences=160)
    publish()
    login_as(client, Role.MANAGER)
    address = reverse("results_companies", args=["company_contact"])
    assert address in client.get(reverse("results_figure", args=["company_contact"])).content.decode()
    text = text_of(client.get(address).content.decode())
    biggest = Figure.objects.filter(indicator="company_contact", company__isnull=False).latest("denominator")
    assert f"{biggest.company.name} " in text
    assert "de virksomheder, der har fortalt om mindst 5" in text
    for odd in ("sick", "findes_ikke", "own_employee"):
        assert client.get(reverse("results_companies", args=[odd])).status_code == 404
    file = client.post(reverse("export_results"), {"fil": "csv"}).content.decode("utf-8-sig")
    assert f"Kontakt med virksomheden;;{biggest.company.name};" in file
    assert "Kontakter, virksomhederne begynder;Hele jobcentret;;30.09.2026" in file


def test_counting_takes_the_same_number_of_queries_with_few_and_many(town: Town) -> None:
    fill(town, random.Random(1), absences=10)
    publish()
    few = count_queries()
    shop = Workplace.objects.latest("pk")
    for _ in range(40):
        town.notice(shop, "since", "2026-09-01", "2026-09-03", citizen=town.citizen())
        shop = town.workplace("Endnu en", shop.contact)
    assert count_queries() == few


def count_queries() -> int:
    with CaptureQueriesContext(connection) as queries:
        publish()
    return len(queries)
