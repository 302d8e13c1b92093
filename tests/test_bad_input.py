"""Bad input: a clear Danish sentence, a 4xx, nothing half done, and what was typed still there."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote_from_bytes, urlencode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests import cast
from tests.access.marked import IN_PAPERS
from tests.access.world import AT, World
from tovholder.jobcentre.activities.models import Activity, Where
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.authority.models import Matter
from tovholder.jobcentre.citizen_portal.models import Draft
from tovholder.jobcentre.citizens.models import Citizen, Consent, ContactWish, DrawnIn, Representative
from tovholder.jobcentre.citizens.representative_link import make_link as make_representative_link
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.companies.models import WorkplaceTouch
from tovholder.jobcentre.plans.models import MentorGrant, PlanItem, Progress
from tovholder.jobcentre.sickleave.models import (
    AbsenceNotice,
    PaperVersion,
    SickLeaveChoice,
    SickLeaveTalk,
)
from tovholder.jobcentre.sickleave.party_link import make_link as make_party_link
from tovholder.jobcentre.staff.models import EmployeePicture, PulseTally
from tovholder.jobcentre.talks.models import (
    BookingChoice,
    Coordination,
    HeardTally,
    Note,
    OfferedTime,
    RemindMe,
    Talk,
)

TYPED = "Det her må ikke gå tabt."


def says(response: HttpResponse, sentence: str, status: int) -> str:
    text = response.content.decode()
    assert response.status_code == status, text[:500]
    assert sentence in text
    return text


def talk(**changed: object) -> dict[str, object]:
    return {
        "token": str(uuid4()), "form": "walk", "roles": ["coach"], "text": TYPED, "next_contact": "fre 10 gåtur",
        "share": "1",
    } | changed  # fmt: skip


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


def test_a_sick_day_in_2062(world: World) -> None:
    client = world.client("company")
    before = AbsenceNotice.objects.count()
    given = {
        "token": uuid4(),
        "kind": "since",
        "first_day": "2062-01-01",
        "agrees": "no",
        "talk": "no",
        "text": TYPED,
    }
    text = says(client.post(reverse("my_contact"), given), "Se efter, om årstallet er rigtigt.", 422)
    assert TYPED in text
    assert "2062-01-01" in text
    assert AbsenceNotice.objects.count() == before


def test_words_about_health_and_a_return_next_week(world: World) -> None:
    given = {"token": uuid4(), "kind": "returned", "back": "fully", "agrees": "no", "talk": "no"}
    before = AbsenceNotice.objects.count()
    for who, address in (
        ("company", reverse("my_contact")),
        ("company", reverse("correct_told", args=[world.rows.notice.pk])),
        ("stand_in", reverse("phone_notice", args=[world.rows.workplace.pk])),
        ("stand_in", reverse("correct_notice", args=[world.rows.notice.pk])),
    ):
        client = world.client(who)
        text = says(client.post(address, given | {"text": f"{TYPED} Han har stress"}), "helbred: stress", 422)
        assert TYPED in text
        text = says(client.post(address, given | {"back_on": "2026-12-01"}), "Skriv igen, når", 422)
        assert "2026-12-01" in text
    assert AbsenceNotice.objects.count() == before


def test_a_step_that_is_none_and_a_notice_withdrawn_meanwhile(world: World) -> None:
    client, pk = world.client("contact"), world.rows.notice.pk
    says(client.post(reverse("notice_step", args=[pk]), {"step": "x"}), "Vælg et af trinene.", 409)
    world.client("company").post(reverse("withdraw_told", args=[pk]))
    given = {"token": uuid4(), "kind": "recurring", "agrees": "no", "talk": "no", "text": TYPED}
    address = reverse("correct_notice", args=[pk])
    assert TYPED in says(client.post(address, given), "trukket tilbage imens", 409)


def test_what_is_written_down_about_a_workplace_stays_when_something_is_wrong(world: World) -> None:
    client, pk = world.client("contact"), world.rows.workplace.pk
    given = {"token": uuid4(), "how": "visit", "begun_by": "company", "next_contact_on": "2027-01-12"}
    address = reverse("write_touch", args=[pk])
    assert "2027-01-12" in says(client.post(address, given | {"on": "2062-01-01"}), "ligger i fremtiden", 409)
    assert "i morges" in says(client.post(address, given | {"on": "i morges"}), "Skriv dagen med tal", 422)
    given = {"token": uuid4(), "minutes": "lidt", "begun_by": "company"}
    assert "lidt" in says(client.post(reverse("log_sparring", args=[pk]), given), "Skriv minutterne", 422)
    given = {"token": uuid4(), "what": TYPED, "last_day": "2026-11-01"}
    assert TYPED in says(client.post(reverse("make_agreement", args=[pk]), given), "allerede gået", 409)
    given = {"token": uuid4(), "text": TYPED, "audience": "alle"}
    address = reverse("write_workplace_note", args=[pk])
    assert TYPED in says(client.post(address, given), "Vælg, hvem noten er til.", 422)
    assert not WorkplaceTouch.objects.exists()


def test_a_rhythm_that_is_no_number(world: World) -> None:
    given = {"partnership_months": "tit", "other_months": "99", "themes": TYPED}
    client = world.client("manager")
    text = says(client.post(reverse("choose_workplaces"), given), "Skriv et helt tal fra 1 til 24.", 422)
    assert TYPED in text
    assert 'value="tit"' in text


def test_a_meeting_that_tells_too_much_or_has_no_time(world: World) -> None:
    client, rows = world.client("contact"), world.rows
    before = SickLeaveTalk.objects.count()
    offered = {
        "token": uuid4(),
        "led_by": "centre",
        "next_contact": "fre 10",
        "form": "walk",
        "minutes": "30",
    }
    address = reverse("offer_sick_leave_talk", args=[rows.notice.pk])
    for wrong, sentence in (
        ({"agenda": f"{TYPED} Liv har stress"}, "helbred: stress"),
        ({"agenda": f"{TYPED} Om Liv"}, "Skriv ikke, hvem det handler om (Liv)"),
        ({"agenda": TYPED, "next_contact": "fre"}, "Skriv også klokken"),
        ({"agenda": TYPED, "minutes": "evigt"}, "Skriv et helt tal fra 10 til 240."),
    ):
        assert TYPED in says(client.post(address, offered | wrong), sentence, 422)
    assert TYPED in says(client.post(address, offered | {"agenda": TYPED}), "allerede tilbudt", 409)
    assert SickLeaveTalk.objects.count() == before
    change = {"form": "walk", "minutes": "30", "place": TYPED, "sequence": "7"}
    address = reverse("change_sick_leave_talk", args=[rows.meeting.pk])
    assert TYPED in says(client.post(address, change), "Mødet er ændret imens.", 409)
    party = {"role": "other", "name": TYPED, "email": "ingen"}
    address = reverse("add_party", args=[rows.meeting.pk])
    assert TYPED in says(client.post(address, party), "Skriv mailen, som den står", 422)


def test_an_answer_that_is_none(world: World) -> None:
    rows = world.rows
    for client, name, party in (
        (world.client("company"), "company_meeting", rows.company_party),
        (world.client("liv"), "my_meeting", rows.own_party),
    ):
        link = make_party_link(party, until=AT + timedelta(days=1))
        for browser, address in (
            (client, reverse(name, args=[party.pk])),
            (Client(), reverse("invitation", args=[link])),
        ):
            late = {"answer": "another", "day": "2062-01-01", "time": "10:00", "sequence": "0"}
            assert "2062-01-01" in says(browser.post(address, late), "et halvt år frem", 422)
            says(browser.post(address, {"answer": "yes", "sequence": "9"}), "Mødet er ændret imens.", 409)
            says(browser.post(address, {"sequence": "0"}), "Vælg et svar.", 422)
        party.refresh_from_db()
        assert party.answer == ""


def test_minutes_gone_stale_or_without_a_reason(world: World) -> None:
    client, held = world.client("contact"), world.rows.held
    address = reverse("sick_leave_minutes", args=[held.pk])
    saves, before = client.get(address).context["saves"], held.versions.count()
    given = {"read": saves, "conclusion": TYPED, "because": ""}
    assert TYPED in says(client.post(address, given), "Skriv, hvorfor referatet er rettet.", 422)
    leader = held.parties.get(role="leader")
    given |= {"because": "En fejl", f"task_{leader.pk}": "Ring", f"due_{leader.pk}": "2026-12-24"}
    given |= {"task_ours": "Ringer", "due_ours": "2026-12-24"}
    assert TYPED in says(client.post(address, given | {"read": saves + 5}), "nyere udkast", 409)
    assert held.versions.count() == before


def test_a_telephone_that_is_none(world: World) -> None:
    given = {"token": uuid4(), "company": TYPED, "caller": "Lone", "telephone": "ring"}
    assert TYPED in says(Client().post(reverse("call_me"), given), "Skriv telefonnummeret med tal", 422)


def test_an_unknown_company(world: World) -> None:
    file = b"CPR;Navn;Enhed;P-nummer\n610180-4321;Ny Borger;Her;9999999999\n"
    client = world.client("data_owner")
    response = client.post(
        reverse("import"), {"token": uuid4(), "file": SimpleUploadedFile("borgere.csv", file)}
    )
    says(response, "Intet arbejdssted har P-nummeret 9999999999.", 422)
    assert not Citizen.objects.filter(name="Ny Borger").exists()


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x14\x00\x06\x00", b"%PDF-1.7\n\x00", b""]
)
def test_a_file_of_another_format(content: bytes, world: World) -> None:
    client = world.client("data_owner")
    response = client.post(
        reverse("import"), {"token": uuid4(), "file": SimpleUploadedFile("liste.csv", content)}
    )
    says(response, "form-error-message", 422)


def of_many_points(kind: str) -> bytes:
    """One colour in 10,000 × 10,000 points: next to nothing to send, and 300 MB to unpack."""
    written = BytesIO()
    Image.new("1", (10_000, 10_000)).save(written, kind)
    return written.getvalue()


_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD_PICTURES = {
    "no picture": (lambda: b"Hej", "kan ikke læses som et billede"),
    "a drawing that is code": (lambda: _SVG, "kan ikke læses som et billede"),
    "half a JPEG": (lambda: cast.a_photo()[:900], "kan ikke læses som et billede"),
    "another kind of picture": (lambda: cast.a_photo("GIF"), "kan ikke læses som et billede"),
    "too many points": (lambda: of_many_points("PNG"), "Billedet har for mange punkter"),
    "too heavy": (lambda: cast.a_photo() + bytes(8 * 1024 * 1024), "Billedet fylder mere end 8 MB"),
    "nothing": (lambda: b"", "Filen er tom"),
}


@pytest.mark.parametrize("what", BAD_PICTURES)
def test_a_picture_that_is_none(what: str, world: World) -> None:
    client = world.client("contact")
    client.post(reverse("my_picture"), {"file": SimpleUploadedFile("mig.jpg", cast.a_photo())})
    before = EmployeePicture.objects.get()
    make, sentence = BAD_PICTURES[what]
    response = client.post(reverse("my_picture"), {"file": SimpleUploadedFile("blå bænk.jpg", make())})
    assert before.employee.face in says(response, sentence, 422), "the picture that was there is still shown"
    assert EmployeePicture.objects.get() == before


def test_no_picture_at_all(world: World) -> None:
    says(world.client("contact").post(reverse("my_picture")), "Vælg et billede.", 422)


def test_a_picture_where_none_is_expected(world: World) -> None:
    given = talk(picture=SimpleUploadedFile("x.jpg", cast.a_photo()))
    response = world.client("contact").post(reverse("hold_talk", args=[world.rows.liv.pk]), given)
    says(response, "Det var for meget på én gang", 413)


def test_a_double_press_on_save(world: World) -> None:
    client = world.client("contact")
    given = talk()
    before = Talk.objects.held().count()
    for _ in range(2):
        assert client.post(reverse("hold_talk", args=[world.rows.liv.pk]), given).status_code == 302
    assert Talk.objects.held().count() == before + 1


def test_a_note_gone_stale(world: World) -> None:
    address = reverse("note", args=[world.rows.talk.pk])
    assert world.client("leader").post(address, {"text": "Lederens", "read_version": 1}).status_code == 302
    text = says(world.client("contact").post(address, {"text": TYPED, "read_version": 1}), "nyere note", 409)
    assert TYPED in text
    assert "Lederens" in text
    assert Note.objects.filter(talk=world.rows.talk).count() == 2


def test_a_paper_that_cannot_be_saved_loses_nothing(world: World) -> None:
    client = world.client("contact")
    kinds = {
        "part_time_plan": {"tasks_0": TYPED, "hours_0": "mange", "first_day": "snart"},
        "retention_plan": {"we_do": TYPED, "evaluate_on": "i morgen"},
        "possibility_statement": {"agreed": TYPED, "last_day": "2062-01-01"},
    }
    before = PaperVersion.objects.count()
    for kind, typed in kinds.items():
        address = reverse("write_paper", args=[world.rows.liv.pk, world.rows.workplace.pk, kind])
        text = says(client.post(address, typed | {"read_version": "1"}), "form-error-message", 422)
        assert not [value for value in typed.values() if value not in text]
    assert PaperVersion.objects.count() == before


def test_a_paper_gone_stale(world: World) -> None:
    """Written, answered and shared: whoever read an old version is shown the newer one, with what they typed."""
    row = world.rows.paper
    given = {
        "read_version": "1",
        "we_do": TYPED,
        "evaluate_on": "2026-12-11",
        "words": TYPED,
        "agrees": "yes",
    }
    address = reverse("write_paper", args=[world.rows.liv.pk, world.rows.workplace.pk, "retention_plan"])
    for who, where in (
        ("contact", address),
        ("liv", reverse("write_my_paper", args=[row.pk])),
        ("contact", reverse("share_paper", args=[row.pk])),
        ("liv", reverse("share_my_paper", args=[row.pk])),
        ("liv", reverse("answer_my_paper", args=[row.pk])),
    ):
        text = says(world.client(who).post(where, given), "nyere udgave", 409)
        assert TYPED in text
        assert IN_PAPERS["we_do"] in text
    assert row.versions.count() == 2
    assert not Consent.objects.filter(citizen=world.rows.liv, taken_back_at=None).exists()


def test_a_plan_evaluated_meanwhile(world: World) -> None:
    address = reverse("evaluate_paper", args=[world.rows.paper.pk])
    given = {"due_on": world.today.isoformat(), "words": TYPED}
    assert TYPED in says(world.client("leader").post(address, given), "allerede evalueret", 409)


def test_an_activity_that_cannot_be_saved_loses_nothing(world: World) -> None:
    client, rows = world.client("contact"), world.rows
    before = Activity.objects.count()
    typed = {
        "what": TYPED,
        "since": "snart",
        "last_day": "2062-01-01",
        "hours": "mange",
        "other": "savv\x00rket",
    }
    for where in Where.values:
        text = says(
            client.post(reverse("new_activity", args=[rows.liv.pk, where]), typed), "form-error-message", 422
        )
        assert not [value for name, value in typed.items() if name != "other" and value not in text], where
    assert Activity.objects.count() == before
    for address, sent in (
        (reverse("activity", args=[rows.activity.pk]), typed | {"read_version": "x"}),
        (
            reverse("end_activity", args=[rows.activity.pk]),
            {"outcome": "lost", "words": TYPED, "last_day": "x"},
        ),
    ):
        assert TYPED in says(client.post(address, sent), "form-error-message", 422)
    rows.activity.refresh_from_db()
    assert (rows.activity.version, rows.activity.outcome) == (1, "")


def test_an_activity_changed_meanwhile(world: World) -> None:
    address = reverse("activity", args=[world.rows.activity.pk])
    given = {
        "read_version": "1", "what": "Kollegaens", "since": "2026-11-04", "hours": "8", "agreed": "all",
        "placement": "internship",
    }  # fmt: skip
    assert world.client("leader").post(address, given).status_code == 302
    text = says(world.client("contact").post(address, given | {"what": TYPED}), "ændret imens", 409)
    assert TYPED in text
    assert "Kollegaens" in text


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


def test_a_talk_settled_meanwhile_while_its_contact_is_away(world: World) -> None:
    talk = world.rows.booked
    row = {"row": talk.pk, f"t{talk.pk}-seen": talk.starts_at.isoformat(), f"t{talk.pk}-do": "move"}
    address, typed = reverse("absence_talks", args=[world.rows.absence.pk]), {f"t{talk.pk}-when": TYPED}
    client = world.client("leader")
    assert TYPED in says(client.post(address, row | typed), "form-error-message", 422)
    world.client("contact").post(reverse("cancel_talk", args=[talk.pk]))
    text = says(client.post(address, row | {f"t{talk.pk}-when": "fre 10"}), "Samtalen er aflyst imens.", 409)
    assert "Liv Hemmelig" in text
    assert "fre 10" in text


def test_an_absence_with_another_covering_from_a_day_that_is_none(world: World) -> None:
    address = reverse("my_absence")
    given = {
        "cover-absence": world.rows.absence.pk, "cover-since": "i næste uge",
        "cover-stand_in": world.rows.colleague.pk,
    }  # fmt: skip
    text = says(world.client("contact").post(address, given), "Skriv dagen med tal", 422)
    assert "i næste uge" in text


def test_a_wish_while_another_waits_and_an_empty_one(world: World) -> None:
    client, before = world.client("liv"), ContactWish.objects.count()
    text = says(client.post(reverse("another_person"), {"text": TYPED}), "Fortryd det først", 409)
    assert TYPED in text
    assert ContactWish.objects.count() == before
    client.post(reverse("withdraw_wish", args=[world.rows.wish.pk]))
    says(client.post(reverse("another_person"), {"text": " "}), "En sætning er nok.", 422)
    says(client.post(reverse("another_person"), {"text": "x" * 1001}), "Skriv højst 1000 tegn.", 422)


def test_an_answer_to_a_wish_taken_back_meanwhile(world: World) -> None:
    client = world.client("leader")
    address, given = reverse("wish", args=[world.rows.wish.pk]), {"granted": "nej", "answer": TYPED}
    says(client.post(address, given | {"granted": ""}), "Vælg ja eller nej.", 422)
    world.client("liv").post(reverse("withdraw_wish", args=[world.rows.wish.pk]))
    assert TYPED in says(client.post(address, given), "fortrudt ønsket imens", 409)


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


def test_a_language_too_long_a_role_and_a_level_that_are_none(world: World) -> None:
    client = world.client("leader")
    address = reverse("employee", args=[world.rows.colleague.pk])
    says(client.post(address, {"languages": "x" * 41}), "Sæt komma mellem sprogene.", 422)
    says(client.post(reverse("choose_roles", args=[world.rows.liv.pk]), {"roles": ["x"]}), "Vælg blandt", 422)
    agreed = {f"level_{world.rows.competence.pk}": "9"}
    address = reverse("agree_levels", args=[world.rows.colleague.pk, world.rows.field.pk])
    says(client.post(address, agreed), "Vælg et af niveauerne.", 422)
    assert not world.rows.colleague.languages.exists()
    assert not world.rows.colleague.agreed_levels.exists()


def test_what_worked_without_a_source_and_about_somebody(world: World) -> None:
    client, address = world.client("contact"), reverse("write_practice")
    given = {
        "competence": world.rows.competence.pk, "title": "Gå", "text": TYPED, "known_by": "study", "link": "",
        "review_on": "01.06.2027",
    }  # fmt: skip
    assert TYPED in says(client.post(address, given), "Skriv linket til undersøgelsen.", 422)
    says(client.post(address, given | {"link": "noget"}), "Skriv hele linket", 422)
    says(client.post(address, given | {"text": "Om 610180-4321"}), "Skriv ikke om en bestemt borger.", 422)
    mine = given | {"known_by": "experience", "review_on": "01.06.2040"}
    assert TYPED in says(client.post(address, mine), "inden for de næste to år", 409)
    note = reverse("practice_note", args=[world.rows.practice.pk])
    says(client.post(note, {"text": " "}), "Skriv en kommentar.", 422)
    says(client.post(reverse("practice"), {"viden": "altid"}), "Vælg aldrig, hver dag eller hver uge.", 422)
    world.client("colleague").post(reverse("review_practice", args=[world.rows.practice.pk]))
    assert TYPED in says(client.post(note, {"text": TYPED}), "Notatet er trukket tilbage imens.", 409)
    says(Client().get(reverse("leave_digest", args=["forkert"])), "Linket virker ikke.", 404)


def test_half_an_answer_to_the_pulse(world: World) -> None:
    client = world.client("contact")
    text = says(
        client.post(reverse("pulse"), {"meaning": "4", "development": "9"}), "Vælg et af de fem svar.", 422
    )
    assert re.search(r'name="meaning" value="4"[^>]* checked', text)
    assert not PulseTally.objects.exists()


def test_no_answer_at_all_and_one_off_the_scale_to_whether_one_was_heard(world: World) -> None:
    client = world.client("liv")
    given = {"talk": world.rows.talk.pk, "felt_met": "4", "own_say": "9"}
    text = says(client.post(reverse("heard"), given), "Vælg et af de fem svar.", 422)
    assert re.search(r'name="felt_met" value="4"[^>]* checked', text)
    says(client.post(reverse("heard"), {"talk": world.rows.talk.pk}), "Vælg mindst ét svar.", 422)
    assert client.post(reverse("heard"), {"talk": "٣" * 30, "no_thanks": "1"}).status_code == 422
    assert not HeardTally.objects.exists()


def test_how_it_goes_without_an_answer_and_off_the_scale(world: World) -> None:
    client, address = world.client("liv"), reverse("my_progress")
    says(client.post(address, {}), "Vælg mindst ét svar.", 422)
    text = says(client.post(address, {"belief": "7", "health": "11"}), "Vælg et tal fra 0 til 10.", 422)
    assert re.search(r'name="belief" value="7"[^>]* checked', text)
    assert not Progress.objects.exists()


def test_a_draft_that_cannot_be_kept(world: World) -> None:
    client, address = world.client("liv"), reverse("keep_my_draft", args=["message"])
    before = list(Draft.objects.order_by("pk").values())
    says(client.post(address, {"text": f"{TYPED}\x00"}), "Noget af teksten kunne ikke læses.", 422)
    says(client.post(address, {"text": "x" * 160_001}), "Teksten er for lang til en kladde.", 422)
    for place in ("message-7", "item", "item-0", "item-x", "secret", "item-" + "9" * 30):
        assert client.post(reverse("keep_my_draft", args=[place]), {"text": TYPED}).status_code == 404
    assert client.get(address).status_code == 405
    assert list(Draft.objects.order_by("pk").values()) == before


def test_a_training_without_a_day_and_one_that_has_been(world: World) -> None:
    client, address = world.client("leader"), reverse("offer_training")
    given = {
        "name": "Mentor", "about": TYPED, "competence": world.rows.competence.pk, "level": "3", "day": "27.11.2026",
        "time": "9.30", "hours": "2,5", "where": "Her", "places": "8",
    }  # fmt: skip
    text = says(
        client.post(address, given | {"day": "på fredag", "hours": "længe", "places": "0"}), TYPED, 422
    )
    for sentence in ("Skriv dagen med tal", "timer fra 0,25 til 40.", "pladser fra 1 til 200.", "på fredag"):
        assert sentence in text
    says(client.post(address, given | {"competence": "4711"}), "Vælg en kompetence på listen.", 422)
    assert TYPED in says(client.post(address, given | {"day": "01.11.2026"}), "Tidspunktet er forbi.", 409)
    assert client.post(address, given).status_code == 302


def test_a_step_that_is_none_and_one_too_early(world: World) -> None:
    client, address = world.client("contact"), reverse("training_step", args=[world.rows.training.pk])
    says(client.post(address, {"step": "x"}), "Vælg et af skridtene.", 409)
    says(client.post(address, {"step": "take_part"}), "Det har ikke været endnu.", 409)
    confirm = reverse("confirm_training", args=[world.rows.sign_up.pk])
    says(world.client("leader").post(confirm), "Det har ikke været endnu.", 409)


def test_a_competence_without_words_and_one_whose_name_is_taken(world: World) -> None:
    client = world.client("manager")
    address = reverse("describe_competence", args=[world.rows.competence.pk])
    given = {"name": "", "about": TYPED, "is_used": "on"}
    assert TYPED in says(client.post(address, given), "Skriv, hvad kompetencen hedder.", 422)
    assert TYPED in says(client.post(address, given | {"name": "Coache"}), "Vælg et andet.", 409)
    add = reverse("add_competence", args=[world.rows.field.pk])
    says(client.post(add, given | {"name": "x" * 101}), "Skriv højst 100 tegn.", 422)
    says(client.post(add, given | {"name": "Ny", "role_coach": "helt"}), "Vælg et af niveauerne.", 422)


def test_a_day_in_2062_for_somebody_who_stops(world: World) -> None:
    client = world.client("leader")
    given = {"left_on": "2062-01-01", "stand_in": world.rows.colleague.pk}
    response = client.post(reverse("leaving", args=[world.rows.drawn_in.pk]), given)
    assert "2062-01-01" in says(response, "Vælg i dag eller en dag inden for et år.", 422)


def test_a_workplaces_contact_changed_meanwhile(world: World) -> None:
    client = world.client("leader")
    given = {"from_employee": world.rows.colleague.pk, "to": world.rows.stand_in.pk, "because": TYPED}
    response = client.post(reverse("change_workplace_contact", args=[world.rows.workplace.pk]), given)
    assert TYPED in says(response, "En anden har skiftet den faste kontakt imens", 409)


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


def test_ten_megabytes_where_no_file_is_expected(world: World) -> None:
    client = world.client("contact")
    response = client.post(reverse("hold_talk", args=[world.rows.liv.pk]), talk(text="x" * 10_000_000))
    says(response, "Det var for meget på én gang", 413)


@pytest.mark.parametrize("raw", [b"\xff\xfe\xfd", b"a\x00b", b"\x1b[31m"])
def test_bytes_that_are_not_text(raw: bytes, world: World) -> None:
    client = world.client("contact")
    given = (
        urlencode({k: v for k, v in talk().items() if k not in {"text", "roles"}})
        + "&roles=coach&text="
        + quote_from_bytes(raw)
    )
    before = Talk.objects.count()
    response = client.post(
        reverse("hold_talk", args=[world.rows.liv.pk]),
        given,
        content_type="application/x-www-form-urlencoded",
    )
    says(response, "Noget af teksten kunne ikke læses.", 422)
    assert Talk.objects.count() == before


def test_an_expired_link(world: World) -> None:
    link = make_link(world.rows.person_at_company, at=AT - timedelta(days=30))
    before = AbsenceNotice.objects.count()
    given = {"token": uuid4(), "kind": "recurring", "agrees": "no", "talk": "no", "text": TYPED}
    text = says(Client().post(reverse("door", args=[link]), given), "link", 410)
    assert TYPED in text
    assert AbsenceNotice.objects.count() == before


def test_a_page_that_is_not_there(world: World) -> None:
    says(world.client("contact").get("/findes/ikke/"), "Vi kan ikke finde siden", 404)


def test_a_form_from_another_browser(db) -> None:
    client = Client(enforce_csrf_checks=True)
    says(
        client.post(reverse("login"), {"username": "x", "password": "y"}),
        "Siden har stået åben for længe",
        403,
    )


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


def test_a_search_after_log_out_leads_to_the_log_in_page(world: World) -> None:
    response = Client().post(reverse("search"), {"text": "Liv"}, headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response["HX-Redirect"] == reverse("login")


def test_crosses_at_proposed_moves_that_are_not_there(world: World) -> None:
    client = world.client("leader")
    given = {"accept-999999": "on", "accept-x": "on", "accept-٣": "on", "place-0": "on", "shown": ["x", ""]}
    for more in ({}, {"every": "1"}):
        address = reverse("answer_proposal", args=[world.rows.proposal.pk])
        says(client.post(address, given | more), "Sæt mindst ét kryds, eller læg forslaget væk.", 422)
    assert not Record.objects.filter(what="answer_proposed_move").exists()


def test_a_goal_too_long_an_empty_step_and_a_no_without_words(world: World) -> None:
    liv, contact, rows = world.client("liv"), world.client("contact"), world.rows
    long, before = TYPED + "x" * 500, PlanItem.objects.count()
    new = {"text": long, "token": uuid4()}
    assert long in says(liv.post(reverse("new_goal"), new), "Skriv højst 500 tegn.", 422)
    says(liv.post(reverse("new_step"), {"text": " ", "token": uuid4()}), "En sætning er nok.", 422)
    assert TYPED in says(liv.post(reverse("new_goal"), {"text": TYPED, "token": "x"}), "Hent siden igen", 422)
    propose = reverse("write_plan", args=[rows.liv.pk]) + "?skridt=1"
    assert long in says(contact.post(propose, {"text": long, "token": uuid4()}), "Skriv højst 500 tegn.", 422)
    for client, name, row in ((liv, "talk_about", rows.step), (contact, "decline_item", rows.goal)):
        answered = client.post(reverse(name, args=[row.pk]), {"read_version": 1, "words": "\n"})
        says(answered, "Skriv, hvad du tænker.", 422)
    assert PlanItem.objects.count() == before


def test_a_goal_changed_meanwhile(world: World) -> None:
    liv, contact, pk = world.client("liv"), world.client("contact"), world.rows.goal.pk
    liv.post(reverse("my_item", args=[pk]), {"read_version": 1, "text": "Livs nye"})
    late = contact.post(reverse("plan_item", args=[pk]), {"read_version": 1, "text": TYPED})
    text = says(late, "Teksten er ændret, siden du åbnede siden.", 409)
    assert TYPED in text
    assert "Livs nye" in text
    yes = contact.post(reverse("accept_item", args=[pk]), {"read_version": 1})
    assert "Livs nye" in says(yes, "Teksten er ændret, siden du åbnede siden.", 409)


def test_a_story_for_nobody_and_one_taken_back_meanwhile(world: World) -> None:
    liv, pk = world.client("liv"), world.rows.entry.pk
    told = {"text": TYPED, "about": "health", "token": uuid4(), "from_year": "i går"}
    text = says(liv.post(reverse("tell_story"), told), "Vælg, hvem der må læse det.", 422)
    assert TYPED in text
    assert "i går" in text
    assert "Skriv et årstal fra 1900 til 2026" in text
    liv.post(reverse("take_back", args=[pk]))
    late = told | {"readers": "person", "from_year": "", "read_version": 1}
    assert TYPED in says(liv.post(reverse("my_entry", args=[pk]), late), "Det, du skrev", 404)


def test_times_that_are_not_understood_and_days_the_wrong_way_round(world: World) -> None:
    client, before = world.client("contact"), OfferedTime.objects.count()
    given = {"when": "man 12-9 her", "place": TYPED, "since": "2026-12-24", "last_day": "2026-12-01"}
    text = says(client.post(reverse("my_times"), given), "slutter, før det begynder", 422)
    assert TYPED in text
    assert "man 12-9 her" in text
    assert "Den sidste dag ligger før den første." in text
    says(client.post(reverse("my_times"), given | {"since": "2062-01-01"}), "om årstallet er rigtigt", 422)
    says(client.post(reverse("my_times"), {"when": "tirsdag 9-10 her"}), "ligger oven i den", 409)
    says(
        client.post(reverse("my_times"), {"when": "man \x00 9-12"}), "Noget af teksten kunne ikke læses.", 422
    )
    assert OfferedTime.objects.count() == before


def test_a_time_nobody_offers_no_way_to_meet_and_too_many_words(world: World) -> None:
    client, before = world.client("liv"), Talk.objects.count()
    given = {"tid": "202611300900", "form": "walk", "about": TYPED, "token": uuid4()}
    for stamp in ("202611300907", "i morgen", "99999999", ""):
        text = says(client.post(reverse("book_time"), given | {"tid": stamp}), "Det, du skrev", 409)
        assert TYPED in text
    text = says(client.post(reverse("book_time"), given | {"form": ""}), "Vælg, hvordan du vil mødes.", 422)
    assert TYPED in text
    says(
        client.post(reverse("book_time"), given | {"form": "svævebane"}), "Vælg en af måderne på listen.", 422
    )
    says(client.post(reverse("book_time"), given | {"about": "x" * 201}), "Skriv højst 200 tegn.", 422)
    says(client.post(reverse("book_time"), given | {"token": "x"}), "vælg en tid en gang til", 422)
    says(client.get(reverse("book_time"), {"tid": "i morgen"}), "Tiden er ikke ledig mere.", 200)
    move = reverse("move_my_talk", args=[world.rows.booked.pk])
    says(client.post(move, {"tid": "x", "form": "walk", "token": uuid4()}), "Tiden er ikke ledig mere.", 409)
    assert Talk.objects.count() == before


def test_numbers_about_booking_that_are_none(world: World) -> None:
    given = {"notice_hours": "snart", "days_ahead": "0", "usual_minutes": "500", "remind_days": "15"}
    response = world.client("manager").post(reverse("choose_booking"), given)
    text = says(response, "Skriv et helt tal fra 0 til 336.", 422)
    assert "Skriv et helt tal fra 1 til 120." in text
    assert 'value="snart"' in text
    assert not BookingChoice.objects.exists()


def test_a_reminder_to_nowhere(world: World, settings) -> None:
    settings.SMS = "file"
    client, before = world.client("liv"), RemindMe.objects.values().get()
    given = {"by_mail": "on", "by_sms": "on", "email": "", "telephone": "", "language": "da"}
    text = says(client.post(reverse("remind_me"), given), "Skriv din mail, eller vælg mail fra.", 422)
    assert "Skriv dit mobilnummer, eller vælg sms fra." in text
    wrong = given | {"email": "liv@", "telephone": "22 22", "language": "kl"}
    text = says(client.post(reverse("remind_me"), wrong), "Skriv en mail med @", 422)
    assert "Skriv et nummer med otte cifre" in text
    assert "Vælg et sprog." in text
    assert 'value="22 22"' in text
    assert RemindMe.objects.values().get() == before


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


def test_somebody_beside_the_citizen_half_filled_in(world: World) -> None:
    liv, contact, pk = world.client("liv"), world.client("contact"), world.rows.representative.pk
    sent = {"token": uuid4(), "name": "", "email": TYPED, "sees": ["plan"], "last_day": "i morgen"}
    for client, address in (
        (liv, reverse("name_mine")),
        (contact, reverse("name_representative", args=[world.rows.liv.pk])),
    ):
        text = says(client.post(address, sent), "Vælg, om det er en bisidder eller", 422)
        for sentence in ("Skriv personens navn.", "Mailadressen ser forkert ud.", "Skriv dagen med tal"):
            assert sentence in text
        assert TYPED in text
        whole = sent | {"kind": "representative", "name": TYPED, "email": "", "last_day": ""}
        assert TYPED in says(client.post(address, whole), "Linket bliver sendt dertil.", 422)
        whole |= {"email": "tine@example.dk", "last_day": "2026-11-01"}
        says(client.post(address, whole), "Den sidste dag er allerede gået.", 422)
        whole |= {"last_day": "2206-11-01"}
        says(client.post(address, whole), "Se efter, om årstallet er rigtigt.", 422)
        whole |= {"last_day": "", "sees": ["health"]}
        says(client.post(address, whole), "Hent siden igen", 422)
        says(client.post(address, whole | {"sees": [], "token": "x"}), "Hent siden igen", 422)
    for client, name in ((liv, "my_representative"), (contact, "change_representative")):
        says(client.post(reverse(name, args=[pk]), {"sees": ["x"]}), "Hent siden igen", 422)
    assert Representative.objects.count() == 1


def test_a_representatives_link_and_code_that_are_not_right(world: World) -> None:
    link = make_representative_link(world.rows.representative, at=AT)
    nobody = Client()
    says(nobody.get(reverse("represented", args=["skrevet-forkert"])), "Linket virker ikke", 404)
    says(nobody.post(reverse("represented", args=[link]), {"code": TYPED}), "Koden passer ikke.", 422)


def test_coordination_that_is_on_no_button(world: World) -> None:
    contact, address = world.client("contact"), reverse("coordination", args=[world.rows.liv.pk])
    for wrong in ("", "partner-480", "gossip-5", "partner"):
        sent = {"token": uuid4(), "spent": wrong}
        says(contact.post(address, sent), "Hent siden igen, og tryk på en af knapperne.", 422)
    says(contact.post(address, {"token": "x", "spent": "partner-5"}), "Hent siden igen", 422)
    assert Coordination.objects.count() == 1


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
