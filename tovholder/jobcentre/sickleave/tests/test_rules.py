from datetime import date

import pytest

from tovholder.jobcentre.sickleave.models import NoticeKind
from tovholder.jobcentre.sickleave.rules import legal_frame, nemrefusion_sentence

TODAY = date(2026, 11, 21)


def test_the_deadline_in_nemrefusion_as_a_sentence(time_machine):
    time_machine.move_to(TODAY)
    assert nemrefusion_sentence(date(2026, 11, 21)) == (
        "Betaler I løn under sygdom, er fristen som hovedregel fem uger fra første fraværsdag: lørdag 26. december."
        " Det er hovedreglen: I har ikke sagt, om I betaler løn."
    )


def test_whether_wages_are_paid_decides_the_deadline():
    paid, unpaid = (nemrefusion_sentence(TODAY, wages) for wages in (True, False))
    assert paid.endswith("fem uger fra første fraværsdag: lørdag 26. december.")
    assert unpaid.endswith("14 dage efter første fraværsdag: lørdag 5. december.")
    assert "hovedreglen" not in paid + unpaid


@pytest.mark.parametrize("first_day", [None, date(1990, 1, 1)])
def test_without_a_day_or_a_rule_there_is_no_sentence(first_day):
    assert nemrefusion_sentence(first_day) == ""


def test_deadlines_count_from_the_first_day_with_their_source():
    frame = legal_frame("first_day", date(2026, 11, 2), today=TODAY)
    due = {rule.act: rule.due for rule in frame if rule.due}
    assert due["sygedagpengeloven § 7 a"] == date(2026, 11, 30)
    assert date(2026, 12, 7) in due.values()
    assert all(rule.source and rule.says for rule in frame)


def test_what_is_not_confirmed_is_said_to_be_so():
    rules = {rule.act: rule for rule in legal_frame("expected", None, today=TODAY)}
    reform = rules["lov nr. 1750 af 29. december 2025"]
    assert reform.unclear
    assert reform.note


@pytest.mark.parametrize("kind", sorted(set(NoticeKind.values) - {"first_day", "since"}))
def test_no_deadline_runs_before_an_absence_or_after_it(kind):
    assert not [rule for rule in legal_frame(kind, date(2026, 11, 2), today=TODAY) if rule.due]


def test_the_rules_are_those_of_the_day():
    before = legal_frame("recurring", None, today=date(2026, 1, 15))
    after = legal_frame("recurring", None, today=date(2026, 11, 21))
    assert {rule.says for rule in before} != {rule.says for rule in after}


def test_an_absence_older_than_our_figures_shows_what_we_know():
    frame = legal_frame("since", date(2005, 3, 1), today=TODAY)
    assert frame
    assert not [rule for rule in frame if rule.due]


def says(**told):
    return [rule.says for rule in legal_frame("first_day", date(2026, 11, 2), today=TODAY, **told)]


WAGES = "Betaler I løn under sygdom, er fristen som hovedregel fem uger fra første fraværsdag."
NOTHING = "Betaler I hverken løn eller sygedagpenge, er fristen 14 dage efter første fraværsdag."
BENEFIT = (
    "Betaler I sygedagpenge i arbejdsgiverperioden, er fristen en uge efter, at I holder op med at betale."
)
FAST_TRACK = "I kan bede kommunen om en tidlig samtale (fast track) inden for de første fem uger af fraværet."


def test_nemrefusion_follows_what_the_company_told_of_wages():
    for told in (None, True):
        assert WAGES in says(wages_paid=told)
        assert NOTHING not in says(wages_paid=told)
    without = says(wages_paid=False)
    assert WAGES not in without
    assert {NOTHING, BENEFIT} <= set(without)


def test_fast_track_is_not_offered_for_a_short_absence():
    assert FAST_TRACK in says()
    assert FAST_TRACK in says(expected_last_day=date(2027, 1, 31))
    short = says(expected_last_day=date(2026, 11, 20))
    assert not [sentence for sentence in short if "fast track" in sentence]
    assert "Kommunen holder den første samtale senest to uger efter, at der er bedt om fast track." in says()


@pytest.mark.parametrize(("kind", "is_told"), [("returned", True), ("since", True), ("expected", False)])
def test_coming_back_in_part_is_told_where_it_is_near(kind, is_told):
    frame = {rule.says: rule for rule in legal_frame(kind, date(2026, 11, 2), today=TODAY)}
    sentence = "Man kan være delvist sygemeldt, når man er væk mindst fire timer om ugen."
    assert (sentence in frame) is is_told
    if is_told:
        assert frame[sentence].unclear
        assert "ikke pligt til at tilbyde nedsat tid" in frame[sentence].note
