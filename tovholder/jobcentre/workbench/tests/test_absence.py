"""An employee's absence: who is to be called meanwhile, what is registered and how it ends."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.cast import AT, TODAY, text_of
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.staff.actions import end_absence
from tovholder.jobcentre.staff.models import Absence, StandIn
from tovholder.jobcentre.staff.now import all_on_duty, on_duty
from tovholder.jobcentre.workbench.views.team import rows

pytestmark = pytest.mark.usefixtures("friday_at_ten")

TEAM = reverse("team")


# --- Who is to be called today ----------------------------------------------------------------------------------------


def test_here_away_with_cover_away_without_and_gone(house):
    house.away(house.amina, house.jonas)
    Absence.objects.create(employee=house.ole, since=TODAY, until=None)
    house.left(house.rune)
    duties = all_on_duty([house.lise, house.amina, house.ole, house.rune], TODAY)
    assert duties[house.lise.pk].to_call == house.lise
    covered = duties[house.amina.pk]
    assert (covered.to_call, covered.until, covered.is_here) == (house.jonas, date(2026, 11, 28), False)
    alone = duties[house.ole.pk]
    assert (alone.to_call, alone.telephone, alone.telephone_hours) == (None, "11 11 11 11", "")
    gone = duties[house.rune.pk]
    assert (gone.to_call, gone.has_left, gone.telephone) == (None, True, "11 11 11 11")


def test_cover_begins_and_hands_back_by_itself(house):
    house.away(house.amina, house.jonas, since=date(2026, 11, 23), until=date(2026, 11, 28))
    called = [on_duty(house.amina, date(2026, 11, d)).to_call for d in (22, 23, 27, 28)]
    assert called == [house.amina, house.jonas, house.jonas, house.amina]


def test_a_stand_in_who_is_away_or_gone_is_not_the_one_to_call(house):
    house.away(house.amina, house.jonas)
    Absence.objects.create(employee=house.jonas, since=TODAY, until=None)
    assert on_duty(house.amina, TODAY).to_call is None
    Absence.objects.filter(employee=house.jonas).delete()
    house.left(house.jonas)
    assert on_duty(house.amina, TODAY).to_call is None


def test_whoever_leaves_later_is_still_the_one_to_call(house):
    house.left(house.amina, on=TODAY + timedelta(days=1))
    assert on_duty(house.amina, TODAY).to_call == house.amina


def test_all_on_duty_is_two_queries(house, django_assert_num_queries):
    house.away(house.amina, house.jonas)
    with django_assert_num_queries(2):
        duties = all_on_duty([house.amina, house.jonas, house.lise], TODAY)
        assert duties[house.amina.pk].stand_in.unit.name == "Job og Helhed"


# --- Registering and ending -------------------------------------------------------------------------------------------


def absence_page(employee) -> str:
    return reverse("register_absence", args=[employee.pk])


def test_absence_with_cover_until_and_including_the_last_day(house, leader):
    typed = {"since": "2026-11-23", "last_day": "27.11.2026", "stand_in": house.jonas.pk}
    for _press in range(2):
        assert leader.post(absence_page(house.amina), typed).url == TEAM
    absence, cover = Absence.objects.get(), StandIn.objects.get()
    assert (absence.since, absence.until) == (date(2026, 11, 23), date(2026, 11, 28))
    assert (cover.employee, cover.stand_in, cover.until) == (house.amina, house.jonas, date(2026, 11, 28))


def test_absence_without_a_known_end(house, leader):
    leader.post(
        absence_page(house.amina), {"since": "2026-11-20", "last_day": "", "stand_in": house.jonas.pk}
    )
    assert Absence.objects.get().until is None


def test_the_proposed_stand_in_is_here_in_the_unit_and_has_most_free_hours(house, leader):
    house.follow("BORGER", contact=house.lise, hours="20")
    house.follow("BORGER", contact=house.jonas, hours="10")
    house.away(house.rune, house.jonas)
    house.ole.weekly_hours = Decimal(40)
    house.ole.save(update_fields=["weekly_hours"])
    response = leader.get(absence_page(house.amina))
    assert response.context["proposed"].employee == house.jonas
    assert "Jonas Holm er foreslået" in text_of(response)
    assert f'<option value="{house.jonas.pk}" selected>' in text_of(response)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"since": ""}, "Skriv den første fraværsdag."),
        ({"since": "i morgen"}, "Skriv dagen med tal"),
        ({"since": "2062-11-20"}, "mere end et år herfra"),
        ({"since": "2026-11-23", "last_day": "2026-11-22"}, "ligger før den første"),
        ({"since": "2026-11-23", "last_day": "2062-11-22"}, "mere end et år herfra"),
        ({"stand_in": ""}, "Vælg, hvem der dækker."),
        ({"stand_in": "999999"}, "Vælg en på listen til at dække."),
    ],
)
def test_a_wrong_absence_gets_a_sentence_and_keeps_what_was_typed(house, leader, typed, sentence):
    typed = {"since": "2026-11-20", "last_day": "", "stand_in": house.jonas.pk} | typed
    response = leader.post(absence_page(house.amina), typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert response.context["form"]["since"].value() == typed["since"]
    assert not Absence.objects.exists()


def test_nobody_covers_for_themselves(house, leader):
    typed = {"since": "2026-11-20", "stand_in": house.amina.pk}
    assert leader.post(absence_page(house.amina), typed).status_code == 422


def test_a_stand_in_who_is_away_is_refused(house, leader):
    house.away(house.jonas, house.lise)
    response = leader.post(absence_page(house.amina), {"since": "2026-11-27", "stand_in": house.jonas.pk})
    assert response.status_code == 409
    assert "den valgte er selv fraværende" in text_of(response)
    assert 'value="2026-11-27"' in text_of(response)


def test_the_page_says_whom_the_employee_covers_for(house, leader):
    house.away(house.jonas, house.amina)
    page = text_of(leader.get(absence_page(house.amina)))
    assert "Amina dækker for Jonas Holm til og med fredag 27. november." in page


def test_an_absence_ends_on_another_day_and_so_does_the_cover(house, leader):
    absence = house.away(house.amina, house.jonas, until=None)
    typed = {"ended-absence": absence.pk, "ended-last_day": "2026-11-24"}
    assert leader.post(absence_page(house.amina), typed).url == TEAM
    assert Absence.objects.get().until == StandIn.objects.get().until == date(2026, 11, 25)
    assert Record.objects.get(what="end_absence").detail == {"before": None, "after": "2026-11-25"}


@pytest.mark.parametrize(
    ("last_day", "status", "sentence"),
    [
        ("", 422, "Skriv den sidste fraværsdag."),
        ("2062-01-01", 422, "mere end et år herfra"),
        ("2026-11-01", 409, "kan ikke slutte, før det begyndte"),
        ("2026-12-05", 409, "er selv væk i den tid"),
    ],
)
def test_an_absence_cannot_end_just_any_day(house, leader, last_day, status, sentence):
    absence = house.away(house.amina, house.jonas)
    house.away(house.jonas, house.lise, since=date(2026, 12, 1), until=None)
    response = leader.post(
        absence_page(house.amina), {"ended-absence": absence.pk, "ended-last_day": last_day}
    )
    assert response.status_code == status
    assert sentence in text_of(response)
    absence.refresh_from_db()
    assert absence.until == date(2026, 11, 28)


def test_an_absence_that_is_over_or_anothers_is_not_ended_here(house, leader):
    absence = house.away(house.amina, house.jonas)
    response = leader.post(
        absence_page(house.jonas), {"ended-absence": absence.pk, "ended-last_day": "2026-11-24"}
    )
    assert response.status_code == 409
    assert Absence.objects.get().until == date(2026, 11, 28)


def test_an_absence_undone_leaves_room_for_another(house):
    absence = house.away(house.amina, house.jonas, since=TODAY, until=None)
    end_absence(absence, until=TODAY, by=house.lise.user, at=AT)
    assert on_duty(house.amina, TODAY).to_call == house.amina
    house.away(house.amina, house.lise, since=TODAY - timedelta(days=3), until=None)
    assert on_duty(house.amina, TODAY).to_call == house.lise


def test_absence_of_another_units_employee_is_not_found(house, leader):
    assert leader.get(absence_page(house.ole)).status_code == 404
    assert leader.post(absence_page(house.ole), {"since": "2026-11-20"}).status_code == 404


def test_a_stand_in_of_another_unit_is_found_and_nothing_typed_is_lost(house, leader, monkeypatch):
    monkeypatch.setattr(rows, "CHOICES", 4)
    typed = {"since": "2026-11-20", "last_day": "", "stand_in": "", "find": "1", "colleague": "ole anders"}
    response = leader.post(absence_page(house.amina), typed)
    page = text_of(response)
    assert response.status_code == 200
    assert "1 kollega er kommet på listen." in page
    assert 'value="2026-11-20"' in page
    assert f'<option value="{house.ole.pk}">' in page
    assert not Absence.objects.exists()
    given = {"since": "2026-11-20", "last_day": "", "stand_in": house.ole.pk}
    assert leader.post(absence_page(house.amina), given).url == TEAM
    assert StandIn.objects.get().stand_in == house.ole
