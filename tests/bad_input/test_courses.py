"""Who follows whom, what is decided, and who is beside the citizen."""

import re
from uuid import uuid4

from django.urls import reverse

from tests.access.world import World
from tests.bad_input.said import TYPED, says, talk
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.authority.models import Matter
from tovholder.jobcentre.citizens.models import DrawnIn
from tovholder.jobcentre.plans.models import MentorGrant
from tovholder.jobcentre.sickleave.models import (
    SickLeaveChoice,
)
from tovholder.jobcentre.talks.models import (
    Talk,
)


def test_a_wrong_cpr_number(world: World) -> None:
    client = world.client("colleague")
    response = client.post(reverse("emergency"), {"number": "310299-1234", "reason": TYPED})
    text = says(response, "CPR-nummeret begynder ikke med en dato, der findes.", 422)
    assert TYPED in text
    assert "310299-1234" in text
    assert not Record.objects.filter(kind=Kind.EMERGENCY, actor=world.people["colleague"].pk).exists()


def test_a_target_that_is_no_number(world: World) -> None:
    client = world.client("manager")
    given = dict.fromkeys(SickLeaveChoice.CHOSEN, "3") | {
        "answer_within_hours": "snarest",
        "merge_gap_days": "61",
        "keep_name_days": "",
    }
    text = says(client.post(reverse("choose_sick_leave"), given), "Skriv et helt tal fra 1 til 40.", 422)
    assert "Skriv et helt tal fra 0 til 60." in text
    assert "Skriv et helt tal fra 1 til 90." in text
    assert 'value="snarest"' in text
    assert not SickLeaveChoice.objects.exists()


def test_a_contact_changed_meanwhile(world: World) -> None:
    client = world.client("leader")
    given = {
        "from_employee": world.rows.colleague.pk,
        "to": world.rows.stand_in.pk,
        "reason": "room",
        "what_matters": TYPED,
        "no_joint_talk_because": "Ferie",
    }
    response = client.post(reverse("change_contact", args=[world.rows.liv.pk]), given)
    assert TYPED in says(response, "siden du åbnede siden", 409)


def test_an_absence_with_another_covering_from_a_day_that_is_none(world: World) -> None:
    address = reverse("my_absence")
    given = {
        "cover-absence": world.rows.absence.pk, "cover-since": "i næste uge",
        "cover-stand_in": world.rows.colleague.pk,
    }  # fmt: skip
    text = says(world.client("contact").post(address, given), "Skriv dagen med tal", 422)
    assert "i næste uge" in text


def test_a_colleague_drawn_in_for_too_long_or_for_nothing(world: World) -> None:
    client = world.client("contact")
    address = reverse("draw_in", args=[world.rows.liv.pk])
    given = {
        "employee": world.rows.colleague.pk,
        "reason": "coach",
        "how_long": "dag",
        "last_day": "2027-08-01",
    }
    before = DrawnIn.objects.count()
    assert "2027-08-01" in says(client.post(address, given), "højst være med i seks måneder", 409)
    says(client.post(address, given | {"last_day": ""}), "Skriv den sidste dag", 422)
    says(client.post(address, given | {"last_day": "i morgen"}), "Skriv dagen med tal", 422)
    says(client.post(address, given | {"reason": "fordi"}), "Vælg en af grundene.", 422)
    says(client.post(address, given | {"employee": "999999"}), "Vælg en kollega på listen.", 422)
    assert DrawnIn.objects.count() == before


def test_drawn_in_longer_than_may_be(world: World) -> None:
    client = world.client("contact")
    address = reverse("prolong_drawn_in", args=[world.rows.drawn_in_row.pk])
    says(client.post(address, {"last_day": "2027-08-01"}), "seks måneder", 409)
    says(client.post(address, {"last_day": ""}), "Skriv den sidste dag", 422)


def test_a_second_move_while_one_waits(world: World) -> None:
    client = world.client("leader")
    address = reverse("ask_for_unit", args=[world.rows.liv.pk])
    given = {"to_unit": world.rows.elsewhere.pk, "because": TYPED}
    assert TYPED in says(client.post(address, given), "Vent på svaret", 409)
    says(client.post(address, given | {"to_unit": world.rows.unit.pk}), "Vælg en enhed på listen.", 422)


def test_a_move_whose_contact_changed_meanwhile(world: World) -> None:
    client = world.client("leader_elsewhere")
    address = reverse("unit_move", args=[world.rows.move.pk])
    given = {"from_employee": world.rows.colleague.pk, "accepted": "ja", "contact": "", "answer": TYPED}
    assert TYPED in says(client.post(address, given), "siden du åbnede siden", 409)
    says(client.post(address, given | {"accepted": "nej", "answer": ""}), "Skriv, hvorfor", 422)
    world.rows.course.refresh_from_db()
    assert world.rows.course.unit == world.rows.unit


def test_a_day_in_2062_for_somebody_who_stops(world: World) -> None:
    client = world.client("leader")
    given = {"left_on": "2062-01-01", "stand_in": world.rows.colleague.pk}
    response = client.post(reverse("leaving", args=[world.rows.drawn_in.pk]), given)
    assert "2062-01-01" in says(response, "Vælg i dag eller en dag inden for et år.", 422)


def test_many_handed_over_with_a_word_missing(world: World) -> None:
    client, course = world.client("leader"), world.rows.course
    given = {
        "chosen": course.pk, "to": world.rows.colleague.pk, "reason": "room", "no_joint_talk_because": TYPED,
        f"b{course.pk}-from_employee": course.contact_id, f"b{course.pk}-what_matters": "",
        f"b{course.pk}-next_step": TYPED,
    }  # fmt: skip
    text = says(client.post(reverse("hand_over"), given), "Skriv, hvad der er vigtigt.", 422)
    assert text.count(TYPED) == 2
    course.refresh_from_db()
    assert course.contact == world.rows.contact


def test_a_course_handed_over_while_the_contact_was_writing(world: World) -> None:
    """The page is no longer theirs; what they wrote is still there to copy."""
    client = world.client("contact")
    handed_over = {
        "from_employee": world.rows.contact.pk,
        "to": world.rows.colleague.pk,
        "reason": "conflict",
    }
    handed_over |= {"what_matters": "Kaffe"}
    leader, address = world.client("leader"), reverse("change_contact", args=[world.rows.liv.pk])
    said = says(leader.post(address, handed_over), "hvor Contact Ansat også er fast kontakt", 409)
    mark = re.search(r'name="weighed" value="(\w+)"', said)[1]
    assert leader.post(address, handed_over | {"weighed": mark}).status_code == 302
    before = Talk.objects.count()
    response = client.post(reverse("hold_talk", args=[world.rows.liv.pk]), talk())
    assert TYPED in says(response, "Vi kan ikke finde siden", 404)
    assert Talk.objects.count() == before


def test_crosses_at_proposed_moves_that_are_not_there(world: World) -> None:
    client = world.client("leader")
    given = {"accept-999999": "on", "accept-x": "on", "accept-٣": "on", "place-0": "on", "shown": ["x", ""]}
    for more in ({}, {"every": "1"}):
        address = reverse("answer_proposal", args=[world.rows.proposal.pk])
        says(client.post(address, given | more), "Sæt mindst ét kryds, eller læg forslaget væk.", 422)
    assert not Record.objects.filter(what="answer_proposed_move").exists()


def test_a_matter_half_filled_in_a_cpr_number_and_days_that_cannot_be(world: World) -> None:
    contact, pk = world.client("contact"), world.rows.matter.pk
    new = reverse("mark_matter", args=[world.rows.liv.pk])
    sent = {"token": uuid4(), "what": "", "text": TYPED, "reference": "610180-1234", "arose_on": "i går"}
    text = says(contact.post(new, sent), "Vælg, hvad det handler om.", 422)
    for sentence in ("Skriv, hvad der skal afgøres.", "Skriv ikke et CPR-nummer her.", "Skriv dagen med tal"):
        assert sentence in text
    assert TYPED in text
    assert "i går" in text
    sent |= {"kind": "aid", "what": TYPED, "reference": "", "arose_on": "2026-12-24"}
    assert TYPED in says(contact.post(new, sent), "Dagen ligger ude i fremtiden.", 422)
    sent |= {"arose_on": "", "what": TYPED + "x" * 200}
    says(contact.post(new, sent), "Skriv højst 200 tegn.", 422)
    sent |= {"what": "x", "decided_on": "2206-11-24"}
    says(contact.post(new, sent), "er langt herfra", 422)
    sent |= {"decided_on": "", "complaint_due_on": "2026-11-30", "token": "x"}
    says(contact.post(new, sent), "Hent siden igen", 422)
    days = {"read_version": 1, "complaint_due_on": "2026-11-30", "reference": TYPED}
    text = says(contact.post(reverse("follow_matter", args=[pk]), days), "hvornår afgørelsen blev givet", 422)
    assert TYPED in text
    says(contact.post(reverse("follow_matter", args=[pk]), {"read_version": "x"}), "Hent siden igen", 422)
    note = {"read_version": 1, "text": TYPED + "\x00"}
    assert TYPED in says(contact.post(reverse("write_matter_note", args=[pk]), note), TYPED, 422)
    note = {"read_version": 1, "text": "x" * 20_001}
    says(contact.post(reverse("write_matter_note", args=[pk]), note), "Skriv højst 20000 tegn.", 422)
    assert Matter.objects.count() == 1
    assert world.rows.matter.notes.count() == 1


def test_mentor_support_half_filled_in_and_too_long(world: World) -> None:
    contact, pk = world.client("contact"), world.rows.grant.pk
    before = MentorGrant.objects.count()
    new = reverse("grant_mentor", args=[world.rows.liv.pk])
    sent = {
        "token": uuid4(),
        "aim": "",
        "mentor": TYPED,
        "weekly_hours": "mange",
        "first_day": "",
        "last_day": "",
    }
    text = says(contact.post(new, sent), "Skriv, hvad støtten skal føre til.", 422)
    for sentence in ("Skriv timerne om ugen", "Skriv den første dag.", "Skriv den sidste dag."):
        assert sentence in text
    assert TYPED in text
    assert "mange" in text
    sent |= {"aim": TYPED, "weekly_hours": "2,5", "first_day": "2026-11-24", "last_day": "2027-05-24"}
    text = says(contact.post(new, sent), "Den sidste dag kan højst være søndag 23. maj 2027.", 422)
    assert TYPED in text
    says(contact.post(new, sent | {"last_day": "2026-11-23"}), "kan ikke ligge før den første", 422)
    says(contact.post(new, sent | {"last_day": "2036-11-23"}), "Se efter, om årstallet er rigtigt.", 422)
    says(contact.post(new, sent | {"weekly_hours": "0"}), "Skriv timerne om ugen", 422)
    extend = {"token": uuid4(), "aim": TYPED, "mentor": "x", "weekly_hours": "1", "last_day": "2027-03-01"}
    text = says(contact.post(reverse("extend_mentor", args=[pk]), extend), "Skriv, hvordan det gik.", 422)
    assert TYPED in text
    ended = {"words": TYPED, "last_day": "2026-11-01"}
    text = says(contact.post(reverse("evaluate_mentor", args=[pk]), ended), "inden for bevillingen", 409)
    assert TYPED in text
    assert MentorGrant.objects.count() == before
