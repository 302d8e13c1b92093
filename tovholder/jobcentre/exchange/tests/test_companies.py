import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tovholder.jobcentre.companies.actions import add_company, add_workplace
from tovholder.jobcentre.companies.models import Company, Workplace, WorkplaceContact
from tovholder.jobcentre.exchange.tests.conftest import AT, TODAY, check, only

HEAD = "CVR-nummer;Virksomhed;Branche;P-nummer;Arbejdssted;Adresse;Postnummer;By;Telefon;Fast kontakt"
NORTH = "10000018;Prøve Møbler;Møbler;9000000019;Nord;Prøvevej 4;8800;Hedelund;12345678;1003"
SOUTH = "10000018;Prøve Møbler;;9000000027;;;;;;"


def known(house) -> Workplace:
    company = add_company(cvr="10000018", name="Prøve Møbler", contact=house.ib, by=None, at=AT)
    return add_workplace(
        company, p_number="9000000019", name="Nord", city="Hedelund", by=None, at=AT, today=TODAY
    )


def test_a_company_and_its_workplaces_are_made_each_with_one_contact(house, lines) -> None:
    run = house.read_in(lines(HEAD, SOUTH, NORTH))
    assert (run.counts["new"], run.counts["also"]) == (2, ["Nye virksomheder: 1."])
    company = Company.objects.get()
    assert (company.cvr, company.name, company.industry, company.contact) == (
        "10000018", "Prøve Møbler", "Møbler", house.ib,
    )  # fmt: skip
    north, south = Workplace.objects.order_by("p_number")
    assert (north.name, north.address, north.postcode, north.city, north.telephone) == (
        "Nord", "Prøvevej 4", "8800", "Hedelund", "12 34 56 78",
    )  # fmt: skip
    # The other names nobody and nothing: it gets the company's contact and name.
    assert (south.name, south.contact) == ("Prøve Møbler", house.ib)
    assert company.search_name
    assert "nord" in north.search_name
    contacts = WorkplaceContact.objects.filter(until__isnull=True, since=TODAY)
    assert {(c.workplace, c.employee) for c in contacts} == {(north, house.ib), (south, house.ib)}


def test_the_same_file_again_changes_nothing(house, lines) -> None:
    house.read_in(lines(HEAD, NORTH, SOUTH))
    again = house.check(lines(HEAD, NORTH, SOUTH))
    assert (again.counts["unchanged"], again.is_kept, again.differences) == (2, False, [])


def test_what_a_file_may_change_changes_and_the_contact_does_not(house, lines) -> None:
    place = known(house)
    run = house.read_in(
        lines(
            HEAD, "10000018;Nye Møbler;Møbler;9000000019;Nord og Øst;;;;;1001", SOUTH.replace("Prøve", "Nye")
        )
    )
    place.refresh_from_db()
    assert (place.name, place.city, place.contact, place.company.name) == (
        "Nord og Øst", "Hedelund", house.ib, "Nye Møbler",
    )  # fmt: skip
    assert place.company.industry == "Møbler"
    assert "nie" in place.company.search_name
    assert "ost" in place.search_name
    assert run.differences == [{"row": 2, "column": "Fast kontakt", "here": "1003", "in_file": "1001"}]
    assert (run.counts["new"], run.counts["changed"]) == (1, 1)
    assert run.counts["also"] == ["Virksomheder, der ændres: 1."]


def test_a_new_workplace_of_a_known_company_gets_the_companys_contact(house, lines) -> None:
    known(house)
    house.read_in(lines(HEAD, SOUTH))
    assert Workplace.objects.get(p_number="9000000027").contact == house.ib
    assert Company.objects.count() == 1


def test_a_workplace_that_has_closed_is_not_opened(house, lines) -> None:
    place = known(house)
    place.closed_on = TODAY
    place.save(update_fields=["closed_on"])
    run = house.check(lines(HEAD, NORTH))
    assert (run.counts["unchanged"], run.differences[0]["here"]) == (1, "ophørt")


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (";Prøve;;9000000019;;;;;;1003", "CVR-nummer", "Feltet er tomt"),
        ("1000001;Prøve;;9000000019;;;;;;1003", "CVR-nummer", "otte cifre"),
        ("10000018;;;9000000019;;;;;;1003", "Virksomhed", "Feltet er tomt"),
        ("10000018;Prøve;;90000;;;;;;1003", "P-nummer", "ti cifre"),
        ("10000018;Prøve;;9000000019;;;;;;4711", "Fast kontakt", "ingen medarbejder med nummeret »4711«"),
        ("10000018;Prøve;;9000000019;;;;;;1002", "Fast kontakt", "her ikke længere"),
        ("10000018;Prøve;;9000000019;;;;;;", "Fast kontakt", "ingen fast kontakt"),
        ("10000018;Prøve;;9000000019;;;880;;;1003", "Postnummer", "fire cifre"),
    ],
)
def test_every_problem_has_its_row_its_column_and_a_sentence(house, lines, row, column, says) -> None:
    house.lone.left_on = TODAY
    house.lone.save(update_fields=["left_on"])
    run = house.check(lines(HEAD, row))
    number, where, sentence = only(run)
    assert (run.counts["new"], run.counts["changed"], run.counts["wrong"]) == (0, 0, 1)
    assert (number, where) == (2, column)
    assert says in sentence


def test_a_cvr_number_that_fails_its_check_digit_is_refused_outside_the_demo(house, lines, settings) -> None:
    settings.DEMO = False
    assert "kontrolcifferet passer ikke" in only(house.check(lines(HEAD, NORTH)))[2]


def test_a_workplace_twice_names_both_rows(house, lines) -> None:
    row, column, sentence = only(house.check(lines(HEAD, NORTH, NORTH)))
    assert (row, column) == (3, "P-nummer")
    assert "række 2" in sentence


def test_a_company_is_called_the_same_in_all_its_rows(house, lines) -> None:
    row, column, sentence = only(house.check(lines(HEAD, NORTH, SOUTH.replace("Prøve", "Nye"))))
    assert (row, column) == (3, "Virksomhed")
    assert "række 2" in sentence


def test_a_workplace_does_not_move_to_another_company(house, lines) -> None:
    known(house)
    row, column, sentence = only(house.check(lines(HEAD, NORTH.replace("10000018", "10000009"))))
    assert (row, column) == (2, "P-nummer")
    assert "10000018" in sentence


def test_a_company_that_has_closed_gets_no_new_workplace(house, lines) -> None:
    company = known(house).company
    company.closed_on = TODAY
    company.save(update_fields=["closed_on"])
    assert "ophørt" in only(house.check(lines(HEAD, SOUTH)))[2]


def test_a_new_workplace_is_not_given_to_a_company_contact_who_has_left(house, lines) -> None:
    known(house)
    house.ib.left_on = TODAY
    house.ib.save(update_fields=["left_on"])
    assert only(house.check(lines(HEAD, SOUTH)))[1] == "Fast kontakt"


@pytest.mark.parametrize("rows", [3, 40])
def test_checking_asks_the_same_number_of_queries_for_many_rows(house, lines, rows) -> None:
    places = [f"10000018;Prøve;;{9_000_000_000 + n};Sted {n};;;;;1003" for n in range(rows)]
    content = lines(HEAD, *places).encode()
    house.read_in(content)
    with CaptureQueriesContext(connection) as queries:
        check(content, today=TODAY)
    assert len(queries) == 3
