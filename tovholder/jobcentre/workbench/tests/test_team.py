"""The leader's pages: who sees what, what is written once, what is refused, and what a page costs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, browser_of, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import Course, CourseContact, EmergencyAccess, Handover
from tovholder.jobcentre.staff.actions import end_absence, register_absence
from tovholder.jobcentre.staff.models import Absence, Employee, StandIn
from tovholder.jobcentre.staff.now import all_on_duty, on_duty

TEAM, CITIZENS = reverse("team"), reverse("team_citizens")


class House:
    """Two units; Lise leads the first and Rune receives its newcomers. Every citizen's name is marked."""

    def __init__(self) -> None:
        self.unit = cast.a_unit("Job og Helhed")
        self.other_unit = cast.a_unit("Ungeenheden")
        self.rune = cast.an_employee("Rune Modtager")
        self.lise = cast.a_leader("Lise Leder")
        self.amina = cast.an_employee("Amina Yusuf", has_clearance=True)
        self.jonas = cast.an_employee("Jonas Holm")
        self.ole = cast.an_employee("Ole Anders", unit=self.other_unit)
        self.boss = cast.a_user(Role.MANAGER)

    def follow(self, name="BORGER Bo", *, contact=None, unit=None, hours=None, **more) -> Course:
        course = cast.a_course(
            cast.a_citizen(name, **more), contact=contact or self.amina, unit=unit or self.unit
        )
        if hours is not None:
            actions.set_weekly_hours(course, hours=Decimal(hours), by=self.lise.user, at=AT)
        return course

    def close(self, course: Course) -> None:
        actions.close_course(course, because="work", by=self.lise.user, at=AT, today=TODAY)

    def agree(self, course: Course, on: date) -> None:
        actions.agree_next(course, on=on, at_time=None, form="", by=self.amina.user, at=AT)

    def hand_over(self, course: Course, *, to: Employee) -> None:
        course.refresh_from_db()
        actions.change_contact(
            course,
            from_employee=course.contact_id,
            to=to,
            reason="room",
            what_matters="Andet",
            by=self.lise.user,
            at=AT,
            today=TODAY,
        )

    def emergency(self, citizen, *, by=None, reason="Ringede og var bange") -> EmergencyAccess:
        by = by or self.ole
        return EmergencyAccess.objects.create(employee=by, citizen=citizen, reason=reason, day=TODAY, at=AT)

    def away(self, employee, stand_in, *, since=TODAY, until=date(2026, 11, 28)) -> Absence:
        return register_absence(
            employee, since=since, until=until, stand_in=stand_in, by=self.lise.user, at=AT
        )

    def left(self, employee: Employee, on: date = TODAY) -> None:
        employee.left_on = on
        employee.save(update_fields=["left_on"])


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def leader(house) -> Client:
    return browser_of(house.lise)


def cost_of(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


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


# --- Teamet -----------------------------------------------------------------------------------------------------------


def test_the_units_sum_and_one_row_per_employee(house, leader):
    for n in range(3):
        house.follow(f"BORGER {n}", hours="10")
    house.follow("BORGER fra en anden enhed", contact=house.ole, unit=house.other_unit)
    page = text_of(leader.get(TEAM))
    assert "Job og Helhed: 4 medarbejdere, 3 borgere." in page
    assert "30 af 120 timer om ugen er aftalt." in page
    assert "30 af 30 timer</span>" in page.replace(", ingen ledige timer", "")
    assert "30 af 30 timer, ingen ledige timer" in page
    assert "0 af 30 timer</span>" in page
    assert 'max="30.00" value="30.00"' in page
    assert "Ole Anders" not in page


def test_closed_courses_weigh_nothing(house, leader):
    course = house.follow(hours="10")
    house.close(course)
    page = text_of(leader.get(TEAM))
    assert "4 medarbejdere, 0 borgere." in page
    assert "<p>0 af 120 timer om ugen er aftalt.</p>" in page


def test_who_is_away_until_when_and_who_covers(house, leader):
    house.away(house.jonas, house.amina)
    Absence.objects.create(employee=house.rune, since=TODAY, until=None)
    page = text_of(leader.get(TEAM))
    assert "Fraværende til og med fredag 27. november, Amina Yusuf dækker." in page
    assert "Fraværende, ingen dækker." in page


def test_whoever_left_stays_until_nobody_is_left_with_them(house, leader):
    course = house.follow(contact=house.jonas)
    house.left(house.jonas)
    page = text_of(leader.get(TEAM))
    assert "Jonas arbejder her ikke længere. 1 borger skal have en ny fast medarbejder." in page
    assert "3 medarbejdere" in page
    house.close(course)
    assert "Jonas" not in text_of(leader.get(TEAM))


def test_newcomers_wait_until_they_are_handed_over(house, leader):
    new = house.follow("BORGER Ny", contact=house.rune)
    page = text_of(leader.get(TEAM))
    assert "1 ny borger venter hos Rune Modtager" in page
    assert "BORGER Ny" in page
    assert Record.objects.get(what="team", kind=Kind.LIST).citizens == f",{new.citizen_id},"
    house.hand_over(new, to=house.jonas)
    assert "ny borger" not in text_of(leader.get(TEAM))
    house.hand_over(new, to=house.rune)
    assert "ny borger" not in text_of(leader.get(TEAM)), "whoever receives may also be chosen"


def test_protected_newcomers_are_counted_and_not_shown(house, leader):
    house.rune.has_clearance = True
    house.rune.save(update_fields=["has_clearance"])
    house.follow("BORGER Ny", contact=house.rune)
    house.follow("BORGER Skjult", contact=house.rune, is_protected=True)
    page = text_of(leader.get(TEAM))
    assert "2 nye borgere venter hos Rune Modtager" in page
    assert "1 af dem vises her." in page
    assert "Skjult" not in page


def test_the_manager_sees_every_unit_and_no_citizens_name(house):
    house.follow("BORGER Ny", contact=house.rune)
    access = house.emergency(house.follow("BORGER Akut").citizen)
    house.follow("BORGER Ung", contact=house.ole, unit=house.other_unit)
    page = text_of(browser_of(house.boss).get(TEAM))
    assert "Job og Helhed</h2> <p>4 medarbejdere, 2 borgere." in page
    assert "Ungeenheden</h2> <p>1 medarbejder, 1 borger." in page
    assert "BORGER" not in page.replace("BORGERE", "")
    assert access.reason not in page
    assert reverse("register_absence", args=[house.amina.pk]) not in page
    assert not Record.objects.filter(kind=Kind.LIST).exists()


def test_an_emergency_access_waits_until_the_leader_has_seen_it(house, leader):
    course = house.follow("BORGER Akut")
    access = house.emergency(course.citizen)
    page = text_of(leader.get(TEAM))
    assert "BORGER Akut" in page
    assert "Ole Anders åbnede siden fredag 20. november kl. 10:" in page
    assert "<q>Ringede og var bange</q>" in page
    assert Record.objects.get(what="team").citizens == f",{course.citizen_id},"
    for _press in range(2):
        assert leader.post(reverse("seen_emergency", args=[access.pk])).status_code == 302
    access.refresh_from_db()
    assert access.seen_by_leader_at == AT
    assert Record.objects.filter(what="see_emergency", citizen=course.citizen_id).count() == 1
    assert "BORGER Akut" not in text_of(leader.get(TEAM))


def test_the_emergency_of_somebody_without_a_course_is_told_to_the_leader_of_who_opened(house, leader):
    house.emergency(cast.a_citizen("BORGER Uden"), by=house.jonas)
    house.emergency(cast.a_citizen("BORGER Fremmed"), by=house.ole)
    page = text_of(leader.get(TEAM))
    assert "BORGER Uden" in page
    assert "BORGER Fremmed" not in page


def test_the_emergency_of_a_protected_citizen_is_counted_and_not_shown(house, leader):
    access = house.emergency(house.follow("BORGER Skjult", is_protected=True).citizen, reason="SKJULT GRUND")
    page = text_of(leader.get(TEAM))
    assert "En borger er åbnet med nødadgang" in page
    assert "Skjult" not in page
    assert "SKJULT GRUND" not in page
    assert leader.post(reverse("seen_emergency", args=[access.pk])).status_code == 404


def test_another_units_emergency_is_not_this_leaders(house, leader):
    access = house.emergency(house.follow("BORGER Ung", contact=house.ole, unit=house.other_unit).citizen)
    assert "BORGER Ung" not in text_of(leader.get(TEAM))
    assert leader.post(reverse("seen_emergency", args=[access.pk])).status_code == 404
    assert EmergencyAccess.objects.get().seen_by_leader_at is None


def test_teamet_costs_the_same_with_few_and_with_many(house, leader):
    house.follow("BORGER Ny", contact=house.rune)
    house.emergency(house.follow("BORGER Akut").citizen)
    house.away(house.jonas, house.amina)
    few, few_boss = cost_of(leader, TEAM), cost_of(browser_of(house.boss), TEAM)
    for n in range(30):
        cast.an_employee(f"Kollega {n}", unit=house.other_unit if n % 2 else house.unit)
        house.follow(f"BORGER Ny {n}", contact=house.rune)
        house.emergency(house.follow(f"BORGER Akut {n}").citizen)
    assert cost_of(leader, TEAM) == few <= 12
    assert cost_of(browser_of(house.boss), TEAM) == few_boss <= 12


# --- All the unit's citizens ------------------------------------------------------------------------------------------


def test_the_units_citizens_in_danish_order_with_what_is_agreed(house, leader):
    courses = [house.follow(name) for name in ("Åse", "Ærlig", "Zoe", "Anna", "Øjvind", "Aase")]
    house.agree(courses[3], date(2026, 11, 27))
    house.agree(courses[2], date(2026, 11, 16))
    house.follow("Fremmed", contact=house.ole, unit=house.other_unit)
    response = leader.get(CITIZENS)
    names = [course.citizen.name for course, _age in response.context["lines"]]
    assert names[:4] == ["Anna", "Zoe", "Ærlig", "Øjvind"]
    assert set(names[4:]) == {"Åse", "Aase"}
    page = text_of(response)
    assert "Næste aftale fredag 27. november." in page
    assert "De skulle have talt sammen mandag 16. november." in page
    assert "Ingen næste aftale." in page
    assert f"{courses[0].citizen.age(TODAY)}</span>" in page
    assert len(names) == Record.objects.get(what="team_citizens").count


def test_protected_citizens_are_counted_and_not_shown(house, leader):
    house.follow("BORGER Åben")
    hidden = house.follow("BORGER Skjult", is_protected=True)
    page = text_of(leader.get(CITIZENS))
    assert "2 borgere." in page
    assert "1 af dem vises ikke, fordi du ikke må se oplysningerne." in page
    assert "Skjult" not in page
    assert f",{hidden.citizen_id}," not in Record.objects.get(what="team_citizens").citizens
    after_it = leader.get(CITIZENS, {"efter": hidden.pk})
    assert after_it.context["lines"] == [], "a key must not tell where a hidden name stands"


def test_filters_stand_in_the_address_and_are_recorded(house, leader):
    mine = house.follow("BORGER Jonas", contact=house.jonas)
    agreed = house.follow("BORGER Aftalt", contact=house.jonas)
    house.agree(agreed, TODAY)
    house.follow("BORGER Amina")
    new = house.follow("BORGER Ny", contact=house.rune)

    def found(**chosen):
        return {course.pk for course, _age in leader.get(CITIZENS, chosen).context["lines"]}

    assert found(fast=house.jonas.pk) == {mine.pk, agreed.pk}
    assert found(fast=house.jonas.pk, uden_naeste="on") == {mine.pk}
    assert found(nye="on") == {new.pk}
    line = Record.objects.filter(what="team_citizens").order_by("pk").first()
    assert line.detail == {"fast": house.jonas.pk, "uden_naeste": False, "nye": False}


@pytest.mark.parametrize("fast", ["x", "999999", "1 OR 1=1"])
def test_a_filter_that_is_none_gets_a_sentence(house, leader, fast):
    house.follow("BORGER Bo")
    response = leader.get(CITIZENS, {"fast": fast})
    assert response.status_code == 422
    assert "Vælg en medarbejder på listen." in text_of(response)
    assert "BORGER" not in text_of(response)


def test_pages_of_fifty_by_key_with_nobody_lost_or_twice(house, leader):
    for n in range(120):
        house.follow(f"Ens Navn {n % 3}")
    seen, address = [], CITIZENS
    while address:
        response = leader.get(address)
        seen += [course.pk for course, _age in response.context["lines"]]
        assert "Ens" not in response.context["next_page"]
        address = CITIZENS + response.context["next_page"] if response.context["next_page"] else ""
        house.follow("Aaa Kommet til imens og Åå")
    assert len(seen) == len(set(seen)) >= 120


def test_paging_keeps_the_filter(house, leader):
    for n in range(60):
        house.follow(f"BORGER {n:02}", contact=house.jonas)
    house.follow("BORGER 99")
    first = leader.get(CITIZENS, {"fast": house.jonas.pk})
    second = leader.get(CITIZENS + first.context["next_page"])
    assert len(second.context["lines"]) == 10
    assert f"fast={house.jonas.pk}" in second.context["first_page"]


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "²"])
def test_a_key_that_is_no_number_is_not_found(leader, key):
    assert leader.get(CITIZENS, {"efter": key}).status_code == 404


def test_the_list_costs_the_same_and_stays_light_with_five_hundred(house, leader):
    for n in range(10):
        house.follow(f"BORGER Navnesen-Efternavnesen {n:03}")
    few = cost_of(leader, CITIZENS)
    for n in range(10, 500):
        house.follow(f"BORGER Navnesen-Efternavnesen {n:03}")
    assert cost_of(leader, CITIZENS) == few <= 12
    assert len(leader.get(CITIZENS).content) <= 100_000


# --- Absence ----------------------------------------------------------------------------------------------------------


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


# --- Another contact --------------------------------------------------------------------------------------------------


def contact_page(course) -> str:
    return reverse("change_contact", args=[course.citizen_id])


def typed_for(house, **more) -> dict:
    return {
        "from_employee": house.amina.pk,
        "to": house.jonas.pk,
        "reason": "citizen_asked",
        "what_matters": "Bo taler bedst, når I går.",
    } | more


def test_a_citizen_gets_another_contact_once(house, leader):
    course = house.follow()
    for _press in range(2):
        assert leader.post(contact_page(course), typed_for(house)).url == TEAM
    course.refresh_from_db()
    handover = Handover.objects.get()
    assert course.contact == house.jonas
    assert (handover.to_employee, handover.reason) == (house.jonas, "citizen_asked")
    assert handover.what_matters == "Bo taler bedst, når I går."
    assert CourseContact.objects.filter(course=course, until=None).get().employee == house.jonas


def test_the_page_is_recorded_and_says_what_a_change_breaks(house, leader):
    course = house.follow(hours="1.5")
    house.follow("BORGER fylder alt", contact=house.lise, hours="30")
    house.away(house.jonas, house.lise)
    cast.a_booked_talk(course, by=house.amina)
    page = text_of(leader.get(contact_page(course)))
    assert "Fast medarbejder nu: Amina Yusuf, siden" in page
    assert "1,5 aftalte timer om ugen følger med." in page
    assert "1 aftalt samtale følger med til den nye." in page
    assert "Lise Leder: ingen ledige timer" in page
    assert "Jonas Holm: 30 ledige timer, fraværende til og med fredag 27. november, Lise Leder dækker" in page
    assert "Amina Yusuf:" not in page
    assert page.index('<optgroup label="Job og Helhed">') < page.index('<optgroup label="Ungeenheden">')
    assert Record.objects.get(what="change_contact", kind=Kind.LOOK).citizen == course.citizen_id


def test_nothing_that_states_a_fact_is_preselected(house, leader):
    page = text_of(leader.get(contact_page(house.follow())))
    assert "checked" not in page
    assert page.count("selected") == 1
    assert '<option value="" selected>' in page


def test_a_stale_page_is_refused_and_says_who_it_is_now(house, leader):
    course = house.follow()
    house.hand_over(course, to=house.rune)
    response = leader.post(contact_page(course), typed_for(house))
    page = text_of(response)
    assert response.status_code == 409
    assert "Borgeren har fået en anden fast medarbejder, siden du åbnede siden." in page
    assert "Fast medarbejder nu: Rune Modtager" in page
    assert "Bo taler bedst, når I går." in page
    assert f'name="from_employee" value="{house.rune.pk}"' in page
    assert Course.objects.get().contact == house.rune
    assert leader.post(contact_page(course), typed_for(house, from_employee=house.rune.pk)).url == TEAM


def test_the_same_new_contact_by_somebody_else_is_stale_too(house, leader):
    course = house.follow()
    house.hand_over(course, to=house.jonas)
    response = leader.post(contact_page(course), typed_for(house, reason="room"))
    assert response.status_code == 409
    assert "Bo taler bedst" in text_of(response)
    assert Handover.objects.count() == 1


def test_a_course_closed_meanwhile_is_refused_and_kept(house, leader):
    course = house.follow()
    house.close(course)
    assert leader.get(contact_page(course)).status_code == 404
    response = leader.post(contact_page(course), typed_for(house))
    assert response.status_code == 409
    assert "Forløbet er afsluttet imens" in text_of(response)
    assert "Bo taler bedst" in text_of(response)


@pytest.mark.parametrize(
    "wrong", [{"to": ""}, {"to": "999999"}, {"reason": ""}, {"reason": "x"}, {"what_matters": " "}]
)
def test_a_wrong_change_gets_a_sentence_and_keeps_what_was_typed(house, leader, wrong):
    course = house.follow()
    response = leader.post(contact_page(course), typed_for(house, **wrong))
    assert response.status_code == 422
    assert "form-error-message" in text_of(response)
    assert "Bo taler bedst" in text_of(response) or "what_matters" in wrong
    assert Course.objects.get().contact == house.amina


def test_whoever_may_not_follow_is_refused_in_the_same_words(house, leader):
    course = house.follow(digits="0202900001")
    actions.keep_apart(house.jonas, digits="0202900001", closeness="family", by=None, at=AT)
    response = leader.post(contact_page(course), typed_for(house))
    assert response.status_code == 409
    assert "Jonas Holm kan ikke følge denne borger. Vælg en anden." in text_of(response)


def test_citizens_of_another_unit_and_protected_ones_are_not_found(house, leader):
    young = house.follow("BORGER Ung", contact=house.ole, unit=house.other_unit)
    hidden = house.follow("BORGER Skjult", is_protected=True)
    for course in (young, hidden):
        assert leader.get(contact_page(course)).status_code == 404
        assert leader.post(contact_page(course), typed_for(house)).status_code == 404


def test_a_citizen_followed_in_another_unit_is_that_leaders_to_hand_over(house, leader):
    course = house.follow("BORGER Ung", contact=house.lise, unit=house.other_unit)
    assert leader.get(contact_page(course)).status_code == 404


def test_the_choices_do_not_grow_without_end(house, leader):
    course = house.follow()
    few = cost_of(leader, contact_page(course))
    for n in range(210):
        cast.an_employee(f"Kollega {n:03}", unit=house.other_unit)
    assert cost_of(leader, contact_page(course)) == few
    assert text_of(leader.get(contact_page(course))).count("<option") <= 201


# --- Whose pages these are --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["team_citizens", "register_absence", "change_contact", "seen_emergency"])
@pytest.mark.parametrize("who", ["amina", "boss", "owner", "citizen", "company"])
def test_only_a_leader_leads(house, name, who):
    course = house.follow()
    access = house.emergency(course.citizen)
    arguments = {
        "team_citizens": [],
        "register_absence": [house.jonas.pk],
        "change_contact": [course.citizen_id],
        "seen_emergency": [access.pk],
    }
    users = {
        "amina": house.amina.user,
        "boss": house.boss,
        "owner": cast.a_user(Role.DATA_OWNER),
        "citizen": cast.a_user(Role.CITIZEN),
        "company": cast.a_user(Role.COMPANY),
    }
    url = reverse(name, args=arguments[name])
    for method in ("get", "post"):
        assert getattr(browser_of(users[who]), method)(url, typed_for(house)).status_code == 403
    course.refresh_from_db()
    access.refresh_from_db()
    assert course.contact == house.amina
    assert access.seen_by_leader_at is None


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.DATA_OWNER, Role.CITIZEN, Role.COMPANY])
def test_teamet_is_for_those_who_see_the_load(house, role):
    assert browser_of(cast.a_user(role)).get(TEAM).status_code == 403


def test_a_leader_who_is_no_employee_here_finds_nothing(house):
    stray = browser_of(cast.a_user(Role.LEADER))
    assert stray.get(TEAM).status_code == 404


def test_seeing_an_emergency_needs_a_press(house, leader):
    access = house.emergency(house.follow().citizen)
    assert leader.get(reverse("seen_emergency", args=[access.pk])).status_code == 405
