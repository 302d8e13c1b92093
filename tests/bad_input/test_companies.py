"""What companies send, and what is written about workplaces."""

from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.access.marked import IN_PAPERS
from tests.access.world import AT, World
from tests.bad_input.said import TYPED, says
from tovholder.jobcentre.citizens.models import Citizen, Consent
from tovholder.jobcentre.companies.models import WorkplaceTouch
from tovholder.jobcentre.sickleave.models import (
    AbsenceNotice,
    PaperVersion,
    SickLeaveTalk,
)
from tovholder.jobcentre.sickleave.party_link import make_link as make_party_link


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


def test_a_workplaces_contact_changed_meanwhile(world: World) -> None:
    client = world.client("leader")
    given = {"from_employee": world.rows.colleague.pk, "to": world.rows.stand_in.pk, "because": TYPED}
    response = client.post(reverse("change_workplace_contact", args=[world.rows.workplace.pk]), given)
    assert TYPED in says(response, "En anden har skiftet den faste kontakt imens", 409)
