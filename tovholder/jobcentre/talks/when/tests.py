from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tovholder.jobcentre.talks.when import SENTENCES, NotUnderstood, Understood, understand

SATURDAY = date(2026, 11, 21)
WEDNESDAY = date(2026, 11, 25)


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "on", "when", "form"),
    [
        ("fre 10 gåtur", "2026-11-27", "10:00", "walk"),
        ("fredag kl. 10.30", "2026-11-27", "10:30", None),
        ("27/11 9 telefon", "2026-11-27", "09:00", "telephone"),
        ("27. november kl 14", "2026-11-27", "14:00", None),
        ("i morgen 9", "2026-11-22", "09:00", None),
        ("om 14 dage", "2026-12-05", None, None),
        ("om to uger", "2026-12-05", None, None),
        ("uge 49", "2026-11-30", None, None),
        ("mandag uge 50 kl 13 på arbejdspladsen", "2026-12-07", "13:00", "workplace"),
        ("27.11.2026 10:00 video", "2026-11-27", "10:00", "video"),
        ("fri 10 walk", "2026-11-27", "10:00", "walk"),
        ("tomorrow 9", "2026-11-22", "09:00", None),
        ("in two weeks", "2026-12-05", None, None),
        ("27 november", "2026-11-27", None, None),
        # days
        ("i dag kl 15", "2026-11-21", "15:00", None),
        ("today 3pm", "2026-11-21", "15:00", None),
        ("overmorgen", "2026-11-23", None, None),
        ("i overmorgen kl. 8", "2026-11-23", "08:00", None),
        ("the day after tomorrow at 11", "2026-11-23", "11:00", None),
        ("mandag", "2026-11-23", None, None),
        ("på mandag", "2026-11-23", None, None),
        ("man.", "2026-11-23", None, None),
        ("søn", "2026-11-22", None, None),
        ("Tirs. kl. 9", "2026-11-24", "09:00", None),
        ("ONSDAG", "2026-11-25", None, None),
        ("thurs 8.30 am", "2026-11-26", "08:30", None),
        ("lørdag", "2026-11-28", None, None),
        ("saturday", "2026-11-28", None, None),
        ("næste fredag 10", "2026-11-27", "10:00", None),
        ("next friday", "2026-11-27", None, None),
        ("om en uge", "2026-11-28", None, None),
        ("om 1 måned", "2026-12-21", None, None),
        ("om tre mdr.", "2027-02-21", None, None),
        ("om et år", "2027-11-21", None, None),
        ("om 2 år", "2028-11-21", None, None),
        ("in 10 days, phone", "2026-12-01", None, "telephone"),
        ("in a month", "2026-12-21", None, None),
        # weeks
        ("næste uge", "2026-11-23", None, None),
        ("fredag i næste uge", "2026-11-27", None, None),
        ("week 49 tuesday 10", "2026-12-01", "10:00", None),
        ("uge49", "2026-11-30", None, None),
        ("Uge 53", "2026-12-28", None, None),
        ("uge 1", "2027-01-04", None, None),
        ("uge 10", "2027-03-08", None, None),
        ("uge 10 2027", "2027-03-08", None, None),
        ("søndag denne uge", "2026-11-22", None, None),
        # dates
        ("27/11", "2026-11-27", None, None),
        ("27.11", "2026-11-27", None, None),
        ("27-11", "2026-11-27", None, None),
        ("27/11/26", "2026-11-27", None, None),
        ("27/11-2026", "2026-11-27", None, None),
        ("27-11-2026", "2026-11-27", None, None),
        ("2026-11-27", "2026-11-27", None, None),
        ("27/11 2026 kl. 10", "2026-11-27", "10:00", None),
        ("27. nov. 2026", "2026-11-27", None, None),
        ("november 27th at 10", "2026-11-27", "10:00", None),
        ("27th of november", "2026-11-27", None, None),
        ("den 27 november kl 9", "2026-11-27", "09:00", None),
        ("den 27. november", "2026-11-27", None, None),
        ("fredag den 27. kl. 10", "2026-11-27", "10:00", None),
        ("d. 27 kl 9", "2026-11-27", "09:00", None),
        ("the 3rd", "2026-12-03", None, None),
        ("fre 27/11 kl. 10", "2026-11-27", "10:00", None),
        ("fredag uge 48 27/11", "2026-11-27", None, None),
        ("21/11", "2026-11-21", None, None),
        ("20/11", "2027-11-20", None, None),
        ("3. januar", "2027-01-03", None, None),
        ("31.", "2026-12-31", None, None),
        # times, and numbers that may be both
        ("fre 10:30", "2026-11-27", "10:30", None),
        ("fre 1030", "2026-11-27", "10:30", None),
        ("fre kl.10.30", "2026-11-27", "10:30", None),
        ("fre kl10", "2026-11-27", "10:00", None),
        ("klokken 14 fredag", "2026-11-27", "14:00", None),
        ("fre kl. 10.11", "2026-11-27", "10:11", None),
        ("27/11 10.11", "2026-11-27", "10:11", None),
        ("27.11 10.11", "2026-11-27", "10:11", None),
        ("i morgen 10.10", "2026-11-22", "10:10", None),
        ("10.12", "2026-12-10", None, None),
        ("10.12 kl 9", "2026-12-10", "09:00", None),
        ("torsdag 10.12 2026", "2026-12-10", None, None),
        ("10.12 2026", "2026-12-10", None, None),
        ("10.12 10.12", "2026-12-10", "10:12", None),
        ("torsdag 10.12 kl. 9", "2026-12-10", "09:00", None),
        ("27/11 1930", "2026-11-27", "19:30", None),
        ("fre 7", "2026-11-27", "07:00", None),
        ("fre 20.00", "2026-11-27", "20:00", None),
        ("fre 8pm", "2026-11-27", "20:00", None),
        ("fri 2 pm", "2026-11-27", "14:00", None),
        ("friday 12pm", "2026-11-27", "12:00", None),
        # forms
        ("fre personligt", "2026-11-27", None, "in_person"),
        ("fri in person", "2026-11-27", None, "in_person"),
        ("gå tur fredag", "2026-11-27", None, "walk"),
        ("fredag: gå en tur", "2026-11-27", None, "walk"),
        ("Tlf. fredag", "2026-11-27", None, "telephone"),
        ("fre teams", "2026-11-27", None, "video"),
        ("friday at the workplace", "2026-11-27", None, "workplace"),
        ("samtale på telefon fredag kl. 10", "2026-11-27", "10:00", "telephone"),
    ],
)
def test_understood(text: str, on: str, when: str | None, form: str | None) -> None:
    assert understand(text, SATURDAY) == Understood(day(on), at(when), form)


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("", "empty", None),
        (" . ,", "empty", None),
        ("fre" + " 10" * 100, "too_long", None),
        ("fre 10 gåtur i parken", "unknown_word", "parken"),
        ("fre ikke 10", "unknown_word", "ikke"),
        ("fre halv 10", "unknown_word", "halv"),
        ("fre kvart over 9", "unknown_word", "kvart"),
        ("fre formiddag", "unknown_word", "formiddag"),
        ("hver fredag", "unknown_word", "hver"),
        ("10.11-12", "unknown_word", "10.11-12"),
        ("fre 10-11.30", "unknown_word", "10-11.30"),
        ("i går", "unknown_word", "går"),
        ("om 2 minutter", "unknown_word", "om"),
        ("in 5 minutes", "unknown_word", "in"),
        ("<script>", "unknown_word", "<script>"),
        ("10", "no_day", None),
        ("gåtur", "no_day", None),
        ("kl 10 telefon", "no_day", None),
        ("december", "no_day", None),
        ("mandag tirsdag", "two_days", "tirsdag"),
        ("27/11 28/11", "two_days", "28/11"),
        ("i morgen 27/11", "two_days", "i morgen"),
        ("uge 49 uge 50", "two_days", "uge 50"),
        ("27/11/2026 2027", "two_days", "2027"),
        ("fre 10 11", "two_times", None),
        ("fre 10 gåtur telefon", "two_forms", None),
        ("fre 10-11", "time_or_date", "10-11"),
        ("10-11", "time_or_date", "10-11"),
        ("20-11", "time_or_date", "20-11"),
        ("fredag 10.11", "time_or_date", "10.11"),
        ("uge 49 10.12", "time_or_date", "10.12"),
        ("torsdag 27/11", "weekday_mismatch", "27/11"),
        ("mandag den 27.", "weekday_mismatch", "mandag"),
        ("fre 10.", "weekday_mismatch", "10."),
        ("fredag om to uger", "weekday_mismatch", "om to uger"),
        ("27/11 uge 49", "week_mismatch", "uge 49"),
        ("27/11 næste uge fredag uge 48", "two_days", "næste uge"),
        ("4/12 næste uge", "week_mismatch", "næste uge"),
        ("31/11", "no_such_date", "31/11"),
        ("29/2", "no_such_date", "29/2"),
        ("0/1", "no_such_date", "0/1"),
        ("32.", "no_such_date", "32."),
        ("den 0", "no_such_date", "den 0"),
        ("2026-13-01", "no_such_date", "2026-13-01"),
        ("uge 54", "no_such_week", "uge 54"),
        ("uge 0", "no_such_week", "uge 0"),
        ("uge 53 2027", "no_such_week", "uge 53"),
        ("fre 10.60", "no_such_time", "10.60"),
        ("fre 10.75", "no_such_time", "10.75"),
        ("fre kl 25", "no_such_time", "25"),
        ("fre 13pm", "no_such_time", "13pm"),
        ("fre 0 am", "no_such_time", "0 am"),
        ("fre 6", "outside_hours", "6"),
        ("fre 6.59", "outside_hours", "6.59"),
        ("fre kl. 20.01", "outside_hours", "20.01"),
        ("fre 24", "outside_hours", "24"),
        ("fre 2", "outside_hours", "2"),
        ("fre 22", "outside_hours", "22"),
        ("uge 47", "which_day", "uge 47"),
        ("denne uge", "which_day", "denne uge"),
        ("mandag uge 47", "past", "mandag uge 47"),
        ("fredag denne uge", "past", "fredag denne uge"),
        ("20/11 2026", "past", "20/11"),
        ("20/11/26", "past", "20/11/26"),
        ("uge 10 2026", "past", "uge 10"),
        ("1.1.2020", "past", "1.1.2020"),
        ("22/11 2028", "too_far", "22/11"),
        ("om 3 år", "too_far", "om 3 år"),
        ("om 25 måneder", "too_far", "om 25 måneder"),
        ("om 999999999 dage", "too_far", "om 999999999 dage"),
        ("1/1/9999", "too_far", "1/1/9999"),
    ],
)
def test_not_understood(text: str, code: str, named: str | None) -> None:
    with pytest.raises(NotUnderstood) as caught:
        understand(text, SATURDAY)
    assert caught.value.code == code
    if named is not None:
        assert named in caught.value.params.values()
        assert named in caught.value.danish()
    assert caught.value.danish().endswith(".")


def test_the_name_of_today_is_next_week() -> None:
    assert understand("onsdag", WEDNESDAY).on == WEDNESDAY + timedelta(days=7)
    assert understand("torsdag", WEDNESDAY).on == WEDNESDAY + timedelta(days=1)
    assert understand("tirsdag", WEDNESDAY).on == WEDNESDAY + timedelta(days=6)


def test_next_friday_is_asked_about_when_a_friday_is_left_this_week() -> None:
    with pytest.raises(NotUnderstood) as caught:
        understand("næste fredag", WEDNESDAY)
    assert caught.value.code == "next_weekday"
    assert understand("næste tirsdag", WEDNESDAY).on == day("2026-12-01")
    assert understand("fredag næste uge", WEDNESDAY).on == day("2026-12-04")


def test_this_week_on_its_monday_is_today() -> None:
    assert understand("uge 48", day("2026-11-23")).on == day("2026-11-23")
    with pytest.raises(NotUnderstood) as caught:
        understand("uge 47", day("2026-11-22"))
    assert caught.value.code == "which_day"
    assert understand("fredag uge 48", WEDNESDAY).on == day("2026-11-27")


def test_the_turn_of_the_year() -> None:
    new_year = day("2027-01-01")
    assert understand("uge 53 søndag", new_year).on == day("2027-01-03")
    assert understand("uge 1", new_year).on == day("2027-01-04")
    assert understand("31/12", new_year).on == day("2027-12-31")
    assert understand("fredag", day("2026-12-31")).on == new_year


def test_leap_days() -> None:
    assert understand("29/2", day("2027-11-21")).on == day("2028-02-29")
    assert understand("29/2 2028", SATURDAY).on == day("2028-02-29")
    assert understand("om et år", day("2028-02-29")).on == day("2029-02-28")
    assert understand("om en måned", day("2027-01-31")).on == day("2027-02-28")
    with pytest.raises(NotUnderstood) as caught:
        understand("29/2", day("2028-03-01"))
    assert caught.value.code == "past"


def test_the_last_day_two_years_ahead() -> None:
    assert understand("21/11 2028", SATURDAY).on == day("2028-11-21")


def test_a_decomposed_letter_is_the_same_letter() -> None:
    assert understand("fre ga\u030atur", SATURDAY).form == "walk"


def test_long_words_are_cut_in_the_sentence() -> None:
    with pytest.raises(NotUnderstood) as caught:
        understand("x" * 150, SATURDAY)
    assert len(caught.value.params["word"]) == 40


def test_a_percent_sign_is_no_format() -> None:
    with pytest.raises(NotUnderstood) as caught:
        understand("fre %(word)s 100%", SATURDAY)
    assert '"%(word"' in caught.value.danish() or '"%"' in caught.value.danish()


def test_every_sentence_says_what_to_do() -> None:
    for sentence in SENTENCES.values():
        assert "Skriv" in sentence or "Ret" in sentence


WORDS = """
    fre mandag søndag næste next uge week 47 49 53 54 om in to two en 14 dage uger måneder år years i dag morgen
    tomorrow den d.
    27. 27/11 27.11 10.11 10.30 29/2 31/4 2026-11-27 27.11.2026 1/1/26 2026 2027 10 9 25 1030 kl kl. klokken at 2
    pm november maj may nov. gåtur tlf. video på the denne uge this 10-11 3rd 0 . - % / 99999999
"""
typed = st.text(max_size=60) | st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)


@settings(max_examples=1500)
@given(typed, st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_any_text_gives_a_day_ahead_or_a_sentence(text: str, today: date) -> None:
    try:
        found = understand(text, today)
    except NotUnderstood:
        return
    assert today <= found.on <= today + timedelta(days=2 * 366)
    assert found.time is None or time(7) <= found.time <= time(20)
    assert found.form in (None, "in_person", "workplace", "walk", "telephone", "video")


@given(
    st.dates(date(2026, 11, 21), date(2028, 11, 21)),
    st.sampled_from(
        [
            "{0:%d/%m/%Y}",
            "{0:%d.%m.%Y}",
            "{0:%Y-%m-%d}",
            "{0:%-d/%-m-%y}",
            "{0:%d-%m-%Y}",
            "den {0:%-d}/{0:%-m} {0:%Y}",
        ]
    ),
    st.none() | st.times(time(7), time(20)).map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.sampled_from(["{0:%H.%M}", "kl. {0:%H:%M}", "{0:%H%M}"]),
)
def test_a_written_date_and_time_come_back(on: date, shape: str, moment: time | None, clock: str) -> None:
    text = shape.format(on) + (f" {clock.format(moment)}" if moment else "")
    if shape.endswith("{0:%Y}") or clock != "{0:%H%M}":
        assert understand(text, SATURDAY) == Understood(on, moment, None)
    else:
        found = understand(f"{clock.format(moment)} {shape.format(on)}" if moment else text, SATURDAY)
        assert found == Understood(on, moment, None)


@given(
    st.dates(date(2026, 1, 1), date(2050, 1, 1)),
    st.sampled_from(["mandag", "tirs", "wed", "tor", "fredag", "sat", "søn"]),
)
def test_a_weekday_is_the_first_such_day_after_today(today: date, name: str) -> None:
    wanted = ["mandag", "tirs", "wed", "tor", "fredag", "sat", "søn"].index(name)
    step = today + timedelta(days=1)
    while step.weekday() != wanted:
        step += timedelta(days=1)
    assert understand(name, today).on == step
