"""An employee's absence: who is to be called meanwhile, what is registered and how it ends."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, text_of
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.staff.actions import cover_from, end_absence, set_usual_stand_in
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn
from tovholder.jobcentre.staff.now import all_on_duty, on_duty
from tovholder.jobcentre.workbench.tests.page import Page
from tovholder.jobcentre.workbench.views.team import rows

pytestmark = pytest.mark.usefixtures("friday_at_ten")

TEAM, MY_DAY, MINE = reverse("team"), reverse("my_day"), reverse("my_absence")


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


# --- Who is proposed --------------------------------------------------------------------------------------------------


def proposed(response) -> str:
    return response.context["proposed"].employee.first_name


def usual(house, stand_in) -> None:
    set_usual_stand_in(house.amina, stand_in=stand_in, by=house.lise.user, at=AT)


def test_today_and_the_usual_stand_in_are_filled_in(house, leader):
    house.follow("BORGER", contact=house.jonas, hours="29")
    usual(house, house.jonas)
    response = leader.get(absence_page(house.amina))
    page = text_of(response)
    assert proposed(response) == "Jonas"
    assert f'<option value="{house.jonas.pk}" selected>' in page
    assert 'value="2026-11-20"' in page
    assert "Jonas Holm er foreslået: dækker som regel, og er her i dag." in page


@pytest.mark.parametrize("why", ["nobody", "away", "left"])
def test_where_the_usual_one_is_not_here_who_has_most_room_is_proposed(house, leader, why):
    house.follow("BORGER", contact=house.jonas, hours="29")
    usual(house, None if why == "nobody" else house.jonas)
    if why == "away":
        house.away(house.jonas, house.rune)
    elif why == "left":
        house.left(house.jonas)
    assert proposed(leader.get(absence_page(house.amina))) != "Jonas"


def test_the_usual_stand_in_is_among_the_choices_however_many_there_are(house, leader, monkeypatch):
    monkeypatch.setattr(rows, "CHOICES", 4)
    usual(house, house.ole)
    assert proposed(leader.get(absence_page(house.amina))) == "Ole"


def test_the_leader_and_the_employee_choose_the_usual_stand_in(house, leader):
    own = cast.browser_of(house.amina)
    for browser, page, chosen in (
        (leader, absence_page(house.amina), house.jonas),
        (own, MINE, house.rune),
        (own, MINE, None),
    ):
        answer = browser.post(page, {"usual-stand_in": chosen.pk if chosen else ""})
        assert answer.url == page
        assert Employee.objects.get(pk=house.amina.pk).usual_stand_in == chosen
    assert Record.objects.filter(what="set_usual_stand_in").count() == 3


def test_nobody_is_their_own_usual_stand_in(house, leader):
    response = leader.post(absence_page(house.amina), {"usual-stand_in": house.amina.pk})
    assert response.status_code == 422
    assert "Vælg en på listen til at dække." in text_of(response)


# --- One after another ------------------------------------------------------------------------------------------------


def cover(browser, page, absence, stand_in, since):
    given = {"cover-absence": absence.pk, "cover-since": since, "cover-stand_in": stand_in.pk}
    return browser.post(page, given)


def test_from_a_day_another_covers_and_the_page_says_who_covers_when(house, leader):
    absence = house.away(house.amina, house.jonas)
    page = absence_page(house.amina)
    assert cover(leader, page, absence, house.rune, "2026-11-25").url == page
    said = text_of(leader.get(page))
    assert "Jonas Holm dækker fra fredag 20. november til og med tirsdag 24. november." in said
    assert "Rune Modtager dækker fra onsdag 25. november til og med fredag 27. november." in said


@pytest.mark.parametrize(
    ("since", "status", "sentence"),
    [
        ("", 422, "Skriv, fra hvilken dag en anden dækker."),
        ("på onsdag", 422, "Skriv dagen med tal"),
        ("2062-01-01", 422, "mere end et år herfra"),
        ("2026-12-20", 409, "Den dag ligger uden for fraværet."),
    ],
)
def test_another_does_not_cover_from_just_any_day(house, leader, since, status, sentence):
    absence = house.away(house.amina, house.jonas)
    response = cover(leader, absence_page(house.amina), absence, house.rune, since)
    assert response.status_code == status
    assert sentence in text_of(response)
    [known] = response.context["known"]
    assert known.cover["since"].value() == since
    assert StandIn.objects.count() == 1


def test_another_who_is_away_then_is_refused(house, leader):
    absence = house.away(house.amina, house.jonas)
    house.away(house.rune, house.lise)
    response = cover(leader, absence_page(house.amina), absence, house.rune, "2026-11-25")
    assert response.status_code == 409
    assert "den valgte er selv fraværende" in text_of(response)


def test_an_absence_taken_back_is_not_on_the_page(house, leader):
    absence = house.away(house.amina, house.jonas, since=TODAY + timedelta(days=3))
    end_absence(absence, until=absence.since, by=house.lise.user, at=AT)
    assert leader.get(absence_page(house.amina)).context["known"] == []
    assert not list(leader.get(absence_page(house.jonas)).context["covers"])


# --- One's own --------------------------------------------------------------------------------------------------------


def test_an_employee_registers_their_own_absence(house):
    own = cast.browser_of(house.amina)
    assert MINE in text_of(own.get(MY_DAY))
    given = {"since": "2026-11-20", "last_day": "2026-11-24", "stand_in": house.jonas.pk}
    for _press in range(2):
        assert own.post(MINE, given).url == MY_DAY
    absence = Absence.objects.get()
    assert (absence.employee, absence.until) == (house.amina, date(2026, 11, 25))
    line = Record.objects.get(what="register_absence")
    assert line.actor == house.amina.user.pk
    assert "Registreret: fraværende fra fredag 20. november" in text_of(own.get(MINE))


def test_ones_own_absence_ends_and_is_nobody_elses_to_end(house):
    absence = house.away(house.amina, house.jonas)
    given = {"ended-absence": absence.pk, "ended-last_day": "2026-11-24"}
    assert cast.browser_of(house.rune).post(MINE, given).status_code == 409
    assert Absence.objects.get().until == date(2026, 11, 28)
    assert cast.browser_of(house.amina).post(MINE, given).url == MY_DAY
    assert Absence.objects.get().until == date(2026, 11, 25)


def test_ones_own_page_says_whom_one_covers_for(house):
    house.away(house.jonas, house.amina)
    page = text_of(cast.browser_of(house.amina).get(MINE))
    assert "Du dækker for Jonas Holm til og med fredag 27. november." in page


def test_nobody_is_asked_why(house, leader):
    """No field but days and who covers."""
    for browser, page in ((leader, absence_page(house.amina)), (cast.browser_of(house.amina), MINE)):
        house_forms = [form for form in Page(browser.get(page)).forms if form.action == ""]
        fields = {i["name"] for form in house_forms for i in form.inputs if "name" in i}
        assert fields <= {"csrfmiddlewaretoken", "since", "last_day", "stand_in", "usual-stand_in"}
        assert not [text for form in house_forms for text in form.texts]


# --- In that time, and then no more -----------------------------------------------------------------------------------


def seen_by(employee) -> dict[str, bool]:
    """What somebody sees of Amina's on the day it is: her citizen, talk, notice and workplace; and is told that they
    cover."""
    browser = cast.browser_of(employee)
    day, citizens = text_of(browser.get(MY_DAY)), text_of(browser.get(reverse("my_citizens")))
    places = text_of(browser.get(reverse("my_workplaces")))
    bo = Citizen.objects.get()
    [notice] = AbsenceNotice.objects.all()
    row, _, _rest = day.partition("Følg op")
    return {
        "citizen": browser.get(reverse("citizen", args=[bo.pk])).status_code == 200,
        "citizens": "BORGER Bo" in citizens,
        "talk": "BORGER Bo" in row,
        "notice": browser.get(reverse("notice", args=[notice.pk])).status_code == 200,
        "reason": f'id="company_wrote-{notice.pk}"' in day,
        "place": "Nordlyst Møbler" in places,
        "marked": all(
            words in page
            for words, page in (
                ("Du dækker for Amina", day),
                ("dækker for Amina", citizens),
                ("Du dækker for Amina Yusuf", places),
            )
        )
        and day.count("for Amina</span>") == 3,  # the talk, the notice, and that nothing is agreed
    }


def test_on_each_day_exactly_the_one_who_covers_sees_and_it_all_returns_by_itself(house, time_machine):
    course = house.follow("BORGER Bo")
    workplace = cast.a_workplace("Nordlyst Møbler", contact=house.amina)
    cast.a_notice(workplace)
    for number in range(10):
        cast.a_booked_talk(course, by=house.amina, starts_at=AT + timedelta(days=number, hours=2))
    absence = house.away(house.amina, house.jonas)  # up to and including the 27th
    cover_from(absence, stand_in=house.rune, since=date(2026, 11, 25), by=house.lise.user, at=AT)
    nothing = dict.fromkeys(seen_by(house.ole), False)
    for number in range(10):
        time_machine.move_to(AT + timedelta(days=number), tick=False)
        covers = house.jonas if number < 5 else house.rune if number < 8 else None
        for employee in (house.jonas, house.rune, house.ole):
            expected = dict.fromkeys(nothing, employee == covers)
            assert seen_by(employee) == expected, (number, employee.name)
        own = {what: sees for what, sees in seen_by(house.amina).items() if what != "marked"}
        assert all(own.values()), number
    assert not seen_by(house.amina)["marked"]
