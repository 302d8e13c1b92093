"""My workplaces with rhythm, and one workplace: contacts, sparring, agreements and notes, as met on the pages."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.cast import text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.companies import actions
from tovholder.jobcentre.companies.models import SparringTheme, Workplace, WorkplaceNote, WorkplaceTouch
from tovholder.jobcentre.sickleave.models import SpokenAnswer
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House, logged_in, plain_static_files
from tovholder.jobcentre.workbench.contacts import CONTACTS_SHOWN
from tovholder.jobcentre.workbench.tests.test_workplace import DAY, Form, page_of, words_of

MINE = "/mine-arbejdssteder/"


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def no_manifest(settings):
    plain_static_files(settings)


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def amina(house):
    return logged_in(house.amina)


@pytest.fixture
def jonas(house):
    return logged_in(house.jonas)


def touch(house, place=None, *, on=TODAY, by=None, **more):
    given = {"how": "call", "begun_by": "centre"} | more
    return actions.write_down_touch(
        place or house.nordlyst,
        token=uuid4(),
        on=on,
        by=(by or house.amina).user,
        at=NOW,
        today=max(on, TODAY - 300 * DAY),
        **given,
    )


def written(client, name: str, pk: int, *, page=None, **given):
    """Open a form, fill it in and save it, as a browser does."""
    address = reverse(name, args=[pk])
    hidden = Form(client.get(address)).hidden
    return client.post(address, hidden | given, follow=True)


# --- My workplaces ---------------------------------------------------------------------------------------------------


def test_who_is_due_by_rhythm_and_never_talked_with_first(house, amina):
    partner = house.workplace("Ærø Havn")
    actions.set_relation(partner, "partnership", by=house.amina.user, at=NOW, today=TODAY)
    touch(house, partner, on=TODAY - 100 * DAY)
    ordinary = house.workplace("Bageriet")
    touch(house, ordinary, on=TODAY - 100 * DAY)
    agreed = house.workplace("Cykelhuset")
    touch(house, agreed, on=TODAY - 120 * DAY, next_contact_on=TODAY - 110 * DAY)
    page = amina.get(MINE)
    assert "Skal kontaktes 3" in words_of(page)
    page = amina.get(MINE, {"skal": "1"})
    assert [row.name for row in page.context["rows"]] == ["Nordlyst Møbler", "Cykelhuset", "Ærø Havn"]
    assert [row.talked for row in page.context["rows"]] == [
        "Ingen kontakt endnu. Aftal, hvornår I taler sammen.",
        "Sidst talt sammen torsdag 23. juli. I skulle have talt sammen søndag 2. august.",
        "Sidst talt sammen onsdag 12. august. I plejer at tale sammen hver tredje måned.",
    ]
    (bakery,) = [row for row in amina.get(MINE).context["rows"] if row.name == "Bageriet"]
    assert bakery.talked == "Sidst talt sammen onsdag 12. august. Næste kontakt omkring 12. februar 2027."
    assert not bakery.is_due


def test_a_notice_we_spoke_about_is_a_contact(house, amina):
    house.answer(house.notice())
    (row,) = amina.get(MINE).context["rows"]
    assert row.talked == "I har talt sammen i dag. Næste kontakt omkring 20. maj 2027."
    assert "Ingen skal kontaktes lige nu." in words_of(amina.get(MINE, {"skal": "1"}))


def test_the_due_come_a_page_at_a_time_and_take_the_same_queries(house, amina, django_assert_num_queries):
    many = [house.workplace(f"Sted {number:03}") for number in range(9)]
    with django_assert_num_queries(10):
        amina.get(MINE, {"skal": "1"})
    Workplace.objects.bulk_create(
        Workplace(
            company=many[0].company, contact=house.amina, p_number=f"{2_000_000_000 + n}", name=f"Gård {n:03}",
            name_order=f"gård {n:03}",
        )
        for n in range(490)
    )  # fmt: skip
    with django_assert_num_queries(10):
        first = amina.get(MINE, {"skal": "1"})
    assert (first.context["due"], len(first.context["rows"])) == (500, 50)
    second = amina.get(MINE + first.context["next"])
    assert "skal=1" in first.context["next"]
    names = [row.name for page in (first, second) for row in page.context["rows"]]
    assert len(set(names)) == 100
    assert [row.name for row in amina.get(MINE + second.context["previous"]).context["rows"]] == names[:50]


def test_the_file_has_the_rhythm_and_the_filter(house, amina):
    touch(house, house.workplace("Bageriet"), on=TODAY - 10 * DAY, next_contact_on=TODAY + 30 * DAY)
    everything = amina.post("/mine-arbejdssteder/hent/").content.decode("utf-8-sig")
    assert "Forhold;Talte sidst sammen;Næste kontakt" in everything
    assert "Almindelig kontakt;10.11.2026;20.12.2026" in everything
    due = amina.post("/mine-arbejdssteder/hent/?skal=1").content.decode("utf-8-sig")
    assert "Nordlyst" in due
    assert "Bageriet" not in due


# --- A contact and the next, in four presses --------------------------------------------------------------------------


def test_a_contact_and_the_next_take_four_presses(house, amina):
    opens = reverse("write_touch", args=[house.nordlyst.pk])
    presses = 1
    assert opens in Form(amina.get(page_of(house.nordlyst))).links  # open
    form = Form(amina.get(opens))
    assert form.chosen == [""] or form.chosen == []
    presses += len(form.radios)  # how; the days are typed
    presses += 1  # save, and who began with it
    assert presses <= 4
    assert form.disabled_first, "Enter does not save with a beginner nobody named"
    assert [value for name, value in form.buttons if name == "begun_by"] == ["centre", "company"]
    page = written(
        amina, "write_touch", house.nordlyst.pk, how="visit", begun_by="company", next_contact_on="2027-01-12"
    )
    assert "Det er skrevet ned, at I har talt sammen." in text_of(page)
    assert "I har talt sammen i dag. I har aftalt at tale sammen tirsdag 12. januar 2027." in words_of(page)
    row = WorkplaceTouch.objects.get()
    assert (row.how, row.begun_by, row.on, row.employee, row.person) == (
        "visit", "company", TODAY, house.amina, None,
    )  # fmt: skip


def test_the_form_says_which_day_the_rhythm_gives(house, amina):
    page = words_of(amina.get(reverse("write_touch", args=[house.nordlyst.pk])))
    assert "Lad feltet stå tomt, hvis det er omkring 20. maj 2027." in page
    assert amina.get(page_of(house.nordlyst)).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"how": ""}, 422, "Vælg, hvordan I talte sammen."),
        ({"begun_by": ""}, 422, "Gem med en af knapperne: de siger, hvem der tog kontakt."),
        ({"on": "i går"}, 422, "Skriv dagen med tal"),
        ({"on": "2026-11-21"}, 409, "Dagen ligger i fremtiden."),
        ({"next_contact_on": "2026-11-20"}, 409, "Den næste kontakt skal ligge efter i dag"),
        ({"person": "999999"}, 422, "Vælg en på listen"),
        ({"token": "x"}, 422, "Hent siden igen"),
    ],
)
def test_a_wrong_contact_gets_a_sentence_and_stays(house, amina, wrong, status, sentence):
    given = {
        "how": "visit",
        "begun_by": "centre",
        "next_contact_on": "2027-01-12",
        "on": "2026-11-19",
    } | wrong
    page = written(amina, "write_touch", house.nordlyst.pk, **given)
    assert page.status_code == status
    assert sentence in text_of(page)
    for typed in (given["next_contact_on"], given["on"]):
        assert typed in text_of(page)
    assert not WorkplaceTouch.objects.exists()


# --- Sparring, in four presses ----------------------------------------------------------------------------------------


def test_sparring_from_the_workplace_takes_four_presses(house, amina):
    opens = reverse("log_sparring", args=[house.nordlyst.pk])
    assert opens in Form(amina.get(page_of(house.nordlyst))).links
    form = Form(amina.get(opens))
    assert 1 + len(form.radios) + 1 <= 4
    assert len(form.radios["theme"]) == 6
    theme = SparringTheme.objects.get(name="Drypvis fravær")
    page = written(
        amina, "log_sparring", house.nordlyst.pk, theme=theme.pk, minutes="25", begun_by="company",
        person=house.hanne.pk,
    )  # fmt: skip
    assert "Sparringen er skrevet ned." in text_of(page)
    assert (
        "Sparring: Drypvis fravær, 25 minutter Amina Yusuf og Hanne Friis. Virksomheden tog kontakt."
        in words_of(page)
    )


def test_sparring_from_a_nameless_notice_is_our_answer_too(house, amina):
    notice = house.notice(kind="recurring", first_day=None, begun_by="company")
    opens = reverse("spar_about_notice", args=[notice.pk])
    assert opens in Form(amina.get(reverse("notice", args=[notice.pk]))).links
    form = Form(amina.get(opens))
    assert 1 + len(form.radios) + 1 <= 4
    given = {"theme": SparringTheme.objects.order_by("place").first().pk, "minutes": "10"}
    assert written(amina, "spar_about_notice", notice.pk, **given).status_code == 200
    row = WorkplaceTouch.objects.get()
    assert (row.how, row.begun_by, row.about_notice) == ("sparring", "company", True)
    assert SpokenAnswer.objects.get().employee == house.amina


def test_no_sparring_about_somebody_named_or_what_is_not_mine(house, amina, jonas):
    named, nameless = house.notice(name="Bo Kragh"), house.notice()
    assert amina.get(reverse("spar_about_notice", args=[named.pk])).status_code == 404
    assert "Skriv sparring ned" not in text_of(amina.get(reverse("notice", args=[named.pk])))
    assert jonas.get(reverse("spar_about_notice", args=[nameless.pk])).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"theme": ""}, "Vælg, hvad du gav råd om."),
        ({"theme": "999999"}, "Vælg et af temaerne."),
        ({"minutes": "et kvarter"}, "Skriv minutterne som et helt tal"),
        ({"minutes": "0"}, "Skriv minutterne som et helt tal"),
    ],
)
def test_wrong_sparring_gets_a_sentence_and_stays(house, amina, wrong, sentence):
    given = {"theme": SparringTheme.objects.first().pk, "minutes": "25", "begun_by": "centre"} | wrong
    page = written(amina, "log_sparring", house.nordlyst.pk, **given)
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert f'value="{given["minutes"]}"' in text_of(page)
    assert not WorkplaceTouch.objects.exists()


# --- Agreements -------------------------------------------------------------------------------------------------------


def test_an_agreement_stands_until_it_is_ended_and_stays_to_be_read(house, amina, jonas):
    page = written(
        amina, "make_agreement", house.nordlyst.pk, what="To praktikpladser i lakeriet", person=house.hanne.pk,
        last_day="2027-03-31",
    )  # fmt: skip
    said = "Amina Yusuf og Hanne Friis. Fra fredag 20. november til og med onsdag 31. marts 2027."
    assert f"To praktikpladser i lakeriet {said}" in words_of(page)
    assert "Afsluttede aftaler" not in words_of(page)
    page = jonas.post(reverse("end_agreement", args=[house.nordlyst.agreements.get().pk]), follow=True)
    assert "Afsluttede aftaler To praktikpladser i lakeriet" in words_of(page)
    assert "Ingen aftaler endnu." in words_of(page)


def test_a_text_of_ours_is_about_no_citizen(house, amina):
    for name, field, more in (
        ("make_agreement", "what", {}),
        ("write_workplace_note", "text", {"audience": "company"}),
    ):
        page = written(amina, name, house.nordlyst.pk, **{field: "Bo, 010190-4321, kommer mandag"}, **more)
        assert page.status_code == 422
        assert "Skriv ikke et CPR-nummer her." in text_of(page)
        page = written(amina, name, house.nordlyst.pk, **{field: "De har talt om stress"}, **more)
        assert "Det ligner oplysninger om helbred: stress." in text_of(page)
        assert "De har talt om stress" in text_of(page)
        kept = written(
            amina, name, house.nordlyst.pk, **{field: "De har talt om stress"}, not_health="on", **more
        )
        assert kept.status_code == 200
        assert "De har talt om stress" in words_of(kept)


# --- Notes ------------------------------------------------------------------------------------------------------------


def test_a_note_is_read_by_those_it_is_for(house, amina, jonas):
    company = logged_in(house.hanne)
    for audience in ("contact", "followers", "company"):
        written(amina, "write_workplace_note", house.nordlyst.pk, text=f"Til {audience}.", audience=audience)

    def read(client, address) -> list[str]:
        page = words_of(client.get(address))
        return [audience for audience in ("contact", "followers", "company") if f"Til {audience}." in page]

    mine = page_of(house.nordlyst)
    assert read(amina, mine) == ["contact", "followers", "company"]
    assert read(jonas, mine) == ["followers", "company"]
    assert read(company, reverse("my_contact")) == ["company"]
    assert "Amina Yusuf, fredag 20. november." in words_of(company.get(reverse("my_contact")))
    stranger = logged_in(house.person(house.workplace("Andetsteds"), "Ib"))
    assert read(stranger, reverse("my_contact")) == []
    note = WorkplaceNote.objects.get(audience="company")
    amina.post(reverse("take_down_note", args=[note.pk]))
    assert read(company, reverse("my_contact")) == []


def test_a_note_that_is_not_for_me_is_not_mine_to_take_down(house, amina, jonas):
    for audience in ("contact", "followers"):
        written(amina, "write_workplace_note", house.nordlyst.pk, text="Hej.", audience=audience)
    hidden, shown = (WorkplaceNote.objects.get(audience=audience) for audience in ("contact", "followers"))
    assert jonas.post(reverse("take_down_note", args=[hidden.pk])).status_code == 404
    page = jonas.post(reverse("take_down_note", args=[shown.pk]), follow=True)
    assert "Kun den, der skrev noten" in text_of(page)
    assert WorkplaceNote.objects.standing().count() == 2


# --- Every contact, newest first --------------------------------------------------------------------------------------


def test_every_contact_in_either_direction_and_never_a_citizen(house, jonas):
    mona = house.citizen("Mona Lund", at=house.nordlyst)
    house.answer(house.notice(name="Mona Lund", text="hemmelig", at=NOW - 3 * DAY), at=NOW - 2 * DAY)
    house.notice(begun_by="centre", at=NOW - DAY)
    touch(house, how="visit", person=house.hanne)
    page = jonas.get(page_of(house.nordlyst))
    log = page.context["log"]
    assert [(contact.day, contact.what, contact.who, contact.by_company) for contact in log.contacts] == [
        (TODAY, "Besøg hos dem", "Amina Yusuf og Hanne Friis", False),
        (TODAY - DAY, "Melding om fravær", "", False),
        (TODAY - 2 * DAY, "Svar på en melding", "Amina Yusuf", None),
        (TODAY - 3 * DAY, "Melding om fravær", "", True),
    ]
    for hidden in ("Mona", "hemmelig", reverse("citizen", args=[mona.pk])):
        assert hidden not in text_of(page)


def test_a_notice_put_right_is_one_contact(house, amina):
    from tovholder.jobcentre.sickleave.actions import withdraw_notice

    notice = house.notice(sender=house.hanne)
    withdraw_notice(notice.pk, by=house.hanne.user, sender=house.hanne, at=NOW)
    assert amina.get(page_of(house.nordlyst)).context["log"].contacts == []


def test_older_contacts_a_page_at_a_time_each_once(house, amina):
    for number in range(17):
        touch(house, on=TODAY - (number // 3) * DAY)
        house.answer(house.notice(at=NOW - number * DAY), at=NOW - number * DAY)
    seen, address = [], page_of(house.nordlyst)
    while True:
        log = amina.get(address).context["log"]
        seen += log.contacts
        assert len(log.contacts) <= CONTACTS_SHOWN
        if not log.older:
            break
        address = f"{page_of(house.nordlyst)}?kontakter_foer={log.older}"
    assert len(seen) == 3 * 17
    assert [contact.day for contact in seen] == sorted((contact.day for contact in seen), reverse=True)
    for odd in ("x", "3.", "9.1", "3.999999", "3.²", "1" * 30 + ".1"):
        assert amina.get(f"{page_of(house.nordlyst)}?kontakter_foer={odd}").context["log"].is_newest


# --- Others on sick leave here ----------------------------------------------------------------------------------------


def test_others_on_sick_leave_are_counted_and_of_few_only_that_they_are_few(house, amina):
    def sick(name, contact):
        citizen = house.citizen(name, at=house.nordlyst, contact=contact)
        citizens.begin_support(citizen, benefit="sygedagpenge", since=TODAY - 9 * DAY, by=None, at=NOW)

    sick("Bo Kragh", house.amina)
    assert "følges af kolleger" not in words_of(amina.get(page_of(house.nordlyst)))
    for number in range(4):
        sick(f"Kollegaens {chr(65 + number)}", house.jonas)
    page = words_of(amina.get(page_of(house.nordlyst)))
    assert "Færre end 5 andre her er sygemeldt og følges af kolleger." in page
    sick("Kollegaens E", house.jonas)
    page = words_of(amina.get(page_of(house.nordlyst)))
    assert "5 andre her er sygemeldt og følges af kolleger." in page
    assert "Kollegaens" not in page


# --- What the municipality chooses ------------------------------------------------------------------------------------


def test_the_manager_chooses_and_nobody_else(house, amina):
    manager = logged_in(house.employee("henrik", "Henrik Chef", role=Role.MANAGER))
    address = reverse("choose_workplaces")
    assert address in text_of(manager.get(reverse("results")))
    assert "Drypvis fravær" in text_of(manager.get(address))
    given = {"partnership_months": "2", "other_months": "4", "themes": "Regler\n  Ny   på holdet \n\n"}
    assert "gælder fra nu af" in text_of(manager.post(address, given, follow=True))
    assert list(SparringTheme.objects.open().order_by("place").values_list("name", flat=True)) == [
        "Regler",
        "Ny på holdet",
    ]
    page = manager.post(address, given | {"other_months": "25", "themes": "A\nA"})
    assert page.status_code == 422
    assert "Skriv et helt tal fra 1 til 24." in text_of(page)
    assert "Skriv hvert tema kun én gang" in text_of(page)
    assert amina.get(address).status_code == 403
    assert Record.objects.filter(what="choose_workplaces").count() == 2, "one change, one refusal"


def test_a_colleague_does_not_change_the_relation(house, amina, jonas):
    assert reverse("set_relation", args=[house.nordlyst.pk]) not in text_of(
        jonas.get(page_of(house.nordlyst))
    )
    page = jonas.post(
        reverse("set_relation", args=[house.nordlyst.pk]), {"relation": "partnership"}, follow=True
    )
    assert "Kun arbejdsstedets faste kontakt" in text_of(page)
    page = amina.post(
        reverse("set_relation", args=[house.nordlyst.pk]), {"relation": "partnership"}, follow=True
    )
    assert "Partnerskab" in words_of(page)
    assert "Ikke længere partnerskab" in words_of(page)
