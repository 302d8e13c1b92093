from datetime import timedelta
from uuid import uuid4

import pytest

from tovholder.jobcentre.company_portal.forms import DoorForm
from tovholder.jobcentre.sickleave.tests.house import TODAY

DAY = timedelta(days=1)
GIVEN = {"kind": "expected", "agrees": "no", "talk": "no", "first_day": ""}


def filled(**more) -> DoorForm:
    return DoorForm({"token": str(uuid4())} | GIVEN | more, today=TODAY)


def test_nothing_is_preselected():
    form = DoorForm(initial={"token": uuid4()}, today=TODAY)
    assert "checked" not in str(form)
    assert {name for name in form.fields if form[name].value()} == {"token"}
    assert "required" not in str(form["kind"])


@pytest.mark.parametrize("missing", ["kind", "agrees", "talk", "token"])
def test_what_is_missing_is_asked_for(missing):
    form = filled(**{missing: ""})
    assert missing in form.errors


@pytest.mark.parametrize("wrong", [{"kind": "fever"}, {"agrees": "perhaps"}, {"talk": "x"}, {"token": "1"}])
def test_an_answer_that_was_never_offered_is_refused(wrong):
    assert filled(**wrong).errors.keys() == wrong.keys()


@pytest.mark.parametrize(
    ("kind", "day", "right"),
    [
        ("expected", TODAY, True),
        ("expected", TODAY + 30 * DAY, True),
        ("expected", TODAY - DAY, False),
        ("first_day", TODAY, True),
        ("first_day", TODAY - DAY, True),
        ("first_day", TODAY + DAY, False),
        ("since", TODAY, True),
        ("since", TODAY + DAY, False),
        ("since", TODAY - 5 * 365 * DAY, True),
        ("since", TODAY - 5 * 365 * DAY - DAY, False),
        ("recurring", TODAY + DAY, False),
        ("returned", TODAY + DAY, False),
        ("expected", TODAY.replace(year=2062), False),
        ("since", TODAY.replace(year=2062), False),
        ("", TODAY.replace(year=2062), False),
        ("", TODAY + DAY, True),
    ],
)
def test_the_first_day_fits_what_happens(kind, day, right):
    form = filled(kind=kind, first_day=day.isoformat(), back="fully" if kind == "returned" else "")
    assert ("first_day" not in form.errors) == right


def test_reported_sick_today_is_today():
    form = filled(kind="first_day")
    assert form.is_valid()
    assert form.told()["first_day"] == TODAY


def test_since_needs_its_day():
    assert filled(kind="since").errors["first_day"] == ["Skriv den første fraværsdag."]


@pytest.mark.parametrize("typed", ["20.11.2026", "20/11/2026", "2026-11-20", "20.11.26"])
def test_a_day_as_danes_write_it(typed):
    form = filled(kind="since", first_day=typed)
    assert form.is_valid(), form.errors
    assert form.told()["first_day"] == TODAY


def test_a_day_that_is_none_stays_to_be_put_right():
    form = filled(kind="since", first_day="31.11.2026")
    assert form.errors["first_day"] == ["Skriv dagen med tal: dag, måned og år, med punktum imellem."]
    assert 'type="text"' in str(form["first_day"])
    assert 'value="31.11.2026"' in str(form["first_day"])
    assert 'type="date"' in str(filled(first_day="2026-11-20")["first_day"])


def test_a_name_goes_with_agreement_and_agreement_with_a_name():
    assert "person_name" in filled(agrees="no", person_name="Bo Kragh").errors
    assert "person_name" in filled(agrees="yes").errors
    form = filled(agrees="yes", person_name="Bo Kragh")
    assert form.is_valid()
    assert (form.told()["person_name"], form.told()["employee_agrees"]) == ("Bo Kragh", True)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"back": ""}, "back"),
        ({"back": "partly"}, "hours_a_week"),
        ({"back": "partly", "hours_a_week": "40"}, "hours_a_week"),
        ({"back": "partly", "hours_a_week": "0"}, "hours_a_week"),
        ({"back": "partly", "hours_a_week": "tyve"}, "hours_a_week"),
        ({"back": "fully", "hours_a_week": "20"}, "hours_a_week"),
        ({"back": "partly", "hours_a_week": "20"}, None),
        ({"back": "fully"}, None),
    ],
)
def test_coming_back_is_fully_or_so_many_hours(given, error):
    form = filled(kind="returned", **given)
    assert list(form.errors) == ([error] if error else [])


def test_hours_are_dropped_where_they_were_not_asked_for():
    form = filled(kind="expected", back="partly", hours_a_week="20")
    assert form.is_valid()
    assert form.told()["hours_a_week"] is None


def test_at_most_three_hundred_characters():
    assert filled(text="å" * 300).is_valid()
    assert filled(text="å" * 301).errors["text"] == ["Teksten er for lang: højst 300 tegn. Gør den kortere."]
    assert 'maxlength="300"' in str(filled()["text"])


@pytest.mark.parametrize("text", ["Hans nummer er 010190-1234", "0101901234", "Det er 611290–1234."])
def test_a_cpr_number_is_not_taken_in(text):
    assert "text" in filled(text=text).errors
    assert "person_name" in filled(agrees="yes", person_name=text).errors


@pytest.mark.parametrize("text", ["Ring på 12 34 56 78", "P-nummer 1099345678", "9999999999", "12345678901"])
def test_other_numbers_are_only_numbers(text):
    assert filled(text=text).is_valid()


@pytest.mark.parametrize("text", ["a\x00b", "a\ufffdb"])
def test_bytes_that_are_no_text_are_refused(text):
    assert "text" in filled(text=text).errors
