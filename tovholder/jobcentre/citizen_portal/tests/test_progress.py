"""How it goes: the citizen's own, over time; read by the contact only while the citizen shows it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, text_of
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.models import Progress, ProgressShared
from tovholder.jobcentre.plans.progress import places, progress_of
from tovholder.jobcentre.results.models import Indicator

MINE, SHARE, FORGET = (reverse(name) for name in ("my_progress", "share_my_progress", "forget_my_progress"))


def answer(house, *, days_ago=0, **answers) -> None:
    actions.answer_progress(house.bo, answers, by=house.bo.user, at=AT - timedelta(days=days_ago))


def shown_to(employee, citizen) -> str:
    page = text_of(cast.browser_of(employee).get(reverse("story", args=[citizen.pk])))
    return page.partition("Sådan går det, siger borgeren")[2]


def test_the_citizen_answers_and_sees_it_move(house, bo):
    answer(house, days_ago=30, belief=4, health=5)
    page = text_of(bo.client.post(MINE, {"belief": "7"}, follow=True))
    assert "7 af 10, fredag 20. november." in page
    assert "Først 4 af 10, onsdag 21. oktober." in page
    assert "Kun du kan se det." in page
    assert Progress.objects.count() == 3, "a question may be left out"
    bo.client.post(MINE, {"belief": "6"})
    assert Progress.objects.get(day=TODAY, question="belief").answer == 6, "the last of the day holds"


def test_nobody_reads_it_before_it_is_shown_and_nobody_after(house, bo):
    answer(house, belief=7)
    assert not shown_to(house.amina, house.bo)
    bo.client.post(SHARE, {"share": "1"})
    assert "7 af 10" in shown_to(house.amina, house.bo)
    assert "Din faste medarbejder kan læse det." in text_of(bo.client.get(MINE))
    bo.client.post(SHARE, {"share": ""})
    assert not shown_to(house.amina, house.bo)


def test_shown_it_is_read_by_the_contact_and_whoever_covers_and_by_nobody_else(house):
    answer(house, belief=7)
    actions.share_progress(house.bo, share=True, by=house.bo.user, at=AT)
    leader = cast.a_leader("Ellen Thorup")
    for other in (house.jonas, leader):
        assert not progress_of(house.bo, other.user, TODAY)
    cast.a_stand_in(house.amina, house.jonas)
    assert progress_of(house.bo, house.jonas.user, TODAY)
    freja = house.citizen("Freja Dam")
    assert not progress_of(house.bo, freja.user, TODAY)
    assert not progress_of(house.bo, cast.a_user("manager"), TODAY)


def test_only_the_citizen_says_how_it_goes(house):
    for by in (house.amina.user, house.citizen("Freja Dam").user):
        for act in (
            lambda by: actions.answer_progress(house.bo, {"belief": 1}, by=by, at=AT),
            lambda by: actions.share_progress(house.bo, share=True, by=by, at=AT),
            lambda by: actions.forget_progress(house.bo, by=by, at=AT),
        ):
            with pytest.raises(Refused):
                act(by)
    for wrong in ({}, {"belief": 11}, {"belief": -1}, {"wage": 3}):
        with pytest.raises(Refused):
            actions.answer_progress(house.bo, wrong, by=house.bo.user, at=AT)
    assert not Progress.objects.exists()
    assert not ProgressShared.objects.exists()


def test_all_of_it_can_be_taken_away_and_the_log_never_held_an_answer(house, bo):
    answer(house, belief=7, network=3)
    bo.client.post(FORGET)
    assert not Progress.objects.exists()
    lines = Record.objects.filter(what__in=["answer_progress", "forget_progress"]).order_by("pk")
    assert [line.detail for line in lines] == [{"questions": ["belief", "network"]}, {"count": 2}]


def test_the_questions_are_said_to_be_our_own_and_the_scale_has_words(bo):
    page = text_of(bo.client.get(reverse("my_progress")))
    assert "0 er slet ikke. 5 er nogenlunde. 10 er helt." in page
    assert (
        "Spørgsmålene er vores egne. Ingen har prøvet dem af, og de siger ikke, om du får et arbejde." in page
    )
    assert "de betyder ikke noget for din ydelse" in page


def test_it_is_no_figure():
    assert not {"belief", "next_step", "health", "network"} & set(Indicator.values)


def test_a_curve_keeps_to_days_and_to_the_whole_scale():
    days = [TODAY, TODAY + timedelta(days=10), TODAY + timedelta(days=40)]
    (x0, y0), (x1, y1), (x2, y2) = places([(days[0], 0), (days[1], 5), (days[2], 10)])
    assert (x0, y0) == (5, 59)
    assert (x2, y2) == (235, 5)
    assert x1 - x0 == pytest.approx((x2 - x0) / 4, abs=0.1)
    assert y1 == 32
    assert places([(TODAY, 10)]) == [(5, 5)]
