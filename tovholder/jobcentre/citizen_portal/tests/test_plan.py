"""My plan: written, changed and answered by the citizen, with nothing lost and nothing locked away."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, TODAY, a_goal, a_step, days, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.actions import close_course, open_course
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.models import PlanItem, Wording

COURSE, PLAN = reverse("my_course"), reverse("my_plan")
GOAL, STEP = reverse("new_goal"), reverse("new_step")


def url(name: str, item: PlanItem) -> str:
    return reverse(name, args=[item.pk])


def write(bo, where: str, text: str, **more):
    return bo.client.post(where, {"text": text, "token": uuid4()} | more)


def in_force(item: PlanItem) -> Wording:
    item.refresh_from_db()
    return item.wordings.get(number=item.version)


def test_the_first_page_coaches_and_does_not_lecture(bo):
    page = text_of(bo.client.get(COURSE))
    assert "Hvad vil du gerne nå?" in page
    assert "Du kan altid rette det." in page
    assert "Skriv dit første mål" in page
    assert "Et skridt er noget, du vil gøre snart." in page
    for lecture in ("skal du", "husk", "vigtigt at"):
        assert lecture not in page.lower()


def test_my_goal_in_my_own_words_is_set_apart(bo):
    assert write(bo, GOAL, "Et arbejde, hvor jeg bruger hænderne").url == f"{COURSE}#plan"
    page = text_of(bo.client.get(COURSE))
    assert '<blockquote class="own-words">Et arbejde, hvor jeg bruger hænderne</blockquote>' in page
    assert "Venter på svar. Du skrev lige nu." in page
    assert "Hvad vil du gerne nå?" not in page


def test_a_step_under_my_goal_or_alone(house, bo):
    goal = a_goal(house.course)
    page = text_of(bo.client.get(STEP))
    assert "Et arbejde, ryggen kan holde til" in page
    assert "Nej, det står alene" in page
    write(bo, STEP, "Ringe til Ole", under=goal.pk)
    write(bo, STEP, "Gå en tur hver dag", under="")
    steps = PlanItem.objects.filter(kind="step").order_by("pk")
    assert [step.under for step in steps] == [goal, None]
    assert "Gå en tur hver dag" in text_of(bo.client.get(COURSE))


def test_what_waits_for_me_is_answered_with_one_press(house, bo):
    step = a_step(house.course, "Prøve to formiddage", by=house.amina.user)
    page = text_of(bo.client.get(COURSE))
    assert "Venter på dig" in page
    assert "Amina foreslår:" in page
    assert page.index("Prøve to formiddage") < page.index("Mine skridt")
    assert bo.client.post(url("accept_mine", step), {"read_version": 1}).status_code == 302
    page = text_of(bo.client.get(COURSE))
    assert "Venter på dig" not in page
    assert "I er enige." in page


def test_lets_talk_about_it_is_in_words_that_stay(house, bo):
    step = a_step(house.course, by=house.amina.user)
    assert f'href="{url("my_item", step)}#svar"' in text_of(bo.client.get(COURSE))
    assert 'id="svar"' in text_of(bo.client.get(url("my_item", step)))
    empty = bo.client.post(url("talk_about", step), {"read_version": 1, "words": " "})
    assert empty.status_code == 422
    assert "Skriv, hvad du tænker. En sætning er nok." in text_of(empty)
    bo.client.post(url("talk_about", step), {"read_version": 1, "words": "Hellere efter jul"})
    for where in (COURSE, PLAN, url("my_item", step)):
        assert "Du har skrevet: “Hellere efter jul”" in text_of(bo.client.get(where))


def test_what_my_person_said_to_mine_is_shown(house, bo):
    step = a_step(house.course)
    actions.decline_item(step, words="Skal vi spørge først?", read_version=1, by=house.amina.user, at=AT)
    assert "Amina vil gerne tale om det: “Skal vi spørge først?”" in text_of(bo.client.get(COURSE))


def test_a_change_is_mine_and_the_old_words_stay_readable(house, bo):
    goal = a_goal(house.course, "Mit første bud")
    actions.accept_item(goal, read_version=1, by=house.amina.user, at=AT)
    page = text_of(bo.client.get(url("my_item", goal)))
    assert "Retter du teksten, skal I sige ja til den igen." in page
    bo.client.post(url("my_item", goal), {"text": "Mit andet bud", "read_version": 1})
    assert in_force(goal).text == "Mit andet bud"
    page = text_of(bo.client.get(url("my_item", goal)))
    assert "Sådan lød det før" in page
    assert "Mit første bud" in page
    assert "I er enige." not in page


def test_a_stale_save_shows_both_texts_and_the_next_one_is_saved(house, bo):
    goal = a_goal(house.course, "Første")
    actions.revise_item(goal, text="Aminas bud", read_version=1, by=house.amina.user, at=AT)
    response = bo.client.post(url("my_item", goal), {"text": "Mit, som jeg sad med", "read_version": 1})
    assert response.status_code == 409
    page = text_of(response)
    assert "Teksten er ændret, siden du åbnede siden." in page
    assert "Aminas bud" in page
    assert "Mit, som jeg sad med" in page
    assert 'name="read_version" value="2"' in page
    bo.client.post(url("my_item", goal), {"text": "Vores", "read_version": 2})
    assert (in_force(goal).number, in_force(goal).text) == (3, "Vores")


def test_a_stale_answer_is_not_a_yes_to_something_else(house, bo):
    step = a_step(house.course, "Ti timer", by=house.amina.user)
    actions.revise_item(step, text="37 timer", read_version=1, by=house.amina.user, at=AT)
    for name in ("accept_mine", "talk_about"):
        response = bo.client.post(url(name, step), {"read_version": 1, "words": "Det, jeg skrev"})
        assert response.status_code == 409
        assert "37 timer" in text_of(response)
    assert "Det, jeg skrev" in text_of(response)
    assert not step.wordings.get(number=2).marks.filter(side="citizen").exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 501, "a\x00b"])
def test_what_cannot_be_saved_is_still_there(house, bo, text):
    goal = a_goal(house.course)
    for where, more in (
        (GOAL, {"token": uuid4()}),
        (STEP, {"token": uuid4()}),
        (url("my_item", goal), {"read_version": 1}),
    ):
        response = bo.client.post(where, {"text": text} | more)
        assert response.status_code == 422
        assert "form-error-message" in text_of(response)
        assert f">\n{text}</textarea>".encode() in response.content
    assert PlanItem.objects.count() == 1


@pytest.mark.parametrize("version", ["", "x", "9" * 30])
def test_a_version_nobody_read_saves_nothing(house, bo, version):
    goal = a_goal(house.course, by=house.amina.user)
    for name in ("my_item", "talk_about", "accept_mine"):
        given = {"text": "Mit", "words": "Mit", "read_version": version}
        assert bo.client.post(url(name, goal), given).status_code in {409, 422}
    assert in_force(goal).number == 1


def test_done_laid_aside_again_and_on_top(house, bo):
    first, second = a_goal(house.course, "Første"), a_goal(house.course, "Andet")
    bo.client.post(url("do_mine", second), {"do": "top"})
    assert '<blockquote class="own-words">Andet</blockquote>' in text_of(bo.client.get(COURSE))
    bo.client.post(url("do_mine", second), {"do": "done"})
    assert '<blockquote class="own-words">Første</blockquote>' in text_of(bo.client.get(COURSE))
    assert "Gjort fredag 20. november." in text_of(bo.client.get(PLAN))
    bo.client.post(url("do_mine", second), {"do": "again"})
    assert "Gjort" not in text_of(bo.client.get(PLAN))
    assert bo.client.post(url("do_mine", first), {"do": "burn"}).status_code == 422


def test_new_is_marked_until_i_have_looked(house, bo, time_machine):
    a_step(house.course, "Aminas", by=house.amina.user)
    assert "<strong>Nyt</strong>" in text_of(bo.client.get(COURSE))
    time_machine.move_to(AT + days(1), tick=False)
    assert "<strong>Nyt</strong>" not in text_of(bo.client.get(COURSE))
    a_step(house.course, "Mit eget", at=AT + days(1))
    time_machine.move_to(AT + days(2), tick=False)
    assert "<strong>Nyt</strong>" not in text_of(bo.client.get(COURSE))


def test_an_earlier_course_stays_readable(house, bo):
    goal = a_goal(house.course, "Det gamle mål")
    house.course.refresh_from_db()
    close_course(house.course, because="work", by=house.amina.user, at=AT, today=TODAY - days(1))
    page = text_of(bo.client.get(COURSE))
    assert "Læs din plan" in page
    assert "Det gamle mål" in text_of(bo.client.get(PLAN))
    response = bo.client.post(url("my_item", goal), {"text": "Det, jeg skrev", "read_version": 1})
    assert response.status_code == 409
    assert "Det, jeg skrev" in text_of(response)
    assert "kun læses" in text_of(bo.client.get(GOAL))
    written = write(bo, GOAL, "Skrevet for sent")
    assert written.status_code == 409
    assert "Skrevet for sent" in text_of(written)
    open_course(house.bo, unit=house.unit, contact=house.amina, because="asked", by=None, at=AT, today=TODAY)
    page = text_of(bo.client.get(PLAN))
    assert "Det gamle mål" not in page
    assert "Andre forløb" in page
    assert "Det gamle mål" in text_of(bo.client.get(f"{PLAN}?forloeb={house.course.pk}"))


def test_anothers_plan_is_not_there(house, bo):
    liv = house.citizen("Liv Dam")
    goal = a_goal(house.follow(liv), "Livs hemmelige mål")
    for name in ("my_item", "accept_mine", "talk_about", "do_mine"):
        assert (
            bo.client.post(url(name, goal), {"read_version": 1, "text": "x", "do": "done"}).status_code == 404
        )
    assert bo.client.get(url("my_item", goal)).status_code == 404
    page = text_of(bo.client.get(f"{PLAN}?forloeb={goal.course_id}"))
    assert "Livs hemmelige mål" not in page
    assert "Livs" not in text_of(bo.client.get(COURSE))


@pytest.mark.parametrize("wrong", ["x", "0", "99999999999999999999"])
def test_a_course_that_is_none_shows_the_newest(house, bo, wrong):
    a_goal(house.course, "Mit mål")
    assert "Mit mål" in text_of(bo.client.get(f"{PLAN}?forloeb={wrong}"))


def test_every_page_of_the_plan_is_a_look(house, bo):
    goal = a_goal(house.course)
    for where in (PLAN, GOAL, STEP, url("my_item", goal)):
        assert bo.client.get(where).status_code == 200
    seen = Record.objects.filter(kind=Kind.LOOK).order_by("pk").values_list("what", flat=True)
    assert list(seen) == ["my_plan", "new_item", "new_item", "my_item"]


def test_the_plan_costs_my_course_no_more_however_much_there_is(house, bo):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            bo.client.get(COURSE)
        return len([query for query in queries if '"plans_' in query["sql"]])

    a_step(house.course, "Skridt", by=house.amina.user)
    a_goal(house.course, "Mål")
    assert cost() == 3  # the threads; the goals and steps; the marks of both
    for number in range(10):
        a_step(house.course, f"Skridt {number}", by=house.amina.user)
        a_goal(house.course, f"Mål {number}")
    assert cost() == 3
