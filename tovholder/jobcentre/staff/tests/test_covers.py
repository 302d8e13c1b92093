"""Several stand-ins one after another in one absence; and the usual stand-in."""

from random import Random

import pytest

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.staff import actions
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn
from tovholder.jobcentre.staff.now import on_duty


@pytest.fixture
def lise(jonas) -> Employee:
    return cast.an_employee("Lise Winther")


@pytest.fixture
def absence(amina, jonas) -> Absence:
    """Amina is away for ten days, and Jonas covers."""
    return away(amina, jonas, 0, 10)


def away(employee, stand_in, since, until) -> Absence:
    until = None if until is None else TODAY + days(until)
    return actions.register_absence(
        employee, since=TODAY + days(since), until=until, stand_in=stand_in, by=employee.user, at=AT
    )


def cover(absence, stand_in, since) -> StandIn:
    return actions.cover_from(
        absence, stand_in=stand_in, since=TODAY + days(since), by=absence.employee.user, at=AT
    )


def end(absence, until) -> None:
    actions.end_absence(absence, until=TODAY + days(until), by=absence.employee.user, at=AT)


def leaves(employee, on) -> None:
    employee.left_on = TODAY + days(on)
    employee.save(update_fields=["left_on"])


def who(absence, number=12) -> str:
    """Who covers on each day, by the first letter of the name; "." is nobody."""
    return "".join(
        ((duty := on_duty(absence.employee, TODAY + days(day))).stand_in and duty.stand_in.name[0]) or "."
        for day in range(number)
    )


# --- From a day -------------------------------------------------------------------------------------------------------


def test_from_a_day_another_covers(absence, lise):
    cover(absence, lise, 4)
    assert who(absence) == "JJJJLLLLLL.."
    line = Record.objects.get(what="cover_from")
    assert (line.subject_id, line.actor) == (absence.pk, absence.employee.user.pk)
    assert line.detail == {
        "before": absence.covers.order_by("since").first().stand_in_id,
        "after": lise.pk,
        "since": (TODAY + days(4)).isoformat(),
    }


def test_from_the_first_day_another_covers_all_of_it(absence, lise):
    cover(absence, lise, 0)
    assert who(absence) == "LLLLLLLLLL.."


def test_whoever_was_to_begin_later_still_does(absence, amina, lise):
    ole = cast.an_employee("Ole Anders")
    cover(absence, lise, 7)
    cover(absence, ole, 3)
    assert who(absence) == "JJJOOOOLLL.."


def test_where_nobody_knows_the_end_the_last_covers_on(amina, jonas, lise):
    absence = away(amina, jonas, 0, None)
    cover(absence, lise, 4)
    assert who(absence) == "JJJJLLLLLLLL"


def test_the_same_twice_is_once(absence, lise):
    first = cover(absence, lise, 4)
    assert cover(absence, lise, 4) == first == cover(absence, lise, 6)
    assert Record.objects.filter(what="cover_from").count() == 1


def test_where_nobody_covered_somebody_does(amina, lise, jonas):
    absence = Absence.objects.create(employee=amina, since=TODAY, until=TODAY + days(6))
    cover(absence, lise, 4)
    cover(absence, jonas, 1)
    assert who(absence) == ".JJJLL......"


@pytest.mark.parametrize("day", [-1, 10, 40])
def test_a_day_outside_the_absence_is_refused(absence, lise, day):
    with pytest.raises(actions.NotHere, match="uden for fraværet"):
        cover(absence, lise, day)
    assert who(absence) == "JJJJJJJJJJ.."


def test_nobody_covers_for_themselves(absence, amina):
    with pytest.raises(actions.NotHere, match="her ikke i den tid"):
        cover(absence, amina, 4)


@pytest.mark.parametrize(("stops", "can"), [(4, False), (9, False), (10, True), (30, True)])
def test_who_stops_before_it_is_over_is_refused(absence, lise, stops, can):
    leaves(lise, stops)
    if can:
        cover(absence, lise, 4)
    else:
        with pytest.raises(actions.NotHere, match="her ikke i den tid"):
            cover(absence, lise, 4)


@pytest.mark.parametrize(
    ("since", "until", "can"), [(0, 4, True), (0, 5, False), (9, 11, False), (10, 12, True)]
)  # fmt: skip
def test_who_is_away_in_that_time_is_refused(absence, amina, jonas, lise, since, until, can):
    away(lise, amina if since >= 10 else jonas, since, until)
    if can:
        cover(absence, lise, 4)
    else:
        with pytest.raises(actions.NotHere, match="selv fraværende"):
            cover(absence, lise, 4)


def test_the_database_lets_nobody_be_covered_by_two(absence, lise):
    cover(absence, lise, 4)
    lasting = sorted((row.since, row.until) for row in absence.covers.all() if row.until > row.since)
    assert lasting == [(TODAY, TODAY + days(4)), (TODAY + days(4), TODAY + days(10))]


# --- Another end ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "covered"),
    [
        (12, "JJJJLLLLLLLL"),
        (6, "JJJJLL......"),
        (4, "JJJJ........"),
        (2, "JJ.........."),
        (0, "............"),
    ],
)
def test_another_end_moves_the_last_cover_and_drops_those_beyond(absence, lise, until, covered):
    cover(absence, lise, 4)
    end(absence, until)
    assert who(absence) == covered


def test_shortened_and_lengthened_again_the_last_covers_on(absence, lise):
    cover(absence, lise, 4)
    end(absence, 3)
    end(absence, 8)
    assert who(absence) == "JJJJJJJJ...."


def test_taken_back_and_yet_away_the_first_covers(absence, lise):
    cover(absence, lise, 4)
    end(absence, 0)
    end(absence, 5)
    assert who(absence) == "JJJJJ......."


def test_coming_back_early_is_possible_though_the_stand_in_is_away_too(absence, jonas, lise):
    """Else nobody could hand back to the one who is here again."""
    away(jonas, lise, 2, 20)
    end(absence, 5)
    assert Absence.objects.get(pk=absence.pk).until == TODAY + days(5)


@pytest.mark.parametrize(("away_in", "can"), [((10, 11), False), ((12, 14), True)])
def test_lengthening_asks_for_the_last_stand_in_alone(absence, jonas, lise, away_in, can):
    cover(absence, lise, 4)
    away(jonas, lise, 10, 11) if can else away(lise, jonas, *away_in)
    if can:
        end(absence, 12)
        assert who(absence) == "JJJJLLLLLLLL"
    else:
        with pytest.raises(actions.NotHere, match="dækker sidst, er selv væk"):
            end(absence, 12)


@pytest.mark.parametrize("seed", range(25))
def test_any_order_of_changes_covers_as_a_calendar_would(absence, lise, seed):
    """The oracle: a calendar in which each day holds the stretch it belongs to."""
    dice, people = Random(seed), [cast.an_employee(f"{letter}a Test") for letter in "ABC"]
    calendar: list[list] = [["J"]] * 10
    for _change in range(12):
        if dice.random() < 0.6:
            day, chosen = dice.randrange(len(calendar)), dice.choice(people)
            stretch = calendar[day]
            cover(absence, chosen, day)
            if stretch[0] != chosen.name[0]:
                new = [chosen.name[0]]
                calendar[day:] = [new if other is stretch else other for other in calendar[day:]]
        else:
            until = dice.randrange(1, 15)
            end(absence, until)
            calendar = calendar[:until] + calendar[-1:] * (until - len(calendar))
        assert who(absence, 15) == "".join(stretch[0] for stretch in calendar).ljust(15, ".")


# --- Who has not left yet ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("stops", "can"), [(0, False), (4, False), (5, True), (40, True)])
def test_who_stops_later_can_cover_till_then(amina, jonas, stops, can):
    leaves(jonas, stops)
    if can:
        away(amina, jonas, 0, 5)
        assert on_duty(amina, TODAY).stand_in == jonas
    else:
        with pytest.raises(actions.NotHere, match="her ikke i den tid"):
            away(amina, jonas, 0, 5)


def test_where_nobody_knows_the_end_who_is_here_can_begin(amina, jonas):
    leaves(jonas, 5)
    away(amina, jonas, 0, None)
    assert on_duty(amina, TODAY + days(4)).stand_in == jonas
    assert on_duty(amina, TODAY + days(5)).stand_in is None


@pytest.mark.parametrize("until", [None, 9])
def test_an_absence_lasts_at_most_until_the_employee_stops(amina, jonas, until):
    leaves(amina, 6)
    cast.a_stand_in(amina, jonas, since=TODAY + days(6))
    absence = away(amina, jonas, 0, until)
    assert absence.until == absence.covers.get().until == TODAY + days(6)
    assert away(amina, jonas, 0, until) == absence
    end(absence, 3)
    end(absence, 9)
    assert Absence.objects.get().until == TODAY + days(6)


def test_who_has_stopped_is_not_away(amina, jonas):
    leaves(amina, 0)
    with pytest.raises(actions.NotHere, match="arbejder her ikke længere"):
        away(amina, jonas, 0, 5)


# --- The usual stand-in -----------------------------------------------------------------------------------------------


def usual(employee, stand_in) -> None:
    actions.set_usual_stand_in(employee, stand_in=stand_in, by=employee.user, at=AT)


def test_the_usual_stand_in_is_kept_and_can_be_taken_back(amina, jonas):
    usual(amina, jonas)
    usual(amina, jonas)
    assert Employee.objects.get(pk=amina.pk).usual_stand_in == jonas
    usual(amina, None)
    assert Employee.objects.get(pk=amina.pk).usual_stand_in is None
    lines = Record.objects.filter(what="set_usual_stand_in").order_by("pk")
    assert [line.detail for line in lines] == [
        {"before": None, "after": jonas.pk},
        {"before": jonas.pk, "after": None},
    ]


def test_the_usual_stand_in_is_another_who_is_here(amina, jonas):
    with pytest.raises(actions.NotHere):
        usual(amina, amina)
    leaves(jonas, 0)
    with pytest.raises(actions.NotHere):
        usual(amina, jonas)
    leaves(jonas, 1)
    usual(amina, jonas)
