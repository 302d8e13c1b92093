"""The fast functions against the oracle, and what must hold for all notices there could be."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tovholder.absence import oracle
from tovholder.absence.notices import Kind, Notice, standing, stretches
from tovholder.absence.occurrences import occurrences, spells
from tovholder.absence.pattern import pattern

FIRST = date(2026, 1, 1)
LAST = FIRST + timedelta(days=45)
days = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def histories(draw: st.DrawFn) -> list[Notice]:
    notices: list[Notice] = []
    for key in range(draw(st.integers(0, 9))):
        kind = draw(st.sampled_from([*Kind]) if notices else st.sampled_from([*Kind][:-1]))
        earlier = draw(st.sampled_from(notices)) if notices else None
        is_correction = kind is Kind.WITHDRAWN or (earlier is not None and draw(st.booleans()))
        first_day = draw(days) if kind in {Kind.FIRST_DAY, Kind.SINCE} else draw(st.none() | days)
        back_on = None
        if kind is Kind.RETURNED:
            back_on = draw(days)
            first_day = first_day if first_day is not None and first_day < back_on else None
        received = datetime(2026, 1, 1, draw(st.integers(0, 3)), tzinfo=UTC) + timedelta(days=key)
        notices.append(
            Notice(
                key,
                draw(st.sampled_from(["Savværket", "Caféen"])),
                kind,
                received,
                first_day,
                back_on,
                draw(st.none() | st.sampled_from([8.0, 20.0])) if back_on else None,
                earlier.key if is_correction and earlier is not None else None,
            )
        )
    return notices


@given(histories())
def test_every_day_is_as_the_oracle_says(notices):
    found = stretches(notices)
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=n)
        told = {
            one.workplace: one.hours
            for one in found
            if one.since <= day and (one.until is None or day < one.until)
        }
        assert told == oracle.away(notices, day)


@given(histories(), st.integers(0, 20), st.frozensets(days, max_size=8))
def test_occurrences_and_spells_are_the_oracles(notices, merge_gap, days_off):
    found = occurrences(stretches(notices))
    runs = oracle.runs(notices, FIRST, LAST)
    assert [(one.since, one.days(LAST)) for one in found] == [(run[0], len(run)) for run in runs]
    merged = oracle.merged(runs, merge_gap, days_off)
    assert [
        (one.since, one.days(LAST), one.days_away(LAST))
        for one in spells(found, merge_gap=merge_gap, days_off=days_off)
    ] == [
        (together[0][0], (together[-1][-1] - together[0][0]).days + 1, sum(map(len, together)))
        for together in merged
    ]


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_notices_are_read_does_not_matter(notices, rng: Random):
    shuffled = rng.sample(notices, len(notices))
    assert stretches(shuffled) == stretches(notices)


@given(histories())
def test_occurrences_never_touch_and_hold_every_day_away_once(notices):
    found = occurrences(stretches(notices))
    for earlier, later in pairwise(found):
        assert earlier.until is not None
        assert earlier.until < later.since


@given(histories())
def test_the_wider_the_gap_the_fewer_the_spells(notices):
    found = occurrences(stretches(notices))
    numbers = [len(spells(found, merge_gap=gap)) for gap in range(0, 50, 7)]
    assert numbers == sorted(numbers, reverse=True)
    assert sum(len(spell.occurrences) for spell in spells(found, merge_gap=7)) == len(found)


@given(histories())
def test_withdrawing_all_that_still_stands_leaves_nothing(notices):
    gone = [
        Notice(f"gone-{one.key}", one.workplace, Kind.WITHDRAWN, datetime(2027, 1, 1, tzinfo=UTC), corrects=one.key)
        for one in standing(notices)
    ]  # fmt: skip
    assert stretches([*notices, *gone]) == []


@given(histories())
def test_the_pattern_counts_what_is_there(notices):
    seen = pattern(occurrences(stretches(notices)), LAST)
    runs = oracle.runs(notices, FIRST, LAST)
    assert seen.occurrences == len(runs) == sum(seen.began_on)
    assert seen.days == sum(map(len, runs))
