"""Somebody of the unit stops: what the leader is told before, what is left after, and a workplace's new contact."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.allocation.actions import work_out
from tovholder.jobcentre.allocation.models import Proposal
from tovholder.jobcentre.companies.models import WorkplaceContact
from tovholder.jobcentre.staff.actions import leave
from tovholder.jobcentre.staff.models import Employee, StandIn
from tovholder.jobcentre.staff.now import on_duty

pytestmark = pytest.mark.usefixtures("friday_at_ten")

TEAM = reverse("team")


def page_of(employee) -> str:
    return reverse("leaving", args=[employee.pk])


def leaves(house, employee, *, left_on=TODAY, covers=None) -> None:
    leave(employee, left_on=left_on, covers=covers, by=house.lise.user, at=AT, today=TODAY)
    employee.refresh_from_db()


# --- Registering ------------------------------------------------------------------------------------------------------


def test_what_will_happen_is_said_with_numbers_before_it_is_done(house, leader):
    house.follow(contact=house.jonas)
    house.follow("BORGER Ea", contact=house.jonas, unit=house.other_unit)
    cast.a_workplace(contact=house.jonas)
    house.away(house.amina, house.jonas)
    page = text_of(leader.get(page_of(house.jonas)))
    assert "2 borgere og 1 arbejdssted skal have en ny." in page
    assert "Log ind lukker for Jonas: med det samme, hvis du vælger i dag" in page
    assert "Jonas dækker for Amina Yusuf. Det overtager den, du vælger, også." in page
    assert "Lise Leder er foreslået som leder af enheden." in page
    assert f'<option value="{house.lise.pk}" selected>' in page
    assert "tager imod nye borgere" not in page
    assert "BORGER" not in page


def test_the_page_says_when_newcomers_move(house, leader):
    assert "Rune tager imod nye borgere. Fra du gemmer" in text_of(leader.get(page_of(house.rune)))


def test_saved_they_cannot_come_in_and_the_team_says_what_is_left(house, leader):
    course = house.follow(contact=house.jonas)
    place = cast.a_workplace(contact=house.jonas)
    browser = cast.browser_of(house.jonas)
    typed = {"left_on": "2026-11-20", "stand_in": house.lise.pk}
    for _press in range(2):
        assert leader.post(page_of(house.jonas), typed).url == page_of(house.jonas)
    assert browser.get(reverse("my_day")).status_code == 302
    assert StandIn.objects.get().stand_in == house.lise
    page = text_of(leader.get(TEAM))
    assert "Jonas er stoppet. 1 borger og 1 arbejdssted mangler en ny." in page
    assert page_of(house.jonas) in page
    assert "3 medarbejdere" in page
    house.hand_over(course, to=house.amina)
    assert "Jonas er stoppet. 1 arbejdssted mangler en ny." in text_of(leader.get(TEAM))
    change(leader, place, house.jonas, to=house.amina)
    assert "Jonas" not in text_of(leader.get(TEAM))
    assert "Alle har fået en ny." in text_of(leader.get(page_of(house.jonas)))


@pytest.mark.parametrize("left_on", ["2026-11-20", "2026-12-11"])
def test_a_proposal_lies_ready_for_their_people(house, leader, left_on):
    course = house.follow(contact=house.jonas)
    for _press in range(2):
        leader.post(page_of(house.jonas), {"left_on": left_on, "stand_in": house.lise.pk})
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.leaving) == ("leaving", house.jonas)
    assert f'href="{reverse("proposals")}"' in text_of(leader.get(page_of(house.jonas)))
    assert work_out([proposal.pk], by=None, at=AT) == 1
    move = proposal.moves.get()
    assert (move.course, move.from_employee) == (course, house.jonas)
    assert move.to_employee in {house.amina, house.rune}
    assert "Når Jonas Holm holder op" in text_of(leader.get(reverse("proposals")))


def test_a_later_day_leaves_room_for_a_warm_handover(house, leader):
    house.follow(contact=house.jonas)
    typed = {"left_on": "15.12.2026", "stand_in": house.lise.pk}
    assert leader.post(page_of(house.jonas), typed).status_code == 302
    page = text_of(leader.get(page_of(house.jonas)))
    assert "Jonas stopper tirsdag 15. december. 1 borger mangler en ny." in page
    assert "Lise Leder dækker fra tirsdag 15. december. Log ind lukker af sig selv den dag." in page
    team = text_of(leader.get(TEAM))
    assert "Jonas stopper tirsdag 15. december. 1 borger mangler en ny." in team
    assert "4 medarbejdere" in team


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"left_on": ""}, 422, "Skriv den første dag, medarbejderen ikke længere er her."),
        ({"left_on": "engang"}, 422, "Skriv dagen med tal"),
        ({"left_on": "2026-11-19"}, 422, "Vælg i dag eller en dag inden for et år."),
        ({"left_on": "2062-11-19"}, 422, "Vælg i dag eller en dag inden for et år."),
        ({"stand_in": ""}, 422, "Vælg, hvem der dækker."),
        ({"stand_in": "999999"}, 422, "Vælg en på listen til at dække."),
        ({"left_on": "2026-11-24"}, 409, "Lise Leder er selv fraværende den dag"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(house, leader, typed, status, sentence):
    house.away(house.lise, house.amina, since=date(2026, 11, 24))
    typed = {"left_on": "2026-11-20", "stand_in": house.lise.pk} | typed
    response = leader.post(page_of(house.jonas), typed)
    assert response.status_code == status
    assert sentence in text_of(response)
    assert response.context["form"]["left_on"].value() == typed["left_on"]
    house.jonas.refresh_from_db()
    assert house.jonas.left_on is None


def test_a_leader_who_stops_chooses_who_covers(house, leader):
    response = leader.get(page_of(house.lise))
    page = text_of(response)
    assert "Enheden har ingen anden leder, som er her. Vælg selv, hvem der dækker." in page
    assert "bliver du logget ud, når du gemmer" in page
    assert response.context["form"]["stand_in"].value() is None
    assert leader.post(page_of(house.lise), {"left_on": "2026-11-20", "stand_in": ""}).status_code == 422
    leader.post(page_of(house.lise), {"left_on": "2026-11-20", "stand_in": house.amina.pk})
    assert leader.get(TEAM).status_code == 302, "logged out"
    house.lise.refresh_from_db()
    assert on_duty(house.lise, TODAY).to_call == house.amina


def test_only_the_units_own_leader(house, leader):
    assert leader.get(page_of(house.ole)).status_code == 404
    assert leader.post(page_of(house.ole), {"left_on": "2026-11-20"}).status_code == 404
    assert leader.post(reverse("undo_leaving", args=[house.ole.pk])).status_code == 404


def test_a_colleague_of_another_unit_is_found_to_cover(house, leader, monkeypatch):
    from tovholder.jobcentre.workbench.views.team import rows

    monkeypatch.setattr(rows, "CHOICES", 3)
    typed = {"left_on": "2026-11-20", "stand_in": "", "find": "1", "colleague": "ole anders"}
    page = text_of(leader.post(page_of(house.jonas), typed))
    assert "1 kollega er kommet på listen." in page
    assert 'value="2026-11-20"' in page
    assert f'<option value="{house.ole.pk}">' in page


# --- Undoing ----------------------------------------------------------------------------------------------------------


def test_undoing_is_offered_until_somebody_is_handed_over(house, leader):
    course = house.follow(contact=house.jonas)
    leaves(house, house.jonas)
    assert "Fortryd, at Jonas stopper" in text_of(leader.get(page_of(house.jonas)))
    assert leader.post(reverse("undo_leaving", args=[house.jonas.pk])).url == TEAM
    assert cast.browser_of(house.jonas).get(reverse("my_day")).status_code == 200
    house.jonas.refresh_from_db()
    leaves(house, house.jonas)
    house.hand_over(course, to=house.amina)
    assert "Fortryd, at" not in text_of(leader.get(page_of(house.jonas)))
    response = leader.post(reverse("undo_leaving", args=[house.jonas.pk]))
    assert response.status_code == 409
    assert "Jonas har allerede overleveret nogen" in text_of(response)


# --- Whom to give somebody to -----------------------------------------------------------------------------------------


def test_choosing_somebody_who_stops_soon_says_so(house, leader):
    course = house.follow()
    leaves(house, house.jonas, left_on=TODAY + days(30), covers=house.lise)
    leaves(house, house.rune, left_on=TODAY + days(31), covers=house.lise)
    page = text_of(leader.get(reverse("change_contact", args=[course.citizen_id])))
    assert "Jonas Holm: 30 ledige timer, stopper søndag 20. december" in page
    assert "Rune Modtager: 30 ledige timer<" in page
    leaves(house, house.ole, covers=house.lise)
    page = text_of(leader.get(reverse("change_contact", args=[course.citizen_id])))
    assert "Ole Anders" not in page


# --- A workplace's new contact ----------------------------------------------------------------------------------------


def change(client, place, was, *, to, because="Jonas stopper"):
    typed = {"from_employee": was.pk, "to": to.pk, "because": because}
    return client.post(reverse("change_workplace_contact", args=[place.pk]), typed)


def test_the_leavers_workplaces_are_listed_each_with_a_way_to_a_new_contact(house, leader):
    place = cast.a_workplace("Nordlyst Møbler", contact=house.jonas)
    closed = cast.a_workplace("Lukket", contact=house.jonas)
    closed.closed_on = TODAY
    closed.save(update_fields=["closed_on"])
    leaves(house, house.jonas)
    page = text_of(leader.get(page_of(house.jonas)))
    assert reverse("change_workplace_contact", args=[place.pk]) in page
    assert "Lukket" not in page
    page = text_of(leader.get(reverse("change_workplace_contact", args=[place.pk])))
    assert "Fast kontakt nu: Jonas Holm." in page
    assert "arbejder her ikke længere, Lise Leder dækker" in page
    for _press in range(2):
        assert change(leader, place, house.jonas, to=house.amina).url == reverse("workplace", args=[place.pk])
    newest = WorkplaceContact.objects.open().get(workplace=place)
    assert (newest.employee, newest.because) == (house.amina, "Jonas stopper")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"to": ""}, "Vælg den nye faste kontakt."),
        ({"to": "999999"}, "Vælg en på listen som ny fast kontakt."),
        ({"because": " "}, "Skriv, hvorfor arbejdsstedet skifter fast kontakt."),
        ({"because": "x" * 201}, "Skriv højst 200 tegn."),
        ({"because": "a\x00b"}, "Noget af teksten kunne ikke læses."),
    ],
)
def test_a_wrong_change_is_said_and_nothing_is_lost(house, leader, typed, sentence):
    place = cast.a_workplace(contact=house.jonas)
    given = {"from_employee": house.jonas.pk, "to": house.amina.pk, "because": "Jonas stopper"} | typed
    response = leader.post(reverse("change_workplace_contact", args=[place.pk]), given)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert WorkplaceContact.objects.get(workplace=place).employee == house.jonas


def test_a_page_gone_stale_is_refused_and_keeps_what_was_typed(house, leader):
    place = cast.a_workplace(contact=house.jonas)
    change(leader, place, house.jonas, to=house.ole)
    response = change(leader, place, house.jonas, to=house.amina, because="Bor tættere på")
    assert response.status_code == 409
    assert "En anden har skiftet den faste kontakt imens" in text_of(response)
    assert "Bor tættere på" in text_of(response)
    assert WorkplaceContact.objects.open().get(workplace=place).employee == house.ole


def test_who_leaves_while_the_page_is_open_is_not_chosen(house, leader):
    place = cast.a_workplace(contact=house.jonas)
    amina = Employee.objects.get(pk=house.amina.pk)
    leaves(house, house.amina)
    assert change(leader, place, house.jonas, to=amina).status_code == 422
    assert WorkplaceContact.objects.get(workplace=place).employee == house.jonas


def test_a_workplace_of_another_unit_is_not_changed_here(house, leader):
    place = cast.a_workplace(contact=house.ole)
    assert leader.get(reverse("change_workplace_contact", args=[place.pk])).status_code == 404
    assert change(leader, place, house.ole, to=house.amina).status_code == 404
    page = text_of(leader.get(reverse("workplace", args=[place.pk])))
    assert reverse("change_workplace_contact", args=[place.pk]) not in page
