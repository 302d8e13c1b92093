"""What we have begun and not finished: what opens each reason, what closes it, and that nothing else does."""

from datetime import timedelta

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.authority import actions as authority
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.followup.tests.waiting import agree, codes, hand_over, private_talk, the_only
from tovholder.jobcentre.plans import actions as plans
from tovholder.jobcentre.sickleave.actions import evaluate_paper
from tovholder.jobcentre.talks import actions as talks

# --- plan_to_evaluate -------------------------------------------------------------------------------------------------


def test_a_plan_waits_from_its_day_until_it_is_evaluated_or_moved(course, amina, jonas, bo):
    workplace = cast.a_workplace(contact=jonas)
    cast.works_at(bo, workplace)
    paper = cast.a_paper(course, workplace, evaluate_on=TODAY + days(1))
    assert codes(amina) == []
    reason = the_only(amina, now=AT + days(1))
    assert (reason.code, reason.citizen, reason.subject, reason.name) == (
        "plan_to_evaluate", bo.pk, paper.pk, "Bo Kragh",
    )  # fmt: skip
    assert reason.text == "Fastholdelsesplanen skal evalueres i dag."
    assert (
        the_only(amina, now=AT + days(2)).text == "Fastholdelsesplanen skulle evalueres lørdag 21. november."
    )
    assert codes(jonas, now=AT + days(2)) == []
    cast.a_paper(course, workplace, read_version=1, evaluate_on=TODAY + days(9))
    assert codes(amina, now=AT + days(2)) == []
    evaluate_paper(paper, due_on=TODAY + days(9), words="Godt", by=amina.user, at=AT)
    assert codes(amina, now=AT + days(9)) == []


def test_the_other_papers_are_never_evaluated(course, amina, bo):
    workplace = cast.a_workplace(contact=amina)
    cast.works_at(bo, workplace)
    for kind in ("part_time_plan", "possibility_statement"):
        cast.a_paper(course, workplace, kind)
    assert codes(amina, now=AT + days(29)) == []


# --- matter_not_noted -------------------------------------------------------------------------------------------------


def test_a_matter_that_is_not_noted_the_day_it_arose(course, amina):
    agree(course, on=TODAY + days(30))
    matter = cast.a_matter(course, by=amina, arose_on=TODAY)
    assert codes(amina) == [], "our own target is the same day: that is not over"
    assert codes(amina, now=AT + days(1)) == ["matter_not_noted"]
    reason = the_only(amina, now=AT + days(1))
    assert (reason.citizen, reason.subject, reason.text) == (
        course.citizen_id, matter.pk, "Der er noget, der skal afgøres, fra fredag 20. november. Notatet mangler.",
    )  # fmt: skip


def test_a_matter_closes_when_its_note_is_written_and_not_by_its_days(course, amina, jonas):
    agree(course, on=TODAY + days(30))
    matter = cast.a_matter(course, by=amina, arose_on=TODAY - days(3))
    authority.follow_matter(
        matter, days=authority.Days(decided_on=TODAY), read_version=1, by=amina.user, at=AT
    )
    assert codes(amina) == ["matter_not_noted"]
    authority.write_matter_note(matter, text="Noteret", read_version=0, by=jonas.user, at=AT)
    assert codes(amina) == []


# --- mentor_ends ------------------------------------------------------------------------------------------------------


def test_mentor_support_that_ends_within_two_weeks(course, amina):
    agree(course, on=TODAY + days(90))
    grant = cast.a_grant(course, by=amina, last_day=TODAY + days(15))
    assert codes(amina) == []
    assert codes(amina, now=AT + days(1)) == ["mentor_ends"]
    reason = the_only(amina, now=AT + days(1))
    assert (reason.citizen, reason.subject, reason.text) == (
        course.citizen_id, grant.pk, "Mentorstøtten slutter lørdag 5. december. Skal den forlænges?",
    )  # fmt: skip
    over = the_only(amina, now=AT + days(20))
    assert over.text == "Mentorstøtten sluttede lørdag 5. december. Hvordan gik det?"


def test_mentor_support_closes_when_it_is_written_how_it_went(course, amina):
    agree(course, on=TODAY + days(90))
    grant = cast.a_grant(course, by=amina, last_day=TODAY + days(3))
    assert codes(amina) == ["mentor_ends"]
    plans.evaluate_mentor(grant, words="Godt", by=amina.user, at=AT)
    assert codes(amina) == []


# --- note_not_shared --------------------------------------------------------------------------------------------------


def test_a_private_note_for_more_than_two_days(course, amina):
    talk = private_talk(course, by=amina, ago=days(2))
    assert codes(amina) == []
    assert codes(amina, now=AT + timedelta(seconds=1)) == ["note_not_shared"]
    reason = the_only(amina, now=AT + timedelta(seconds=1))
    assert (reason.citizen, reason.subject, reason.text) == (
        course.citizen_id, talk.pk, "Noten fra onsdag 18. november er ikke delt.",
    )  # fmt: skip


def test_it_closes_when_shared(course, amina):
    talks.share_note(private_talk(course, by=amina), by=amina.user, at=AT)
    assert codes(amina) == []


def test_it_closes_when_kept_private_with_a_reason(course, amina):
    talk = private_talk(course, by=amina)
    talks.revise_note(talk, text="Rettet", read_version=1, by=amina.user, at=AT)
    assert codes(amina) == ["note_not_shared"]
    talks.keep_private(talk, because="Om en tredje", by=amina.user, at=AT)
    assert codes(amina) == []


def test_a_note_of_a_stand_in_who_is_gone_again_is_left_with_the_contact(course, amina, jonas):
    cast.a_stand_in(amina, jonas, since=TODAY - days(5), until=TODAY)
    private_talk(course, by=jonas)
    assert codes(jonas) == []
    assert codes(amina) == ["note_not_shared"]


def test_a_note_left_behind_by_the_one_before_is_the_new_contacts(course, amina, jonas):
    private_talk(course, by=amina)
    citizens.confirm_handover(hand_over(course, from_=amina, to=jonas), by=jonas.user, at=AT)
    assert codes(amina) == []
    assert codes(jonas) == ["note_not_shared"]
