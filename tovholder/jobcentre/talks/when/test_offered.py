"""What an employee types about the times they offer."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tovholder.jobcentre.talks.when import NotUnderstood
from tovholder.jobcentre.talks.when.offered import OFFER_SENTENCES, Offered, understand_offer

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "man og tors 9-12 her, telefon",
            Offered((0, 3), None, time(9), time(12), 30, ("in_person", "telephone")),
        ),
        (
            "hver tirsdag fra 13.30 til 15 gåtur 45 min",
            Offered((1,), None, time(13, 30), time(15), 45, ("walk",)),
        ),
        (
            "4/12 13-15 telefon",
            Offered((4,), date(2026, 12, 4), time(13), time(15), 30, ("telephone",)),
        ),
        (
            "fre 4/12 kl. 9–10 video",
            Offered((4,), date(2026, 12, 4), time(9), time(10), 30, ("video",)),
        ),
        ("i morgen 8-9 på kontoret", Offered((5,), date(2026, 11, 28), time(8), time(9), 30, ("in_person",))),
        ("Monday 9-12 phone 20 minutes", Offered((0,), None, time(9), time(12), 20, ("telephone",))),
        (
            "fre man fre 9:15-10:45 gå en tur eller her hos os",
            Offered((0, 4), None, time(9, 15), time(10, 45), 30, ("walk", "in_person")),
        ),
    ],
)
def test_it_is_understood(text, said):
    assert understand_offer(text, FRIDAY) == said


REFUSED = [
    ("", "offer_empty"),
    ("man " * 60, "offer_long"),
    ("man og tors her", "offer_hours"),
    ("man 9-12 13-15 her", "offer_hours"),
    ("man 12-9 her", "offer_backwards"),
    ("man 6-9 her", "offer_outside"),
    ("man 19-21 her", "offer_outside"),
    ("man 9-25 her", "offer_no_time"),
    ("man 9-12 her 5 min", "offer_minutes"),
    ("man 9-12 her 30 min 45 min", "offer_minutes"),
    ("man 9-9.20 her", "offer_short"),
    ("man 9-12", "offer_form"),
    ("9-12 her", "offer_day"),
    ("man 9-12 her banan", "offer_word"),
    ("man 4/12 9-12 her", "weekday_mismatch"),
    ("31/2 9-12 her", "no_such_date"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_not_understood_says_what_to_do(text, code):
    with pytest.raises(NotUnderstood) as refused:
        understand_offer(text, FRIDAY)
    assert refused.value.code == code
    assert str(refused.value)


def test_every_sentence_is_tried():
    assert {code for _text, code in REFUSED} >= set(OFFER_SENTENCES)


@given(st.text(max_size=80) | st.lists(
    st.sampled_from(["man", "tors", "9-12", "4/12", "her", "telefon", "30 min", "i", "kl.", "12-9", "x"]),
    max_size=7,
).map(" ".join))  # fmt: skip
def test_whatever_is_typed_is_understood_or_refused(text):
    with suppress(NotUnderstood):
        offered = understand_offer(text, FRIDAY)
        assert offered.weekdays
        assert offered.forms
        assert offered.starts < offered.ends
