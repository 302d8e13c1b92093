"""Whose notices are whose to open is one rule, asked anew and as the page of a workplace asks."""

import random

import pytest

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.actions import keep_apart
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.citizens.models.citizen import Reader
from tovholder.jobcentre.prepared import Prepared
from tovholder.jobcentre.sickleave.models import AbsenceNotice
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import looked_after_by


@pytest.fixture
def house(db) -> House:
    return House()


def seen_by(employee: Employee) -> set[int]:
    user = employee.user
    anew = set(AbsenceNotice.objects.visible_to(user, TODAY).values_list("pk", flat=True))
    rows = Prepared(lambda: AbsenceNotice.objects.visible_to_one(Reader.of(user)))
    asked = {"contacts": looked_after_by(employee, TODAY), "employee": employee.pk}
    assert {row.pk for row in rows.ask(**asked)} == anew
    return anew


def test_the_workplaces_contact_the_citizens_and_who_covers(house):
    karin = house.employee("karin", "Karin Lund")
    house.citizen("Bo Kragh", contact=house.jonas, at=house.nordlyst)
    notice = house.notice(name="Bo Kragh")
    assert notice.citizen_id
    assert [notice.pk in seen_by(each) for each in (house.amina, house.jonas, karin)] == [True, True, False]
    house.away(house.jonas, karin)
    assert notice.pk in seen_by(karin)


@pytest.mark.parametrize(("clearance", "seen"), [(True, True), (False, False)])
def test_the_protected_are_for_those_with_clearance(house, clearance, seen):
    citizen = house.citizen("Bo Kragh", at=house.nordlyst)
    notice = house.notice(name="Bo Kragh")
    Citizen.objects.filter(pk=citizen.pk).update(is_protected=True)
    Employee.objects.filter(pk=house.amina.pk).update(has_clearance=clearance)
    assert (notice.pk in seen_by(Employee.objects.get(pk=house.amina.pk))) == seen


def test_family_is_kept_apart_also_by_whoever_has_clearance(house):
    house.citizen("Yasmin Yusuf", at=house.nordlyst)
    notice = house.notice(name="Yasmin Yusuf")
    Employee.objects.update(has_clearance=True)
    amina = Employee.objects.get(pk=house.amina.pk)
    assert notice.pk in seen_by(amina)
    keep_apart(amina, digits=f"010190{house.numbers:04}", closeness="family", by=None, at=NOW)
    assert notice.pk not in seen_by(amina)


def test_random_houses(house):
    dice = random.Random(8)
    staff = [
        house.amina,
        house.jonas,
        *(house.employee(name, name.title()) for name in ("karin", "leo", "mia")),
    ]
    staff.append(house.employee("ellen", "Ellen Thorup", role=Role.LEADER))
    places = [house.workplace(f"Sted {n}", contact=dice.choice(staff[:4])) for n in range(4)]
    for n in range(20):
        place, contact = dice.choice(places), dice.choice([*staff[:4], False])
        house.citizen(f"Borger {n}", contact=contact, at=place)
        house.notice(place, name=dice.choice(["", f"Borger {n}"]))
    house.away(staff[0], staff[4])
    house.away(staff[3], staff[4])
    numbers = [len(seen_by(each)) for each in staff]
    assert len(set(numbers)) > 2, numbers
