"""A whole list handed over: who, then what each new contact needs to know; the stale named, the rest gone through."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ

from tests import cast
from tests.cast import AT, TODAY, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.models import Course, CourseRole, Handover
from tovholder.jobcentre.citizens.tests.test_handover import a_wish
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.workbench.tests.page import Page
from tovholder.jobcentre.workbench.views.team import rows

pytestmark = pytest.mark.usefixtures("friday_at_ten")

LIST = reverse("handover_list")
CHOSEN = reverse("hand_over")


@pytest.fixture
def courses(house) -> list[Course]:
    return [house.follow(f"BORGER {name}") for name in ("Anna", "Bo", "Carl")]


def typed(courses, to="", **common) -> dict:
    """What the second page holds when a leader has written about each."""
    given: dict = {
        "to": to,
        "reason": "room",
        "no_joint_talk_because": "De har sagt farvel.",
        "chosen": [course.pk for course in courses],
    } | common
    for course in courses:
        given |= {
            f"b{course.pk}-from_employee": course.contact_id,
            f"b{course.pk}-what_matters": f"Vigtigt om {course.pk}",
            f"b{course.pk}-next_step": "Gåtur fredag",
        }
    return given


def row(course, **fields) -> dict:
    return {f"b{course.pk}-{name}": value for name, value in fields.items()}


def contacts() -> list[str]:
    return [course.contact.name for course in Course.objects.select_related("contact").order_by("pk")]


# --- Who --------------------------------------------------------------------------------------------------------------


def test_the_list_of_one_contact_with_nobody_chosen(house, leader, courses):
    house.follow("BORGER Hos Jonas", contact=house.jonas)
    house.follow("BORGER Skjult", is_protected=True)
    page = text_of(response := leader.get(LIST, {"fast": house.amina.pk}))
    assert re.findall(r"BORGER (\w+)", page) == ["Anna", "Bo", "Carl"]
    assert "4 borgere. 1 borger vises ikke" in page
    assert not any("checked" in box for form in Page(response).forms for box in form.inputs)
    line = Record.objects.get(what="handover_list")
    assert (line.kind, line.count, line.detail["fast"]) == (Kind.LIST, 3, house.amina.pk)


def test_fifty_on_a_page_and_the_filter_stays(house, leader):
    for n in range(60):
        house.follow(f"BORGER {n:02}")
    first = leader.get(LIST, {"fast": house.amina.pk})
    second = leader.get(LIST + first.context["next"])
    assert (len(first.context["lines"]), len(second.context["lines"])) == (50, 10)
    assert f"fast={house.amina.pk}" in second.context["previous"]


@pytest.mark.parametrize("given", [{}, {"chosen": "x"}, {"chosen": "999999"}, {"all": "x,,9"}])
def test_nobody_chosen_gets_a_sentence(leader, courses, given):
    response = leader.post(CHOSEN, given)
    assert response.status_code == 422
    assert "Vælg mindst en borger" in text_of(response)
    assert "BORGER Anna" in text_of(response)


def test_the_whole_page_by_one_press(house, leader, courses):
    value = leader.get(LIST).context["all"]
    response = leader.post(CHOSEN, {"all": value})
    assert [sheet.course for sheet in response.context["sheets"]] == courses
    assert "3 borgere skal have en ny fast medarbejder" in text_of(response)
    assert Record.objects.get(what="hand_over").count == 3


def test_others_citizens_are_never_opened(house, leader, courses):
    young = house.follow("BORGER Ung", contact=house.ole, unit=house.other_unit)
    hidden = house.follow("BORGER Skjult", is_protected=True)
    closed = house.follow("BORGER Lukket")
    house.close(closed)
    response = leader.post(CHOSEN, {"chosen": [c.pk for c in (courses[0], young, hidden, closed)]})
    assert [sheet.course for sheet in response.context["sheets"]] == courses[:1]
    for word in ("Ung", "Skjult", "Lukket"):
        assert f"BORGER {word}" not in text_of(response)


# --- What is known, and what is not -----------------------------------------------------------------------------------


def test_what_is_known_stands_there_and_the_rest_is_empty(house, leader, courses):
    house.agree(courses[0], TODAY + timedelta(days=7))
    a_wish(courses[1], instead_of=house.amina, granted=None)
    response = leader.post(CHOSEN, {"chosen": [course.pk for course in courses]})
    form = Page(response).form(CHOSEN)
    known = dict(form.stated())
    anna, bo, _carl = (course.pk for course in courses)
    assert known.pop(f"b{anna}-next_step") == "Fredag 27. november"
    assert known.pop(f"b{bo}-citizen_wish") == "En, der kan lidt om heste"
    assert set(known) == {"chosen", "to"}
    assert known["to"] == "", "nobody is chosen as the new contact"
    assert str(house.amina.pk) not in form.options("to"), "who is the contact of them all"


# --- Handed over ------------------------------------------------------------------------------------------------------


def test_a_whole_list_goes_once_with_words_for_each(house, leader, courses):
    for _press in range(2):
        response = leader.post(CHOSEN + f"?fast={house.amina.pk}", typed(courses, house.jonas.pk))
        assert response.url == LIST + f"?fast={house.amina.pk}"
    assert contacts() == ["Jonas Holm"] * 3
    assert [h.what_matters for h in Handover.objects.order_by("pk")] == [
        f"Vigtigt om {course.pk}" for course in courses
    ]
    assert OrmQ.objects.count() == 2, "one mail for each of the two employees"
    assert "3 er overleveret." in text_of(leader.get(LIST))


def test_somebody_else_for_one_and_a_day_for_another(house, leader, courses):
    anna, bo, _carl = courses
    friday = TODAY + timedelta(days=7)
    given = typed(courses, house.jonas.pk) | row(anna, other="Ole Anders") | row(bo, joint_talk_on=friday)
    assert leader.post(CHOSEN, given).status_code == 302
    assert contacts() == ["Ole Anders", "Jonas Holm", "Jonas Holm"]
    said = Handover.objects.order_by("pk").values_list("joint_talk_on", "no_joint_talk_because")
    assert list(said) == [(None, "De har sagt farvel."), (friday, ""), (None, "De har sagt farvel.")]


def test_two_of_one_name_are_told_apart_by_their_number(house, leader, courses):
    second = cast.an_employee("Jonas Holm", unit=house.other_unit)
    one = leader.post(CHOSEN, typed(courses[:1]) | row(courses[0], other="Jonas Holm"))
    assert one.status_code == 422
    assert "Vælg en på listen som ny fast medarbejder." in text_of(one)
    leader.post(CHOSEN, typed(courses[:1]) | row(courses[0], other=f"Jonas Holm ({second.number})"))
    assert Course.objects.get(pk=courses[0].pk).contact == second


def test_who_is_not_chosen_stays_and_keeps_what_was_typed(house, leader, courses):
    given = typed(courses, house.jonas.pk) | {"chosen": [courses[0].pk], "reason": ""}
    response = leader.post(CHOSEN, given)
    assert response.status_code == 422
    assert f"Vigtigt om {courses[2].pk}" in text_of(response)
    assert [sheet.chosen for sheet in response.context["sheets"]] == [True, False, False]
    assert leader.post(CHOSEN, given | {"reason": "room"}).status_code == 302
    assert contacts() == ["Jonas Holm", "Amina Yusuf", "Amina Yusuf"]


def test_the_stale_are_named_still_chosen_and_typed_and_the_rest_goes_through(house, leader, courses):
    anna, bo, carl = courses
    given = typed(courses, house.jonas.pk)
    house.hand_over(anna, to=house.rune)
    house.close(carl)
    response = leader.post(CHOSEN, given)
    page = text_of(response)
    assert response.status_code == 409
    assert "1 er overleveret. 2 er ikke: BORGER Anna, BORGER Carl." in page
    assert "Borgeren har fået en anden fast medarbejder, siden du åbnede siden." in page
    assert "Forløbet er afsluttet imens" in page
    assert [(s.course, s.chosen) for s in response.context["sheets"]] == [(anna, True), (carl, True)]
    form = Page(response).form(CHOSEN)
    assert form.texts[f"b{anna.pk}-what_matters"] == f"Vigtigt om {anna.pk}"
    assert form.hidden()[f"b{anna.pk}-from_employee"] == str(house.rune.pk), "the next press is from Rune"
    assert Course.objects.get(pk=bo.pk).contact == house.jonas
    again = typed([anna], house.jonas.pk) | row(anna, from_employee=house.rune.pk)
    assert leader.post(CHOSEN, again).status_code == 302


def test_one_moved_to_another_unit_meanwhile_is_counted_not_named(house, leader, courses):
    given = typed(courses, house.jonas.pk)
    Course.objects.filter(pk=courses[0].pk).update(unit=house.other_unit)
    response = leader.post(CHOSEN, given, follow=True)
    page = text_of(response)
    assert "2 er overleveret. 1 kan du ikke længere åbne." in page
    assert contacts() == ["Amina Yusuf", "Jonas Holm", "Jonas Holm"]


# --- What is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"to": "", "other": "  "}, "Vælg den nye faste medarbejder."),
        ({"to": ""}, "Vælg den nye faste medarbejder."),
        ({"to": "999999"}, "Vælg en på listen som ny fast medarbejder."),
        ({"reason": ""}, "Vælg, hvorfor borgeren skifter fast medarbejder."),
        ({"no_joint_talk_because": ""}, "Skriv dagen for den fælles samtale"),
        ({"what_matters": " "}, "Skriv, hvad der er vigtigt."),
        ({"what_matters": "x" * 2001}, "Teksten er for lang."),
        ({"joint_talk_on": "2026-11-19"}, "Dagen er gået."),
        ({"joint_talk_on": "2062-11-19"}, "Se efter, om årstallet er rigtigt."),
        ({"joint_talk_on": "i morgen"}, "Skriv dagen med tal"),
        ({"other": "En Ukendt"}, "Vælg en på listen som ny fast medarbejder."),
        ({"from_employee": "x"}, "BORGER Anna"),
        ({"chosen": []}, "Vælg mindst en borger."),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_nobody_is_handed_over(house, leader, courses, wrong, sentence):
    given = typed(courses, house.jonas.pk)
    common = {name: value for name, value in wrong.items() if name in given}
    given |= common | row(courses[0], **{name: value for name, value in wrong.items() if name not in given})
    response = leader.post(CHOSEN, given)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert f"Vigtigt om {courses[1].pk}" in text_of(response)
    assert not Handover.objects.exists()


def test_a_colleague_of_another_unit_is_found_and_nothing_typed_is_lost(house, leader, courses, monkeypatch):
    monkeypatch.setattr(rows, "CHOICES", 3)
    given = typed(courses) | {"find": "1", "colleague": "ole"}
    response = leader.post(CHOSEN, given)
    page = text_of(response)
    assert response.status_code == 200
    assert "1 kollega er kommet på listen." in page
    assert "form-error-message" not in page
    assert f"Vigtigt om {courses[0].pk}" in page
    assert re.search(r'value="room"[^>]* checked', page)
    assert leader.post(CHOSEN, typed(courses, house.ole.pk)).status_code == 302


# --- Said before ------------------------------------------------------------------------------------------------------


def test_what_it_would_break_is_said_before_it_is_done(house, leader, courses):
    CourseRole.objects.create(course=courses[1], citizen=courses[1].citizen, role="coach")
    given = typed(courses, house.jonas.pk)
    response = leader.post(CHOSEN, given)
    assert response.status_code == 409
    assert "Forløbet kræver coach. Det tager Jonas Holm ikke alene endnu." in text_of(response)
    assert not Handover.objects.exists()
    mark = Page(response).form(CHOSEN).hidden()["weighed"]
    CourseRole.objects.create(course=courses[2], citizen=courses[2].citizen, role="mentor")
    assert leader.post(CHOSEN, given | {"weighed": mark}).status_code == 409, "more has come since"
    shown = leader.post(CHOSEN, given, headers={"HX-Request": "true"})
    assert "Forløbet kræver mentor." in text_of(shown)
    assert "<html" not in text_of(shown)
    mark = re.search(r'name="weighed" value="(\w+)"', text_of(shown))[1]
    assert leader.post(CHOSEN, given | {"weighed": mark}).status_code == 302


def test_what_is_left_after_a_refusal_is_said_anew(house, leader, courses):
    for course in courses:
        CourseRole.objects.create(course=course, citizen=course.citizen, role="coach")
    given = typed(courses, house.jonas.pk)
    house.hand_over(courses[0], to=house.rune)
    mark = Page(leader.post(CHOSEN, given)).form(CHOSEN).hidden()["weighed"]
    response = leader.post(CHOSEN, given | {"weighed": mark})
    assert "2 er overleveret. 1 er ikke: BORGER Anna." in text_of(response)
    assert "Det betyder skiftet" not in text_of(response)
    again = typed(courses[:1], house.jonas.pk) | row(courses[0], from_employee=house.rune.pk)
    assert "Det betyder skiftet" in text_of(leader.post(CHOSEN, again))


# --- What it costs ----------------------------------------------------------------------------------------------------


def cost(leader, courses) -> tuple[int, int]:
    given = {"chosen": [course.pk for course in courses]}
    leader.post(CHOSEN, given)
    with CaptureQueriesContext(connection) as queries:
        response = leader.post(CHOSEN, given)
    return len(queries), len(response.content)


def test_the_page_costs_the_same_with_few_and_with_fifty_and_stays_small(house, leader):
    courses = cast.many_courses(50, contact=house.amina)
    Course.objects.filter(contact=house.amina).update(unit=house.unit)
    for n in range(160):
        cast.an_employee(f"Kollega {n:03} Efternavn", unit=house.other_unit)
    few, _small = cost(leader, courses[:2])
    many, large = cost(leader, courses)
    assert few == many <= 14
    assert large <= 100_000
    assert Employee.objects.count() > 160


def test_handing_over_costs_so_many_queries_for_each_and_no_more(house, leader):
    """About fifteen for each citizen: locked, asked, written and logged; the rest does not grow."""
    courses = cast.many_courses(20, contact=house.amina)
    counts = []
    for part in (courses[:5], courses[5:20]):
        with CaptureQueriesContext(connection) as queries:
            assert leader.post(CHOSEN, typed(part, house.jonas.pk)).status_code == 302
        counts.append(len(queries))
    assert (counts[1] - counts[0]) / 10 <= 20, counts


def test_the_choice_is_recorded_for_the_citizen_to_read(house, leader, courses):
    leader.post(CHOSEN, {"chosen": [courses[0].pk]})
    line = Record.objects.get(what="hand_over", kind=Kind.LIST)
    assert f",{courses[0].citizen_id}," in line.citizens
    assert line.at == AT
