"""Forslag and Fordelingen: what a leader reads and decides, and what the manager lets count."""

import re

import pytest
from django.urls import reverse
from django_q.models import OrmQ

from tests import cast
from tests.cast import AT, TODAY, text_of
from tovholder.jobcentre.allocation import actions
from tovholder.jobcentre.allocation.models import Proposal, ProposedMove, WeightChoice
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.citizens.models import Course, Handover
from tovholder.jobcentre.workbench.tests.page import Page, cost_of

pytestmark = pytest.mark.usefixtures("friday_at_ten")
PROVEN = r"Fordelingen er højst \d+,\d\d % fra den bedst mulige\.|Ingen fordeling er bedre end forslaget\."
PROPOSALS, HOUSE, TEAM = reverse("proposals"), reverse("sharing_out"), reverse("team")


@pytest.fixture
def new(house) -> list[Course]:
    """Three who are new with Rune, who has no hours left for them."""
    house.rune.weekly_hours = 1
    house.rune.save(update_fields=["weekly_hours"])
    return [house.follow(f"BORGER {name}", contact=house.rune) for name in ("Bo", "Ib", "Ea")]


def propose(house) -> None:
    asked = actions.ask_about_unit(house.unit, by=house.lise.user, at=AT, later=False)
    actions.work_out([one.pk for one in asked], by=None, at=AT)


def answers(course: Course) -> tuple[str, str]:
    """The address to answer at, and the name of the box to cross."""
    move = ProposedMove.objects.get(course=course)
    return reverse("answer_proposal", args=[move.proposal_id]), f"accept-{move.pk}"


def test_the_page_says_who_why_and_how_good_and_is_recorded_as_a_list(house, leader, new) -> None:
    propose(house)
    response = leader.get(PROPOSALS)
    page = text_of(response)
    assert "Du bestemmer, og intet sker, før du godkender." in page
    assert "BORGER Bo" in page
    assert "er i samme enhed." in page
    assert "timer om ugen optaget." in page
    assert re.search(PROVEN, page)
    assert "Ellers:" in page
    seen = Record.objects.get(what="proposals", kind=Kind.LIST)
    assert seen.citizens == f",{','.join(str(course.citizen_id) for course in new)},"
    assert not Page(response).ids_used_twice()
    assert "BORGER" not in response.request["PATH_INFO"]


def test_nothing_is_crossed_or_written_beforehand(house, leader, new) -> None:
    propose(house)
    response = leader.get(PROPOSALS)
    assert "checked" not in text_of(response)
    assert not [text for form in Page(response).forms for text in form.texts.values() if text]


def test_teamet_says_what_waits(house, leader, new) -> None:
    assert "Ingen forslag venter på dig." in text_of(leader.get(TEAM))
    propose(house)
    assert re.search(rf"3 nye borgere venter på dig\. ({PROVEN})", text_of(leader.get(TEAM)))


def test_some_are_accepted_and_the_others_wait(house, leader, new) -> None:
    propose(house)
    address, bo = answers(new[0])
    assert leader.post(address, {bo: "on"}).url == PROPOSALS
    page = text_of(leader.get(PROPOSALS))
    assert "1 skift er gennemført." in page
    assert "BORGER Bo" not in page
    assert "BORGER Ib" in page
    assert Handover.objects.get().reason == "proposal"


def test_all_that_are_shown_are_accepted_at_a_press(house, leader, new) -> None:
    propose(house)
    address, _bo = answers(new[0])
    shown = [str(pk) for pk in ProposedMove.objects.filter(course__in=new[:2]).values_list("pk", flat=True)]
    leader.post(address, {"every": "1", "shown": shown})
    assert set(Handover.objects.values_list("course", flat=True)) == {new[0].pk, new[1].pk}


def test_no_cross_is_no_answer(house, leader, new) -> None:
    propose(house)
    address, _bo = answers(new[0])
    response = leader.post(address, {})
    assert response.status_code == 422
    assert "Sæt mindst ét kryds, eller læg forslaget væk." in text_of(response)


def test_what_matters_is_asked_for_and_nothing_typed_is_lost(house, leader) -> None:
    """Amina has left; somebody must know what matters to hers."""
    courses = [house.follow(f"BORGER {name}") for name in ("Per", "Kaj")]
    house.left(house.amina)
    propose(house)
    address, per = answers(courses[0])
    kaj = answers(courses[1])[1]
    typed = {per: "on", kaj: "on", kaj.replace("accept", "matters"): "Kaj sover længe."}
    response = leader.post(address, typed)
    page = text_of(response)
    assert response.status_code == 422
    assert "Skriv, hvad der er vigtigt. En sætning er nok." in page
    assert "Kaj sover længe." in page
    assert not Handover.objects.exists()
    leader.post(address, typed | {per.replace("accept", "matters"): "Per vil helst skrive."})
    assert set(Handover.objects.values_list("reason", "what_matters")) == {
        ("leaving", "Per vil helst skrive."),
        ("leaving", "Kaj sover længe."),
    }


def test_what_was_overtaken_is_refused_by_name_and_the_rest_goes_through(house, leader, new) -> None:
    propose(house)
    address, bo = answers(new[0])
    ib = answers(new[1])[1]
    house.hand_over(new[0], to=house.lise)
    response = leader.post(address, {bo: "on", ib: "on"})
    page = text_of(response)
    assert response.status_code == 409
    assert "1 skift er gennemført." in page
    assert "BORGER Bo: Borgeren har fået en anden fast medarbejder" in page
    assert Handover.objects.filter(course=new[1], reason="proposal").exists()


def test_what_was_typed_for_one_that_was_overtaken_is_shown(house, leader) -> None:
    course = house.follow("BORGER Per")
    house.left(house.amina)
    propose(house)
    address, per = answers(course)
    house.close(course)
    response = leader.post(address, {per: "on", per.replace("accept", "matters"): "Per vil helst skrive."})
    assert "Du skrev: »Per vil helst skrive.«" in text_of(response)


def test_what_was_overtaken_before_the_page_was_opened_is_not_on_it(house, leader, new) -> None:
    propose(house)
    house.hand_over(new[0], to=house.lise)
    page = text_of(leader.get(PROPOSALS))
    assert "BORGER Bo" not in page
    assert "BORGER Ib" in page


def test_it_can_be_put_aside(house, leader, new) -> None:
    propose(house)
    address, _bo = answers(new[0])
    assert leader.post(address, {"aside": "1"}).url == PROPOSALS
    assert "BORGER" not in text_of(leader.get(PROPOSALS))
    assert not Handover.objects.exists()


def test_whoever_the_leader_may_not_see_is_counted_and_cannot_be_answered(house, leader, new) -> None:
    hidden = house.follow("BORGER Hemmelig", contact=house.amina, is_protected=True)
    house.left(house.amina)
    house.jonas.has_clearance = True
    house.jonas.save(update_fields=["has_clearance"])
    propose(house)
    page = text_of(leader.get(PROPOSALS))
    assert "Hemmelig" not in page
    assert "1 forslag vises ikke, fordi du ikke må se borgeren." in page
    address, box = answers(hidden)
    leader.post(address, {box: "on", box.replace("accept", "matters"): "Ro"})
    assert not Handover.objects.exists()


def test_another_units_proposal_is_not_there(house, leader, new) -> None:
    propose(house)
    address, bo = answers(new[0])
    assert cast.browser_of(cast.a_leader(unit=house.other_unit)).post(address, {bo: "on"}).status_code == 404


def test_asking_is_reckoned_in_the_background_and_the_page_says_so(house, leader, new) -> None:
    for _press in range(2):
        assert leader.post(PROPOSALS, {}).url == PROPOSALS
    assert OrmQ.objects.count() == 1
    assert "Nye forslag bliver regnet ud lige nu." in text_of(leader.get(PROPOSALS))
    part = leader.get(PROPOSALS, headers={"HX-Request": "true"})
    assert 'hx-trigger="every 2s"' in text_of(part)
    assert "<html" not in text_of(part)
    actions.work_out(list(Proposal.objects.values_list("pk", flat=True)), by=None, at=AT)
    assert leader.get(PROPOSALS, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "BORGER Bo" in text_of(leader.get(PROPOSALS))


def test_one_that_failed_is_said_and_can_be_asked_for_again(house, leader) -> None:
    actions.ask_about_unit(house.unit, by=house.lise.user, at=AT, later=False)
    Proposal.objects.update(failed_at=AT)
    assert "Prøv igen om lidt." in text_of(leader.get(PROPOSALS))
    leader.post(PROPOSALS, {})
    assert Proposal.objects.under_way(AT).exists()


def test_somebody_who_is_to_leave_is_asked_about(house, leader) -> None:
    house.follow("BORGER Bo")
    assert leader.post(PROPOSALS, {"leaver": house.amina.pk}).url == PROPOSALS
    assert Proposal.objects.get().leaving == house.amina
    wrong = leader.post(PROPOSALS, {"leaver": house.ole.pk})
    assert wrong.status_code == 422
    assert "Vælg en medarbejder på listen." in text_of(wrong)


def test_the_page_costs_the_same_however_many_are_proposed(house, leader, new) -> None:
    propose(house)
    leader.get(PROPOSALS)
    few = cost_of(leader, PROPOSALS)
    for number in range(8):
        house.follow(f"BORGER {number}", contact=house.rune)
    propose(house)
    assert cost_of(leader, PROPOSALS) == few


def test_no_more_are_shown_than_a_person_can_take_in(house, leader, new) -> None:
    cast.many_courses(60, contact=house.rune)
    propose(house)
    response = leader.get(PROPOSALS)
    assert text_of(response).count("Godkend<span") <= 50
    assert "mere kommer, når du har svaret på disse." in text_of(response)
    assert len(response.content) < 100_000


# --- One citizen --------------------------------------------------------------------------------------------------


def test_a_suggestion_is_chosen_at_a_press_and_only_that(house, leader) -> None:
    course = house.follow("BORGER Bo")
    address = reverse("change_contact", args=[course.citizen_id])
    page = Page(leader.get(address))
    link = f"?til={house.jonas.pk}#id_to"
    assert link in page.links
    chosen = text_of(leader.get(address, {"til": house.jonas.pk}))
    assert f'<option value="{house.jonas.pk}" selected>' in chosen
    assert "checked" not in chosen
    assert "Borgeren skal lære en ny at kende og er ikke længere hos" not in chosen
    assert Course.objects.get().contact == house.amina


@pytest.mark.parametrize("til", ["x", "0", "9" * 40, "-1"])
def test_a_number_that_is_nobody_chooses_nobody(til: str, house, leader) -> None:
    course = house.follow("BORGER Bo")
    page = text_of(leader.get(reverse("change_contact", args=[course.citizen_id]), {"til": til}))
    assert '<option value="" selected>' in page or page.count("selected") == 0


# --- What counts --------------------------------------------------------------------------------------------------


def test_the_manager_reads_how_far_the_house_is_and_no_person(house, new) -> None:
    boss = cast.browser_of(house.boss)
    assert "Huset er ikke regnet igennem endnu." in text_of(boss.get(HOUSE))
    assert boss.post(HOUSE, {"reckon": "1"}).url == HOUSE
    assert "Hele huset bliver regnet igennem lige nu." in text_of(boss.get(HOUSE))
    actions.work_out(list(Proposal.objects.values_list("pk", flat=True)), by=None, at=AT)
    page = text_of(boss.get(HOUSE))
    assert "fra den bedst mulige fordeling." in page
    assert "Job og Helhed" in page
    assert "BORGER" not in page


def test_the_manager_changes_the_weights(house) -> None:
    boss = cast.browser_of(house.boss)
    given = {name: str(points) for name, points in WeightChoice().points.items()}
    assert boss.post(HOUSE, given | {"language": "12,5"}).url == HOUSE
    assert WeightChoice.now().points["language"] == 12.5
    assert "Vægtene er gemt." in text_of(boss.get(HOUSE))


@pytest.mark.parametrize("points", ["", "mange", "-1", "101", "1,55", "nan"])
def test_points_that_are_none_are_refused_with_what_was_typed(points: str, house) -> None:
    given = {name: str(points) for name, points in WeightChoice().points.items()}
    response = cast.browser_of(house.boss).post(HOUSE, given | {"language": points})
    assert response.status_code == 422
    assert "Skriv et tal fra 0 til 100, med højst én decimal." in text_of(response)
    assert f'value="{points}"' in text_of(response) or not points
    assert WeightChoice.now().points["language"] == 8


def test_the_leader_reads_what_counts_in_words(house, leader) -> None:
    page = text_of(leader.get(PROPOSALS))
    assert "Når medarbejderen ikke taler borgerens sprog. 8 point." in page
    assert leader.post(HOUSE, {"language": "1"}).status_code == 403


def test_the_closed_are_not_proposed(house, leader, new) -> None:
    citizens.close_course(new[0], because="work", by=house.lise.user, at=AT, today=TODAY)
    propose(house)
    assert "BORGER Bo" not in text_of(leader.get(PROPOSALS))
