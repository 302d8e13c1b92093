from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Citizen, Course, Employment
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, logged_in

DAY = timedelta(days=1)
URL = "/min-kontakt/"


def given(**more) -> dict[str, str]:
    return {"token": str(uuid4()), "kind": "expected", "agrees": "no", "talk": "no"} | more


def text_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def main_of(response) -> str:
    return text_of(response).split("<main")[1].split("</main>")[0]


# --- Who our contact is


def test_the_company_sees_its_contact_and_how_to_call(hanne):
    page = text_of(hanne.get(URL))
    for words in ("Nordlyst Møbler", "Industrivej 4", "Amina Yusuf", "22 22 22 22", 'href="tel:22222222"'):
        assert words in page
    assert "i dag kl. 8–16" in page
    assert "Send til Amina" in page


def test_on_a_day_we_are_closed_the_hours_are_not_todays(house, time_machine):
    time_machine.move_to(NOW + DAY, tick=False)
    page = text_of(logged_in(house.hanne).get(URL))
    assert "på hverdage kl. 8–16" in page
    assert "i dag kl." not in page


def test_while_the_contact_is_away_the_stand_in_is_called(house, hanne):
    house.away(house.amina, house.jonas, until=TODAY + 7 * DAY)
    page = text_of(hanne.get(URL))
    assert "Amina Yusuf, er her ikke til og med torsdag 26. november. Jonas dækker imens." in page
    assert 'href="tel:33333333"' in page
    assert "22 22 22 22" not in page
    assert "Send til Jonas" in page


def test_when_nobody_is_here_the_unit_is_called(house, hanne):
    house.away(house.amina, house.jonas)
    house.away(house.jonas, house.employee("lise", "Lise Berg"))
    page = text_of(hanne.get(URL))
    assert 'href="tel:11111111"' in page
    assert "Send til" not in page


def test_the_door_says_what_is_not_asked_for_and_what_it_does_not_replace(hanne):
    page = text_of(hanne.get(URL))
    assert "Skriv ikke, hvad medarbejderen fejler." in page
    assert "helbredsoplysningsloven" in page
    assert "Erstatter ikke anmeldelsen i NemRefusion." in page
    assert "fristen" not in page


def test_nothing_is_preselected_and_nothing_needs_script(hanne):
    page = hanne.get(URL).content.decode()
    assert "checked" not in page
    for name in ("kind", "first_day", "back", "hours_a_week", "agrees", "person_name", "talk", "text"):
        assert f'name="{name}"' in page
    assert page.count('name="kind"') == 5


# --- Telling


def test_a_notice_is_kept_and_the_company_told_what_happens_next(house, hanne):
    response = hanne.post(URL, given(kind="first_day", talk="you_lead", text="Ring gerne før tolv"))
    notice = AbsenceNotice.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("notice_received", args=[notice.pk])
    assert (notice.workplace, notice.sender, notice.written_by) == (
        house.nordlyst,
        house.hanne,
        house.hanne.user,
    )
    assert (notice.begun_by, notice.kind, notice.first_day) == ("company", "first_day", TODAY)
    assert (notice.talk, notice.text, notice.received_at) == ("you_lead", "Ring gerne før tolv", NOW)
    page = text_of(hanne.get(response["Location"]))
    assert "Amina ringer til jer." in page
    assert "senest fredag 20. november kl. 11" in page
    assert "Vi ringer på 66 66 66 66." in page
    assert 'href="tel:22222222"' in page
    assert "fem uger fra første fraværsdag: fredag 25. december." in page


def test_it_reaches_the_contact_at_once(house, hanne):
    hanne.post(URL, given(kind="recurring"))
    assert AbsenceNotice.objects.visible_to(house.amina.user, TODAY).unanswered().count() == 1


def test_somebody_named_whom_we_do_not_know_waits_with_the_contact_and_nobody_is_created(house, hanne):
    def people() -> list[int]:
        return [model.objects.count() for model in (Citizen, Course, Employment, User)]

    house.citizen("Bo Kragh", at=house.nordlyst)
    before = people()
    hanne.post(URL, given(kind="recurring", agrees="yes", person_name="Ukendt Person"))
    notice = AbsenceNotice.objects.get()
    assert (notice.person_name, notice.citizen_id) == ("Ukendt Person", None)
    amina = logged_in(house.amina)
    assert reverse("notice", args=[notice.pk]) in text_of(amina.get("/min-dag/"))
    assert "Ukendt Person" in text_of(amina.get(reverse("notice", args=[notice.pk])))
    assert people() == before


def test_a_double_press_is_one_notice(hanne):
    twice = given(kind="first_day")
    first, second = hanne.post(URL, twice), hanne.post(URL, twice)
    assert AbsenceNotice.objects.count() == 1
    assert first["Location"] == second["Location"]


WRONG = [
    ({"kind": ""}, "Vælg, hvad der sker."),
    ({"kind": "first_day", "first_day": (TODAY + DAY).isoformat()}, "Dagen ligger i fremtiden."),
    ({"kind": "since", "first_day": "2062-11-20"}, "Se efter, om årstallet er rigtigt."),
    ({"kind": "since", "first_day": "32.13.2026"}, "Skriv dagen med tal"),
    ({"kind": "since", "first_day": ""}, "Skriv den første fraværsdag."),
    ({"agrees": "no", "person_name": "Bo Kragh"}, "Slet navnet, eller vælg ja"),
    ({"agrees": "yes", "person_name": ""}, "Skriv medarbejderens navn"),
    ({"agrees": ""}, "Vælg, om medarbejderen ved det"),
    ({"talk": ""}, "Vælg, om en samtale vil hjælpe."),
    ({"text": "æ" * 301}, "Teksten er for lang"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_bad_input_gets_a_sentence_and_stays(hanne, wrong, sentence):
    told = given(text="Han kommer nok igen") | wrong
    response = hanne.post(URL, told)
    assert response.status_code == 422
    assert not AbsenceNotice.objects.exists()
    page = text_of(response)
    assert sentence in page
    for typed in ("text", "person_name", "first_day", "token"):
        assert told.get(typed, "") in page
    for name in ("kind", "agrees", "talk"):
        assert (f'name="{name}" value="{told[name]}"' in page) == bool(told[name])
    assert page.count("checked") == sum(bool(told[name]) for name in ("kind", "agrees", "talk"))


def test_the_deadline_is_shown_live_and_nothing_is_kept(hanne):
    asked = {"kind": "since", "first_day": "2026-11-21"}
    shown = hanne.post(
        URL, asked | {"first_day": "2026-11-20"}, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="nemrefusion"
    )
    assert shown.status_code == 200
    assert "fem uger fra første fraværsdag: fredag 25. december." in text_of(shown)
    assert "<html" not in shown.content.decode()
    future = hanne.post(URL, asked, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="nemrefusion")
    assert "fristen" not in text_of(future)
    today = hanne.post(
        URL, {"kind": "first_day", "first_day": ""}, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="nemrefusion"
    )
    assert "fredag 25. december" in text_of(today)
    assert not AbsenceNotice.objects.exists()


def test_the_fragment_is_a_part_of_the_page(hanne):
    told = given(kind="since", first_day="2026-11-20", talk="")
    whole = hanne.post(URL, told).content.decode()
    part = hanne.post(URL, told, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="nemrefusion").content.decode()
    assert part.strip() in whole


# --- What the company can follow


def test_the_company_follows_only_what_we_did_towards_it(house, hanne):
    house.citizen("Bo Kragh", at=house.nordlyst)
    known = house.notice(name="Bo Kragh", at=NOW - DAY)
    unknown = house.notice(name="Ukendt Person", at=NOW - DAY)
    pages = []
    for notice in (known, unknown):
        before = main_of(hanne.get(reverse("notice_received", args=[notice.pk])))
        house.answer(notice)
        pages.append((before, main_of(hanne.get(reverse("notice_received", args=[notice.pk])))))
    assert pages[0] == pages[1]
    assert "Vi har ikke talt sammen endnu." in pages[0][0]
    assert "Vi talte sammen fredag 20. november kl. 10." in pages[0][1]


def test_when_we_are_late_we_say_so(house, hanne):
    notice = house.notice(at=NOW - DAY)
    page = text_of(hanne.get(reverse("notice_received", args=[notice.pk])))
    assert "Det nåede vi ikke" in page
    assert "ringer til jer" not in page


def test_earlier_notices_stand_without_names_or_text(house, hanne):
    house.notice(name="Bo Kragh", kind="since", first_day=TODAY - 3 * DAY, text="hemmelig", at=NOW - DAY)
    page = text_of(hanne.get(URL))
    assert "Det har I fortalt os" in page
    assert "torsdag 19. november" in page
    assert "Bo Kragh" not in page
    assert "hemmelig" not in page


def test_what_we_began_ourselves_is_not_the_companys_list(house, hanne):
    house.notice(begun_by="centre")
    assert "Det har I fortalt os" not in text_of(hanne.get(URL))


def test_another_workplaces_notice_is_not_found(house, hanne):
    elsewhere = house.notice(house.workplace("Sydlyst"))
    assert hanne.get(reverse("notice_received", args=[elsewhere.pk])).status_code == 404


def test_another_workplaces_token_shows_nothing(house, hanne):
    token = uuid4()
    house.notice(house.workplace("Sydlyst"), name="Mona Lund", token=token)
    response = hanne.post(URL, given(kind="first_day", token=str(token)), follow=True)
    assert response.status_code == 404


# --- Blind to citizens


SECRETS = {
    "name": "Hemmelig Borger",
    "telephone": "98 76 54 32",
    "email": "hemmelig@example.dk",
    "language": "klingonsk",
}


def test_the_company_side_reads_no_citizen(house, hanne, seen):
    citizen = house.citizen(at=house.nordlyst, **SECRETS)
    named = given(kind="first_day", agrees="yes", person_name="Hemmelig Borger")
    answers = [
        hanne.get(URL),
        hanne.post(URL, named),
        hanne.post(URL, named),
        hanne.post(URL, named | {"kind": ""}),
        hanne.get(reverse("notice_received", args=[AbsenceNotice.objects.only("pk").get().pk])),
    ]
    assert [answer.status_code for answer in answers] == [200, 302, 302, 422, 200]
    assert AbsenceNotice.objects.get().citizen_id == citizen.pk
    assert seen == [set()] * 5
    for answer in (answers[0], answers[4]):
        for secret in SECRETS.values():
            assert secret not in answer.content.decode()


def test_no_query_for_a_page_asks_about_citizens(house, hanne, django_assert_max_num_queries):
    house.citizen("Bo Kragh", at=house.nordlyst)
    notice = house.notice(name="Bo Kragh")
    for url in (URL, reverse("notice_received", args=[notice.pk])):
        with django_assert_max_num_queries(8) as asked:
            hanne.get(url)
        sql = [query["sql"].replace("citizen_within_days", "") for query in asked]
        assert not [query for query in sql if "citizen" in query]


# --- The gate


def test_others_have_no_business_at_the_door(house):
    notice = house.notice()
    for role in (Role.EMPLOYEE, Role.LEADER, Role.MANAGER, Role.DATA_OWNER, Role.CITIZEN):
        user = User.objects.create(username=f"some-{role}", role=role)
        client = logged_in(type("Somebody", (), {"user": user}))
        for url in (URL, reverse("notice_received", args=[notice.pk])):
            assert client.get(url).status_code == 403
        assert client.post(URL, given()).status_code == 403
    assert AbsenceNotice.objects.count() == 1


def test_without_log_in_the_way_is_to_log_in(client, db):
    assert client.get(URL).status_code == 302


def test_a_log_in_without_a_workplace_finds_nothing(db):
    user = User.objects.create(username="alone", role=Role.COMPANY)
    assert logged_in(type("Somebody", (), {"user": user})).get(URL).status_code == 404


def test_a_receipt_is_only_read(house, hanne):
    notice = house.notice()
    assert hanne.post(reverse("notice_received", args=[notice.pk])).status_code == 405
    assert Citizen.objects.count() == 0
