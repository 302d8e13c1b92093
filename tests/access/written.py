"""What else is written about Liv, so that each field of hers holds a word that stands nowhere else."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import uuid4

from tests.access.marked import ABOUT_HER as HER
from tovholder.jobcentre.citizen_portal import actions as portal
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.plans import actions as plans
from tovholder.jobcentre.sickleave import actions as sickleave
from tovholder.jobcentre.sickleave.models import MinutesDraft
from tovholder.jobcentre.talks import actions as talks
from tovholder.jobcentre.talks.models import Talk

if TYPE_CHECKING:
    from tests.access.world import World

DAY = timedelta(days=1)


def ask_and_answer(world: "World") -> None:
    """Before what she and her contact ask now: each was asked once already, and answered no."""
    rows, at = world.rows, world.at - 5 * DAY
    wish = citizens.ask_for_another(rows.course, text="Hemmelig første gang", by=world.people["liv"], at=at)
    leader = world.people["leader"]
    citizens.answer_wish(
        wish, granted=False, promised=None, answer=HER["wish_answer"], by=leader, at=at
    )  # fmt: skip
    move = citizens.ask_for_unit(
        rows.course, to_unit=rows.elsewhere, because="Hemmelig første gang", by=world.people["contact"], at=at
    )  # fmt: skip
    citizens.answer_move(
        move, accepted=False, from_employee=rows.contact.pk, contact=None, answer=HER["move_answer"],
        by=world.people["leader_elsewhere"], at=at, today=world.today,
    )  # fmt: skip


def write_the_rest(world: "World") -> None:
    rows, at = world.rows, world.at
    liv, contact = world.people["liv"], world.people["contact"]
    talks.write_message(rows.course, side="citizen", text=HER["message"], token=uuid4(), by=liv, at=at)
    _talks(world)
    chosen = {"by_mail": True, "by_sms": True, "calendar": False, "language": "da"}
    chosen |= {"email": HER["remind_email"], "telephone": HER["remind_telephone"]}
    talks.choose_reminders(rows.liv, chosen, by=liv, at=at)
    proposed = plans.write_item(
        rows.course, kind="step", text="Et hemmeligt skridt mere", token=uuid4(), by=contact, at=at
    )  # fmt: skip
    plans.decline_item(proposed, words=HER["mark"], read_version=1, by=liv, at=at)
    ended = plans.Granted(
        "Et hemmeligt mål med støtten før", "Mentor Hemmelig", Decimal(1), world.today - 90 * DAY,
        world.today - 30 * DAY,
    )  # fmt: skip
    grant = plans.grant_mentor(rows.course, ended, token=uuid4(), by=contact, at=at)
    plans.evaluate_mentor(grant, words=HER["evaluation"], by=contact, at=at)
    read = MinutesDraft.objects.get(talk=rows.held).saves
    typed = {"conclusion": HER["minutes_draft"]}
    sickleave.keep_draft(rows.held, typed=typed, read_saves=read, by=contact, at=at)
    portal.keep_draft(rows.liv, "wish", {"text": HER["draft"]}, by=liv, at=at)


def _talks(world: "World") -> None:
    """A talk whose note stays private for a reason, with her own words; and what the booked one is about, and where."""
    rows, contact = world.rows, world.people["contact"]
    private = talks.hold_talk(
        rows.course, token=uuid4(), form="walk", roles=["coach"], text="En privat note mere", share=False,
        citizen_words=HER["said"], next_contact=None, by=contact, at=world.at - 3 * DAY,
    )  # fmt: skip
    talks.keep_private(private, because=HER["private"], by=contact, at=world.at)
    talks.keep_talk_draft(rows.liv, {"text": [HER["talk_draft"]]}, by=contact, at=world.at)
    # Whoever books a time writes what it is about, and where follows from it: here it is booked already.
    Talk.objects.filter(pk=rows.booked.pk).update(about=HER["about"], place=HER["talk_place"])
