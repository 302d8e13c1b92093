"""What a company can follow: what we did towards it. And names that nobody matched, which go."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.sickleave.actions import (
    NotSpokenYet,
    correct_notice,
    erase_unmatched_names,
    take_step,
)
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeStep, SickLeaveChoice
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House

DAY = timedelta(days=1)


@pytest.fixture
def house(db) -> House:
    return House()


def step(house, notice, what, *, by=None, at=NOW):
    return take_step(notice, what, by=(by or house.amina).user, at=at)


def test_a_step_is_taken_once(house):
    notice = house.notice()
    step(house, notice, "talk_offered")
    again = step(house, notice, "talk_offered", by=house.jonas, at=NOW + DAY)
    assert (again.employee, again.at) == (house.amina, NOW)
    assert NoticeStep.objects.count() == Record.objects.filter(what="take_step").count() == 1


def test_closing_needs_that_we_have_spoken(house):
    notice = house.notice()
    with pytest.raises(NotSpokenYet):
        step(house, notice, "closed", by=house.jonas)
    house.answer(notice)
    step(house, notice, "closed", by=house.jonas)


def test_the_contact_and_who_covers_close_without_a_reason(house):
    step(house, house.notice(), "closed")
    house.away(house.amina, house.jonas)
    step(house, house.notice(), "closed", by=house.jonas)
    assert not AbsenceNotice.objects.unanswered().exists()
    assert AbsenceNotice.objects.settled().count() == 2


@pytest.mark.parametrize("what", ["", "fever", "spoken"])
def test_a_step_that_was_never_offered_is_refused(house, what):
    with pytest.raises(Refused):
        step(house, house.notice(), what)


# --- Names that nobody matched


def test_a_name_nobody_matched_goes_after_thirty_days_and_not_before(house):
    notice = house.notice(name="Ukendt Person", at=NOW, text="Ukendt vil gerne ringes op")
    before = AbsenceNotice.objects.values().get()
    assert erase_unmatched_names(by=None, at=NOW + 30 * DAY - timedelta(seconds=1)) == 0
    assert erase_unmatched_names(by=None, at=NOW + 30 * DAY) == 1
    assert erase_unmatched_names(by=None, at=NOW + 31 * DAY) == 0
    after = AbsenceNotice.objects.values().get()
    assert (after["person_name"], after["text"], after["name_erased_at"]) == ("", "", NOW + 30 * DAY)
    changed = {"person_name", "text", "name_erased_at"}
    assert {key: value for key, value in after.items() if key not in changed} == {
        key: value for key, value in before.items() if key not in changed
    }
    assert Record.objects.filter(what="erase_name", subject_id=notice.pk).count() == 1


def test_the_log_never_held_the_name(house):
    house.notice(name="Ukendt Person")
    erase_unmatched_names(by=None, at=NOW + 31 * DAY)
    assert "Ukendt" not in str(list(Record.objects.values()))


def test_words_written_after_the_name_had_gone_go_too(house):
    notice = house.notice(name="Ukendt Person", sender=house.hanne)
    erase_unmatched_names(by=None, at=NOW + 30 * DAY)
    correct_notice(
        notice.pk, token=uuid4(), by=None, sender=house.hanne, at=NOW + 31 * DAY, today=TODAY + 31 * DAY,
        kind="expected", talk="no", employee_agrees=True, text="Ukendt er glad",
    )  # fmt: skip
    assert erase_unmatched_names(by=None, at=NOW + 60 * DAY) == 0
    assert erase_unmatched_names(by=None, at=NOW + 61 * DAY) == 1
    assert not AbsenceNotice.objects.exclude(text="").exists()


def test_a_citizen_we_know_keeps_the_name(house):
    house.citizen("Bo Kragh", at=house.nordlyst)
    house.notice(name="Bo Kragh", text="Ring gerne")
    house.notice(text="Vi er i tvivl")
    assert erase_unmatched_names(by=None, at=NOW + 99 * DAY) == 0
    kept = AbsenceNotice.objects.order_by("pk").values_list("person_name", "text")
    assert list(kept) == [("Bo Kragh", "Ring gerne"), ("", "Vi er i tvivl")]


def test_the_centre_chooses_how_long(house):
    SickLeaveChoice.objects.create(pk=1, keep_name_days=10)
    house.notice(name="Ukendt Person")
    assert erase_unmatched_names(by=None, at=NOW + 10 * DAY) == 1


def test_the_command_says_how_many(house, capsys, time_machine):
    house.notice(name="Ukendt Person")
    time_machine.move_to(NOW + 31 * DAY)
    call_command("erase_names")
    call_command("erase_names")
    assert capsys.readouterr().out.splitlines() == ["1 navn slettet.", "0 navne slettet."]


def test_the_house_erases_once_a_day_by_itself(house):
    from django.utils.module_loading import import_string
    from django_q.models import Schedule

    from tovholder.jobcentre.ui.management.commands.serve import keep_erasing

    keep_erasing()
    keep_erasing()
    scheduled = Schedule.objects.get(name="erase names")
    assert scheduled.schedule_type == Schedule.DAILY
    house.notice(name="Ukendt Person", at=NOW - 9999 * DAY, first_day=TODAY)
    assert import_string(scheduled.func)() == 1
