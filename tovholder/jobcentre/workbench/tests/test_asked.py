"""The pages on which another person, another unit or a colleague is asked for, and what each side then sees."""

import pytest
from django.urls import reverse
from django_q.models import OrmQ

from tests import cast
from tests.cast import AT, TODAY, browser_of, days, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.counted import TimesDrawnIn
from tovholder.jobcentre.citizens.models import Citizen, ContactWish, DrawnIn, Handover, UnitMove
from tovholder.jobcentre.citizens.models.course import DrawnInReason
from tovholder.jobcentre.staff.actions import set_languages
from tovholder.jobcentre.workbench.able import drawn_in_in_words
from tovholder.jobcentre.workbench.tests.page import Page

pytestmark = pytest.mark.usefixtures("friday_at_ten")

TEAM = reverse("team")
WORDS = "Jeg tør ikke sige det til Amina."


@pytest.fixture
def course(house):
    return house.follow("BORGER Bo", user=cast.a_user(Role.CITIZEN), digits="0711921234")


@pytest.fixture
def amina(house, course):
    return browser_of(house.amina)


@pytest.fixture
def pia(house):
    """She leads the other unit, whose newcomers Ole receives."""
    return cast.a_leader("Pia Ung", unit=house.other_unit)


def the_citizens_page(course) -> str:
    return reverse("citizen", args=[course.citizen_id])


def chosen(response) -> list[str]:
    """What is chosen on the page though nobody pressed anything; an empty choice is none."""
    inputs = Page(response).form("").inputs
    return [given["value"] for given in inputs if "checked" in given or "selected" in given]


# --- A wish for another person ----------------------------------------------------------------------------------------


def a_wish(course) -> ContactWish:
    return actions.ask_for_another(course, text=WORDS, by=course.citizen.user, at=AT)


def test_the_leader_reads_the_wish_answers_it_and_goes_on_to_the_new_contact(house, leader, course):
    wish = a_wish(course)
    team = text_of(leader.get(TEAM))
    assert "1 borger venter på dit svar." in team
    assert WORDS not in team
    page = leader.get(reverse("wish", args=[wish.pk]))
    assert WORDS in text_of(page)
    assert "Svar senest fredag 27. november." in text_of(page)
    assert chosen(page) == [""]
    assert Record.objects.get(what="wish", kind=Kind.LOOK).citizen == course.citizen_id
    given = {"granted": "ja", "promised": house.jonas.pk, "answer": "Jonas ringer til dig."}
    to = leader.post(reverse("wish", args=[wish.pk]), given)
    assert to.url == reverse("change_contact", args=[course.citizen_id])
    assert chosen(leader.get(to.url)) == [str(house.jonas.pk), "citizen_asked"]
    assert "venter på dit svar" not in text_of(leader.get(TEAM))
    assert "Svaret ja" in text_of(leader.get(reverse("wish", args=[wish.pk])))


def test_a_no_leads_back_to_teamet_and_states_nothing(house, leader, course):
    wish = a_wish(course)
    given = {"granted": "nej", "promised": "", "answer": "Kan vi tale om det?"}
    assert leader.post(reverse("wish", args=[wish.pk]), given).url == TEAM
    page = text_of(leader.get(reverse("change_contact", args=[course.citizen_id])))
    assert "checked" not in page


def test_a_protected_citizens_wish_is_counted_and_not_shown(house, leader, course):
    wish = a_wish(course)
    Citizen.objects.filter(pk=course.citizen_id).update(is_protected=True)
    team = text_of(leader.get(TEAM))
    assert "1 borger venter på dit svar. 1 vises ikke, fordi du ikke må se oplysningerne." in team
    assert leader.get(reverse("wish", args=[wish.pk])).status_code == 404


def test_the_contact_asked_away_from_is_no_choice(house, leader, course):
    page = text_of(leader.get(reverse("wish", args=[a_wish(course).pk])))
    assert f'<option value="{house.jonas.pk}">' in page
    assert f'<option value="{house.amina.pk}">' not in page


# --- A colleague drawn in ---------------------------------------------------------------------------------------------


def draw_in(client, course, **more):
    given = {"reason": "language", "how_long": "maaned", "last_day": ""}
    return client.post(reverse("draw_in", args=[course.citizen_id]), given | more)


def test_a_colleague_is_drawn_in_and_both_see_it_until_it_ends(house, amina, course):
    assert "checked" not in text_of(amina.get(reverse("draw_in", args=[course.citizen_id])))
    for _press in range(2):
        assert draw_in(amina, course, employee=house.jonas.pk).url == the_citizens_page(course)
    row = DrawnIn.objects.get()
    assert (row.employee, row.reason, row.since, row.until.isoformat()) == (
        house.jonas, "language", TODAY, "2026-12-20",
    )  # fmt: skip
    assert "Jonas Holm er medinddraget til og med lørdag 19. december. Hvorfor: sprog." in text_of(
        amina.get(the_citizens_page(course))
    )
    jonas = browser_of(house.jonas)
    mine = text_of(jonas.get(reverse("my_citizens")))
    assert "Sprog, til og med lørdag 19. december. " in mine
    assert "Fast medarbejder: Amina Yusuf" in mine
    page = Page(jonas.get(the_citizens_page(course)))
    end = reverse("end_drawn_in", args=[row.pk])
    assert page.form(end)
    assert not [link for link in page.links if "/inddrag/" in link or "/forlaeng/" in link]
    assert jonas.post(end).url == reverse("my_citizens")
    assert jonas.get(the_citizens_page(course)).status_code == 404
    assert "Medinddraget" not in text_of(jonas.get(reverse("my_citizens")))
    assert OrmQ.objects.count() == 1


def test_a_colleague_who_becomes_the_contact_is_no_longer_beside(house, amina, course):
    draw_in(amina, course, employee=house.jonas.pk)
    house.hand_over(course, to=house.jonas)
    jonas = browser_of(house.jonas)
    assert "Jonas Holm er med" not in text_of(jonas.get(the_citizens_page(course)))
    assert "Medinddraget" not in text_of(jonas.get(reverse("my_citizens")))


@pytest.mark.parametrize(
    ("how_long", "until"),
    [("uge", "2026-11-27"), ("maaned", "2026-12-20"), ("kvartal", "2027-02-20"), ("dag", "2026-12-02")],
)
def test_how_long_is_one_press_or_a_day(house, amina, course, how_long, until):
    draw_in(amina, course, employee=house.jonas.pk, how_long=how_long, last_day="2026-12-01")
    assert DrawnIn.objects.get().until.isoformat() == until


def test_colleagues_say_what_they_can_and_any_profile_is_there(house, amina, course):
    birgit = cast.an_employee("Birgit Job", unit=house.unit, profile="job_consultant")
    set_languages(birgit, languages=["Arabisk"], by=house.lise.user, at=AT)
    cast.masters(birgit, "company")
    page = text_of(amina.get(reverse("draw_in", args=[course.citizen_id])))
    assert "Birgit Job: jobkonsulent, arabisk, virksomhedskonsulent" in page
    assert page.index('<optgroup label="Job og Helhed">') < page.index('<optgroup label="Ungeenheden">')
    assert "Amina Yusuf:" not in page


def test_it_is_prolonged_from_the_citizens_page(house, amina, course):
    draw_in(amina, course, employee=house.jonas.pk)
    address = reverse("prolong_drawn_in", args=[DrawnIn.objects.get().pk])
    assert address in Page(amina.get(the_citizens_page(course))).links
    assert amina.get(address).status_code == 200
    assert amina.post(address, {"last_day": "2027-01-31"}).url == the_citizens_page(course)
    assert DrawnIn.objects.get().until.isoformat() == "2027-02-01"


def test_teamet_says_how_often_and_for_what(house, leader, course):
    assert "Medinddraget" not in text_of(leader.get(TEAM))
    for n in range(6):
        DrawnIn.objects.create(
            course=course, citizen=course.citizen, employee=house.jonas, reason="language",
            since=TODAY - days(n), until=TODAY + days(1),
        )  # fmt: skip
    page = text_of(leader.get(TEAM))
    assert "Medinddraget de sidste 12 måneder: 6 gange, oftest: Sprog (6)." in page


def test_a_reason_below_the_limit_is_among_the_others():
    few = [(DrawnInReason.COACH, 2), (DrawnInReason.MENTOR, 1)]
    assert drawn_in_in_words(TimesDrawnIn(0, [])) == []
    assert drawn_in_in_words(TimesDrawnIn(3, few)) == ["Medinddraget de sidste 12 måneder: 3 gange."]
    assert drawn_in_in_words(TimesDrawnIn(9, [(DrawnInReason.LANGUAGE, 6), *few])) == [
        "Medinddraget de sidste 12 måneder: 9 gange, oftest: Sprog (6).", "Sprog: 6", "Andre grunde: 3",
    ]  # fmt: skip


# --- Another unit -----------------------------------------------------------------------------------------------------


def ask(client, house, course):
    given = {"to_unit": house.other_unit.pk, "because": "Bo skal i skole."}
    return client.post(reverse("ask_for_unit", args=[course.citizen_id]), given)


def test_a_move_waits_is_seen_by_the_asker_and_answered_by_the_other_leader(house, amina, course, pia):
    assert ask(amina, house, course).url == the_citizens_page(course)
    page = text_of(amina.get(the_citizens_page(course)))
    assert "Flytning venter på Ungeenheden, spurgt fredag 20. november." in page
    assert "Flyt til en anden enhed" not in page
    receiving, move = browser_of(pia), UnitMove.objects.get()
    assert "1 gang er I spurgt, om I kan følge en borger." in text_of(receiving.get(TEAM))
    shown = receiving.get(reverse("unit_move", args=[move.pk]))
    assert "Bo skal i skole." in text_of(shown)
    assert chosen(shown) == [""]
    given = Page(shown).form("").hidden() | {
        "accepted": "ja",
        "contact": house.ole.pk,
        "answer": "Velkommen.",
    }
    assert receiving.post(reverse("unit_move", args=[move.pk]), given).url == TEAM
    course.refresh_from_db()
    assert (course.unit, course.contact) == (house.other_unit, house.ole)
    assert Handover.objects.get().reason == "unit"
    assert amina.get(the_citizens_page(course)).status_code == 404
    assert receiving.get(reverse("unit_move", args=[move.pk])).status_code == 404


def test_a_no_stands_on_the_citizens_page_and_one_may_ask_again(house, amina, course, pia):
    ask(amina, house, course)
    given = {"from_employee": house.amina.pk, "accepted": "nej", "contact": "", "answer": "Vi har fuldt hus."}
    browser_of(pia).post(reverse("unit_move", args=[UnitMove.objects.get().pk]), given)
    page = text_of(amina.get(the_citizens_page(course)))
    assert "Ungeenheden svarede nej fredag 20. november" in page
    assert "Vi har fuldt hus." in page
    assert "Flyt til en anden enhed" in page


def test_the_asker_takes_it_back(house, amina, course, pia):
    ask(amina, house, course)
    move = UnitMove.objects.get()
    assert amina.post(reverse("withdraw_move", args=[move.pk])).url == the_citizens_page(course)
    assert "venter på Ungeenheden" not in text_of(amina.get(the_citizens_page(course)))
    assert browser_of(pia).get(reverse("unit_move", args=[move.pk])).status_code == 404
    assert "er I spurgt" not in text_of(browser_of(pia).get(TEAM))


def test_a_protected_citizen_is_counted_and_the_asker_is_told_to_call(house, amina, course, pia):
    Citizen.objects.filter(pk=course.citizen_id).update(is_protected=True)
    assert "Ring derfor også til enheden." in text_of(
        amina.get(reverse("ask_for_unit", args=[course.citizen_id]))
    )
    ask(amina, house, course)
    assert "Ring til Ungeenheden på 11 11 11 11." in text_of(amina.get(the_citizens_page(course)))
    team = text_of(browser_of(pia).get(TEAM))
    assert "1 vises ikke" in team
    assert "BORGER" not in team
    assert browser_of(pia).get(reverse("unit_move", args=[UnitMove.objects.get().pk])).status_code == 404


# --- Roles and languages ----------------------------------------------------------------------------------------------


def test_the_roles_a_course_needs_are_chosen_on_the_citizens_page(amina, course):
    address = reverse("choose_roles", args=[course.citizen_id])
    assert "ingen valgt endnu" in text_of(amina.get(the_citizens_page(course)))
    opened = the_citizens_page(course) + "?ret=1"
    assert Page(amina.get(opened)).form(address).stated() == []
    assert amina.post(address, {"roles": ["mentor", "company"]}).url == the_citizens_page(course)
    page = amina.get(the_citizens_page(course))
    assert "Roller, forløbet kræver: mentor, virksomhedskonsulent" in text_of(page)
    assert [role for _name, role in Page(amina.get(opened)).form(address).stated()] == ["mentor", "company"]
    assert not Page(amina.get(opened + "&samtale=1")).ids_used_twice()


def test_leader_and_employee_see_the_same_about_the_employee(house, leader):
    address = reverse("employee", args=[house.amina.pk])
    given = {"languages": "Arabisk, polsk,  arabisk , ARABISK, dansk"}
    cast.masters(house.amina, "coach", "mentor")
    for _press in range(2):
        assert leader.post(address, given).url == address
    seen = [text_of(leader.get(address)), text_of(browser_of(house.amina).get(reverse("about_me")))]
    facts = [page[page.index('<dl class="facts">') : page.index("</dl>")] for page in seen]
    assert facts[0] == facts[1]
    assert "arabisk, polsk" in facts[0]
    assert "Mentor, Coach" in facts[0]
    assert Record.objects.filter(what="set_languages").count() == 1
    assert "<form" not in seen[1][seen[1].index("<main") : seen[1].index("</main>")]


def test_employees_of_another_unit_are_not_the_leaders(house, leader):
    assert leader.get(reverse("employee", args=[house.ole.pk])).status_code == 404
