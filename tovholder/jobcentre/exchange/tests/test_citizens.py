from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.actions import close_course, employ, keep_apart
from tovholder.jobcentre.citizens.actions.contact import NotAContact, check_can_follow
from tovholder.jobcentre.citizens.models import Citizen, Course, CourseContact, Employment
from tovholder.jobcentre.companies.actions import add_company, add_workplace
from tovholder.jobcentre.exchange.kinds.followers import Followers
from tovholder.jobcentre.exchange.tests.conftest import ALMA, AT, INGRID, TODAY, VIGGO, check, only, sentences
from tovholder.jobcentre.staff.actions import add_unit

HEAD = "CPR-nummer;Navn;Enhed"
FULL = "CPR-nummer;Navn;Enhed;Fast medarbejder;Begyndte med;Forløb fra;Beskyttet;Sprog;Tolk;Telefon;Mail;P-nummer"


def workplace(house, p_number: str = "9000000019"):
    company = add_company(cvr="10000018", name="Prøve Møbler", contact=house.ib, by=None, at=AT)
    return add_workplace(company, p_number=p_number, name="Prøve Møbler", by=None, at=AT, today=TODAY)


def test_a_new_citizen_gets_everything_the_row_says(house, lines) -> None:
    place = workplace(house)
    row = f"{ALMA};Alma Prøve;job og helhed;1002;Sygemelding;02.11.2026;ja;arabisk;ja;12345678;A@example.dk;9000000019"
    run = house.read_in(lines(FULL, row))
    assert (run.kind, run.counts["new"], run.counts["changed"], run.counts["unchanged"]) == (
        "citizens",
        1,
        0,
        0,
    )
    citizen = Citizen.objects.with_cpr(ALMA).get()
    assert (citizen.name, citizen.birth_date, citizen.is_protected) == ("Alma Prøve", date(1980, 1, 11), True)
    assert (citizen.language, citizen.needs_interpreter) == ("arabisk", True)
    assert (citizen.telephone, citizen.email, citizen.is_demo) == ("12 34 56 78", "a@example.dk", True)
    assert citizen.search_name
    assert cpr.decrypt(citizen.cpr_encrypted) == ALMA
    course = citizen.courses.get()
    assert (course.contact, course.unit, course.since, course.began_because, course.until) == (
        house.lone, house.unit, date(2026, 11, 2), "sick_leave", None,
    )  # fmt: skip
    contact = course.contacts.get()
    assert (contact.employee, contact.citizen, contact.since, contact.until) == (
        house.lone, citizen, date(2026, 11, 2), None,
    )  # fmt: skip
    job = Employment.objects.get(citizen=citizen)
    assert (job.workplace, job.since, job.until) == (place, date(2026, 11, 2), None)


def test_a_row_without_a_contact_goes_to_the_receiving_employee_today(house, lines) -> None:
    house.read_in(lines(HEAD, f"{ALMA};Alma Prøve;Job og Helhed"))
    course = Course.objects.get()
    assert (course.contact, course.since, course.began_because) == (house.bente, TODAY, "")
    assert course.citizen.language == "dansk"


def test_the_same_file_again_changes_nothing(house, lines) -> None:
    workplace(house)
    row = f"{ALMA};Alma Prøve;Job og Helhed;1002;Ledighed;02.11.2026;ja;;nej;;;9000000019"
    house.read_in(lines(FULL, row))
    again = house.check(lines(FULL, row))
    assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 1)
    assert again.differences == []
    assert not again.is_kept


def test_an_existing_contact_is_never_changed_but_listed(house, lines) -> None:
    citizen = house.known(ALMA, since=date(2026, 11, 1))
    house.read_in(lines(HEAD, f"{VIGGO};Viggo Prøve;Job og Helhed"))
    other = add_unit("Unge", telephone="00 10 00 12", by=None, at=AT)
    run = house.check(lines(FULL, f"{ALMA};Alma Prøve;{other.name};1002;Sygemelding;02.11.2026;;;;;;"))
    assert run.problems == []
    assert run.differences == [
        {"row": 2, "column": "Fast medarbejder", "here": "1001", "in_file": "1002"},
        {"row": 2, "column": "Enhed", "here": "Job og Helhed", "in_file": "Unge"},
        {"row": 2, "column": "Forløb fra", "here": "01.11.2026", "in_file": "02.11.2026"},
        {"row": 2, "column": "Begyndte med", "here": "Ledighed", "in_file": "Sygemelding"},
    ]
    assert run.counts["unchanged"] == 1
    course = citizen.courses.get()
    assert (course.contact, course.unit, course.since) == (house.bente, house.unit, date(2026, 11, 1))


def test_what_is_known_of_a_citizen_changes_and_an_empty_cell_changes_nothing(house, lines) -> None:
    citizen = house.known(ALMA, telephone="11 11 11 11", email="a@example.dk", language="arabisk")
    run = house.read_in(lines(FULL, f"{ALMA};Alma Ågård;Job og Helhed;;;;;;ja;22222222;;"))
    assert run.counts["columns"] == {"Navn": 1, "Tolk": 1, "Telefon": 1}
    citizen.refresh_from_db()
    assert (citizen.name, citizen.telephone, citizen.needs_interpreter) == ("Alma Ågård", "22 22 22 22", True)
    assert (citizen.email, citizen.language) == ("a@example.dk", "arabisk")
    assert "agard" in citizen.search_name


def test_rows_absent_from_the_file_end_nothing(house, lines) -> None:
    citizen = house.known(ALMA)
    house.read_in(lines(HEAD, f"{VIGGO};Viggo Prøve;Job og Helhed"))
    assert citizen.courses.get().until is None


def test_a_course_that_has_ended_is_not_opened_again_by_the_same_file(house, lines) -> None:
    rows = lines(FULL, f"{ALMA};Alma Prøve;Job og Helhed;;Ledighed;02.11.2026;;;;;;")
    house.read_in(rows)
    close_course(Course.objects.get(), because="work", by=house.tove, at=AT, today=date(2026, 11, 20))
    again = house.check(rows)
    assert (again.counts["new"], again.counts["changed"]) == (0, 0)
    assert again.differences == [
        {"row": 2, "column": "Forløb fra", "here": "afsluttet 20.11.2026", "in_file": "et åbent forløb"}
    ]


@pytest.mark.parametrize("closed", [date(2026, 11, 2), date(2026, 11, 20)])
def test_nor_one_that_ended_on_its_first_day_or_has_no_first_day_in_the_file(house, lines, closed) -> None:
    house.known(ALMA, since=date(2026, 11, 2))
    close_course(Course.objects.get(), because="work", by=house.tove, at=AT, today=closed)
    for opened_on in ("02.11.2026", ""):
        run = house.check(lines(FULL, f"{ALMA};Alma Prøve;Job og Helhed;;;{opened_on};;;;;;"))
        assert (run.counts["changed"], len(run.differences)) == (0, 1)


def test_a_row_that_says_a_new_course_began_after_the_last_opens_it(house, lines) -> None:
    house.known(ALMA, since=date(2026, 10, 1))
    close_course(Course.objects.get(), because="work", by=house.tove, at=AT, today=date(2026, 11, 2))
    house.read_in(lines(FULL, f"{ALMA};Alma Prøve;Job og Helhed;1002;Ledighed;02.11.2026;;;;;;"))
    course = Course.objects.open().get()
    assert (course.since, course.contact) == (date(2026, 11, 2), house.lone)
    assert CourseContact.objects.open().get().course == course


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (f"{ALMA};;Job og Helhed;;;;;;;;;", "Navn", "Feltet er tomt"),
        (f"{ALMA};Alma;;;;;;;;;;", "Enhed", "Feltet er tomt"),
        (";Alma;Job og Helhed;;;;;;;;;", "CPR-nummer", "Feltet er tomt"),
        ("3113800000;Alma;Job og Helhed;;;;;;;;;", "CPR-nummer", "en dato, der findes"),
        (f"{ALMA};Alma;Job og Hjem;;;;;;;;;", "Enhed", "ingen enhed, der hedder »Job og Hjem«"),
        (
            f"{ALMA};Alma;Job og Helhed;4711;;;;;;;;",
            "Fast medarbejder",
            "ingen medarbejder med nummeret »4711«",
        ),
        (
            f"{ALMA};Alma;Job og Helhed;1003;;;;;;;;",
            "Fast medarbejder",
            "profil, der ikke kan være fast medarbejder",
        ),
        (f"{ALMA};Alma;Job og Helhed;1001;;;ja;;;;;", "Fast medarbejder", "kan ikke følge denne borger"),
        (
            f"{ALMA};Alma;Job og Helhed;;;;ja;;;;;",
            "Fast medarbejder",
            "tager imod nye i enheden, kan ikke følge",
        ),
        (f"{ALMA};Alma;Job og Helhed;;;24.11.2026;;;;;;", "Forløb fra", "24.11.2026 er ikke kommet endnu"),
        (f"{ALMA};Alma;Job og Helhed;;;01.01.2062;;;;;;", "Forløb fra", "01.01.2062 er ikke kommet endnu"),
        (f"{ALMA};Alma;Job og Helhed;;;10.01.1980;;;;;;", "Forløb fra", "før borgerens fødsel"),
        (f"{ALMA};Alma;Job og Helhed;;;31.02.2026;;;;;;", "Forløb fra", "»31.02.2026« findes ikke"),
        (f"{ALMA};Alma;Job og Helhed;;Fyret;;;;;;;", "Begyndte med", "»Fyret« kender vi ikke"),
        (f"{ALMA};Alma;Job og Helhed;;;;måske;;;;;", "Beskyttet", "hverken ja eller nej"),
        (f"{ALMA};Alma;Job og Helhed;;;;;;;1234;;", "Telefon", "ikke otte cifre"),
        (f"{ALMA};Alma;Job og Helhed;;;;;;;;alma;", "Mail", "ikke hel"),
        (f"{ALMA};Alma;Job og Helhed;;;;;;;;;9000000099", "P-nummer", "Intet arbejdssted har P-nummeret"),
        (f"{ALMA};Alma;Job og Helhed;;;;;;;;;12", "P-nummer", "ti cifre"),
        (f"{ALMA};Alma;Job og Helhed;;;;;;;;;;løs", "", "Rækken har 13 felter, men filen har 12 kolonner"),
    ],
)
def test_every_problem_has_its_row_its_column_and_a_sentence(house, lines, row, column, says) -> None:
    run = house.check(lines(FULL, row))
    number, where, sentence = only(run)
    assert (run.counts["new"], run.counts["changed"], run.counts["wrong"]) == (0, 0, 1)
    assert (number, where) == (2, column)
    assert says in sentence
    assert "Alma" not in sentence
    assert ALMA not in sentence


def test_all_problems_are_found_at_once(house, lines) -> None:
    run = house.check(
        lines(FULL, "12;;Job;9;Fyret;1.1.26;x1;;y1;1;a;1", f"{ALMA};Alma;Job og Helhed;;;;;;;;;")
    )
    assert [column for _row, column, _sentence in sentences(run)] == [
        "CPR-nummer", "Navn", "Begyndte med", "Forløb fra", "Beskyttet", "Tolk", "Telefon", "Mail", "P-nummer",
        "Enhed", "Fast medarbejder",
    ]  # fmt: skip
    assert run.counts["wrong"] == 1
    assert run.counts["new"] == 1


def test_the_same_number_twice_names_both_rows(house, lines) -> None:
    row, column, sentence = only(
        house.check(lines(HEAD, f"{ALMA};Alma;Job og Helhed", "710180-9901;Alma P;Job og Helhed"))
    )
    assert (row, column) == (3, "CPR-nummer")
    assert "række 2" in sentence


def test_a_unit_without_a_receiver_takes_nobody_without_a_contact(house, lines) -> None:
    add_unit("Unge", telephone="00 10 00 12", by=None, at=AT)
    assert "ingen, der tager imod nye" in only(house.check(lines(HEAD, f"{ALMA};Alma;Unge")))[2]
    assert house.check(lines(f"{HEAD};Fast medarbejder", f"{ALMA};Alma;Unge;1002")).problems == []


def test_a_contact_who_has_left_is_a_problem_for_newcomers_only(house, lines) -> None:
    house.known(INGRID, contact=house.lone)
    house.lone.left_on = TODAY
    house.lone.save(update_fields=["left_on"])
    rows = lines(
        f"{HEAD};Fast medarbejder",
        f"{ALMA};Alma;Job og Helhed;1002",
        f"{INGRID};Alma Prøve;Job og Helhed;1002",
    )
    assert only(house.check(rows))[:2] == (2, "Fast medarbejder")


def test_a_file_can_protect_but_never_lift_protection(house, lines) -> None:
    protected = house.known(ALMA, contact=house.lone, is_protected=True)
    seen_by_lone = house.known(VIGGO, contact=house.lone)
    rows = lines(
        f"{HEAD};Beskyttet", f"{ALMA};Alma Prøve;Job og Helhed;nej", f"{VIGGO};Alma Prøve;Job og Helhed;ja"
    )
    run = house.read_in(rows)
    assert run.differences == [{"row": 2, "column": "Beskyttet", "here": "ja", "in_file": "nej"}]
    protected.refresh_from_db()
    seen_by_lone.refresh_from_db()
    assert protected.is_protected
    assert seen_by_lone.is_protected


def test_protection_that_the_contact_has_no_clearance_for_waits_for_people(house, lines) -> None:
    house.known(ALMA)
    row, column, sentence = only(
        house.check(lines(f"{HEAD};Beskyttet", f"{ALMA};Alma Prøve;Job og Helhed;ja"))
    )
    assert (row, column) == (2, "Beskyttet")
    assert "den faste medarbejder 1001 må ikke følge beskyttede borgere" in sentence


def test_somebody_kept_apart_cannot_be_the_contact_and_nobody_learns_why(house, lines) -> None:
    keep_apart(house.lone, digits=ALMA, closeness="family", by=None, at=AT)
    _row, _column, sentence = only(
        house.check(lines(f"{HEAD};Fast medarbejder", f"{ALMA};Alma;Job og Helhed;1002"))
    )
    assert sentence == "Medarbejderen kan ikke følge denne borger. Skriv en anden."


def test_who_can_follow_is_answered_as_the_ordinary_action_answers(house) -> None:
    """The oracle: `check_can_follow`, one citizen and employee at a time."""
    keep_apart(house.bente, digits=ALMA, closeness="own", by=None, at=AT)
    for leaver, left_on in ((house.ellen, TODAY), (house.lone, TODAY + timedelta(days=1))):
        leaver.left_on = left_on
        leaver.save(update_fields=["left_on"])
    followers = Followers([cpr.fingerprint(digits) for digits in (ALMA, VIGGO)])
    answers = set()
    for number, digits, protected in product(("1001", "1002", "1003", "1004"), (ALMA, VIGGO), (True, False)):
        citizen = Citizen(is_protected=protected)
        citizen.set_cpr(digits)
        employee = followers.employees[number]
        try:
            check_can_follow(employee, citizen, TODAY)
            allowed = True
        except NotAContact:
            allowed = False
        why_not = followers.why_not(employee, citizen.cpr_fingerprint, protected=protected, day=TODAY)
        assert allowed == (not why_not)
        answers.add(allowed)
    assert answers == {True, False}


def test_an_employment_that_has_ended_is_not_begun_again(house, lines) -> None:
    citizen = house.known(ALMA)
    employ(citizen, workplace=workplace(house), since=TODAY - timedelta(9), until=TODAY, by=None, at=AT)
    run = house.check(lines(f"{HEAD};P-nummer", f"{ALMA};Alma Prøve;Job og Helhed;9000000019"))
    assert run.counts["unchanged"] == 1
    assert run.differences == [
        {"row": 2, "column": "P-nummer", "here": "ansat her indtil 23.11.2026", "in_file": "9000000019"}
    ]


def test_a_workplace_that_has_closed_takes_nobody_new_and_leaves_those_who_were_there(house, lines) -> None:
    citizen = house.known(ALMA)
    place = workplace(house)
    employ(citizen, workplace=place, since=TODAY - timedelta(9), by=None, at=AT)
    place.closed_on = TODAY
    place.save(update_fields=["closed_on"])
    row, column, sentence = only(
        house.check(
            lines(
                f"{HEAD};P-nummer",
                f"{ALMA};Alma Prøve;Job og Helhed;9000000019",
                f"{VIGGO};Viggo;Job og Helhed;9000000019",
            )
        )
    )
    assert (row, column) == (3, "P-nummer")
    assert "ophørt" in sentence


def test_a_known_citizen_gets_a_new_job_and_keeps_the_old(house, lines) -> None:
    citizen = house.known(ALMA)
    first = workplace(house)
    second = add_workplace(first.company, p_number="9000000027", name="Syd", by=None, at=AT, today=TODAY)
    employ(citizen, workplace=first, since=TODAY - timedelta(9), by=None, at=AT)
    house.read_in(lines(f"{HEAD};P-nummer", f"{ALMA};Alma Prøve;Job og Helhed;9000000027"))
    assert set(Employment.objects.open().values_list("workplace", flat=True)) == {first.pk, second.pk}


def test_each_citizen_touched_has_a_line_in_the_log_and_the_file_has_one(house, lines) -> None:
    known = house.known(ALMA)
    same = house.known(INGRID)
    before = Record.objects.count()
    rows = [
        f"{ALMA};Alma Ny;Job og Helhed",
        f"{VIGGO};Viggo;Job og Helhed",
        f"{INGRID};Alma Prøve;Job og Helhed",
    ]
    run = house.read_in(lines(HEAD, *rows))
    log = list(Record.objects.order_by("pk")[before:])
    assert [line.what for line in log] == [
        "import",
        "check_file",
        "import_file",
        "import_citizen",
        "import_citizen",
    ]
    assert log[0].citizens == f",{known.pk},{same.pk},"
    assert (log[2].actor, log[2].detail["new"], log[2].detail["changed"]) == (house.tove.pk, 1, 1)
    new = Citizen.objects.with_cpr(VIGGO).get()
    assert {line.citizen for line in log[3:]} == {known.pk, new.pk}
    assert all(line.detail["run"] == run.pk for line in log[3:])
    assert "Alma" not in str([line.detail for line in log])


@pytest.mark.parametrize("rows", [3, 30])
def test_checking_asks_the_same_number_of_queries_for_many_rows(house, lines, rows) -> None:
    people = [f"{61 + n % 30:02}0180{9900 + n};Alma {n};Job og Helhed;1002" for n in range(rows)]
    content = lines(f"{HEAD};Fast medarbejder", *people).encode()
    house.read_in(content)
    with CaptureQueriesContext(connection) as queries:
        check(content, today=TODAY)
    assert len(queries) == 7


def test_somebody_not_born_yet_is_a_wrong_digit(house, lines) -> None:
    row, column, sentence = only(house.check(lines(HEAD, "010150-5123;Født Senere;Job og Helhed")))
    assert (row, column) == (2, "CPR-nummer")
    assert "ikke er født endnu" in sentence
