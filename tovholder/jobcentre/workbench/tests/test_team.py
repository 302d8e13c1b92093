"""Teamet, the leader's page: who sees what, which emergencies wait, and whose pages the leader's are."""

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, browser_of, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.models import EmergencyAccess
from tovholder.jobcentre.staff.models import Absence
from tovholder.jobcentre.workbench.tests.page import cost_of
from tovholder.jobcentre.workbench.views.team import overview

pytestmark = pytest.mark.usefixtures("friday_at_ten")

TEAM, EMERGENCIES = reverse("team"), reverse("team_emergencies")


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
    assert "Jonas er stoppet. 1 borger mangler en ny." in page
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


def test_emergencies_beyond_ten_have_a_list_of_their_own(house, leader):
    accesses = [house.emergency(house.follow(f"BORGER {n:02}").citizen) for n in range(60)]
    house.emergency(house.follow("BORGER Skjult", is_protected=True).citizen)
    house.emergency(house.follow("BORGER Ung", contact=house.ole, unit=house.other_unit).citizen)
    assert f'href="{EMERGENCIES}"' in text_of(leader.get(TEAM))
    first = leader.get(EMERGENCIES)
    second = leader.get(EMERGENCIES + first.context["next"])
    back = leader.get(EMERGENCIES + second.context["previous"])
    shown = [[access.pk for access in page.context["emergencies"]] for page in (first, second, back)]
    newest_first = [access.pk for access in reversed(accesses)]
    assert shown == [newest_first[:50], newest_first[50:], newest_first[:50]]
    assert "Nogle vises ikke" in text_of(first)
    assert "Skjult" not in text_of(first) + text_of(second)
    assert Record.objects.filter(what="team_emergencies").order_by("pk").first().count == 50
    pressed = leader.post(reverse("seen_emergency", args=[accesses[0].pk]), {"alle": "1"})
    assert pressed.url == EMERGENCIES
    assert accesses[0].pk not in {access.pk for access in leader.get(EMERGENCIES).context["emergencies"]}


def test_a_house_of_many_shows_one_unit_at_a_time(house, monkeypatch):
    monkeypatch.setattr(overview, "EMPLOYEES_SHOWN", 3)
    boss = browser_of(house.boss)
    page = text_of(boss.get(TEAM))
    assert "4 medarbejdere" in page
    assert "Amina Yusuf" not in page
    opened = text_of(boss.get(TEAM, {"enhed": house.unit.pk}))
    assert "Amina Yusuf" in opened
    assert "Ole Anders" not in opened


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
    assert cost_of(leader, TEAM) == few <= 18
    assert cost_of(browser_of(house.boss), TEAM) == few_boss <= 13


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
        assert getattr(browser_of(users[who]), method)(url, house.typed_change()).status_code == 403
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
