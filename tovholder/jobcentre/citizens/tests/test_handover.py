"""From one contact to the next: warmly, one or many, each by itself; and whom it concerns is told."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from django_q.models import OrmQ

from tests import cast
from tests.cast import AT, TODAY
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.actions import mails as told
from tovholder.jobcentre.citizens.models import ContactWish, Course, CourseContact, Handover

BECAUSE = "De har sagt farvel i telefonen."


@pytest.fixture
def lise(amina):
    return cast.a_leader("Lise Leder")


def move(course, to, **more) -> actions.Move:
    given = {
        "from_employee": course.contact_id,
        "reason": "room",
        "what_matters": "Ring helst om formiddagen.",
        "next_step": "Gåtur fredag",
        "citizen_wish": "At arbejde med træ",
        "no_joint_talk_because": BECAUSE,
    }
    return actions.Move(course, to=to, **(given | more))


def hand_over(moves, lise, *, today=TODAY) -> actions.Outcome:
    return actions.hand_over(moves, by=lise.user, at=AT, today=today)


def change(course, to, lise, *, today=TODAY, **more) -> Handover:
    given = {"from_employee": course.contact_id, "reason": "room", "what_matters": "Kaffe først"} | more
    return actions.change_contact(course, to=to, by=lise.user, at=AT, today=today, **given)


def mails() -> list[tuple[str, str, str]]:
    return sorted(row.task["args"] for row in OrmQ.objects.order_by("pk"))


# --- Warm -------------------------------------------------------------------------------------------------------------


def test_what_the_new_contact_needs_to_know_is_kept(course, jonas, lise):
    friday = TODAY + timedelta(days=7)
    handover = change(course, jonas, lise, next_step="Gåtur", citizen_wish="Træ", joint_talk_on=friday)
    handover.refresh_from_db()
    assert (handover.what_matters, handover.next_step, handover.citizen_wish, handover.joint_talk_on) == (
        "Kaffe først", "Gåtur", "Træ", friday,
    )  # fmt: skip


@pytest.mark.parametrize("because", ["", "  "])
def test_nobody_is_handed_over_to_a_stranger_without_a_word(course, jonas, lise, because):
    with pytest.raises(actions.TooCold, match="hvornår borgeren taler med jer begge"):
        change(course, jonas, lise, no_joint_talk_because=because)
    assert Course.objects.get().contact == course.contact
    assert not Handover.objects.exists()


def test_the_joint_talk_is_not_asked_of_those_who_may_not_or_cannot(course, jonas, lise):
    assert change(course, jonas, lise, reason="conflict").joint_talk_on is None


@pytest.mark.parametrize(("days", "is_gone"), [(-1, True), (0, True), (1, False)])
def test_one_who_has_left_holds_no_joint_talk(course, jonas, lise, days, is_gone):
    course.contact.left_on = TODAY + timedelta(days=days)
    course.contact.save(update_fields=["left_on"])
    course = Course.objects.select_related("contact", "unit").get()
    assert actions.needs_joint_talk(course, reason="leaving", today=TODAY) is not is_gone


def test_a_newcomer_from_the_reception_has_nobody_to_be_handed_over_by(course, jonas, lise):
    """Amina receives the unit's newcomers. Another reason is another story, and so is another contact."""
    assert not actions.needs_joint_talk(course, reason="proposal", today=TODAY)
    assert actions.needs_joint_talk(course, reason="room", today=TODAY)
    course.contact = jonas
    assert actions.needs_joint_talk(course, reason="proposal", today=TODAY)


# --- A granted wish ---------------------------------------------------------------------------------------------------


def a_wish(course, *, instead_of, granted=True, promised=None, **more) -> ContactWish:
    return ContactWish.objects.create(
        course=course, citizen=course.citizen, text="En, der kan lidt om heste", instead_of=instead_of,
        promised=promised, asked_at=AT, granted=granted, answered_at=None if granted is None else AT,
        answer="" if granted is None else "Ja", **more,
    )  # fmt: skip


def test_whom_the_citizen_was_promised_to_be_spared_is_refused(course, jonas, lise):
    a_wish(course, instead_of=jonas)
    with pytest.raises(actions.NotAContact, match="Borgeren er lovet en anden end Jonas Holm"):
        change(course, jonas, lise, no_joint_talk_because=BECAUSE)


@pytest.mark.parametrize("holds_not", [{"granted": None}, {"granted": False}, {"withdrawn_at": AT}])
def test_a_wish_that_is_not_granted_refuses_nobody(course, jonas, lise, holds_not):
    a_wish(course, instead_of=jonas, **holds_not)
    assert change(course, jonas, lise, no_joint_talk_because=BECAUSE).to_employee == jonas


# --- Many -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def courses(amina) -> list[Course]:
    return [
        cast.a_course(cast.a_citizen(name), contact=amina) for name in ("Bo Kragh", "Mona Lund", "Ali Dam")
    ]


def test_what_is_refused_is_named_and_the_rest_goes_through(courses, jonas, lise):
    stale, closed, fine = courses
    moves = [move(course, jonas) for course in courses]
    change(stale, cast.an_employee("Rune"), lise, no_joint_talk_because=BECAUSE)
    actions.close_course(closed, because="work", by=lise.user, at=AT, today=TODAY)
    outcome = hand_over(moves, lise)
    assert [handover.course for handover in outcome.done] == [fine]
    assert [(citizen.name, sentence.split(".")[0]) for citizen, sentence in outcome.refused] == [
        ("Bo Kragh", "Borgeren har fået en anden fast medarbejder, siden du åbnede siden"),
        ("Mona Lund", "Forløbet er afsluttet imens, så her skal ikke længere være en fast medarbejder"),
    ]
    fine.refresh_from_db()
    assert fine.contact == jonas
    assert CourseContact.objects.filter(employee=jonas, until=None).count() == 1


def test_each_may_get_somebody_else_for_another_reason(courses, jonas, lise):
    rune = cast.an_employee("Rune")
    moves = [move(courses[0], jonas), move(courses[1], rune, reason="competence", what_matters="Heste")]
    outcome = hand_over(moves, lise)
    assert [(h.to_employee.name, h.reason, h.what_matters) for h in outcome.done] == [
        ("Jonas Holm", "room", "Ring helst om formiddagen."),
        ("Rune", "competence", "Heste"),
    ]


def test_the_same_press_twice_is_once(courses, jonas, lise):
    moves = [move(course, jonas) for course in courses]
    first, again = hand_over(moves, lise), hand_over(moves, lise)
    assert [h.pk for h in first.done] == [h.pk for h in again.done]
    assert not again.refused
    assert Handover.objects.count() == 3
    assert Record.objects.filter(what="change_contact").count() == 3
    assert len(mails()) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"what_matters": "Te først"}, {"reason": "competence"}, {"next_step": ""}, {"citizen_wish": "Ro"},
        {"no_joint_talk_because": "Ferie"}, {"joint_talk_on": date(2026, 12, 1)},
    ],
)  # fmt: skip
def test_other_words_are_another_handover(courses, jonas, lise, other):
    hand_over([move(courses[0], jonas)], lise)
    again = hand_over([move(courses[0], jonas, **other)], lise)
    assert again.done == []
    assert len(again.refused) == 1


def test_nothing_of_a_refused_move_is_left(courses, jonas, lise, monkeypatch):
    """Also when it is refused in the middle of being written down."""
    real, seen = CourseContact.objects.create, []

    def second_fails(**more):
        seen.append(more)
        made = real(**more)
        if len(seen) == 2:
            raise actions.NotAContact("Nej.")
        return made

    monkeypatch.setattr(CourseContact.objects, "create", second_fails)
    outcome = hand_over([move(course, jonas) for course in courses], lise)
    assert [citizen.name for citizen, _why in outcome.refused] == ["Mona Lund"]
    untouched = courses[1].contacts.get()
    assert (untouched.employee, untouched.until) == (courses[1].contact, None)


# --- Told -------------------------------------------------------------------------------------------------------------


def test_citizen_old_and_new_contact_are_told_once_each(amina, jonas, lise):
    people = [cast.a_citizen(f"Borger {n}", email=f"b{n}@example.dk") for n in range(3)]
    people.append(cast.a_citizen("Uden mail"))
    courses = [cast.a_course(person, contact=amina) for person in people]
    hand_over([move(course, jonas) for course in courses], lise)
    to = [address for address, _subject, _text in mails()]
    assert to == sorted([amina.email, jonas.email, "b0@example.dk", "b1@example.dk", "b2@example.dk"])
    text = {address: text for address, _subject, text in mails()}
    assert "Du har fået 4 borgere fra en kollega." in text[jonas.email]
    assert "4 af dine borgere følges nu af en kollega." in text[amina.email]


def test_the_mails_name_nobody(course, bo, amina, jonas, lise):
    bo.email = "bo@example.dk"
    bo.save(update_fields=["email"])
    change(course, jonas, lise, no_joint_talk_because=BECAUSE)
    assert len(mails()) == 3
    for _to, subject, text in mails():
        for private in ("Bo", "Kragh", "Kaffe", "syg", "timer nok", "Amina", "Jonas"):
            assert private not in subject + text
    assert course.unit.telephone in next(text for to, _subject, text in mails() if to == "bo@example.dk")


def test_the_mails_are_danish_whatever_the_leader_reads(course, jonas, lise, monkeypatch):
    spoken = []
    monkeypatch.setattr(told, "queue_mail", lambda **_mail: spoken.append(translation.get_language()))
    with translation.override("en"):
        change(course, jonas, lise, no_joint_talk_because=BECAUSE)
        assert translation.get_language() == "en"
    assert spoken == ["da", "da"]


def test_who_has_left_is_not_written_to(course, amina, jonas, lise):
    amina.left_on = TODAY
    amina.save(update_fields=["left_on"])
    change(course, jonas, lise, reason="leaving")
    assert [to for to, _subject, _text in mails()] == [jonas.email]


def test_who_is_refused_is_told_nothing(course, jonas, lise):
    outcome = hand_over([move(course, jonas, no_joint_talk_because="")], lise)
    assert len(outcome.refused) == 1
    assert mails() == []
