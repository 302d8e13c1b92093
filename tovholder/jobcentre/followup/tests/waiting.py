"""What makes somebody wait, in as few words as the tests of the reasons need."""

from uuid import uuid4

from django.utils import timezone

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.companies import actions as companies
from tovholder.jobcentre.followup.reasons import reasons_for
from tovholder.jobcentre.sickleave import actions as sickleave
from tovholder.jobcentre.sickleave.models import Party, SickLeaveTalk
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks import actions as talks


def quiet(course: Course) -> Course:
    agree(course, on=TODAY + days(30))
    return course


def agree(course, *, on, at_time=None, form=""):
    citizens.agree_next(course, on=on, at_time=at_time, form=form, by=course.contact.user, at=AT)


def codes(employee: Employee, *, now=AT) -> list[str]:
    return [reason.code for reason in reasons_for(employee.user, now=now)]


def the_only(employee: Employee, *, now=AT):
    [reason] = reasons_for(employee.user, now=now)
    return reason


def agree_with(workplace, *, by, on=TODAY, now=AT):
    companies.write_down_touch(
        workplace,
        token=uuid4(),
        how="call",
        begun_by="centre",
        on=timezone.localdate(now),
        next_contact_on=on,
        by=by.user,
        at=now,
        today=timezone.localdate(now),
    )


def hand_over(course, *, from_, to):
    return citizens.change_contact(
        course,
        from_employee=from_.pk,
        to=to,
        reason="room",
        what_matters="Ring om formiddagen.",
        no_joint_talk_because="De har sagt farvel.",
        by=from_.user,
        at=AT,
        today=TODAY,
    )


def talked(course, amina, *days_ago: int) -> None:
    for ago in days_ago:
        cast.a_held_talk(course, by=amina, at=AT - days(ago))
    agree(course, on=TODAY + days(40))


THREE_DAYS = days(3)


def private_talk(course, *, by, ago=THREE_DAYS):
    next_contact = talks.Next(TODAY + days(30))
    return cast.a_held_talk(course, by=by, at=AT - ago, share=False, next_contact=next_contact)


def a_meeting(workplace, amina, *, notice=None) -> Party:
    """A talk with the workplace, and its one party, who is invited."""
    talk = sickleave.offer_talk(
        notice or cast.a_notice(workplace), token=uuid4(), led_by="centre", form="walk", place="",
        starts_at=AT + days(7), minutes=30, agenda="", people=[], with_citizen=False, by=amina.user, at=AT,
    )  # fmt: skip
    party = sickleave.add_party(
        talk, role="leader", name="Hanne", email="hanne@example.dk", by=amina.user, at=AT
    )
    sickleave.invite_parties(talk, address_of=str, by=amina.user, at=AT)
    return party


def say(party: Party, said: str) -> None:
    proposed_at = AT + days(9) if said == "another" else None
    sequence = SickLeaveTalk.objects.get(pk=party.talk_id).sequence
    sickleave.answer_invitation(
        party, answer=said, proposed_at=proposed_at, read_sequence=sequence, by=None, at=AT
    )
