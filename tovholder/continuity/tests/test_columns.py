"""Columns say of many citizens and courses what `History` and `Courses` say of each."""

from datetime import date

from hypothesis import given

from tovholder.continuity.columns import Changes, ChangesByUnit, Means, Talks
from tovholder.continuity.handovers import Changed, Courses, Named
from tovholder.continuity.history import Continuity, History
from tovholder.continuity.measures import mean
from tovholder.continuity.talks import Held
from tovholder.continuity.tests.test_properties import days, histories, many
from tovholder.registers.oracle import Share

UNITS = ["Nord", "Syd", "Vest"]  # nobody is in the last


def one_by_one(rows: list[Continuity]) -> Means:
    known = [row for row in rows if row.upc is not None]
    return Means(
        upc=mean(row.upc for row in known),
        coc=mean(row.coc for row in known),
        secon=mean(row.secon for row in known),
        met=mean(Share(row.met, 1) for row in known),
    )


@given(many, days, days)
def test_the_means_are_those_of_each_citizen(talks: list[Held], one: date, other: date) -> None:
    first_day, last_day = sorted((one, other))
    rows = list(History(talks).between(first_day, last_day))
    whole, parts = Talks(talks).between(first_day, last_day, UNITS)
    assert whole == one_by_one(rows)
    assert parts == {unit: one_by_one([row for row in rows if row.unit == unit]) for unit in UNITS}


def added(rows: list[Changed]) -> Changes:
    return Changes(
        courses=len(rows),
        changes=sum(row.changes for row in rows),
        changed=sum(row.changes > 0 for row in rows),
        received=sum(row.from_reception for row in rows),
        were_received=sum(row.from_reception > 0 for row in rows),
    )


@given(histories(), days, days)
def test_the_changes_are_those_of_each_course(periods: list[Named], one: date, other: date) -> None:
    first_day, last_day = sorted((one, other))
    home = {period.course: UNITS[hash(period.course) % 2] for period in periods}
    courses = Courses(periods)
    rows = list(courses.between(first_day, last_day))
    whole, parts = ChangesByUnit(courses, home).between(first_day, last_day, UNITS)
    assert whole == added(rows)
    assert parts == {unit: added([row for row in rows if home[row.course] == unit]) for unit in UNITS}
