"""Contacts, sparring, agreements and notes: what each writes, what it refuses, and what the database refuses."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.companies import actions
from tovholder.jobcentre.companies.models import (
    Agreement,
    Audience,
    Relation,
    SparringTheme,
    WorkplaceChoice,
    WorkplaceNote,
    WorkplaceTouch,
)


@pytest.fixture
def place(amina):
    return cast.a_workplace("Nordlyst Møbler", contact=amina)


@pytest.fixture
def hanne(place):
    return actions.add_person(
        place, name="Hanne Friis", email="h@example.dk", user=cast.a_user(Role.COMPANY), by=None, at=AT
    )


@pytest.fixture
def elsewhere(amina):
    other = cast.a_workplace("Sydhavnens Smedje", contact=amina)
    return actions.add_person(other, name="Ole", email="o@example.dk", by=None, at=AT)


def touch(place, *, by, **more):
    given = {"token": uuid4(), "how": "visit", "begun_by": "centre", "on": TODAY} | more
    return actions.write_down_touch(place, by=by.user, at=AT, today=TODAY, **given)


def spar(place, *, by, **more):
    theme = SparringTheme.objects.order_by("place").first()
    given = {"token": uuid4(), "theme": theme, "minutes": 20, "begun_by": "company"} | more
    return actions.log_sparring(place, by=by.user, at=AT, today=TODAY, **given)


def agree(place, *, by, **more):
    given = {"token": uuid4(), "what": "En praktikplads", "person": None, "last_day": None} | more
    return actions.make_agreement(place, by=by.user, at=AT, today=TODAY, **given)


def note(place, *, by, audience="followers", **more):
    given = {"token": uuid4(), "text": "Parkér i gården."} | more
    return actions.write_note(place, audience=audience, by=by.user, at=AT, **given)


# --- A contact, and the next ------------------------------------------------------------------------------------------


def test_a_contact_is_written_down_with_the_next(place, hanne, amina):
    row = touch(place, by=amina, on=TODAY - days(2), person=hanne, next_contact_on=TODAY + days(40))
    place.refresh_from_db()
    assert (row.employee, row.person, row.on, row.how) == (amina, hanne, TODAY - days(2), "visit")
    assert place.next_contact_on == TODAY + days(40)
    line = Record.objects.get(what="write_down_touch")
    assert line.detail == {
        "workplace": place.pk, "how": "visit", "begun_by": "centre", "next": str(TODAY + days(40)),
    }  # fmt: skip
    touch(place, by=amina)
    place.refresh_from_db()
    assert place.next_contact_on is None, "nothing agreed: the rhythm says when"


def test_a_contact_saved_twice_is_one(place, amina):
    token = uuid4()
    for day in (TODAY + days(40), TODAY + days(50)):
        touch(place, by=amina, token=token, next_contact_on=day)
    place.refresh_from_db()
    assert WorkplaceTouch.objects.count() == 1
    assert place.next_contact_on == TODAY + days(40)
    assert Record.objects.filter(what="write_down_touch").count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"on": TODAY + days(1)}, "ligger i fremtiden"),
        ({"on": TODAY - days(400)}, "mere end et år tilbage"),
        ({"next_contact_on": TODAY}, "efter i dag"),
        ({"next_contact_on": TODAY + days(900)}, "inden for to år"),
        ({"how": "sparring"}, "hvordan I talte sammen"),
        ({"how": "brevdue"}, "hvordan I talte sammen"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(place, amina, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        touch(place, by=amina, **wrong)
    assert not WorkplaceTouch.objects.exists()


def test_whoever_works_elsewhere_is_refused(place, elsewhere, amina):
    for write in (touch, spar, agree):
        with pytest.raises(Refused, match="Vælg en, der arbejder her"):
            write(place, by=amina, person=elsewhere)


def test_only_who_follows_workplaces_writes(place, amina):
    manager = cast.an_employee(role=Role.MANAGER)
    for write in (touch, spar, agree, note):
        with pytest.raises(Refused, match="Kun en medarbejder, der følger arbejdssteder"):
            write(place, by=manager)


# --- Sparring ---------------------------------------------------------------------------------------------------------


def test_sparring_has_a_theme_and_minutes_and_no_text(place, hanne, amina):
    place.next_contact_on = TODAY + days(9)
    place.save(update_fields=["next_contact_on"])
    row = spar(place, by=amina, person=hanne)
    assert (row.how, row.theme.name, row.minutes, row.on) == ("sparring", "Den første samtale", 20, TODAY)
    place.refresh_from_db()
    assert place.next_contact_on == TODAY + days(9), "what is agreed stays"
    texts = [field for field in WorkplaceTouch._meta.get_fields() if field.get_internal_type() == "TextField"]
    longest = max(getattr(field, "max_length", 0) or 0 for field in WorkplaceTouch._meta.get_fields())
    assert (texts, longest <= 32) == ([], True), "nobody can stand in it"


def test_a_theme_that_has_ended_is_chosen_no_more(place, amina):
    theme = SparringTheme.objects.order_by("place").first()
    theme.until = TODAY
    theme.save(update_fields=["until"])
    with pytest.raises(Refused, match="Temaet bruges ikke mere"):
        spar(place, by=amina, theme=theme)


@pytest.mark.parametrize(
    "wrong",
    [
        {"how": "sparring", "minutes": 5},
        {"how": "sparring"},
        {"how": "call", "minutes": 5},
        {"how": "call", "about_notice": True},
        {"how": "dove"},
        {"how": "call", "begun_by": "chance"},
    ],
)
def test_the_database_knows_what_a_contact_is(place, amina, wrong):
    given = {"workplace": place, "employee": amina, "on": TODAY, "begun_by": "company", "at": AT} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkplaceTouch.objects.create(**given)


# --- Agreements -------------------------------------------------------------------------------------------------------


def test_an_agreement_is_ended_and_not_deleted(place, hanne, amina, jonas):
    row = agree(place, by=amina, person=hanne, last_day=TODAY + days(30))
    assert (row.since, row.until, row.person) == (TODAY, TODAY + days(31), hanne)
    for _press in range(2):
        ended = actions.end_agreement(row, by=jonas.user, at=AT + days(3), today=TODAY + days(3))
    assert ended.until == TODAY + days(3)
    assert Agreement.objects.count() == Record.objects.filter(what="end_agreement").count() == 1
    with pytest.raises(Refused, match="allerede gået"):
        agree(place, by=amina, last_day=TODAY - days(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        agree(place, by=amina, what="")


# --- Notes ------------------------------------------------------------------------------------------------------------


def test_who_reads_which_note(place, hanne, elsewhere, amina, jonas):
    rows = {audience: note(place, by=amina, audience=audience) for audience in Audience.values}
    cover = cast.an_employee("Lise Winther")
    cast.a_stand_in(amina, cover, since=TODAY, until=TODAY + days(1))

    def reads(user, day=TODAY) -> set[str]:
        return set(WorkplaceNote.objects.visible_to(user, day).values_list("audience", flat=True))

    assert reads(amina.user) == reads(cover.user) == set(rows)
    assert reads(jonas.user) == reads(cover.user, TODAY + days(1)) == {"followers", "company"}
    assert reads(hanne.user) == {"company"}
    for role in (Role.MANAGER, Role.DATA_OWNER, Role.CITIZEN, Role.COMPANY):
        assert reads(cast.a_user(role)) == set()
    assert not WorkplaceNote.objects.for_company(elsewhere.workplace_id).exists()


def test_a_note_is_taken_down_by_who_wrote_it_or_the_contact(place, amina, jonas):
    row = note(place, by=jonas)
    other = cast.an_employee("Lise Winther")
    with pytest.raises(Refused, match="Kun den, der skrev noten"):
        actions.take_down_note(row, by=other.user, at=AT, today=TODAY)
    for _press in range(2):
        actions.take_down_note(row, by=amina.user, at=AT + days(1), today=TODAY)
    assert not WorkplaceNote.objects.standing().exists()
    assert WorkplaceNote.objects.get().text == "Parkér i gården."
    assert Record.objects.filter(what="take_down_note").count() == 1
    assert "Parkér" not in str(list(Record.objects.values_list("detail", flat=True)))


# --- How often --------------------------------------------------------------------------------------------------------


def test_a_partnership_is_the_contacts_or_the_leaders_to_say(place, amina, jonas):
    with pytest.raises(Refused, match="Kun arbejdsstedets faste kontakt"):
        actions.set_relation(place, Relation.PARTNERSHIP, by=jonas.user, at=AT, today=TODAY)
    for by in (amina, cast.a_leader()):
        actions.set_relation(place, Relation.PARTNERSHIP, by=by.user, at=AT, today=TODAY)
    place.refresh_from_db()
    assert place.relation == "partnership"
    line = Record.objects.get(what="set_relation")
    assert line.detail == {"before": "other", "after": "partnership"}
    with pytest.raises(Refused, match="Vælg partnerskab"):
        actions.set_relation(place, "ven", by=amina.user, at=AT, today=TODAY)


def choose(by, themes=("Regler",), **months):
    return actions.choose_workplaces(months, themes=themes, by=by, at=AT, today=TODAY)


def test_the_manager_chooses_the_rhythm_and_the_themes(db):
    assert (WorkplaceChoice.now().months("partnership"), WorkplaceChoice.now().months("other")) == (3, 6)
    manager = cast.a_user(Role.MANAGER)
    kept = SparringTheme.objects.get(name="Regler og refusion")
    for _press in range(2):
        choose(manager, ["Ny på holdet", "Regler og refusion"], partnership_months=2)
    standing = SparringTheme.objects.open().order_by("place")
    assert [(theme.name, theme.pk == kept.pk) for theme in standing] == [
        ("Ny på holdet", False),
        ("Regler og refusion", True),
    ]
    assert SparringTheme.objects.filter(until=TODAY).count() == 5, "ended, not deleted"
    assert WorkplaceChoice.now().months("partnership") == 2
    line = Record.objects.get(what="choose_workplaces")
    assert line.detail == {"partnership_months": 2, "partnership_months_before": 3, "themes": 2}
    choose(manager, ["Regler og refusion", "Drypvis fravær"])
    assert SparringTheme.objects.filter(name="Drypvis fravær").count() == 2, "begun anew; the old one stays"


def test_nobody_else_chooses_and_no_number_outside_the_limits(db):
    for role in set(Role.values) - {Role.MANAGER}:
        with pytest.raises(Refused, match="Kun arbejdsmarkedschefen"):
            choose(cast.a_user(role), partnership_months=2)
    manager = cast.a_user(Role.MANAGER)
    for months in (0, 25):
        with pytest.raises(Refused), transaction.atomic():
            choose(manager, partnership_months=months)
    for themes in ([], ["A", "A"]):
        with pytest.raises(Refused, match="hvert tema kun én gang"), transaction.atomic():
            choose(manager, themes)
    assert not WorkplaceChoice.objects.exists()


def test_a_theme_of_ours_is_shown_in_the_readers_language(db):
    from django.utils import translation

    with translation.override("en"):
        assert SparringTheme.objects.get(name="Drypvis fravær").shown == "Drip-wise absence"
        assert SparringTheme(name="Vores eget").shown == "Vores eget"
