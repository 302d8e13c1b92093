"""What employees say of themselves, learn and share."""

import re

from django.test import Client
from django.urls import reverse

from tests.access.world import World
from tests.bad_input.said import TYPED, says
from tovholder.jobcentre.staff.models import PulseTally


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
