"""Columns say of many citizens and courses what `History` and `Courses` say of each."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.continuity.columns import (
    NO_END,
    NOBODY,
    Changes,
    ChangesByUnit,
    HeldColumns,
    Means,
    NamedColumns,
    Talks,
)
from tovholder.continuity.handovers import Changed, Courses, Named
from tovholder.continuity.history import Continuity, History
from tovholder.continuity.measures import mean, opr_by_employee, slicc
from tovholder.continuity.talks import ASKED_FOR_AS_OWN, COVER_AS_OWN, OURS, Held, Rules
from tovholder.continuity.tests.test_properties import STAFF, days, histories, many
from tovholder.registers.oracle import Share

UNITS = ["Nord", "Syd", "Vest"]  # nobody is in the last
NAMES = [*UNITS, *STAFF]  # as numbers: their places
PLACES = range(len(UNITS))
MOST = 3  # in one talk


def number(name: object) -> int:
    return NOBODY if name is None else NAMES.index(str(name))


def held_columns(talks: list[Held]) -> HeldColumns:
    in_time = sorted(talks, key=lambda talk: talk.on)
    by = [[*talk.by, *[None] * (MOST - len(talk.by))] for talk in in_time]

    def which(of: str) -> np.ndarray:
        noted = zip(by, (getattr(talk, of) for talk in in_time), strict=True)
        return np.array([[one in some for one in there] for there, some in noted], dtype=bool).reshape(
            -1, MOST
        )

    return HeldColumns(
        citizen=np.array([talk.citizen for talk in in_time], dtype=np.int64),
        on=np.array([talk.on.toordinal() for talk in in_time], dtype=np.int64),
        by=np.array([[number(one) for one in there] for there in by], dtype=np.int64).reshape(-1, MOST),
        contact=np.array([number(talk.contact) for talk in in_time], dtype=np.int64),
        unit=np.array([number(talk.unit) for talk in in_time], dtype=np.int64),
        standing_in=which("standing_in"),
        asked_for=which("asked_for"),
    )


def named_columns(periods: list[Named], home: dict) -> NamedColumns:
    rows = [
        (
            int(period.course),
            number(period.employee),
            period.since.toordinal(),
            NO_END if period.until is None else period.until.toordinal(),
            period.receiving,
            number(home[period.course]),
        )
        for period in periods
    ]
    course, employee, since, until, receiving, unit = np.array(rows, dtype=np.int64).reshape(-1, 6).T
    return NamedColumns(course, employee, since, until, receiving > 0, unit)


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
    whole, parts = Talks(held_columns(talks)).between(first_day, last_day, PLACES)
    assert whole == one_by_one(rows)
    assert parts == {place: one_by_one([row for row in rows if row.unit == UNITS[place]]) for place in PLACES}


@given(many, days, days, st.sampled_from([OURS, COVER_AS_OWN, ASKED_FOR_AS_OWN]))
def test_the_shares_are_those_of_the_talks(talks: list[Held], one: date, other: date, rules: Rules) -> None:
    first_day, last_day = sorted((one, other))
    within = [talk for talk in talks if first_day <= talk.on <= last_day]
    held = held_columns(talks).between(first_day, last_day)
    assert Share(int(held.with_own(rules).sum()), len(held.on)) == slicc(within, rules)
    each = {
        name: Share(int(held.with_own_of_each(rules)[held.by == number(name)].sum()), int(talked))
        for name in STAFF
        if (talked := (held.by == number(name)).sum())
    }
    assert each == opr_by_employee(within, rules)


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
    rows = list(Courses(periods).between(first_day, last_day))
    whole, parts = ChangesByUnit(named_columns(periods, home)).between(first_day, last_day, PLACES)
    assert whole == added(rows)
    assert parts == {
        place: added([row for row in rows if home[row.course] == UNITS[place]]) for place in PLACES
    }


def test_two_named_on_one_day_are_refused() -> None:
    first, second = (Named(1, name, date(2026, 3, day), None) for name, day in (("Amina", 1), ("Lise", 2)))
    with pytest.raises(ValueError, match="two named"):
        ChangesByUnit(named_columns([first, second], {1: "Nord"}))
