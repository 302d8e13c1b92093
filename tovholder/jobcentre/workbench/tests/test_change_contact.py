"""Another contact for a citizen: written once, refused when the page is stale, and nothing lost."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Course, CourseContact, CourseRole, Handover
from tovholder.jobcentre.citizens.tests.test_handover import a_wish
from tovholder.jobcentre.workbench.tests.page import Page, cost_of
from tovholder.jobcentre.workbench.views.team import rows

pytestmark = pytest.mark.usefixtures("friday_at_ten")

TEAM = reverse("team")


def contact_page(course) -> str:
    return reverse("change_contact", args=[course.citizen_id])


def test_a_citizen_gets_another_contact_once(house, leader):
    course = house.follow()
    for _press in range(2):
        assert leader.post(contact_page(course), house.typed_change()).url == TEAM
    course.refresh_from_db()
    handover = Handover.objects.get()
    assert course.contact == house.jonas
    assert (handover.to_employee, handover.reason) == (house.jonas, "citizen_asked")
    assert handover.what_matters == "Bo taler bedst, når I går."
    assert CourseContact.objects.filter(course=course, until=None).get().employee == house.jonas


def test_the_page_is_recorded_and_says_what_a_change_breaks(house, leader):
    course = house.follow(hours="1.5")
    house.follow("BORGER fylder alt", contact=house.lise, hours="30")
    house.away(house.jonas, house.lise)
    cast.a_booked_talk(course, by=house.amina)
    page = text_of(leader.get(contact_page(course)))
    assert "Fast medarbejder nu: Amina Yusuf, siden" in page
    assert "1,5 aftalte timer om ugen følger med." in page
    assert "1 aftalt samtale følger med til den nye." in page
    assert "Lise Leder: ingen ledige timer" in page
    assert "Jonas Holm: 30 ledige timer, fraværende til og med fredag 27. november, Lise Leder dækker" in page
    assert "Amina Yusuf:" not in page
    assert page.index('<optgroup label="Job og Helhed">') < page.index('<optgroup label="Ungeenheden">')
    assert Record.objects.get(what="change_contact", kind=Kind.LOOK).citizen == course.citizen_id


def test_nothing_that_states_a_fact_is_preselected(house, leader):
    page = text_of(leader.get(contact_page(house.follow())))
    assert "checked" not in page
    assert page.count("selected") == 1
    assert '<option value="" selected>' in page


def test_a_stale_page_is_refused_and_says_who_it_is_now(house, leader):
    course = house.follow()
    house.hand_over(course, to=house.rune)
    response = leader.post(contact_page(course), house.typed_change())
    page = text_of(response)
    assert response.status_code == 409
    assert "Borgeren har fået en anden fast medarbejder, siden du åbnede siden." in page
    assert "Fast medarbejder nu: Rune Modtager" in page
    assert "Bo taler bedst, når I går." in page
    assert f'name="from_employee" value="{house.rune.pk}"' in page
    assert Course.objects.get().contact == house.rune
    assert leader.post(contact_page(course), house.typed_change(from_employee=house.rune.pk)).url == TEAM


def test_the_same_new_contact_by_somebody_else_is_stale_too(house, leader):
    course = house.follow()
    house.hand_over(course, to=house.jonas)
    response = leader.post(contact_page(course), house.typed_change(reason="room"))
    assert response.status_code == 409
    assert "Bo taler bedst" in text_of(response)
    assert Handover.objects.count() == 1


def test_a_course_closed_meanwhile_is_refused_and_kept(house, leader):
    course = house.follow()
    house.close(course)
    assert leader.get(contact_page(course)).status_code == 404
    response = leader.post(contact_page(course), house.typed_change())
    assert response.status_code == 409
    assert "Forløbet er afsluttet imens" in text_of(response)
    assert "Bo taler bedst" in text_of(response)


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": ""}, {"to": "999999"}, {"reason": ""}, {"reason": "x"}, {"what_matters": " "},
        {"no_joint_talk_because": ""}, {"joint_talk_on": "2026-11-27"}, {"joint_talk_on": "i morgen"},
        {"joint_talk_on": "2026-11-19", "no_joint_talk_because": ""}, {"next_step": "x" * 501},
        {"citizen_wish": "x" * 501}, {"no_joint_talk_because": "x" * 201},
    ],
)  # fmt: skip
def test_a_wrong_change_gets_a_sentence_and_keeps_what_was_typed(house, leader, wrong):
    course = house.follow()
    response = leader.post(contact_page(course), house.typed_change(**wrong))
    assert response.status_code == 422
    assert "form-error-message" in text_of(response)
    assert "Bo taler bedst" in text_of(response) or "what_matters" in wrong
    assert Course.objects.get().contact == house.amina


# --- Warm, and said before --------------------------------------------------------------------------------------------


def test_what_is_known_stands_in_the_form_and_everything_is_kept(house, leader):
    course = house.follow()
    house.agree(course, TODAY + timedelta(days=7))
    a_wish(course, instead_of=house.amina, granted=None)
    form = next(form for form in Page(leader.get(contact_page(course))).forms if "what_matters" in form.texts)
    assert {name: value for name, value in form.stated() if value} == {
        "next_step": "Fredag 27. november",
        "citizen_wish": "En, der kan lidt om heste",
    }
    friday = TODAY + timedelta(days=14)
    given = house.typed_change(
        next_step="Fredag kl. 10", citizen_wish="Ro", joint_talk_on=friday, no_joint_talk_because=""
    )
    shown = leader.post(contact_page(course), given)
    mark = re.search(r'name="weighed" value="(\w+)"', text_of(shown))[1]
    assert leader.post(contact_page(course), given | {"weighed": mark}).url == TEAM
    handover = Handover.objects.get()
    assert (handover.next_step, handover.citizen_wish) == ("Fredag kl. 10", "Ro")
    assert (handover.joint_talk_on, handover.no_joint_talk_because) == (friday, "")


@pytest.mark.parametrize("reason", ["conflict"])
def test_no_joint_talk_is_asked_for_where_it_may_not_be(house, leader, reason):
    given = house.typed_change(reason=reason, no_joint_talk_because="")
    assert leader.post(contact_page(house.follow()), given).url == TEAM


def test_what_it_would_break_is_said_before_and_then_it_is_done(house, leader):
    course = house.follow()
    CourseRole.objects.create(course=course, citizen=course.citizen, role="coach")
    assert "Det betyder skiftet" not in text_of(leader.get(contact_page(course)))
    response = leader.post(contact_page(course), house.typed_change())
    page = text_of(response)
    assert response.status_code == 409
    assert "Læs, hvad skiftet betyder" in page
    assert "Forløbet kræver coach. Det tager Jonas Holm ikke alene endnu." in page
    assert "Bo taler bedst, når I går." in page
    assert not Handover.objects.exists()
    mark = re.search(r'name="weighed" value="(\w+)"', page)[1]
    assert leader.post(contact_page(course), house.typed_change(weighed=mark)).url == TEAM


def test_the_browser_is_told_at_once_and_the_page_says_the_same(house, leader):
    course = house.follow()
    CourseRole.objects.create(course=course, citizen=course.citizen, role="coach")
    given = {"to": house.jonas.pk}
    part = text_of(leader.post(contact_page(course), given, headers={"HX-Request": "true"})).strip()
    assert part.startswith("<h2>Det betyder skiftet</h2>")
    assert part in text_of(leader.post(contact_page(course), house.typed_change()))
    assert Record.objects.filter(what="change_contact", kind=Kind.LOOK).count() == 2
    for nobody in ("", "x", "999999", house.amina.pk):
        empty = leader.post(contact_page(course), {"to": nobody}, headers={"HX-Request": "true"})
        assert text_of(empty).strip() == ""


def test_whom_the_citizen_was_promised_to_be_spared_is_refused(house, leader):
    course = house.follow()
    a_wish(course, instead_of=house.jonas)
    said = text_of(leader.post(contact_page(course), house.typed_change()))
    mark = re.search(r'name="weighed" value="(\w+)"', said)[1]
    response = leader.post(contact_page(course), house.typed_change(weighed=mark))
    assert response.status_code == 409
    assert "Borgeren er lovet en anden end Jonas Holm. Vælg en anden." in text_of(response)
    assert Course.objects.get().contact == house.amina


def test_whoever_may_not_follow_is_refused_in_the_same_words(house, leader):
    course = house.follow(digits="0202900001")
    actions.keep_apart(house.jonas, digits="0202900001", closeness="family", by=None, at=AT)
    response = leader.post(contact_page(course), house.typed_change())
    assert response.status_code == 409
    assert "Jonas Holm kan ikke følge denne borger. Vælg en anden." in text_of(response)


def test_citizens_of_another_unit_and_protected_ones_are_not_found(house, leader):
    young = house.follow("BORGER Ung", contact=house.ole, unit=house.other_unit)
    hidden = house.follow("BORGER Skjult", is_protected=True)
    for course in (young, hidden):
        assert leader.get(contact_page(course)).status_code == 404
        assert leader.post(contact_page(course), house.typed_change()).status_code == 404


def test_a_citizen_followed_in_another_unit_is_that_leaders_to_hand_over(house, leader):
    course = house.follow("BORGER Ung", contact=house.lise, unit=house.other_unit)
    assert leader.get(contact_page(course)).status_code == 404


@pytest.fixture
def large_house(house, monkeypatch):
    """More colleagues than a list holds, all but the house's own in another unit."""
    monkeypatch.setattr(rows, "CHOICES", 5)
    for n in range(25):
        cast.an_employee(f"Kollega {n:03}", unit=house.other_unit)
    house.soren = cast.an_employee("Søren Ægidius", unit=house.other_unit)
    return house


def choices(response) -> list[str]:
    return [
        str(name).split(":")[0]
        for _unit, group in response.context["form"].fields["to"].choices[1:]
        for _pk, name in group
    ]


def test_the_choices_do_not_grow_without_end(house, leader, request):
    course = house.follow()
    few = cost_of(leader, contact_page(course))
    assert "Ole Anders" in choices(leader.get(contact_page(course)))
    request.getfixturevalue("large_house")
    response = leader.get(contact_page(course))
    assert cost_of(leader, contact_page(course)) <= few + 1
    assert choices(response) == ["Jonas Holm", "Lise Leder", "Rune Modtager"], "the own unit's"
    assert "Er det en kollega i en anden enhed?" in text_of(response)


@pytest.mark.parametrize("typed", ["Søren", "soeren", "ægidius søren", "sørn"])
def test_a_colleague_of_another_unit_is_found_and_nothing_typed_is_lost(large_house, leader, typed):
    course = large_house.follow()
    given = large_house.typed_change(find="1", colleague=typed)
    response = leader.post(contact_page(course), given)
    page = text_of(response)
    assert response.status_code == 200
    assert choices(response)[-1] == "Søren Ægidius"
    assert "1 kollega er kommet på listen." in page
    assert "Bo taler bedst, når I går." in page
    assert re.search(r'value="citizen_asked"[^>]* checked', page)
    assert "form-error-message" not in page
    assert not Handover.objects.exists()
    assert leader.post(contact_page(course), large_house.typed_change(to=large_house.soren.pk)).url == TEAM
    assert Handover.objects.get().to_employee == large_house.soren


def test_many_of_one_name_are_no_long_list_and_none_is_said(large_house, leader):
    course = large_house.follow()
    many = leader.post(contact_page(course), large_house.typed_change(find="1", colleague="kollega"))
    assert "20 kolleger er kommet på listen." in text_of(many)
    assert len(choices(many)) == 3 + rows.FOUND
    none = leader.post(contact_page(course), large_house.typed_change(find="1", colleague="xyzzy"))
    assert "0 kolleger er kommet på listen." in text_of(none)


def test_the_chosen_one_stays_on_the_list_when_something_else_is_wrong(large_house, leader):
    course = large_house.follow()
    given = large_house.typed_change(to=large_house.soren.pk, what_matters="")
    response = leader.post(contact_page(course), given)
    assert response.status_code == 422
    assert f'<option value="{large_house.soren.pk}" selected>' in text_of(response)


def test_the_return_key_in_another_field_saves_though_find_comes_first(large_house, leader):
    course = large_house.follow()
    assert leader.post(contact_page(course), large_house.typed_change(find="1", colleague="")).url == TEAM
