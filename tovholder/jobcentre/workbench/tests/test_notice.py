"""A notice on the employee's side: corrected, withdrawn, and the steps towards the company."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from tovholder.jobcentre.sickleave.actions import correct_notice as put_right
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeStep, SpokenAnswer
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House, logged_in, plain_static_files

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def no_manifest(settings):
    plain_static_files(settings)


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def amina(house):
    return logged_in(house.amina)


def text_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def at(name, notice) -> str:
    return reverse(name, args=[notice.pk])


def told(**more) -> dict[str, str]:
    return {
        "token": str(uuid4()),
        "kind": "since",
        "first_day": "17.11.2026",
        "agrees": "no",
        "talk": "no",
    } | more


def correction(house, notice):
    return put_right(
        notice.pk, token=uuid4(), kind="since", first_day=TODAY - DAY, talk="no",
        by=None, sender=house.hanne, at=NOW, today=TODAY,
    )  # fmt: skip


def test_the_form_is_as_it_was_told_and_the_correction_takes_its_place(house, amina):
    notice = house.notice(
        name="Bo Kragh",
        kind="returned",
        first_day=TODAY - 9 * DAY,
        back_on=TODAY,
        hours_a_week=20,
        text="Ring",
    )
    form = amina.get(at("correct_notice", notice)).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert (shown["kind"], shown["hours_a_week"], shown["agrees"]) == ("returned_partly", 20, "yes")
    assert (shown["person_name"], shown["text"], shown["back_on"]) == ("Bo Kragh", "Ring", TODAY)
    response = amina.post(at("correct_notice", notice), told(), follow=True)
    later = AbsenceNotice.objects.get(corrects=notice)
    assert (later.person_name, later.first_day) == ("", TODAY - 3 * DAY)
    assert "Meldingen er rettet." in text_of(response)


def test_a_corrected_notice_stands_struck_with_the_day(house, amina):
    notice = house.notice(sender=house.hanne)
    house.answer(notice)
    later = correction(house, notice)
    place = amina.get(reverse("workplace", args=[house.nordlyst.pk]))
    assert [line.notice.pk for line in place.context["waiting"]] == [later.pk]
    assert [line.notice.pk for line in place.context["earlier"]] == [notice.pk]
    assert "</s> rettet fredag 20. november" in text_of(place)
    page = text_of(amina.get(at("notice", notice)))
    assert "<s>" in page
    assert f'href="{at("notice", later)}"' in page
    assert "Ret meldingen" not in page
    assert f'href="{at("notice", notice)}"' in text_of(amina.get(at("notice", later)))


def test_a_withdrawn_notice_waits_nowhere_and_is_still_read(house, amina):
    notice = house.notice()
    for _ in range(2):
        page = text_of(amina.post(at("withdraw_notice", notice), follow=True))
        assert "trukket tilbage fredag 20. november" in page
    assert AbsenceNotice.objects.count() == 2
    place = amina.get(reverse("workplace", args=[house.nordlyst.pk]))
    assert place.context["waiting"] == []
    assert [line.notice.pk for line in place.context["earlier"]] == [notice.pk]
    assert "Vi har talt sammen" not in text_of(place)
    gone = AbsenceNotice.objects.get(withdraws=True)
    assert amina.get(at("correct_notice", gone)).status_code == 404


def test_a_page_gone_stale_is_refused_and_nothing_typed_is_lost(house, amina):
    notice = house.notice(sender=house.hanne)
    correction(house, notice)
    stale = amina.post(at("correct_notice", notice), told(text="De vil gerne i gang"))
    assert stale.status_code == 409
    assert "De vil gerne i gang" in text_of(stale)
    for name, given in (("answer_notice", {}), ("notice_step", {"step": "closed"})):
        response = amina.post(at(name, notice), given)
        assert response.status_code == 409
        assert "rettet eller trukket tilbage imens" in text_of(response)
    assert not SpokenAnswer.objects.exists()
    assert not NoticeStep.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"kind": ""}, "Vælg, hvad der sker."),
     ({"text": "Hun har stress"}, "Det ligner oplysninger om helbred: stress.")],
)  # fmt: skip
def test_a_wrong_correction_and_a_wrong_call_stay(house, amina, wrong, sentence):
    notice = house.notice()
    for url in (at("correct_notice", notice), reverse("phone_notice", args=[house.nordlyst.pk])):
        response = amina.post(url, told(text="Ring til dem") | wrong)
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert (wrong.get("text") or "Ring til dem") in text_of(response)
    assert AbsenceNotice.objects.count() == 1
    confirmed = told(text="Hun har stress", not_health="on")
    amina.post(reverse("phone_notice", args=[house.nordlyst.pk]), confirmed)
    assert AbsenceNotice.objects.latest("pk").said_not_health


def test_steps_are_one_press_each_and_go_when_taken(house, amina):
    notice = house.notice()
    page = amina.get(at("notice", notice))
    assert [step for step, _label in page.context["to_take"]] == ["talk_offered", "talk_agreed", "closed"]
    for _ in range(2):
        amina.post(at("notice_step", notice), {"step": "talk_offered"})
    assert NoticeStep.objects.count() == 1
    page = amina.get(at("notice", notice))
    assert [step for step, _label in page.context["to_take"]] == ["talk_agreed", "closed"]
    assert "Samtale tilbudt" in text_of(page)
    assert amina.post(at("notice_step", notice), {"step": "x"}).status_code == 409
    assert amina.get(at("notice_step", notice)).status_code == 405


def test_who_is_not_the_contact_closes_only_what_was_spoken_about(house):
    house.citizen("Bo Kragh", at=house.nordlyst, contact=house.jonas)
    notice, jonas = house.notice(name="Bo Kragh"), logged_in(house.jonas)
    response = jonas.post(at("notice_step", notice), {"step": "closed"})
    assert response.status_code == 409
    assert "Tal med virksomheden først" in text_of(response)
    house.answer(notice)
    assert jonas.post(at("notice_step", notice), {"step": "closed"}).status_code == 302


def test_what_is_not_mine_is_not_found(house):
    notice, jonas = house.notice(name="Bo Kragh"), logged_in(house.jonas)
    for name in ("correct_notice", "withdraw_notice", "notice_step"):
        assert jonas.post(at(name, notice), told(step="closed")).status_code == 404
    assert AbsenceNotice.objects.count() == 1
