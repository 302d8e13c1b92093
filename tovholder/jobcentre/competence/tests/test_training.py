"""Training: a seat to one, the others wait in order, and what is learnt and confirmed raises the level."""

from datetime import timedelta

import pytest
import time_machine
import vobject
from django.core.management import call_command
from django.db import IntegrityError
from django.urls import reverse
from django_q.models import OrmQ

from tests import cast
from tests.cast import AT, TODAY, browser_of, text_of
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.competence import actions
from tovholder.jobcentre.competence.actions import Offered, Written
from tovholder.jobcentre.competence.levels import agreed_levels, roles_mastered
from tovholder.jobcentre.competence.models import AgreedLevel, SignUp, Step, Training

pytestmark = pytest.mark.django_db
BEGINS = AT + timedelta(days=5)
AFTER = BEGINS + timedelta(days=1)


@pytest.fixture
def leader(amina):
    return cast.a_leader("Lise Leder")


def a_training(leader, *, places=1, code="coaching", level=3, starts_at=BEGINS) -> Training:
    offered = Offered(
        "Coach en kollega", "Øv jer.", cast.a_competence(code), level, starts_at, 180, "Lokale 3", places
    )
    return actions.offer_training(offered, by=leader.user, at=AT)


def sign_up(training, employee, *, at=AT) -> SignUp:
    return actions.sign_up(training, employee, by=employee.user, at=at)


def mails() -> list[tuple[str, str]]:
    return [row.task["args"][:2] for row in OrmQ.objects.order_by("pk")]


# --- Seats ------------------------------------------------------------------------------------------------------------


def test_the_last_place_is_one_persons_and_the_next_waits(amina, jonas, leader):
    training = a_training(leader)
    assert sign_up(training, amina).step == Step.PLACE
    assert sign_up(training, jonas).step == Step.SIGNED_UP
    assert sign_up(training, amina).seat == 1, "twice is once"
    assert mails() == [(amina.email, "Du har en plads: Coach en kollega")]


def test_the_database_gives_a_seat_once_and_a_place_has_one(amina, jonas, leader):
    training = a_training(leader)
    sign_up(training, amina)
    with pytest.raises(IntegrityError):
        SignUp.objects.create(training=training, employee=jonas, step=Step.PLACE, seat=1)


def test_a_place_without_a_seat_is_none(amina, leader):
    with pytest.raises(IntegrityError):
        SignUp.objects.create(training=a_training(leader), employee=amina, step=Step.PLACE)


def test_who_has_waited_longest_takes_a_place_that_is_given_up(amina, jonas, leader):
    training, ida = a_training(leader), cast.an_employee("Ida")
    sign_up(training, amina)
    sign_up(training, ida, at=AT + timedelta(hours=1))
    sign_up(training, jonas, at=AT + timedelta(hours=2))
    actions.withdraw(training, amina, by=amina.user, at=AT + timedelta(hours=3))
    steps = {row.employee: row.step for row in SignUp.objects.order_by("pk")}
    assert steps == {amina: Step.WITHDRAWN, ida: Step.PLACE, jonas: Step.SIGNED_UP}
    assert mails()[-1] == (ida.email, "Der blev en plads til dig: Coach en kollega")
    assert sign_up(training, amina, at=AT + timedelta(hours=4)).step == Step.SIGNED_UP, "and goes last"


def test_one_who_only_waited_leaves_no_place(amina, jonas, leader):
    training = a_training(leader)
    sign_up(training, amina)
    sign_up(training, jonas)
    actions.withdraw(training, jonas, by=jonas.user, at=AT)
    assert SignUp.objects.get(employee=amina).seat == 1


# --- Whose step it is -------------------------------------------------------------------------------------------------


def test_a_wish_is_ones_own(amina, leader):
    training = a_training(leader)
    actions.wish(training, amina, by=amina.user, at=AT)
    actions.wish(training, amina, by=amina.user, at=AT)
    with time_machine.travel(AT, tick=False):
        page = text_of(browser_of(leader).get(reverse("training", args=[training.pk])))
        assert "Amina" not in page
        assert "Vil gerne" in text_of(browser_of(amina).get(reverse("training", args=[training.pk])))
        browser_of(amina).post(reverse("training_step", args=[training.pk]), {"step": "sign_up"})
        page = text_of(browser_of(leader).get(reverse("training", args=[training.pk])))
    assert "Amina Yusuf" in page


def test_nobody_signs_another_up_or_off(amina, jonas, leader):
    training = a_training(leader)
    sign_up(training, amina)
    for do in (actions.sign_up, actions.withdraw, actions.wish):
        with pytest.raises(Refused, match="Man melder sig selv"):
            do(training, amina, by=jonas.user, at=AT)
    with pytest.raises(Refused, match="Man melder sig selv"):
        actions.take_part(SignUp.objects.get(), by=leader.user, at=AFTER)


def test_nothing_changes_once_it_has_begun_or_is_cancelled(amina, jonas, leader):
    training = a_training(leader)
    sign_up(training, amina)
    for do in (actions.withdraw, actions.wish):
        with pytest.raises(Refused, match="Det er begyndt"):
            do(training, amina, by=amina.user, at=AFTER)
    with pytest.raises(Refused, match="Det er begyndt"):
        sign_up(training, jonas, at=AFTER)
    actions.cancel_training(training, by=leader.user, at=AT)
    with pytest.raises(Refused, match="Det er aflyst"):
        sign_up(training, jonas)


def test_a_leader_offers_and_the_same_units_leader_cancels(amina, leader):
    training = a_training(leader)
    sign_up(training, amina)
    with pytest.raises(Refused, match="Kun en leder"):
        a_training(amina)
    with pytest.raises(Refused, match="Tidspunktet er forbi"):
        a_training(leader, starts_at=AT)
    with pytest.raises(Refused, match="den enhed, der tilbyder det"):
        actions.cancel_training(training, by=cast.a_leader(unit=cast.a_unit()).user, at=AT)
    for _press in range(2):
        actions.cancel_training(training, by=leader.user, at=AT)
    assert mails()[-1] == (amina.email, "Aflyst: Coach en kollega")
    assert len(mails()) == 2


# --- Learnt -----------------------------------------------------------------------------------------------------------


def test_the_level_rises_when_the_leader_confirms(amina, leader):
    row = sign_up(a_training(leader), amina)
    actions.take_part(row, by=amina.user, at=AFTER)
    assert roles_mastered([amina.pk], AFTER.date()) == {}
    for _press in range(2):
        actions.confirm(row, by=leader.user, at=AFTER)
    assert roles_mastered([amina.pk], AFTER.date()) == {amina.pk: {"coach"}}
    assert AgreedLevel.objects.get().because == "training"
    row.refresh_from_db()
    assert (row.step, row.confirmed_by) == (Step.CONFIRMED, leader.user)


def test_a_level_never_falls_by_learning(amina, leader):
    cast.can(amina, "coaching", 4)
    row = sign_up(a_training(leader), amina)
    actions.confirm(row, by=leader.user, at=AFTER)
    assert agreed_levels([amina.pk], AFTER.date()) == {amina.pk: {cast.a_competence("coaching").pk: 4}}


def test_only_the_employees_leader_confirms_and_not_before_nor_without_a_place(amina, jonas, leader):
    training = a_training(leader)
    row, waiting = sign_up(training, amina), sign_up(training, jonas)
    for by in (amina, cast.a_leader(unit=cast.a_unit())):
        with pytest.raises(Refused, match="Kun lederen"):
            actions.confirm(row, by=by.user, at=AFTER)
    with pytest.raises(Refused, match="Det har ikke været endnu"):
        actions.confirm(row, by=leader.user, at=AT)
    with pytest.raises(Refused, match="har ikke haft en plads"):
        actions.confirm(waiting, by=leader.user, at=AFTER)
    assert not AgreedLevel.objects.exists()


# --- Reminder and calendar --------------------------------------------------------------------------------------------


def test_those_with_a_place_are_reminded_once_and_in_time(amina, jonas, leader):
    training = a_training(leader)
    sign_up(training, amina)
    sign_up(training, jonas)
    before = len(mails())
    assert actions.remind(by=None, at=BEGINS - timedelta(days=3)) == 0
    for _hour in range(2):
        actions.remind(by=None, at=BEGINS - timedelta(hours=30))
    assert mails()[before:] == [(amina.email, "Husk: Coach en kollega")]


def test_the_reminder_is_a_command(leader, capsys):
    a_training(leader)
    with time_machine.travel(BEGINS - timedelta(days=1), tick=False):
        call_command("remind")
    assert "0 mails" in capsys.readouterr().out


def test_the_calendar_file_says_when_and_where(amina, leader):
    training = a_training(leader)
    address = reverse("training_calendar", args=[training.pk])
    with time_machine.travel(AT, tick=False):
        response = browser_of(amina).get(address)
        [event] = vobject.readOne(response.content.decode()).vevent_list
        assert (event.summary.value, event.location.value) == ("Coach en kollega", "Lokale 3")
        assert (event.dtstart.value, event.dtend.value - event.dtstart.value) == (BEGINS, timedelta(hours=3))
        actions.cancel_training(training, by=leader.user, at=AT)
        again = vobject.readOne(browser_of(amina).get(address).content.decode())
    assert again.vevent.status.value == "CANCELLED"
    assert again.vevent.uid.value == event.uid.value


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_what_i_am_unsure_of_is_pointed_out_to_me_alone(amina, jonas, leader):
    a_training(leader)
    given = {cast.a_competence("coaching").pk: Written(1, is_unsure=True)}
    actions.write_own_views(amina, given, by=amina.user, at=AT, today=TODAY)
    with time_machine.travel(AT, tick=False):
        assert "du er usikker" in text_of(browser_of(amina).get(reverse("trainings")))
        assert "at du er usikker" not in text_of(browser_of(jonas).get(reverse("trainings")))


def test_the_list_is_a_page_at_a_time(amina, leader):
    made = [a_training(leader, starts_at=BEGINS + timedelta(hours=n)) for n in range(32)]
    with time_machine.travel(AT, tick=False):
        first = text_of(browser_of(amina).get(reverse("trainings")))
        later = text_of(browser_of(amina).get(reverse("trainings"), {"fra": made[30].pk}))
    assert first.count("Lokale 3") == 30
    assert f"?fra={made[30].pk}" in first
    assert later.count("Lokale 3") == 2


def test_from_offer_to_confirmed_on_the_pages(amina, leader):
    given = {
        "name": "Coach en kollega", "about": "Øv jer.", "competence": cast.a_competence("coaching").pk, "level": "3",
        "day": "25.11.2026", "time": "9.30", "hours": "2,5", "where": "Lokale 3", "places": "1",
    }  # fmt: skip
    with time_machine.travel(AT, tick=False):
        address = browser_of(leader).post(reverse("offer_training"), given).url
        training = Training.objects.get()
        assert (training.minutes, training.places) == (150, 1)
        step = reverse("training_step", args=[training.pk])
        assert browser_of(amina).post(step, {"step": "sign_up"}).url == address
    with time_machine.travel(AFTER + timedelta(days=2), tick=False):
        assert "Jeg har været med" in text_of(browser_of(amina).get(address))
        browser_of(amina).post(step, {"step": "take_part"})
        row = SignUp.objects.get()
        assert row.step == Step.TAKEN_PART
        browser_of(leader).post(reverse("confirm_training", args=[row.pk]))
    assert AgreedLevel.objects.get(employee=amina).level == 3
