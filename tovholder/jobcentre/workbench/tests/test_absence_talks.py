"""The booked talks of somebody who is away: listed, and covered, moved or cancelled in one step."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django_q.models import OrmQ

from tests import cast
from tests.cast import AT, TODAY, days, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.actions import draw_in
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.staff.actions import cover_from
from tovholder.jobcentre.staff.models import Absence
from tovholder.jobcentre.talks import actions as talks
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.actions import Choice, Do, settle_talks
from tovholder.jobcentre.workbench.actions import talks as settling
from tovholder.jobcentre.workbench.tests.page import Page, cost_of

pytestmark = pytest.mark.usefixtures("friday_at_ten")

TEAM, MY_DAY = reverse("team"), reverse("my_day")
AT_ELEVEN = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
FRIDAY_AT_TEN = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
MONDAY_AT_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def bo(house):
    return house.follow("BORGER Bo", email="bo@example.dk")


@pytest.fixture
def booked(house, bo) -> Talk:
    return cast.a_booked_talk(bo, by=house.amina, starts_at=AT_ELEVEN)


@pytest.fixture
def absence(house, booked) -> Absence:
    """Amina is away from today until the 28th, and Jonas covers."""
    return house.away(house.amina, house.jonas)


def page_of(absence) -> str:
    return reverse("absence_talks", args=[absence.pk])


def typed(browser, absence, *chosen, **more) -> str:
    """What a browser sends from the page as it stands, with (talk, what, when) chosen."""
    form = next(form for form in Page(browser.get(page_of(absence))).forms if form.options("row"))
    hidden = [(i["name"], i.get("value", "")) for i in form.inputs if i.get("type") == "hidden"]
    for talk, do, *when in chosen:
        hidden += [(f"t{talk.pk}-do", do), (f"t{talk.pk}-when", "".join(when))]
    return urlencode([*hidden, *more.items()])


def send(browser, absence, *chosen, **more):
    return post(browser, absence, typed(browser, absence, *chosen, **more))


def post(browser, absence, body):
    return browser.post(page_of(absence), body, content_type="application/x-www-form-urlencoded")


def now(talk) -> Talk:
    return Talk.objects.select_related("employee").get(pk=talk.pk)


def mails() -> list[tuple]:
    return [task.task["args"] for task in OrmQ.objects.order_by("pk")]


def names(response) -> list[str]:
    return [form.row.talk.citizen.name for form in response.context["forms"]]


# --- Straight after saving --------------------------------------------------------------------------------------------


def test_after_saving_an_absence_with_talks_the_leader_is_led_to_them(house, leader, booked):
    given = {"since": "2026-11-20", "last_day": "2026-11-27", "stand_in": house.jonas.pk}
    response = leader.post(reverse("register_absence", args=[house.amina.pk]), given, follow=True)
    assert response.redirect_chain == [(page_of(Absence.objects.get()), 302)]
    page = text_of(response)
    assert "Fraværet er gemt." in page
    assert "1 aftalt samtale mangler en til at holde den." in page
    assert "BORGER Bo" in page
    assert "fredag 20. november kl. 11 · Gåtur" in page
    assert "Jonas Holm dækker fra fredag 20. november til og med fredag 27. november." in page


def test_without_talks_there_is_nothing_to_settle(house, leader, bo):
    given = {"since": "2026-11-20", "stand_in": house.jonas.pk}
    assert leader.post(reverse("register_absence", args=[house.amina.pk]), given).url == TEAM
    page = text_of(leader.get(page_of(Absence.objects.get())))
    assert "Ingen aftalte samtaler mangler en til at holde dem." in page


def test_another_stand_in_from_a_day_leads_to_the_talks_of_those_days(house, leader, booked, absence, bo):
    rune = house.rune
    later = cast.a_booked_talk(bo, by=house.amina, starts_at=FRIDAY_AT_TEN)
    send(leader, absence, (booked, "cover"), (later, "cover"))
    given = {"cover-absence": absence.pk, "cover-since": "2026-11-25", "cover-stand_in": rune.pk}
    response = leader.post(reverse("register_absence", args=[house.amina.pk]), given, follow=True)
    assert [form.row.talk for form in response.context["forms"]] == [later]
    assert "Rune Modtager holder den" in text_of(response)


# --- What is listed ---------------------------------------------------------------------------------------------------


def test_all_days_of_the_absence_the_days_first(house, leader, absence, booked, bo):
    cast.a_booked_talk(house.follow("BORGER Cy"), by=house.amina, starts_at=AT_ELEVEN)
    cast.a_booked_talk(house.follow("BORGER Di"), by=house.amina, starts_at=FRIDAY_AT_TEN)
    for starts_at in (FRIDAY_AT_TEN + days(1), AT - days(1)):  # after the absence, and yesterday
        cast.a_booked_talk(bo, by=house.amina, starts_at=starts_at)
    assert names(leader.get(page_of(absence))) == ["BORGER Bo", "BORGER Cy", "BORGER Di"]


@pytest.mark.parametrize("what", ["held", "cancelled", "closed"])
def test_a_talk_that_is_no_longer_ahead_is_not_listed(house, leader, absence, booked, bo, what):
    if what == "held":
        cast.a_held_talk(bo, by=house.jonas, booked=booked)
    elif what == "cancelled":
        talks.cancel_talk(booked, by=house.amina.user, at=AT)
    else:
        house.close(bo)
    assert names(leader.get(page_of(absence))) == []


def test_a_booking_of_the_contact_before_is_listed_too(house, leader, bo, absence, booked):
    """It follows the citizen to the new contact, who is away."""
    talks.cover_talk(booked, employee=house.rune, by=house.lise.user, at=AT)
    assert names(leader.get(page_of(absence))) == ["BORGER Bo"]


def test_a_talk_that_a_colleague_drawn_in_or_the_leader_holds_is_not_listed(
    house, leader, bo, absence, booked
):
    talks.cover_talk(booked, employee=house.lise, by=house.lise.user, at=AT)
    assert names(leader.get(page_of(absence))) == []
    talks.cover_talk(booked, employee=house.rune, by=house.lise.user, at=AT)
    draw_in(
        bo, employee=house.rune, reason="coach", since=TODAY, until=TODAY + days(1), by=house.lise.user, at=AT
    )
    assert names(leader.get(page_of(absence))) == []


def test_a_talk_the_absent_one_was_drawn_in_to_hold_goes_to_the_contact(house, leader):
    course = house.follow("BORGER Ea", contact=house.rune)
    draw_in(
        course,
        employee=house.amina,
        reason="coach",
        since=TODAY,
        until=TODAY + days(9),
        by=house.lise.user,
        at=AT,
    )
    talk = cast.a_booked_talk(course, by=house.amina, starts_at=FRIDAY_AT_TEN)
    absence = house.away(house.amina, house.jonas)
    assert "Rune Modtager holder den" in text_of(leader.get(page_of(absence)))
    send(leader, absence, (talk, "cover"))
    assert now(talk).employee == house.rune
    assert names(leader.get(page_of(absence))) == []


def test_the_look_is_recorded_as_a_list(house, leader, absence, bo):
    leader.get(page_of(absence))
    line = Record.objects.get(what="absence_talks")
    assert (line.kind, line.citizens, line.count) == (Kind.LIST, f",{bo.citizen_id},", 1)


def test_those_this_person_may_not_see_are_counted_and_not_shown(house, leader, absence):
    Citizen.objects.update(is_protected=True)
    response = leader.get(page_of(absence))
    assert names(response) == []
    assert "1 samtale vises ikke, fordi du ikke må se borgeren." in text_of(response)
    assert "BORGER" not in text_of(response)
    own = cast.browser_of(house.amina).get(page_of(absence))  # who has the clearance
    assert names(own) == ["BORGER Bo"]
    assert "Jonas Holm kan ikke møde denne borger." in text_of(own)
    assert "holder den" not in text_of(own)


@pytest.mark.parametrize(
    ("who", "status"), [("lise", 200), ("amina", 200), ("jonas", 200), ("rune", 404), ("ole", 404)]
)
def test_who_sees_the_talks(house, absence, who, status):
    response = cast.browser_of(getattr(house, who)).get(page_of(absence))
    assert response.status_code == status
    assert ("BORGER Bo" in text_of(response)) == (status == 200)


def test_a_stand_in_sees_them_while_covering_and_not_before(house, absence, time_machine):
    cover_from(absence, stand_in=house.rune, since=TODAY + days(3), by=house.lise.user, at=AT)
    status = {}
    for number in (0, 3, 8):
        time_machine.move_to(AT + days(number), tick=False)
        for who in ("jonas", "rune"):
            status[who, number] = cast.browser_of(getattr(house, who)).get(page_of(absence)).status_code
    assert status == {
        ("jonas", 0): 200, ("rune", 0): 404, ("jonas", 3): 404, ("rune", 3): 200, ("jonas", 8): 404, ("rune", 8): 404,
    }  # fmt: skip


def test_nothing_is_chosen_beforehand(leader, absence):
    [form] = [form for form in Page(leader.get(page_of(absence))).forms if form.options("row")]
    assert form.stated() == []


def test_a_citizen_without_a_mail_is_to_be_told(house, leader, absence):
    Citizen.objects.update(email="", telephone="33 33 33 33")
    assert "Har ingen mail. Ring på 33 33 33 33." in text_of(leader.get(page_of(absence)))


# --- In one step ------------------------------------------------------------------------------------------------------


def test_cover_move_and_cancel_in_one_step(house, leader, absence, booked):
    moved = cast.a_booked_talk(house.follow("BORGER Cy", email="cy@example.dk"), by=house.amina)
    cancelled = cast.a_booked_talk(house.follow("BORGER Di", email="di@example.dk"), by=house.amina)
    response = send(
        leader, absence, (booked, "cover"), (moved, "move", "30/11 9 telefon"), (cancelled, "cancel")
    )
    assert response.url == TEAM
    assert (now(booked).employee, now(booked).starts_at) == (house.jonas, AT_ELEVEN)
    assert (now(moved).starts_at, now(moved).form, now(moved).employee) == (
        datetime(2026, 11, 30, 8, 0, tzinfo=UTC),
        "telephone",
        house.amina,
    )
    assert now(cancelled).cancelled_at == AT
    assert {to for to, *_rest in mails()} == {"bo@example.dk", "cy@example.dk", "di@example.dk"}
    assert "3 samtaler er gemt." in text_of(leader.get(TEAM))
    done = Record.objects.filter(kind=Kind.ACTION, what__in=["cover_talk", "move_talk", "cancel_talk"])
    assert sorted(done.values_list("what", flat=True)) == ["cancel_talk", "cover_talk", "move_talk"]


def test_moved_to_a_day_of_the_absence_whoever_covers_then_holds_it(house, leader, absence, booked):
    cover_from(absence, stand_in=house.rune, since=TODAY + days(3), by=house.lise.user, at=AT)
    send(leader, absence, (booked, "move", "man 9"))
    assert (now(booked).employee, now(booked).starts_at) == (house.rune, MONDAY_AT_NINE)


def test_the_stand_in_can_take_what_nothing_was_chosen_for(house, leader, absence, booked):
    other = cast.a_booked_talk(house.follow("BORGER Cy"), by=house.amina)
    assert "Jonas Holm holder resten" in text_of(leader.get(page_of(absence)))
    send(leader, absence, (other, "cancel"), all="1")
    assert now(booked).employee == house.jonas
    assert now(other).cancelled_at == AT


def test_what_nothing_is_chosen_for_stays(house, leader, absence, booked):
    other = cast.a_booked_talk(house.follow("BORGER Cy"), by=house.amina)
    assert send(leader, absence, (other, "cancel")).url == page_of(absence)
    assert now(booked).employee == house.amina
    assert names(leader.get(page_of(absence))) == ["BORGER Bo"]


def test_the_stand_in_has_it_on_min_dag_and_the_citizen_reads_whom_they_meet(house, leader, absence, booked):
    user = cast.a_user("citizen")
    Citizen.objects.filter(pk=booked.citizen_id).update(user=user)
    send(leader, absence, (booked, "cover"))
    day = text_of(cast.browser_of(house.jonas).get(MY_DAY))
    assert "BORGER Bo" in day
    assert "for Amina</span>" in day
    mine = text_of(cast.browser_of(user).get(reverse("my_course")))
    assert "fredag 20. november kl. 11 · Gåtur · med Jonas Holm" in mine


def test_two_presses_change_nothing_twice_and_send_one_mail(house, leader, absence, booked):
    cy = cast.a_booked_talk(house.follow("BORGER Cy", email="cy@example.dk"), by=house.amina)
    di = cast.a_booked_talk(house.follow("BORGER Di", email="di@example.dk"), by=house.amina)
    body = typed(leader, absence, (booked, "cover"), (cy, "move", "30/11 9"), (di, "cancel"))
    answers = [post(leader, absence, body) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(mails()) == 3
    for what in ("cover_talk", "move_talk", "cancel_talk"):
        assert Record.objects.filter(what=what).count() == 1


def test_a_citizen_with_two_talks_gets_one_mail(house, leader, absence, booked, bo):
    other = cast.a_booked_talk(bo, by=house.amina, starts_at=FRIDAY_AT_TEN)
    send(leader, absence, (booked, "cancel"), (other, "cover"))
    assert len(mails()) == 1


# --- The mail ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("do", [("cover",), ("move", "30/11 9"), ("cancel",)])
@pytest.mark.parametrize("logs_in", [True, False])
def test_the_mail_is_neutral_and_says_whom_to_call(house, leader, absence, booked, do, logs_in):
    Citizen.objects.update(user=cast.a_user("citizen") if logs_in else None)
    house.jonas.telephone = "44 44 44 44"
    house.jonas.save(update_fields=["telephone"])
    leader.post(reverse("language"), {"language": "en"})
    send(leader, absence, (booked, *do))
    [(to, subject, body)] = mails()
    assert to == "bo@example.dk"
    assert subject == "Besked fra jobcentret"
    assert "44 44 44 44" in body
    assert ("Mit forløb" in body) == logs_in
    assert "er ændret" in body
    for told in ("Bo", "Amina", "Jonas", "syg", "fravær", "væk", "11", "gåtur"):
        assert told.lower() not in f"{subject} {body}".lower()


def test_without_an_address_there_is_no_mail(leader, absence, booked):
    Citizen.objects.update(email="")
    send(leader, absence, (booked, "cancel"))
    assert mails() == []


def test_nothing_is_sent_when_nothing_is_kept(house, absence, booked, monkeypatch):
    """All in one transaction: the mail too."""

    def breaks(*args, **kwargs):
        raise ZeroDivisionError

    cy = cast.a_booked_talk(house.follow("BORGER Cy", email="cy@example.dk"), by=house.amina)
    monkeypatch.setattr(settling, "_mail", breaks)
    choices = [Choice(talk.pk, Do.CANCEL, seen=talk.starts_at) for talk in (booked, cy)]
    with pytest.raises(ZeroDivisionError):
        settle_talks(absence, choices, by=house.lise.user, at=AT)
    assert Talk.objects.booked().count() == 2
    assert mails() == []


# --- What has changed meanwhile ---------------------------------------------------------------------------------------


def change(house, talk, how) -> str:
    """Let `how` happen to a talk after the page was opened; return the words that say so."""
    if how == "held":
        cast.a_held_talk(talk.course, by=house.jonas, booked=talk)
        return "Samtalen er holdt imens."
    if how == "cancelled":
        talks.cancel_talk(talk, by=house.jonas.user, at=AT)
        return "Samtalen er aflyst imens."
    talks.move_talk(talk, starts_at=MONDAY_AT_NINE, form="", by=house.jonas.user, at=AT)
    return "Samtalen er flyttet imens."


@pytest.mark.parametrize("how", ["held", "cancelled", "moved"])
@pytest.mark.parametrize("do", ["cover", "move", "cancel"])
def test_what_changed_meanwhile_is_named_and_the_rest_goes_through(house, leader, absence, booked, how, do):
    cy = cast.a_booked_talk(house.follow("BORGER Cy"), by=house.amina)
    body = typed(leader, absence, (booked, do, "30/11 9 telefon"), (cy, "cover"))
    words = change(house, booked, how)
    before = now(booked)
    response = post(leader, absence, body)
    if (how, do) == ("cancelled", "cancel"):  # it is as was wished
        assert response.status_code == 302
        return
    page = text_of(response)
    assert response.status_code == 409
    assert f"BORGER Bo, fredag 20. november kl. 11: {words}" in page
    assert "30/11 9 telefon" in page
    assert now(cy).employee == house.jonas
    assert "1 samtale er gemt." in page
    after = now(booked)
    assert (after.starts_at, after.employee, after.cancelled_at) == (
        before.starts_at, before.employee, before.cancelled_at,
    )  # fmt: skip
    assert names(response) == (["BORGER Bo"] if how == "moved" else [])
    assert mails() == []


def test_a_talk_that_moved_meanwhile_can_be_settled_on_the_page_that_says_so(house, leader, absence, booked):
    body = typed(leader, absence, (booked, "cover"))
    change(house, booked, "moved")
    answer = post(leader, absence, body)
    [form] = [form for form in Page(answer).forms if form.options("row")]
    assert "checked" in form.options(f"t{booked.pk}-do")["cover"]
    again = {i["name"]: i["value"] for i in form.inputs if i.get("type") == "hidden" or "checked" in i}
    assert post(leader, absence, urlencode(again)).status_code == 302
    assert (now(booked).employee, now(booked).starts_at) == (house.jonas, MONDAY_AT_NINE)


def test_another_who_covers_meanwhile_is_not_given_the_talk_unasked(house, leader, absence, booked):
    body = typed(leader, absence, (booked, "cover"))
    cover_from(absence, stand_in=house.rune, since=TODAY, by=house.lise.user, at=AT)
    response = post(leader, absence, body)
    assert response.status_code == 409
    assert "Nu er det en anden, der dækker den dag. Vælg igen." in text_of(response)
    assert "Rune Modtager holder den" in text_of(response)
    assert now(booked).employee == house.amina


def test_a_citizen_no_longer_to_be_seen_is_left_as_they_were(house, leader, absence, booked):
    body = typed(leader, absence, (booked, "cancel"))
    Citizen.objects.update(is_protected=True)
    response = post(leader, absence, body)
    assert response.status_code in {409, 422}
    assert "BORGER" not in text_of(response)
    assert now(booked).cancelled_at is None


def test_nobody_settles_a_talk_with_a_citizen_they_may_not_open(house, absence, booked):
    choice = Choice(booked.pk, Do.CANCEL, seen=booked.starts_at)
    settled = settle_talks(absence, [choice], by=house.ole.user, at=AT)
    assert (settled.changed, settled.refused, settled.not_seen) == ([], [], 1)
    assert now(booked).cancelled_at is None


def test_talks_of_somebody_else_are_not_settled_here(house, leader, absence, booked):
    other = cast.a_booked_talk(house.follow("BORGER Cy", contact=house.rune), by=house.rune)
    body = typed(leader, absence, (booked, "cancel")).replace(f"t{booked.pk}-", f"t{other.pk}-")
    response = post(leader, absence, body.replace(f"row={booked.pk}", f"row={other.pk}"))
    assert response.status_code == 422
    assert now(other).cancelled_at is None


# --- What cannot be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("do", "when", "sentence"),
    [
        ("move", "", "Skriv, hvornår samtalen skal være."),
        ("move", "fre", "Skriv også et klokkeslæt"),
        ("move", "når det bliver forår", "forår"),
        ("move", "x" * 101, "100"),
        ("", "fre 10", "Vælg, hvad der skal ske med samtalen."),
        ("burn", "", "Vælg en af mulighederne."),
        ("", "", "Vælg, hvad der skal ske med mindst en af samtalerne."),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_nothing_is_lost(
    house, leader, absence, booked, do, when, sentence
):
    cy = cast.a_booked_talk(house.follow("BORGER Cy"), by=house.amina)
    response = send(leader, absence, (booked, do, when), *([(cy, "cancel")] if do or when else []))
    page = text_of(response)
    assert response.status_code == 422
    assert sentence in page
    assert when in page
    assert now(cy).cancelled_at is None


def test_a_time_that_has_passed_is_refused_and_named(leader, absence, booked):
    response = send(leader, absence, (booked, "move", "i dag 9"))
    assert response.status_code == 409
    assert "Den tid er gået." in text_of(response)
    assert 'value="i dag 9"' in text_of(response)


@pytest.mark.parametrize("seen", ["", "i går", "9999999", "\x00"])
def test_a_form_bent_by_hand_is_no_error_of_ours(leader, absence, booked, seen):
    body = {"row": booked.pk, f"t{booked.pk}-do": "cancel", f"t{booked.pk}-seen": seen}
    assert post(leader, absence, urlencode(body)).status_code == 422
    assert now(booked).cancelled_at is None


# --- Back again -------------------------------------------------------------------------------------------------------


def test_who_comes_back_early_holds_their_own_talks_again(house, leader, absence, booked, bo):
    later = cast.a_booked_talk(bo, by=house.amina, starts_at=FRIDAY_AT_TEN)
    send(leader, absence, (booked, "cover"), (later, "cover"))
    given = {"ended-absence": absence.pk, "ended-last_day": "2026-11-24"}
    assert leader.post(reverse("register_absence", args=[house.amina.pk]), given).status_code == 302
    assert now(later).employee == house.amina
    assert now(booked).employee == house.jonas
    assert len(mails()) == 2


def test_away_longer_leads_to_the_talks_of_the_added_days(house, leader, absence, booked, bo):
    send(leader, absence, (booked, "cover"))
    later = cast.a_booked_talk(bo, by=house.amina, starts_at=FRIDAY_AT_TEN + days(4))
    given = {"ended-absence": absence.pk, "ended-last_day": "2026-12-04"}
    response = leader.post(reverse("register_absence", args=[house.amina.pk]), given, follow=True)
    assert [form.row.talk for form in response.context["forms"]] == [later]
    assert now(booked).employee == house.jonas


# --- Its cost ---------------------------------------------------------------------------------------------------------


def test_it_costs_the_same_with_few_and_with_many(house, leader, absence):
    few = cost_of(leader, page_of(absence))
    for number, course in enumerate(cast.many_courses(60, contact=house.amina)):
        cast.a_booked_talk(course, by=house.amina, starts_at=AT + days(number % 7) + (AT_ELEVEN - AT))
    assert cost_of(leader, page_of(absence)) == few <= 20


def test_a_hundred_are_shown_and_the_rest_are_counted(house, leader, absence, monkeypatch):
    from tovholder.jobcentre.workbench import covering

    monkeypatch.setattr(covering, "SHOWN", 2)
    for course in cast.many_courses(3, contact=house.amina):
        cast.a_booked_talk(course, by=house.amina)
    response = leader.get(page_of(absence))
    assert len(names(response)) == 2
    assert "2 senere samtaler vises, når du har gemt." in text_of(response)


def test_nobody_holds_a_talk_who_is_away_that_day(house, absence, booked):
    house.away(house.jonas, house.rune, until=date(2026, 11, 22))
    choice = Choice(booked.pk, Do.COVER, seen=booked.starts_at, holder=house.jonas.pk)
    settled = settle_talks(absence, [choice], by=house.lise.user, at=AT)
    assert [talk for talk, _why in settled.refused] == [booked]
    assert now(booked).employee == house.amina
