"""What a company told, put right by it; and what it then sees, and does not see."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ

from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.sickleave.actions import erase_unmatched_names, take_step
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveChoice
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, logged_in

DAY = timedelta(days=1)


def given(**more) -> dict[str, str]:
    return {"token": str(uuid4()), "kind": "expected", "agrees": "no", "talk": "no"} | more


def text_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def main_of(response) -> str:
    return text_of(response).split("<main")[1].split("</main>")[0]


def sent(house, **more):
    return house.notice(sender=house.hanne, **more)


def ways(house, client, notice):
    """The same three addresses, signed in and through the link: the receipt, to correct, to take back."""
    link = make_link(house.hanne, at=NOW)
    pk = notice.pk
    signed_in = [reverse(name, args=[pk]) for name in ("notice_received", "correct_told", "withdraw_told")]
    return [
        (logged_in(house.hanne), *signed_in),
        (
            client,
            reverse("door", args=[link]) + f"?modtaget={pk}",
            reverse("door_correct", args=[link, pk]),
            reverse("door_withdraw", args=[link, pk]),
        ),
    ]  # fmt: skip


@pytest.mark.parametrize("way", [0, 1], ids=["signed in", "through the link"])
def test_it_is_corrected_from_the_receipt(house, client, way):
    notice = sent(
        house, name="Bo Kragh", kind="since", first_day=TODAY - DAY, text="Ring før tolv", wages_paid=True
    )
    browser, receipt, correct, _withdraw = ways(house, client, notice)[way]
    assert f'href="{correct}"' in text_of(browser.get(receipt))
    form = browser.get(correct)
    page = text_of(form)
    assert 'value="2026-11-19"' in page
    assert "Bo Kragh" not in page, "the name is not shown again"
    assert ("Ring før tolv" in page) == (way == 0), "a link is easily passed on"
    chosen = {name for name in form.context["form"].fields if form.context["form"][name].value()}
    assert {"kind", "first_day", "agrees", "talk", "wages_paid"} <= chosen
    answer = browser.post(correct, given(kind="since", first_day="18.11.2026", agrees="yes"), follow=True)
    later = AbsenceNotice.objects.get(corrects=notice)
    assert (later.first_day, later.person_name, later.sender) == (TODAY - 2 * DAY, "Bo Kragh", house.hanne)
    assert "siden onsdag 18. november" in main_of(answer)
    old = main_of(browser.get(receipt))
    assert "Meldingen er rettet" in old
    assert "Rettet fredag 20. november." in old
    assert "Træk tilbage" not in old


@pytest.mark.parametrize("way", [0, 1], ids=["signed in", "through the link"])
def test_it_is_taken_back_from_the_receipt(house, client, way):
    notice = sent(house)
    browser, _receipt, correct, withdraw = ways(house, client, notice)[way]
    for _ in range(2):
        assert "Meldingen er trukket tilbage" in main_of(browser.post(withdraw, follow=True))
    assert AbsenceNotice.objects.count() == 2
    assert not AbsenceNotice.objects.standing().exists()
    typed = given(text="Alligevel")
    stale = browser.post(correct, typed)
    assert stale.status_code == 409
    assert "rettet eller trukket tilbage imens" in text_of(stale)
    assert "Alligevel" in text_of(stale)
    assert browser.get(withdraw).status_code == 405


def test_a_correction_that_is_wrong_stays(house, hanne):
    notice = sent(house)
    response = hanne.post(reverse("correct_told", args=[notice.pk]), given(talk="", text="Vi er i tvivl"))
    assert response.status_code == 422
    assert "Vi er i tvivl" in text_of(response)
    nameless = hanne.post(reverse("correct_told", args=[notice.pk]), given(agrees="yes"))
    assert "Skriv medarbejderens navn" in text_of(nameless)


def test_only_who_told_it_can_put_it_right(house, client, hanne):
    per = house.person(house.nordlyst, "Per Vad")
    theirs = [house.notice(sender=per), house.notice(), house.notice(house.workplace("Sydlyst"))]
    theirs.append(house.notice(begun_by="centre", sender=house.hanne))
    link = make_link(house.hanne, at=NOW)
    for notice in theirs:
        for name in ("correct_told", "withdraw_told"):
            assert hanne.post(reverse(name, args=[notice.pk]), given()).status_code == 404
        for name in ("door_correct", "door_withdraw"):
            assert client.post(reverse(name, args=[link, notice.pk]), given()).status_code == 404
    assert hanne.get(reverse("correct_told", args=[theirs[0].pk])).status_code == 404
    assert AbsenceNotice.objects.count() == len(theirs)
    assert "Træk tilbage" not in text_of(hanne.get(reverse("notice_received", args=[theirs[0].pk])))


def test_a_link_that_has_ended_puts_nothing_right(house, client, time_machine):
    link, notice = make_link(house.hanne, at=NOW), sent(house)
    time_machine.move_to(NOW + 7 * DAY, tick=False)
    for name in ("door_correct", "door_withdraw"):
        response = client.post(reverse(name, args=[link, notice.pk]), given(text="Vi savner ham"))
        assert response.status_code == 410
        assert "22 22 22 22" in text_of(response)
    assert AbsenceNotice.objects.count() == 1


def test_no_citizen_is_read_while_it_is_put_right(house, hanne, seen):
    house.citizen("Bo Kragh", at=house.nordlyst, email="bo@example.dk")
    pk = sent(house, name="Bo Kragh").pk
    urls = [reverse(name, args=[pk]) for name in ("correct_told", "withdraw_told", "notice_received")]
    hanne.get(urls[0])
    hanne.post(urls[0], given(agrees="yes"))
    hanne.post(urls[1])
    hanne.get(urls[2])
    hanne.get("/min-kontakt/")
    assert seen == [set()] * 5


# --- What we did towards the company


def test_the_company_follows_every_step_and_the_same_for_whomever(house, hanne):
    house.citizen("Bo Kragh", at=house.nordlyst)
    notices = [house.notice(name=name, sender=house.hanne) for name in ("Bo Kragh", "Ukendt Person")]
    stages = [
        lambda notice: None,
        lambda notice: house.answer(notice),
        lambda notice: take_step(notice, "talk_offered", by=house.amina.user, at=NOW),
        lambda notice: take_step(notice, "talk_agreed", by=house.amina.user, at=NOW),
        lambda notice: take_step(notice, "closed", by=house.amina.user, at=NOW),
    ]
    words = [
        "Vi har ikke talt sammen endnu.",
        "Vi talte sammen",
        "Samtale tilbudt",
        "Samtale aftalt",
        "Afsluttet",
    ]
    for stage, said in zip(stages, words, strict=True):
        pages, queries = [], []
        for notice in notices:
            stage(notice)
            with CaptureQueriesContext(connection) as asked:
                page = main_of(hanne.get(reverse("notice_received", args=[notice.pk])))
            pages.append(page.replace(f"/{notice.pk}/", "/N/").split("csrfmiddlewaretoken")[0])
            queries.append(len(asked))
        assert pages[0] == pages[1]
        assert queries[0] == queries[1]
        assert said in pages[0]


@pytest.mark.parametrize("way", [0, 1], ids=["signed in", "through the link"])
def test_telling_and_correcting_ask_and_queue_the_same_for_whomever(house, client, way):
    house.citizen("Bo Kragh", at=house.nordlyst, email="bo@example.dk")
    costs = []
    for name in ("Bo Kragh", "Ukendt Person"):
        notice = sent(house, name="Ina Vig")
        browser, receipt, correct, _withdraw = ways(house, client, notice)[way]
        page = receipt.split("?")[0] if way else "/min-kontakt/"
        for url in (page, correct):
            OrmQ.objects.all().delete()
            with CaptureQueriesContext(connection) as made:
                assert browser.post(url, given(agrees="yes", person_name=name)).status_code == 302
            costs.append((len(made), [row.task["func"] for row in OrmQ.objects.order_by("pk")]))
    assert costs[:2] == costs[2:]


@pytest.mark.parametrize("way", [0, 1], ids=["signed in", "through the link"])
@pytest.mark.parametrize(
    "said",
    [{"agrees": "yes"}, {"agrees": "no"}, {"agrees": "yes", "kind": "since"}],
    ids=["the same name", "no name", "wrong"],
)
def test_a_correction_is_answered_the_same_after_the_name_we_did_not_know_is_erased(
    house, client, way, said, time_machine
):
    house.citizen("Bo Kragh", at=house.nordlyst)
    told_at = NOW - 30 * DAY
    words = "Vi ringer sammen"
    notices = [sent(house, name=name, at=told_at, text=words) for name in ("Bo Kragh", "Ukendt Person")]
    assert erase_unmatched_names(by=None, at=NOW) == 1
    asked, answers, queries = [], [], []
    for notice in notices:
        browser, _receipt, correct, _withdraw = ways(house, client, notice)[way]
        asked.append(plain(browser.get(correct), notice))
        with CaptureQueriesContext(connection) as made:
            answer = browser.post(correct, given(**said))
        answers.append((answer.status_code, plain(answer, notice)))
        queries.append(len(made))
    assert asked[0] == asked[1]
    assert answers[0] == answers[1]
    assert queries[0] == queries[1]


def test_an_erased_name_is_corrected_to_one_agreed_and_nameless(house, hanne):
    notice = sent(house, name="Ukendt Person", at=NOW - 30 * DAY)
    erase_unmatched_names(by=None, at=NOW)
    assert hanne.post(reverse("correct_told", args=[notice.pk]), given(agrees="yes")).status_code == 302
    later = AbsenceNotice.objects.get(corrects=notice)
    assert (later.employee_agrees, later.person_name, later.citizen_id) == (True, "", None)


def plain(response, notice) -> str:
    """The main text of a page without what is each notice's own: its number and the form's token."""
    if response.status_code == 302:
        return ""
    page = re.sub(r'name="(csrfmiddlewaretoken|token)" value="[^"]*"', "", main_of(response))
    return page.replace(f"/{notice.pk}/", "/N/").replace(f"modtaget={notice.pk}", "modtaget=N")


def test_the_list_costs_the_same_with_one_and_with_many(house, hanne):
    sent(house)
    with CaptureQueriesContext(connection) as few:
        hanne.get("/min-kontakt/")
    for _ in range(15):
        house.answer(sent(house))
    with CaptureQueriesContext(connection) as many:
        hanne.get("/min-kontakt/")
    assert len(few) == len(many)


def test_the_centres_own_aim_is_said(house, hanne):
    SickLeaveChoice.objects.create(pk=1, answer_within_hours=4)
    page = main_of(hanne.get(reverse("notice_received", args=[sent(house).pk])))
    assert "inden for 4 timer i åbningstiden: senest fredag 20. november kl. 14." in page


# --- Health


def test_what_looks_like_health_is_not_kept_before_it_is_written_anew_or_confirmed(hanne):
    told = given(text="Han har stress")
    response = hanne.post("/min-kontakt/", told)
    assert response.status_code == 422
    page = text_of(response)
    assert "Det ligner oplysninger om helbred: stress." in page
    assert "Det er ikke oplysninger om helbred" in page
    assert page.count("checked") == 3, "what was chosen, and not the confirmation"
    assert not AbsenceNotice.objects.exists()
    assert hanne.post("/min-kontakt/", told | {"not_health": "on"}).status_code == 302
    notice = AbsenceNotice.objects.get()
    assert (notice.text, notice.said_not_health) == ("Han har stress", True)


def test_what_does_not_look_like_health_needs_no_confirmation(hanne):
    page = text_of(hanne.get("/min-kontakt/"))
    assert "Det er ikke oplysninger om helbred" not in page
    hanne.post("/min-kontakt/", given(text="Han må køre bil", not_health="on"))
    assert AbsenceNotice.objects.get().said_not_health is False


# --- More days, and wages


def test_how_long_and_whether_wages_are_paid_are_kept(hanne):
    hanne.post(
        "/min-kontakt/",
        given(kind="first_day", expected_last_day="18.12.2026", wages_paid="no", back_on="1.11.2026"),
    )
    notice = AbsenceNotice.objects.get()
    assert (notice.expected_last_day, notice.wages_paid, notice.back_on) == (TODAY + 28 * DAY, False, None)
    page = main_of(hanne.get(reverse("notice_received", args=[notice.pk])))
    assert "14 dage efter første fraværsdag: fredag 4. december." in page


def test_wages_decide_the_deadline_that_is_shown_live(hanne):
    asked = {"kind": "first_day", "first_day": "", "wages_paid": "no"}
    shown = hanne.post("/min-kontakt/", asked, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="nemrefusion")
    assert "fredag 4. december" in text_of(shown)
    unknown = hanne.post(
        "/min-kontakt/", asked | {"wages_paid": ""}, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="nemrefusion"
    )
    assert "Det er hovedreglen" in text_of(unknown)


@pytest.mark.parametrize(
    ("typed", "kept"), [("", TODAY), ("2026-11-17", TODAY - 3 * DAY), ("17.11.2026", TODAY - 3 * DAY)]
)
def test_somebody_is_back_today_unless_told_otherwise(hanne, typed, kept):
    hanne.post("/min-kontakt/", given(kind="returned", back="partly", hours_a_week="20", back_on=typed))
    notice = AbsenceNotice.objects.get()
    assert (notice.back_on, notice.hours_a_week) == (kept, 20)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "first_day", "expected_last_day": "2026-11-01"}, "kan ikke slutte, før det begynder"),
        ({"kind": "first_day", "expected_last_day": "2062-11-01"}, "Se efter, om årstallet er rigtigt."),
        ({"kind": "first_day", "expected_last_day": "snart"}, "Skriv dagen med tal"),
        ({"kind": "returned", "back": "fully", "back_on": "2026-11-23"}, "Skriv igen, når medarbejderen er tilbage."),
        ({"kind": "returned", "back": "fully", "back_on": "2026-11-02", "first_day": "2026-11-09"}, "før første"),
        ({"kind": "returned", "back": "fully", "back_on": "i går"}, "Skriv dagen med tal"),
        ({"wages_paid": "måske"}, "Vælg en af de muligheder, der står her."),
    ],
)  # fmt: skip
def test_days_that_cannot_be_get_a_sentence_and_stay(hanne, wrong, sentence):
    response = hanne.post("/min-kontakt/", given(text="Ring gerne") | wrong)
    assert response.status_code == 422
    page = text_of(response)
    assert sentence in page
    for typed in ("Ring gerne", wrong.get("back_on", ""), wrong.get("expected_last_day", "")):
        assert typed in page
    assert not AbsenceNotice.objects.exists()


# --- A telephone on every page


def test_a_telephone_stands_on_every_page_also_when_something_is_wrong(house, client, hanne):
    notice, link = sent(house), make_link(house.hanne, at=NOW)
    pages = [
        hanne.get("/min-kontakt/"),
        hanne.post("/min-kontakt/", given(kind="")),
        hanne.get(reverse("notice_received", args=[notice.pk])),
        hanne.get(reverse("correct_told", args=[notice.pk])),
        hanne.get("/min-dag/"),
        hanne.get(reverse("notice_received", args=[999])),
        hanne.get("/findes-ikke/"),
        hanne.post("/min-kontakt/", {"text": "x" * 10_000_000}),
        client.get(reverse("door", args=[link])),
        client.get(reverse("door", args=[make_link(house.hanne, at=NOW - 30 * DAY)])),
        client.get(reverse("door", args=["forkert"])),
        client.get(reverse("door_correct", args=[link, 999])),
        client.get("/bliv-ringet-op/"),
        client.get("/bliv-ringet-op/?tak=1"),
    ]
    assert [page.status_code for page in pages] == [
        200, 422, 200, 200, 403, 404, 404, 413, 200, 410, 404, 404, 200, 200
    ]  # fmt: skip
    for page in pages:
        assert 'href="tel:22222222"' in text_of(page) or 'href="tel:11111111"' in text_of(page)


def test_nobody_elses_error_page_has_the_telephone(house, client):
    assert "tel:" not in text_of(client.get("/findes-ikke/"))
    assert "tel:" not in text_of(logged_in(house.amina).get("/findes-ikke/"))
