"""Spells, occurrences and the drip pattern, derived from the rows: as the oracle says, and only for whom it is."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.absence import oracle
from tovholder.absence.notices import Kind, Notice
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveChoice
from tovholder.jobcentre.sickleave.spells import at_workplace, may_see_spells, of_citizen
from tovholder.jobcentre.sickleave.spells_in_words import told_at, told_of
from tovholder.registers.disclosure import LIMIT, Suppressed

pytestmark = pytest.mark.usefixtures("friday_at_ten")
FIRST, LAST = TODAY - days(60), TODAY
# The same autumn has no public holiday.
WEEKENDS = {FIRST + days(n) for n in range(61) if (FIRST + days(n)).isoweekday() in {6, 7}}


@pytest.fixture
def friday_at_ten(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def place(amina):
    return cast.a_workplace(contact=amina)


def said_of(citizen):
    return told_of(of_citizen(citizen, today=TODAY), dict(Workplace.objects.values_list("pk", "name")))


def tell(place, kind, *, citizen=None, name="Bo Kragh", at=AT, **more):
    named = {"person_name": name, "employee_agrees": True} if name else {}
    return AbsenceNotice.objects.create(
        workplace=place,
        kind=kind,
        citizen=citizen,
        received_at=at,
        begun_by="company",
        talk="no",
        **named,
        **more,
    )


def away(place, since, number, *, citizen=None, name="Bo Kragh"):
    """Away from `since` for so many days."""
    tell(place, "first_day", citizen=citizen, name=name, first_day=since, at=at_noon(since))
    back = since + days(number)
    tell(place, "returned", citizen=citizen, name=name, back_on=back, at=at_noon(back))


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


# --- As the oracle says -----------------------------------------------------------------------------------------------


def a_history(rng: random.Random, bo, places) -> tuple[list[AbsenceNotice], list[Notice]]:
    """Rows as they may come, and what each says, written down apart from the adapter."""
    rows: list[AbsenceNotice] = []
    said: list[Notice] = []
    for n in range(rng.randint(0, 9)):
        kind = rng.choice(["expected", "first_day", "since", "recurring", "returned"])
        received = at_noon(FIRST) + timedelta(
            days=rng.randint(0, 55), hours=rng.choice([0, 11.75]), minutes=n
        )
        open_ones = [row for row in rows if row.received_at < received and not row.corrections.exists()]
        corrects = rng.choice(open_ones) if open_ones and rng.random() < 0.4 else None
        withdraws = corrects is not None and rng.random() < 0.5
        first_day = FIRST + days(rng.randint(0, 60))
        if kind in {"expected", "recurring", "returned"} and rng.random() < 0.5:
            first_day = None
        back_on = FIRST + days(rng.randint(0, 60)) if kind == "returned" and rng.random() < 0.6 else None
        hours = rng.choice([None, 8, 20]) if kind == "returned" else None
        given = {"first_day": first_day, "back_on": back_on, "hours_a_week": hours}
        row = tell(
            rng.choice(places), kind, citizen=bo, at=received, corrects=corrects, withdraws=withdraws, **given
        )
        rows.append(row)
        counts_from = back_on or timezone.localdate(received)
        is_return = kind == "returned" and not withdraws
        if is_return and first_day and first_day >= counts_from:
            first_day = None
        said.append(
            Notice(
                row.pk,
                row.workplace_id,
                Kind.WITHDRAWN if withdraws else Kind(kind),
                received,
                first_day,
                counts_from if is_return else None,
                hours if is_return else None,
                corrects.pk if corrects else None,
            )
        )
    return rows, said


@pytest.mark.parametrize("seed", range(40))
def test_random_notices_through_the_database_give_what_the_oracle_gives_day_by_day(seed, bo, amina):
    rng = random.Random(seed)
    places = [cast.a_workplace(f"Sted {n}", contact=amina) for n in range(2)]
    _rows, said = a_history(rng, bo, places)
    gap = rng.randint(0, 20)
    found = of_citizen(bo, today=LAST, choice=SickLeaveChoice(merge_gap_days=gap))
    runs = oracle.runs(said, FIRST - days(5), LAST)
    assert [(each.since, each.days(LAST)) for each in found.occurrences] == [
        (run[0], len(run)) for run in runs
    ]
    merged = oracle.merged(runs, gap, WEEKENDS)
    assert [(spell.since, spell.days_away(LAST)) for spell in found.spells] == [
        (spell[0][0], sum(map(len, spell))) for spell in merged
    ]
    assert {stretch.workplace: stretch.hours for stretch in found.stretches_now} == oracle.away(said, LAST)
    assert (found.now is not None) == bool(oracle.away(said, LAST))


def test_nothing_is_kept_of_what_is_derived(bo, place):
    """Rebuild = live, because there is only live: a row that is taken back changes the answer at once."""
    first = tell(place, "first_day", citizen=bo, first_day=TODAY)
    assert of_citizen(bo, today=TODAY).now
    tell(place, "first_day", citizen=bo, first_day=TODAY, corrects=first, withdraws=True)
    assert of_citizen(bo, today=TODAY).occurrences == []


def test_a_withdrawal_without_a_name_takes_back_what_had_one(bo, place):
    first = tell(place, "first_day", citizen=bo, first_day=TODAY)
    tell(place, "first_day", name="", first_day=TODAY, corrects=first, withdraws=True)
    assert of_citizen(bo, today=TODAY).now is None


def test_it_costs_two_queries_however_many_notices(bo, place):
    for n in range(12):
        away(place, TODAY - days(20 * n + 5), 2, citizen=bo)
    with CaptureQueriesContext(connection) as queries:
        told_of(of_citizen(bo, today=TODAY), {})
    assert len(queries) == 2


def test_a_return_without_a_day_counts_from_the_danish_day_it_was_received(bo, place):
    tell(place, "first_day", citizen=bo, first_day=TODAY - days(9), at=at_noon(TODAY - days(9)))
    late = datetime(2026, 11, 17, 23, 30, tzinfo=UTC)  # half past midnight in Denmark
    tell(place, "returned", citizen=bo, at=late)
    assert of_citizen(bo, today=TODAY).occurrences[0].until == date(2026, 11, 18)


# Away until Maundy Thursday, and again from a week after: of the days between only Tuesday and Wednesday are at work.
THURSDAY_BEFORE_EASTER, THURSDAY_AFTER = date(2026, 4, 2), date(2026, 4, 9)


@pytest.mark.parametrize(("gap", "spells_found"), [(2, 1), (1, 2)])
def test_easter_and_the_weekend_are_no_days_at_work(bo, place, gap, spells_found):
    away(place, THURSDAY_BEFORE_EASTER - days(3), 3, citizen=bo)
    away(place, THURSDAY_AFTER, 2, citizen=bo)
    found = of_citizen(bo, today=TODAY, choice=SickLeaveChoice(merge_gap_days=gap))
    assert len(found.occurrences) == 2
    assert len(found.spells) == spells_found


# --- In words ---------------------------------------------------------------------------------------------------------


def test_partly_away_is_said_with_its_hours(bo, place):
    tell(place, "since", citizen=bo, first_day=date(2026, 9, 1), at=at_noon(date(2026, 9, 1)))
    tell(place, "returned", citizen=bo, back_on=date(2026, 10, 1), hours_a_week=20)
    assert said_of(bo).now == [
        "Delvist sygemeldt fra torsdag 1. oktober, arbejder 20 timer om ugen.",
        "Forløbet begyndte tirsdag 1. september.",
    ]


def test_two_workplaces_are_each_named(bo, place, amina):
    other = cast.a_workplace("Caféen", contact=amina)
    tell(place, "first_day", citizen=bo, first_day=TODAY)
    tell(other, "first_day", citizen=bo, first_day=TODAY - days(1))
    said = said_of(bo).now
    assert sorted(said)[0] == "Caféen: Sygemeldt fra torsdag 19. november."
    assert "Nordlyst Møbler: Sygemeldt fra fredag 20. november." in said


def test_an_earlier_spell_is_one_line(bo, place):
    away(place, date(2026, 3, 3), 18, citizen=bo)
    told = said_of(bo)
    assert (told.now, told.drip) == ([], "")
    assert told.earlier == ["Tirsdag 3. marts til og med fredag 20. marts: 18 dage væk."]


def test_a_return_that_lies_ahead_is_told(bo, place):
    tell(place, "first_day", citizen=bo, first_day=TODAY)
    tell(place, "returned", citizen=bo, back_on=TODAY + days(3))
    assert said_of(bo).now == [
        "Sygemeldt fra fredag 20. november.",
        "Er tilbage mandag 23. november.",
    ]


def mondays(place, bo, numbers, length=2):
    for n in numbers:
        away(place, date(2026, 11, 2) - days(7 * n), length, citizen=bo)


def test_drip_wise_absence_is_one_sentence(bo, place):
    mondays(place, bo, (0, 5, 9, 14, 20, 60, 70))
    away(place, date(2026, 5, 6), 2, citizen=bo)
    told = said_of(bo)
    assert told.drip == (
        "Seks gange på et år, to dage ad gangen, tolv dage i alt, oftest om mandagen, typisk 33 dage imellem; "
        "året før: to gange."
    )
    assert len(told.rows) == 8
    assert (told.rows[0].since, told.rows[0].last_day) == (date(2026, 11, 2), date(2026, 11, 3))


def test_two_days_every_fortnight_are_twelve_in_all_with_twelve_between(bo, place):
    mondays(place, bo, range(0, 12, 2))
    assert said_of(bo).drip == (
        "Seks gange på et år, to dage ad gangen, tolv dage i alt, oftest om mandagen, typisk tolv dage imellem; "
        "året før: ingen gange."
    )


def test_unequal_lengths_are_said_as_usual_and_no_year_before_as_none(bo, place):
    mondays(place, bo, (0, 5, 9))
    away(place, date(2026, 5, 6), 1, citizen=bo)
    assert said_of(bo).drip == (
        "Fire gange på et år, typisk to dage ad gangen, syv dage i alt, oftest om mandagen, typisk 33 dage imellem; "
        "året før: ingen gange."
    )


def test_no_weekday_is_named_when_it_is_no_habit(bo, place):
    for since in (date(2026, 11, 2), date(2026, 10, 5), date(2026, 9, 1), date(2026, 7, 2), date(2026, 5, 6)):
        away(place, since, 1, citizen=bo)
    assert said_of(bo).drip == (
        "Fem gange på et år, én dag ad gangen, fem dage i alt, typisk 44 dage imellem; året før: ingen gange."
    )


def test_how_often_is_drip_wise_is_the_municipalitys_choice(bo, place):
    mondays(place, bo, (0, 5, 9))
    assert not said_of(bo).drip
    SickLeaveChoice.objects.create(pk=1, drip_occurrences=3)
    assert said_of(bo).drip.startswith("Tre gange på et år")


# --- For whom ---------------------------------------------------------------------------------------------------------


def test_only_the_contact_of_an_open_course_and_who_covers_may_see(course, amina, jonas):
    leader, helper = cast.a_leader(), cast.an_employee("Gitte Bak")
    citizens.draw_in(
        course, employee=helper, reason="coach", since=TODAY, until=TODAY + days(9), by=amina.user, at=AT
    )
    cast.a_stand_in(amina, jonas)
    assert [may_see_spells(course, who.user, TODAY) for who in (amina, jonas, leader, helper)] == [
        True,
        True,
        False,
        False,
    ]
    assert not may_see_spells(None, amina.user, TODAY)


# --- A workplace ------------------------------------------------------------------------------------------------------


A_MONTH_AGO = TODAY - days(30)


def some_away(place, persons, *, since=A_MONTH_AGO, number=2):
    for n in range(persons):
        away(place, since, number, name=f"Person {n}")


def test_below_the_limit_a_workplace_tells_only_why_it_tells_nothing(place):
    some_away(place, LIMIT - 1)
    found = at_workplace(place, today=TODAY)
    assert all(
        isinstance(each, Suppressed) for each in (found.persons, found.occurrences, found.days, found.before)
    )
    assert told_at(found) == [
        "Fraværet her vises først, når det handler om mindst 5 medarbejdere, så ingen kan genkendes."
    ]


def test_from_the_limit_on_it_is_counted(place):
    some_away(place, LIMIT)
    assert told_at(at_workplace(place, today=TODAY)) == [
        "Det seneste år: 5 medarbejdere, 5 gange, 10 dage.",
        "Året før: ingen gange.",
    ]
    assert isinstance(at_workplace(place, today=TODAY, limit=LIMIT + 1).persons, Suppressed)


def test_the_year_before_is_hidden_when_it_is_about_few(place):
    some_away(place, LIMIT)
    some_away(place, 2, since=TODAY - days(500))
    assert "Året før vises ikke, fordi det handler om få medarbejdere." in told_at(
        at_workplace(place, today=TODAY)
    )


def test_a_total_that_is_mostly_one_persons_is_not_shown(place):
    some_away(place, LIMIT)
    away(place, TODAY - days(300), 90, name="Hanne Friis")
    found = at_workplace(place, today=TODAY)
    assert (found.persons, found.occurrences) == (6, 6)
    assert isinstance(found.days, Suppressed)
    assert told_at(found)[0] == (
        "Det seneste år: 6 medarbejdere, 6 gange. Resten vises ikke, fordi det mest handler om én eller få."
    )


def test_one_person_under_two_headings_is_not_two(place, bo):
    """Told of by name before we knew who it was, and as the citizen after."""
    some_away(place, LIMIT - 2)
    away(place, TODAY - days(60), 2, name="bo  kragh")
    away(place, TODAY - days(20), 2, citizen=bo)
    assert isinstance(at_workplace(place, today=TODAY).persons, Suppressed)


def test_nameless_notices_are_nobodys(place):
    for n in range(LIMIT):
        tell(place, "first_day", name="", first_day=TODAY - days(n))
    assert told_at(at_workplace(place, today=TODAY)) == [
        "Ingen er nævnt ved navn som fraværende det seneste år."
    ]


def test_what_other_workplaces_tell_does_not_count_here(place, amina):
    some_away(cast.a_workplace("Caféen", contact=amina), LIMIT)
    assert at_workplace(place, today=TODAY).persons == 0
