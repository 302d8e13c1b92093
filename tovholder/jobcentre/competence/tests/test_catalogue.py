"""What can be learnt here: loaded once, described by the centre, and carried on by a later catalogue."""

from copy import deepcopy
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, browser_of, text_of
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.competence import actions
from tovholder.jobcentre.competence import catalogue as of_program
from tovholder.jobcentre.competence.actions import Described
from tovholder.jobcentre.competence.catalogue import fields_on
from tovholder.jobcentre.competence.levels import agreed_levels, roles_mastered
from tovholder.jobcentre.competence.models import (
    Catalogue,
    Competence,
    CompetenceWording,
    Kind,
    Origin,
    Profile,
    RoleNeed,
)
from tovholder.jobcentre.staff.roles import Role

pytestmark = pytest.mark.django_db
LATER = date(2027, 1, 1)


@pytest.fixture
def manager(db):
    return cast.a_user("manager")


def everything() -> list[object]:
    """All there is of the catalogue, as it stands."""
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Catalogue, Profile, Competence, RoleNeed, CompetenceWording)
    ]


def the_next(**changed) -> dict:
    """A catalogue after the first: one competence carries on, one is new."""
    given = deepcopy(of_program.read(of_program.files()[0])) | {"code": "2027", "since": LATER}
    given["profile"] = given["profile"][:1]
    carried = {
        "code": "afgoere",
        "name": "Afgøre",
        "about": "Som før.",
        "same_as": "2026/myndighed",
    } | changed
    new = {"code": "nyt", "name": "Noget nyt", "about": "Det kom til."}
    given["profile"][0] = given["profile"][0] | {"competences": [carried, new]}
    given["roles"] = {"authority": {"afgoere": 3}}
    return given


def test_loading_twice_is_once(db):
    assert actions.load_catalogues(by=None, at=AT) == len(of_program.files())
    first = everything()
    assert actions.load_catalogues(by=None, at=AT) == 0
    assert everything() == first


def test_it_is_loaded_from_a_command(db, capsys):
    call_command("load_catalogue")
    assert "1 nyt katalog" in capsys.readouterr().out
    assert Catalogue.objects.count() == 1


def test_the_four_profiles_and_the_basis_name_their_source_and_our_lists_say_they_are_ours():
    cast.the_catalogue()
    profiles = Profile.objects.filter(kind=Kind.PROFILE).order_by("place")
    assert [profile.name for profile in profiles] == [
        "Virksomhedsprofilen",
        "Kompetencematchprofilen",
        "Udviklingsprofilen",
        "Helhedsprofilen",
    ]
    for profile in Profile.objects.filter(kind__in=[Kind.PROFILE, Kind.BASIS]):
        assert profile.origin == Origin.SOURCED
        assert profile.source.startswith("https://vpt.dk/")
    assert not Competence.objects.exclude(origin=Origin.PROPOSAL).exists()
    assert (
        not Profile.objects.filter(kind__in=[Kind.LAW, Kind.TARGET]).exclude(origin=Origin.PROPOSAL).exists()
    )


def test_every_role_needs_something_and_a_source_is_never_missing():
    cast.the_catalogue()
    assert set(RoleNeed.objects.values_list("role", flat=True)) == set(Role.values)
    with pytest.raises(IntegrityError):
        Profile.objects.filter(code="helhed").update(source="")


def test_what_the_centre_wrote_stays_when_the_catalogue_is_loaded_again(manager):
    competence = cast.a_competence("coaching")
    described = Described("Coache med ro", "Vores egne ord.", True, {"coach": 2})
    actions.describe_competence(competence, described, by=manager, at=AT)
    actions.load_catalogues(by=None, at=AT)
    competence.refresh_from_db()
    assert (competence.name, competence.origin) == ("Coache med ro", Origin.OWN)
    assert competence.needed_by.get().level == 2


def test_every_wording_is_kept_and_twice_is_once(manager):
    competence = cast.a_competence("coaching")
    described = Described("Coache", "Nye ord.", True, {"coach": 3})
    for _press in range(2):
        actions.describe_competence(competence, described, by=manager, at=AT)
    kept = list(competence.wordings.order_by("pk").values_list("about", "written_by"))
    assert [by for _about, by in kept] == [None, manager.pk]
    assert kept[1][0] == "Nye ord."


def test_only_the_manager_shapes_it(amina):
    competence = cast.a_competence("coaching")
    described = Described("X", "Y", True, {})
    for by in (amina.user, cast.a_leader().user, cast.a_user("data_owner")):
        with pytest.raises(Refused, match="Kun arbejdsmarkedschefen"):
            actions.describe_competence(competence, described, by=by, at=AT)
        with pytest.raises(Refused, match="Kun arbejdsmarkedschefen"):
            actions.add_competence(competence.profile, described, by=by, at=AT)


def test_a_competence_that_a_role_needs_is_not_put_out_of_use(manager):
    competence = cast.a_competence("coaching")
    with pytest.raises(Refused, match="En rolle kræver kompetencen"):
        actions.describe_competence(
            competence, Described("Coache", "x", False, {"coach": 3}), by=manager, at=AT
        )
    actions.describe_competence(competence, Described("Coache", "x", False, {}), by=manager, at=AT)
    assert competence not in [one for field in fields_on(TODAY) for one in field.competences]
    assert competence in [one for field in fields_on(TODAY, also_unused=True) for one in field.competences]


def test_the_centre_adds_its_own_and_a_taken_name_is_refused(manager):
    profile = cast.a_competence("coaching").profile
    new = actions.add_competence(profile, Described("Gå med hund", "Ro på.", True, {}), by=manager, at=AT)
    assert (new.origin, new.place) == (Origin.OWN, 6)
    with pytest.raises(Refused, match="allerede en kompetence"):
        actions.add_competence(profile, Described("Gå med hund", "Igen.", True, {}), by=manager, at=AT)


def test_a_later_catalogue_stands_beside_the_first_until_its_day(amina):
    cast.can(amina, "myndighed", 3)
    cast.can(amina, "dokumentation", 2)
    assert actions.load_catalogue(the_next(), by=None, at=AT)
    assert "Afgøre" not in [one.name for field in fields_on(TODAY) for one in field.competences]
    assert [one.name for field in fields_on(LATER) for one in field.competences] == ["Afgøre", "Noget nyt"]
    assert roles_mastered([amina.pk], TODAY) == {amina.pk: {"authority"}}


def test_levels_agreed_in_either_catalogue_are_the_same_levels(amina):
    """The mapping: nothing is copied, so nothing can differ."""
    leader = cast.a_leader()
    cast.can(amina, "myndighed", 2)
    actions.load_catalogue(the_next(), by=None, at=AT)
    carried = Competence.objects.get(code="afgoere")
    assert agreed_levels([amina.pk], LATER)[amina.pk] == {carried.kept_as: 2}
    assert roles_mastered([amina.pk], LATER) == {}
    actions.agree_levels(amina, {carried.kept_as: 3}, by=leader.user, at=AT)
    assert roles_mastered([amina.pk], LATER) == {amina.pk: {"authority"}}
    assert agreed_levels([amina.pk], TODAY)[amina.pk] == {cast.a_competence("myndighed").pk: 3}


def test_a_third_catalogue_carries_the_first_ones_levels_on(amina):
    cast.the_catalogue()
    actions.load_catalogue(the_next(), by=None, at=AT)
    third = the_next(code="tredje", name="Tredje", same_as="2027/afgoere") | {
        "code": "2028",
        "since": date(2028, 1, 1),
    }
    third["roles"] = {}
    actions.load_catalogue(third, by=None, at=AT)
    assert Competence.objects.get(code="tredje").kept_as == cast.a_competence("myndighed").pk


def test_a_catalogue_that_carries_on_what_is_not_there_is_refused_whole(db):
    cast.the_catalogue()
    before = everything()
    with pytest.raises(Refused, match="2026/findes-ikke"):
        actions.load_catalogue(the_next(same_as="2026/findes-ikke"), by=None, at=AT)
    assert everything() == before


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_manager_loads_reads_and_describes(manager):
    browser = browser_of(manager)
    assert "Kataloget er ikke læst ind endnu." in text_of(browser.get(reverse("catalogue")))
    browser.post(reverse("catalogue"))
    page = text_of(browser.get(reverse("catalogue")))
    assert "Vores forslag" in page
    assert "Navn og sigte er fra kilden" in page
    address = reverse("describe_competence", args=[cast.a_competence("coaching").pk])
    given = {"name": "Coache", "about": "Nye ord.", "is_used": "on", "role_coach": "3"}
    assert browser.post(address, given).url == address
    shown = text_of(browser.get(address))
    assert "Nye ord." in shown
    assert "Kom med kataloget" in shown


def test_an_employee_reads_the_catalogue_and_cannot_load_it(amina):
    browser = browser_of(amina)
    browser.post(reverse("catalogue"))
    assert not Catalogue.objects.exists()
    cast.the_catalogue()
    page = text_of(browser.get(reverse("catalogue")))
    assert "Virksomhedsprofilen" in page
    assert reverse("describe_competence", args=[cast.a_competence("coaching").pk]) not in page


def test_a_competence_is_added_from_the_page(manager):
    profile = cast.a_competence("coaching").profile
    address = reverse("add_competence", args=[profile.pk])
    given = {"name": "Gå med hund", "about": "Ro på.", "is_used": "on"}
    assert browser_of(manager).post(address, given).status_code == 302
    taken = browser_of(manager).post(address, given)
    assert taken.status_code == 409
    assert "Ro på." in text_of(taken)
