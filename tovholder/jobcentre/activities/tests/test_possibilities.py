"""Which workplaces could be for a citizen, and the sentences that say why."""

import pytest

from tests import cast
from tests.cast import AT, TODAY, an_activity, days
from tovholder.jobcentre.activities.possibilities import MOST_SHOWN, fitting, own_words, possibilities
from tovholder.jobcentre.companies.actions import make_agreement
from tovholder.jobcentre.companies.models import Company

LIMIT = 5


def agree(workplace, what="To praktikpladser", **more) -> None:
    given = {"token": cast.uuid4(), "person": None, "last_day": None, "by": workplace.contact.user}
    make_agreement(workplace, what=what, at=AT, today=TODAY, **(given | more))


def found(citizen, employee) -> dict[str, list[str]]:
    return {one.name: one.because(LIMIT) for one in possibilities(citizen, employee, TODAY)}


@pytest.mark.parametrize(
    ("said", "place", "fits"),
    [
        ("Et arbejde i et køkken, hvor jeg også lærer dansk.", "Storkøkkenet ApS", ["køkken"]),
        ("Et sted, hvor der er dyr", "Lyngdal Svinefarm", ["dyr"]),
        ("Et smedejob tæt på", "Metal og maskiner", ["smedejob"]),
        ("Jeg vil køre lastbil igen.", "Ugleskov Vognmandsforretning", ["køre", "lastbil"]),
        ("Tilbage til savværket", "Hedelund Savværk", ["savværket"]),
        ("Noget med mennesker", "Plejehjemmet Solgården", ["mennesker"]),
        ("Et arbejde, hvor jeg har kolleger.", "Arbejde med kolleger A/S", []),
        ("Jeg vil køre lastbil igen.", "Lyngdal Bageri", []),
        ("Et fast job", "Ahornskov Data ApS", []),
    ],
)
def test_words_go_with_a_workplace_or_do_not(said, place, fits):
    assert fitting(own_words([said]), [place]) == fits


def test_those_of_the_employee_with_a_reason_and_why(course, bo, amina, jonas, nordlyst):
    kitchen = cast.a_workplace("Fjordens Køkken", contact=amina)
    cast.a_workplace("Uden grund", contact=amina)
    agree(cast.a_workplace("En andens", contact=jonas))
    agree(nordlyst)
    cast.a_goal(course, "Et arbejde i et køkken")
    assert found(bo, amina) == {
        "Fjordens Køkken": ["Passer med borgerens egne ord: køkken."],
        "Nordlyst Møbler": ["Aftale med os: To praktikpladser."],
    }
    kitchen.closed_on = TODAY
    kitchen.save(update_fields=["closed_on"])
    assert list(found(bo, amina)) == ["Nordlyst Møbler"]


def test_the_industry_counts_too(course, bo, amina, nordlyst):
    Company.objects.filter(pk=nordlyst.company_id).update(industry="Landbrug og gartneri")
    cast.a_goal(course, "Et sted med dyr")
    assert found(bo, amina) == {"Nordlyst Møbler": ["Passer med borgerens egne ord: dyr."]}


def test_an_employees_words_are_not_the_citizens(course, bo, amina):
    cast.a_workplace("Fjordens Køkken", contact=amina)
    cast.a_step(course, "Prøve et køkken", by=amina.user)
    assert found(bo, amina) == {}


def test_an_agreement_about_something_else_is_no_reason(course, bo, amina, nordlyst):
    agree(nordlyst, "De ringer, før nogen bliver sygemeldt")
    assert found(bo, amina) == {}


def test_the_name_of_a_town_is_no_work(course, bo, amina):
    cast.a_workplace("Hedelund Bageri", contact=amina, city="Hedelund")
    cast.a_goal(course, "Et smedejob i Hedelund")
    assert found(bo, amina) == {}


def test_an_agreement_that_is_over_is_no_reason(course, bo, amina, nordlyst):
    agree(nordlyst, last_day=TODAY)
    assert possibilities(bo, amina, TODAY)
    assert not possibilities(bo, amina, TODAY + days(1))


def test_how_many_were_there_is_said_from_five(course, bo, amina, nordlyst):
    def citizen():
        return cast.a_course(cast.a_citizen(), contact=amina)

    an_activity(course, workplace=nordlyst, agreed="proposed")
    assert found(bo, amina) == {}
    for _each in range(LIMIT - 1):
        an_activity(citizen(), workplace=nordlyst)
    assert found(bo, amina)["Nordlyst Møbler"] == ["Her har vi haft borgere før."]
    an_activity(citizen(), workplace=nordlyst)
    assert found(bo, amina)["Nordlyst Møbler"] == ["Her har været 5 af vores borgere før."]


def test_where_the_citizen_works_comes_first_whoever_is_the_contact(course, bo, amina, jonas, nordlyst):
    agree(nordlyst)
    mill = cast.a_workplace("En andens", contact=jonas)
    cast.works_at(bo, mill)
    assert list(found(bo, amina)) == ["En andens", "Nordlyst Møbler"]
    assert found(bo, amina)["En andens"] == ["Borgeren arbejder her."]


def test_those_i_cover_for_are_mine_too(course, bo, amina, jonas, nordlyst):
    agree(nordlyst)
    assert found(bo, jonas) == {}
    cast.a_stand_in(amina, jonas)
    assert list(found(bo, jonas)) == ["Nordlyst Møbler"]


def test_no_more_than_six_and_no_more_queries(course, bo, amina, django_assert_num_queries):
    for number in range(MOST_SHOWN + 3):
        agree(cast.a_workplace(f"Sted {number}", contact=amina))
    with django_assert_num_queries(6):
        assert len(possibilities(bo, amina, TODAY)) == MOST_SHOWN
