"""The fast functions against the oracle, and what must hold for all talks there could be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tovholder.continuity import oracle
from tovholder.continuity.handovers import Courses, Named, handovers
from tovholder.continuity.history import History
from tovholder.continuity.measures import (
    coc,
    employees_met,
    mean,
    opr_by_employee,
    own_eyes,
    secon,
    slicc,
    slicc_by,
    upc,
)
from tovholder.continuity.talks import OURS, Counts, Held, Joint, Rules, counted_with
from tovholder.registers.oracle import Share

FIRST = date(2026, 2, 20)
STAFF = ["Amina", "Lise", "Ove", "Eva"]
orders = st.lists(st.sampled_from(STAFF), max_size=9)
two_or_more = st.lists(st.sampled_from(STAFF), min_size=2, max_size=9)
days = st.integers(0, 20).map(lambda n: FIRST + timedelta(days=n))
rules = st.builds(Rules, st.sampled_from(Joint), st.sampled_from(Counts), st.sampled_from(Counts))


@st.composite
def talk(draw: st.DrawFn) -> Held:
    by = tuple(draw(st.lists(st.sampled_from(STAFF), min_size=1, max_size=3, unique=True)))
    contact = draw(st.sampled_from([*STAFF, None]))
    others = [employee for employee in by if employee != contact]
    some = st.sets(st.sampled_from(others)) if others else st.just(set())
    return Held(
        draw(st.integers(1, 3)),
        draw(days),
        by,
        contact,
        draw(st.sampled_from(["Nord", "Syd"])),
        frozenset(draw(some)) if contact else frozenset(),
        frozenset(draw(some)),
    )


many = st.lists(talk(), max_size=14)


def exact(share: Share | None) -> Fraction | None:
    return None if share is None else Fraction(share.numerator, share.denominator)


# --- Against the oracle -----------------------------------------------------------------------------------------------


@given(orders)
def test_one_citizen_as_by_the_oracle(order: list[str]) -> None:
    assert exact(upc(order)) == oracle.upc(order)
    assert exact(coc(order)) == oracle.coc(order)
    assert exact(secon(order)) == oracle.secon(order)


@given(many, days, days, rules)
def test_many_citizens_as_by_the_oracle(talks: list[Held], one: date, other: date, by: Rules) -> None:
    first_day, last_day = sorted((one, other))
    within = [talk for talk in talks if first_day <= talk.on <= last_day]
    found = {row.citizen: row for row in History(talks, by).between(first_day, last_day)}
    assert set(found) == {talk.citizen for talk in within}
    for citizen, row in found.items():
        order = oracle.in_order(talks, citizen, first_day, last_day, by)
        theirs = [talk for talk in within if talk.citizen == citizen]
        assert row.talks == len(order)
        assert (exact(row.upc), exact(row.coc)) == (oracle.upc(order), oracle.coc(order))
        assert exact(row.secon) == oracle.secon(order)
        assert row.met == len({employee for talk in theirs for employee in talk.by})
        assert row.unit in {talk.unit for talk in theirs if talk.on == max(talk.on for talk in theirs)}


@given(many, rules)
def test_shares_of_talks_as_by_the_oracle(talks: list[Held], by: Rules) -> None:
    assert slicc(talks, by) == Share(*oracle.slicc(talks, by))
    ratios = opr_by_employee(talks, by)
    for employee in STAFF:
        ratio = Share(*oracle.opr(talks, employee, by))
        assert ratios.get(employee, Share(0, 0)) == own_eyes(talks, employee, by).own == ratio
        kept = oracle.slicc([talk for talk in talks if talk.contact == employee], by)
        assert own_eyes(talks, employee, by).kept == Share(*kept)
    for (citizen, unit), share in slicc_by(talks, lambda talk: (talk.citizen, talk.unit), by).items():
        theirs = [talk for talk in talks if (talk.citizen, talk.unit) == (citizen, unit)]
        assert share == Share(*oracle.slicc(theirs, by))


@st.composite
def histories(draw: st.DrawFn) -> list[Named]:
    """Up to three courses, each with periods one after the other, with gaps, and some undone on their first day."""
    periods = []
    for course in range(draw(st.integers(0, 3))):
        edges = sorted(draw(st.lists(days, min_size=2, max_size=6)))
        for since, until in pairwise(edges):
            if draw(st.integers(0, 3)):
                periods.append(Named(course, draw(st.sampled_from(STAFF)), since, until, draw(st.booleans())))
        if draw(st.booleans()):
            periods.append(Named(course, draw(st.sampled_from(STAFF)), edges[-1], None))
    return draw(st.permutations(periods))


@given(histories(), days, days, st.booleans())
def test_handovers_as_by_the_oracle(periods: list[Named], one: date, other: date, counts: bool) -> None:
    first_day, last_day = sorted((one, other))
    found = handovers(periods, first_day, last_day, reception_counts=counts)
    expected = oracle.handovers(periods, first_day, last_day, reception_counts=counts)
    assert (found.changes, found.courses) == expected


@given(histories(), days, days)
def test_each_course_and_each_employee_as_by_the_oracle(periods: list[Named], one: date, other: date) -> None:
    first_day, last_day = sorted((one, other))
    courses = Courses(periods)
    found = {row.course: row for row in courses.between(first_day, last_day)}
    for course in {period.course for period in periods}:
        alone = [period for period in periods if period.course == course]
        every, alive = oracle.handovers(alone, first_day, last_day)
        later, _alive = oracle.handovers(alone, first_day, last_day, reception_counts=False)
        assert (course in found) == bool(alive)
        if alive:
            row = found[course]
            assert (row.changes, row.changes - row.from_reception) == (every, later)
    parts = [courses.passed(employee, first_day, last_day) for employee in STAFF]
    for employee, part in zip(STAFF, parts, strict=True):
        assert (part.received, part.given) == oracle.passed(periods, employee, first_day, last_day)
    assert sum(part.received for part in parts) == sum(part.given for part in parts)


@given(st.lists(st.none() | two_or_more.map(coc)))
def test_the_mean_is_that_of_the_fractions(shares: list[Share | None]) -> None:
    known = [exact(share) for share in shares if share is not None]
    found = mean(shares)
    assert (found.total, found.citizens, found.left_out) == (sum(known), len(known), len(shares) - len(known))
    assert found.value == (sum(known) / len(known) if known else None)


# --- What must hold ---------------------------------------------------------------------------------------------------


def indices(order: Sequence[object]) -> tuple[Fraction | None, ...]:
    return exact(upc(order)), exact(coc(order)), exact(secon(order))


@given(two_or_more)
def test_bounds(order: list[str]) -> None:
    usual, concentration, sequential = indices(order)
    assert Fraction(1, len(set(order))) <= usual <= 1
    assert 0 <= concentration <= usual
    assert 0 <= sequential <= 1
    assert (usual == 1) == (concentration == 1) == (sequential == 1) == (len(set(order)) == 1)


@given(two_or_more, st.permutations(STAFF))
def test_the_names_do_not_matter(order: list[str], others: list[str]) -> None:
    renamed = dict(zip(STAFF, others, strict=True))
    assert indices([renamed[employee] for employee in order]) == indices(order)


@given(st.data(), two_or_more)
def test_order_matters_to_secon_alone_and_backwards_is_the_same(
    data: st.DataObject, order: list[str]
) -> None:
    assert indices(data.draw(st.permutations(order)))[:2] == indices(order)[:2]
    assert indices(order[::-1]) == indices(order)


@given(two_or_more)
def test_one_more_talk_with_the_usual_or_the_last_never_lowers(order: list[str]) -> None:
    usual, concentration, sequential = indices(order)
    most = max(order, key=order.count)
    assert indices([*order, most])[0] >= usual
    assert indices([*order, most])[1] >= concentration
    assert indices([*order, order[-1]])[2] >= sequential


@given(two_or_more)
def test_somebody_new_never_raises(order: list[str]) -> None:
    assert all(new <= old for new, old in zip(indices([*order, "Ny"]), indices(order), strict=True))


def _value(talks: list[Held], by: Rules) -> Fraction:
    share = slicc(talks, by)
    return Fraction(share.numerator, share.denominator) if share.denominator else Fraction(0)


@given(many, rules)
def test_a_kinder_rule_never_lowers_the_headline(talks: list[Held], by: Rules) -> None:
    """UPC is not among them: cover counted as one's own may take talks from the one who is met most."""
    kinder = [Counts.OTHER, Counts.LEFT_OUT, Counts.OWN]
    for field in ("cover", "asked_for"):
        shares = [_value(talks, replace(by, **{field: how})) for how in kinder]
        if slicc(talks, replace(by, **{field: Counts.LEFT_OUT})).denominator:
            assert shares == sorted(shares)
        assert shares[0] <= shares[2]


@given(many)
def test_a_named_employee_in_the_room_never_lowers_the_headline(talks: list[Held]) -> None:
    assert _value(talks, Rules(joint=Joint.LED)) <= _value(talks, OURS)


@given(many, rules)
def test_nobody_is_counted_twice_and_whole_is_the_sum_of_its_parts(talks: list[Held], by: Rules) -> None:
    whole = slicc(talks, by)
    parts = slicc_by(talks, lambda talk: talk.unit, by).values()
    assert whole == Share(sum(p.numerator for p in parts), sum(p.denominator for p in parts))
    assert whole.numerator <= whole.denominator <= len(talks)
    with_whom = {counted_with(talk, by) for talk in talks} - {None}
    assert len(with_whom) <= employees_met(talks) + len({talk.contact for talk in talks})


@given(many, rules, st.permutations(STAFF))
def test_the_names_do_not_matter_to_shares_of_talks(talks: list[Held], by: Rules, others: list[str]) -> None:
    renamed = {None: None, **dict(zip(STAFF, others, strict=True))}
    moved = [
        replace(
            talk,
            by=tuple(renamed[employee] for employee in talk.by),
            contact=renamed[talk.contact],
            standing_in=frozenset(renamed[employee] for employee in talk.standing_in),
            asked_for=frozenset(renamed[employee] for employee in talk.asked_for),
        )
        for talk in talks
    ]
    assert slicc(moved, by) == slicc(talks, by)
    ratios = opr_by_employee(talks, by)
    assert opr_by_employee(moved, by) == {renamed[employee]: share for employee, share in ratios.items()}
