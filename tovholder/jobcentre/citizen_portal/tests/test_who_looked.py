import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import tovholder.jobcentre
from tests import cast
from tests.cast import AT, TODAY, browser_of, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizen_portal import looks
from tovholder.jobcentre.citizen_portal.actions import choose_looks
from tovholder.jobcentre.citizen_portal.models import LooksChoice
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.actions import (
    answer_move,
    ask_for_unit,
    change_contact,
    draw_in,
    open_in_emergency,
)

PAGE = reverse("who_looked")


def test_who_looked_by_role_and_unit_and_never_by_name(house, bo):
    record.look("citizen", bo.citizen.pk, by=house.amina.user, at=AT - timedelta(days=1))
    record.look("citizen", bo.citizen.pk, by=house.amina.user, at=AT - timedelta(days=1, hours=1))
    page = text_of(bo.client.get(PAGE))
    assert "torsdag 19. november" in page
    assert "En medarbejder i Job og Helhed" in page
    assert "åbnede din side, 2 gange" in page
    assert "Amina" not in page


def choose(chosen: dict[str, str]):
    manager = browser_of(cast.an_employee("Henrik Lund", role=Role.MANAGER))
    return manager.post(reverse("choose_looks"), chosen, follow=True)


def test_the_manager_chooses_whether_names_are_shown(house, bo):
    record.look("citizen", bo.citizen.pk, by=house.amina.user, at=AT)
    record.look("citizen", bo.citizen.pk, by=None, at=AT)
    assert "Valget er gemt" in text_of(choose({"with_names": "on"}))
    page = text_of(bo.client.get(PAGE))
    assert "Amina Yusuf, en medarbejder i Job og Helhed" in page
    assert "Systemet" in page
    choose({"with_names": "on"})
    assert Record.objects.filter(kind=Kind.ACTION, what="choose_looks").count() == 1, "twice is once"
    choose({})
    assert "Amina" not in text_of(bo.client.get(PAGE))


def test_only_the_manager_chooses(house):
    with pytest.raises(Refused):
        choose_looks(with_names=True, by=house.amina.user, at=AT)
    leader = cast.an_employee("Lise Holm", role=Role.LEADER)
    assert browser_of(leader).post(reverse("choose_looks"), {"with_names": "on"}).status_code == 403
    assert not LooksChoice.now().with_names


def whys_of(bo) -> list[str]:
    days = bo.client.get(PAGE).context["days"]
    return [line.why for day in days for line in day.lines]


def test_why_is_what_they_were_on_the_day_of_the_look(house, bo):
    """Amina was the contact until today; Jonas is now, and covered for her the day before yesterday."""
    day = timedelta(days=1)
    cast.a_stand_in(house.amina, house.jonas, since=TODAY - 2 * day, until=TODAY - day)
    change_contact(
        house.course, from_employee=house.amina.pk, to=house.jonas, reason="room", what_matters="x",
        no_joint_talk_because="Ferie", by=house.amina.user, at=AT, today=TODAY,
    )  # fmt: skip
    looked = [(house.amina, 0), (house.jonas, 0), (house.amina, 1), (house.jonas, 1), (house.jonas, 2)]
    for number, (employee, days_ago) in enumerate(looked):
        at = AT - days_ago * day - timedelta(minutes=number)
        record.look("citizen", bo.citizen.pk, by=employee.user, at=at)
    assert whys_of(bo) == [
        "", "Var din faste medarbejder.", "Var din faste medarbejder.", "", "Dækkede for din faste medarbejder.",
    ]  # fmt: skip


def test_why_of_those_beside_the_contact(house, bo):
    mette, leader = cast.an_employee("Mette Lund"), cast.a_leader(unit=house.course.unit)
    elsewhere = cast.a_leader(unit=cast.a_unit("Ungeenheden"))
    until = TODAY + timedelta(days=9)
    draw_in(
        house.course,
        employee=house.jonas,
        reason="coach",
        since=TODAY,
        until=until,
        by=house.amina.user,
        at=AT,
    )
    cast.works_at(bo.citizen, cast.a_workplace(contact=mette))
    for minutes, employee in enumerate((house.jonas, leader, mette, elsewhere)):
        record.look("citizen", bo.citizen.pk, by=employee.user, at=AT - timedelta(minutes=minutes))
    record.look("citizen", bo.citizen.pk, by=house.jonas.user, at=AT - timedelta(days=1))
    assert whys_of(bo) == [
        "Var med ved siden af din faste medarbejder.",
        "Leder enheden, der følger dig.",
        "Er fast kontakt for dit arbejdssted.",
        "",
        "",
    ]
    assert '<p class="quiet">Leder enheden, der følger dig.</p>' in text_of(bo.client.get(PAGE))


def test_a_leader_of_the_unit_before_led_it_until_the_move(house, bo):
    old, new = house.course.unit, cast.a_unit("Ungeenheden")
    leader, receiving = cast.a_leader(unit=old), cast.a_leader(unit=new)
    move = ask_for_unit(house.course, to_unit=new, because="x", by=house.amina.user, at=AT)
    answer_move(
        move, accepted=True, from_employee=house.amina.pk, contact=receiving, answer="", by=receiving.user, at=AT,
        today=TODAY,
    )  # fmt: skip
    for minutes, (employee, days_ago) in enumerate([(leader, 0), (receiving, 0), (leader, 1)]):
        at = AT - timedelta(days=days_ago, minutes=minutes)
        record.look("citizen", bo.citizen.pk, by=employee.user, at=at)
    leads = "Leder enheden, der følger dig."
    assert whys_of(bo) == ["", "Var din faste medarbejder.", leads]


def test_the_unit_is_the_one_of_that_day(house, bo):
    record.look("citizen", bo.citizen.pk, by=house.amina.user, at=AT)
    house.amina.unit = cast.a_unit("Ungeenheden")
    house.amina.save(update_fields=["unit"])
    assert "En medarbejder i Job og Helhed" in text_of(bo.client.get(PAGE))


def test_my_own_looks_are_left_out_and_this_one_is_recorded(bo):
    bo.client.get(reverse("my_course"))
    page = text_of(bo.client.get(PAGE))
    assert "Ingen andre har set dine oplysninger." in page
    assert Record.objects.filter(what="who_looked", citizen=bo.citizen.pk).count() == 1


def test_other_citizens_looks_are_not_mine(house, bo):
    record.look("citizen", house.citizen("Freja Dam").pk, by=house.amina.user, at=AT)
    assert "Ingen andre" in text_of(bo.client.get(PAGE))


def test_an_emergency_access_is_shown_with_its_written_reason(house):
    freja = house.citizen("Freja Dam", digits="0202900001")
    house.citizen("Bo Ø", digits="0202900002")
    open_in_emergency(
        digits="0202900001", reason="Ringede & var bange", by=house.jonas.user, at=AT, today=TODAY
    )
    open_in_emergency(digits="0202900002", reason="BOS GRUND", by=house.jonas.user, at=AT, today=TODAY)
    page = text_of(browser_of(freja).get(PAGE))
    assert "med nødadgang" in page
    assert "<q>Ringede &amp; var bange</q>" in page
    assert "BOS GRUND" not in page


def test_an_export_is_shown_as_one(house, bo):
    record.export("citizens_csv", [bo.citizen.pk], by=house.amina.user, at=AT)
    assert "tog dine oplysninger med ud i en fil" in text_of(bo.client.get(PAGE))


def test_changes_and_refusals_are_not_looks(house, bo):
    record.refusal("citizen", citizen=bo.citizen.pk, by=house.jonas.user, at=AT)
    assert "Ingen andre" in text_of(bo.client.get(PAGE))


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.MANAGER, "Arbejdsmarkedschefen"),
        (Role.DATA_OWNER, "Data- og systemejeren"),
        (Role.COMPANY, "En person på et arbejdssted"),
        (Role.LEADER, "En afdelingsleder i Job og Helhed"),
    ],
)
def test_every_role_has_its_words(house, bo, role, words):
    person = cast.an_employee("Lise Holm", role=role)
    record.look("citizen", bo.citizen.pk, by=person.user, at=AT)
    assert words in text_of(bo.client.get(PAGE))


def test_what_nobody_in_particular_did_is_the_system(bo):
    record.look("citizen", bo.citizen.pk, by=None, at=AT)
    assert "Systemet" in text_of(bo.client.get(PAGE))


def test_lists_are_shown_only_when_asked_for(house, bo):
    record.look_at_list("team_citizens", [bo.citizen.pk, 9_999], by=house.amina.user, at=AT)
    record.search("search", [bo.citizen.pk], by=house.amina.user, at=AT)
    page = text_of(bo.client.get(PAGE))
    assert "så dig på listen" not in page
    assert "Vis også lister" in page
    page = text_of(bo.client.get(PAGE, {"lister": "1"}))
    assert "så dig på listen over enhedens borgere" in page
    assert "fandt dig ved en søgning" in page


def test_only_lists_with_me_by_others_of_the_last_three_months(house, bo):
    me = bo.citizen.pk
    record.look_at_list("team", [int(f"{me}1"), int(f"1{me}")], by=house.amina.user, at=AT)
    record.look_at_list("my_day", [me], by=house.amina.user, at=AT - timedelta(days=93))
    record.look_at_list("my_citizens", [me], by=bo.citizen.user, at=AT)
    assert bo.client.get(PAGE, {"lister": "1"}).context["list_days"] == []


def test_the_openings_come_by_key_a_page_at_a_time(house, bo):
    for n in range(looks.SHOWN + 5):
        record.look("citizen", bo.citizen.pk, by=house.amina.user, at=AT - timedelta(hours=n))
    first = bo.client.get(PAGE).context["openings"]
    record.look("citizen", bo.citizen.pk, by=house.amina.user, at=AT + timedelta(hours=1))
    second = bo.client.get(PAGE, {"foer": first.older}).context["openings"]
    assert (len(first.rows), len(second.rows), second.older) == (looks.SHOWN, 5, None)
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


def test_the_page_is_for_citizens_only(house):
    assert browser_of(house.amina).get(PAGE).status_code == 403


def test_the_page_costs_the_same_with_few_looks_and_with_many(house, bo):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert bo.client.get(PAGE, {"lister": "1"}).status_code == 200
        return len(queries)

    number = cpr.decrypt(bo.citizen.cpr_encrypted)

    def add(many: int) -> None:
        for _n in range(many):
            open_in_emergency(digits=number, reason="Akut", by=house.jonas.user, at=AT, today=TODAY)
            record.look("citizen", bo.citizen.pk, by=house.amina.user, at=AT)
            record.look_at_list("my_day", [bo.citizen.pk], by=house.amina.user, at=AT)

    add(1)
    few = cost()
    add(60)
    assert cost() == few <= 20


def pages_that_record_looks() -> set[str]:
    """The first argument of every `record.look…("page", …)` in the code."""
    names = set()
    for path in Path(tovholder.jobcentre.__file__).parent.rglob("*.py"):
        if "tests" in path.parts or path.name.startswith("test"):
            continue
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            is_look = isinstance(call.func, ast.Attribute) and call.func.attr in {
                "look",
                "look_at_list",
                "search",
            }
            if (
                is_look
                and isinstance(call.func.value, ast.Name)
                and call.func.value.id == "record"
                and call.args
            ):
                names.add(ast.literal_eval(call.args[0]))
    return names


def test_every_page_that_records_a_look_has_words_for_the_citizen():
    found = pages_that_record_looks()
    assert {"my_course", "who_looked"} <= found
    missing = found - looks.PAGES.keys()
    assert not missing, (
        f"Say in citizen_portal/looks.py, PAGES, what a citizen reads about a look at: {missing}"
    )


def test_a_look_at_a_page_long_gone_still_has_words(house, bo):
    record.look("a_page_of_last_year", bo.citizen.pk, by=house.amina.user, at=AT)
    assert "åbnede en side med dine oplysninger" in text_of(bo.client.get(PAGE))


def test_the_kinds_are_all_there():
    assert {Kind.LOOK, Kind.EXPORT, Kind.EMERGENCY, Kind.LIST, Kind.SEARCH} == looks._KINDS.keys()
