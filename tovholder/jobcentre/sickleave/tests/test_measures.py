from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tovholder.absence.measures import COPENHAGEN, working_hours_between
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.results.publish.homes import WorkplaceHomes
from tovholder.jobcentre.results.publish.notices import company_contacts, notices
from tovholder.jobcentre.sickleave import in_words, measures
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveChoice
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def house(db) -> House:
    return House()


def contact_of(notice) -> int | None:
    return measures.company_contact([notice]).get(notice.pk)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


# --- 1: the company


@pytest.mark.parametrize(("first_day", "days"), [(TODAY, 0), (TODAY - 40 * DAY, 40)])
def test_contact_with_the_company_counts_from_the_first_day(house, first_day, days):
    assert contact_of(house.notice(kind="since", first_day=first_day)) == days


def test_the_danish_day_counts_and_not_the_one_in_greenwich(house):
    just_after_midnight = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert contact_of(house.notice(kind="since", first_day=TODAY, at=just_after_midnight)) == 1


def test_a_contact_before_the_first_day_is_negative(house):
    house.notice(kind="expected", first_day=None, name="Bo Kragh", at=NOW - 10 * DAY)
    assert contact_of(house.notice(name="Bo Kragh")) == -10


def test_drip_wise_absence_was_spoken_of_before(house):
    house.notice(kind="recurring", first_day=TODAY - 60 * DAY, name="Bo Kragh", at=NOW - 20 * DAY)
    assert contact_of(house.notice(name="bo  KRAGH")) == -20


def test_somebody_else_at_the_workplace_is_another_absence(house):
    house.notice(kind="expected", first_day=None, name="Mona Lund", at=NOW - 10 * DAY)
    assert contact_of(house.notice(name="Bo Kragh")) == 0


def test_the_same_name_at_another_workplace_is_another_absence(house):
    house.notice(
        house.workplace("Sydlyst"), kind="expected", first_day=None, name="Bo Kragh", at=NOW - 10 * DAY
    )
    assert contact_of(house.notice(name="Bo Kragh")) == 0


def test_nameless_notices_meet_on_the_first_day_they_tell(house):
    house.notice(kind="first_day", first_day=TODAY - 5 * DAY, at=NOW - 5 * DAY)
    assert contact_of(house.notice(kind="since", first_day=TODAY - 5 * DAY, name="Bo Kragh")) == 0
    assert contact_of(house.notice(kind="since", first_day=TODAY - 4 * DAY)) == 4


def test_what_was_spoken_of_long_ago_is_not_this_absence(house):
    house.notice(kind="expected", first_day=None, name="Bo Kragh", at=NOW - 12 * 7 * DAY - DAY)
    assert contact_of(house.notice(name="Bo Kragh")) == 0
    house.notice(kind="expected", first_day=None, name="Bo Kragh", at=NOW - 12 * 7 * DAY)
    assert contact_of(house.notice(name="Bo Kragh")) == -84


def test_a_return_closes_what_was_spoken_of(house):
    house.notice(kind="expected", first_day=None, name="Bo Kragh", at=NOW - 30 * DAY)
    house.notice(kind="returned", first_day=None, name="Bo Kragh", at=NOW - 10 * DAY)
    assert contact_of(house.notice(name="Bo Kragh")) == 0


def test_a_return_in_part_closes_nothing(house):
    house.notice(kind="expected", first_day=None, name="Bo Kragh", at=NOW - 30 * DAY)
    house.notice(kind="returned", first_day=None, name="Bo Kragh", hours_a_week=12, at=NOW - 10 * DAY)
    assert contact_of(house.notice(name="Bo Kragh")) == -30


def test_a_return_tells_of_its_own_absence(house):
    house.notice(kind="expected", first_day=None, name="Bo Kragh", at=NOW - 30 * DAY)
    first_day = TODAY - 20 * DAY
    house.notice(kind="since", first_day=first_day, name="Bo Kragh", at=NOW - 18 * DAY)
    assert contact_of(house.notice(kind="returned", first_day=first_day, name="Bo Kragh")) == -10


def test_guesses_and_patterns_have_no_first_day_to_measure_from(house):
    assert contact_of(house.notice(kind="expected", first_day=TODAY + 5 * DAY)) is None
    assert contact_of(house.notice(kind="recurring", first_day=TODAY - 5 * DAY)) is None
    assert contact_of(house.notice(kind="returned", first_day=None)) is None


# --- 2: our answer


def test_our_answer_is_measured_in_working_hours(house):
    thursday = house.notice(at=local("2026-11-19T15:30"))
    house.answer(thursday, at=local("2026-11-20T08:30"))
    assert measures.spoken_answer([thursday]) == {thursday.pk: 1.0}


def test_danish_holidays_are_no_working_hours(house):
    notice = house.notice(at=local("2026-12-23T15:00"))
    house.answer(notice, at=local("2026-12-28T09:00"))
    # The 24th is a working day here, the 25th and 26th are not, then comes Sunday.
    assert measures.spoken_answer([notice]) == {notice.pk: 1 + 8 + 1}


def test_holidays_of_both_years_count(house):
    notice = house.notice(at=local("2026-12-31T15:00"))
    house.answer(notice, at=local("2027-01-04T09:00"))
    assert measures.spoken_answer([notice]) == {notice.pk: 2.0}


def test_great_prayer_day_is_a_working_day_since_2024(house):
    assert not measures.is_open_on(date(2023, 5, 5))
    assert measures.is_open_on(date(2024, 4, 26))


def test_the_unanswered_have_no_answer(house):
    assert measures.spoken_answer([house.notice()]) == {}
    assert measures.spoken_answer([]) == {}


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-20T10:00", "2026-11-20T11:00"),
        ("2026-11-20T15:00", "2026-11-20T16:00"),
        ("2026-11-20T15:20", "2026-11-23T08:20"),
        ("2026-11-21T12:00", "2026-11-23T09:00"),
        ("2026-12-24T23:00", "2026-12-28T09:00"),
        ("2026-11-20T06:00", "2026-11-20T09:00"),
    ],
)
def test_when_the_company_has_our_answer(received, due):
    assert timezone.localtime(measures.answer_due(local(received))) == local(due)


@given(st.integers(0, 12 * 365 * 24 * 60))
def test_one_working_hour_lies_between_notice_and_answer(minutes):
    received = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    due = measures.answer_due(received)
    opening = measures.opening_hours(received.date(), due.date() + 14 * DAY)
    assert working_hours_between(received, due, opening) == pytest.approx(1)


# --- 3: the citizen


def test_the_first_talk_after_the_first_day_counts(house):
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    house.talk(bo, at=NOW - 3 * DAY)
    notice = house.notice(name="Bo Kragh")
    assert measures.citizen_talk([notice]) == {}
    house.talk(bo, at=NOW + 2 * DAY)
    house.talk(bo, at=NOW + 9 * DAY)
    assert measures.citizen_talk([notice]) == {notice.pk: 2}


def test_a_talk_after_the_company_told_us_counts_before_the_first_day(house):
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    house.talk(bo, at=NOW - 20 * DAY)
    house.notice(kind="expected", first_day=None, name="Bo Kragh", at=NOW - 10 * DAY)
    house.talk(bo, at=NOW - 4 * DAY)
    notice = house.notice(name="Bo Kragh")
    assert measures.citizen_talk([notice]) == {notice.pk: -4}


def test_without_a_known_citizen_there_is_no_talk(house):
    assert measures.citizen_talk([house.notice(name="Bo Kragh"), house.notice()]) == {}


# --- For a figure


def test_one_absence_told_of_twice_is_one_value(house):
    first_day = TODAY - 8 * DAY
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    first = house.notice(kind="first_day", first_day=first_day, name="Bo Kragh", at=NOW - 8 * DAY)
    second = house.notice(kind="since", first_day=first_day, name="Bo Kragh")
    nameless = house.notice(kind="since", first_day=first_day - DAY)
    house.talk(bo, at=NOW - 6 * DAY)
    house.answer(first, at=NOW - 8 * DAY + HOUR)
    house.answer(second, at=NOW + HOUR)
    series = measures.per_spell([first, second, nameless], merge_gap=14)
    assert sorted(series.company_contact) == [0, 9]
    assert series.spoken_answer == (1.0, 1.0)
    assert series.citizen_talk == (2,)


def test_a_chain_of_notices_from_several_employers_is_one_absence_of_the_citizen(house):
    """Each employer is met for itself; the citizen is ill once, and talked with once."""
    sydlyst = house.workplace("Sydlyst")
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    citizens.employ(bo, workplace=sydlyst, since=date(2024, 3, 1), by=None, at=NOW)
    first = house.notice(kind="since", first_day=TODAY - 20 * DAY, name="Bo Kragh", at=NOW - 18 * DAY)
    second = house.notice(
        sydlyst, kind="since", first_day=TODAY - 15 * DAY, name="Bo Kragh", at=NOW - 5 * DAY
    )
    third = house.notice(kind="since", first_day=TODAY - 18 * DAY, name="Bo Kragh", at=NOW - 4 * DAY)
    house.talk(bo, at=NOW - 2 * DAY)
    series = measures.per_spell([first, second, third], merge_gap=14)
    assert sorted(series.company_contact) == [2, 10]
    assert series.citizen_talk == (18,)


def test_a_second_absence_counts_though_nobody_told_of_the_return(house):
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    first = house.notice(first_day=TODAY - 90 * DAY, name="Bo Kragh", at=NOW - 90 * DAY)
    second = house.notice(first_day=TODAY - 10 * DAY, name="Bo Kragh", at=NOW - 10 * DAY)
    house.talk(bo, at=NOW - 80 * DAY)
    house.talk(bo, at=NOW - 7 * DAY)
    series = measures.per_spell([first, second], merge_gap=14)
    assert (sorted(series.company_contact), sorted(series.citizen_talk)) == ([0, 0], [3, 10])


@pytest.mark.parametrize(("gap", "absences"), [(2, 1), (1, 2)])
def test_easter_between_two_absences_is_no_time_at_work(house, gap, absences):
    """Back on Maundy Thursday, away again a week after: two days at work between, in every figure."""
    back_on, again = date(2026, 4, 2), date(2026, 4, 9)
    told = [
        house.notice(name="Bo Kragh", at=local(f"{day} 09:00"), kind=kind, first_day=first, back_on=back)
        for day, kind, first, back in (
            (date(2026, 3, 30), "first_day", date(2026, 3, 30), None),
            (back_on, "returned", None, back_on),
            (again, "first_day", again, None),
        )
    ]
    choice = SickLeaveChoice(merge_gap_days=gap)
    assert len(measures.per_spell(told, merge_gap=gap).company_contact) == absences
    assert len(company_contacts(notices(WorkplaceHomes(), since=date(2026, 1, 1)), choice)) == absences


def test_as_many_queries_for_three_as_for_thirty(house, django_assert_num_queries):
    notices = []
    for n in range(30):
        name = f"Borger {'bdflmnrst'[n // 5]}{'aeiou'[n % 5]}l"
        house.talk(house.citizen(name, at=house.nordlyst))
        notices.append(house.notice(kind="since", name=name, first_day=TODAY - n * DAY))
        house.answer(notices[-1])
    for some in (notices[:3], notices):
        rows = list(AbsenceNotice.objects.filter(pk__in=[notice.pk for notice in some]))
        with django_assert_num_queries(5):
            assert len(measures.per_spell(rows, merge_gap=14).company_contact) == len(some)


# --- In words


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (in_words.contact(0), "Kontakt med virksomheden på første fraværsdag."),
        (in_words.contact(-1), "Kontakt med virksomheden 1 dag før første fraværsdag."),
        (in_words.contact(40), "Kontakt med virksomheden 40 dage efter første fraværsdag."),
        (in_words.answer(0), "Vi talte sammen med det samme."),
        (in_words.answer(0.999), "Vi talte sammen efter 1 arbejdstime."),
        (in_words.answer(40 / 60), "Vi talte sammen efter 40 minutter i arbejdstiden."),
        (in_words.answer(2.54), "Vi talte sammen efter 2,5 arbejdstimer."),
        (in_words.talk(-2), "Samtale med borgeren 2 dage før første fraværsdag."),
        (in_words.talk(1), "Samtale med borgeren 1 dag efter første fraværsdag."),
    ],
)
def test_a_measure_reads_as_a_sentence(said, sentence):
    assert said == sentence


@pytest.mark.parametrize(
    ("kind", "first_day", "sentence"),
    [
        ("since", TODAY, "En medarbejder har været sygemeldt siden fredag 20. november."),
        ("first_day", TODAY, "En medarbejder har meldt sig syg fra fredag 20. november."),
        ("expected", None, "En medarbejder taler om at blive sygemeldt."),
        ("returned", TODAY, "En medarbejder er tilbage. Første fraværsdag: fredag 20. november."),
    ],
)
def test_what_was_told_reads_as_well_on_a_later_day(time_machine, kind, first_day, sentence):
    time_machine.move_to(NOW + 10 * DAY)
    assert in_words.told(kind, first_day) == sentence
