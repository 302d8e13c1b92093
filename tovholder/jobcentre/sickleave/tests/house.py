"""A small house for the company's side: Amina is contact at Nordlyst Møbler, where Bo works; Jonas can cover."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.test import Client

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.companies.actions import add_company, add_person, add_workplace
from tovholder.jobcentre.sickleave.actions import answer_spoken, receive_notice
from tovholder.jobcentre.staff.actions import add_employee, add_unit, register_absence
from tovholder.jobcentre.talks.actions import hold_talk

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # a Friday, 10 o'clock in Denmark
TODAY = date(2026, 11, 20)


class House:
    def __init__(self) -> None:
        self.numbers = 0
        self.unit = add_unit("Job og Helhed", telephone="11 11 11 11", by=None, at=NOW)
        self.amina = self.employee("amina", "Amina Yusuf", telephone="22 22 22 22")
        self.jonas = self.employee("jonas", "Jonas Holm", telephone="33 33 33 33")
        self.nordlyst = self.workplace("Nordlyst Møbler")
        self.hanne = self.person(self.nordlyst, "Hanne Friis")

    def employee(self, username, name, *, role=Role.EMPLOYEE, telephone="44 44 44 44", unit=None, **more):
        return add_employee(
            username=username,
            password=None,
            role=role,
            number=username,
            name=name,
            unit=unit or self.unit,
            email=f"{username}@example.dk",
            telephone=telephone,
            by=None,
            at=NOW,
            **more,
        )

    def away(self, employee, stand_in, *, since=TODAY, until=TODAY + timedelta(days=7)):
        return register_absence(
            employee, since=since, until=until, stand_in=stand_in, by=self.amina.user, at=NOW
        )

    def workplace(self, name, *, contact=None, **more):
        self.numbers += 1
        company = add_company(
            cvr=_cvr(self.numbers), name=name, contact=contact or self.amina, by=None, at=NOW
        )
        given = {
            "address": "Industrivej 4",
            "postcode": "8800",
            "city": "Hedelund",
            "telephone": "55 55 55 55",
        } | more
        return add_workplace(
            company, p_number=f"{self.numbers:010}", name=name, by=None, at=NOW, today=TODAY, **given
        )

    def person(self, workplace, name, *, telephone="66 66 66 66"):
        self.numbers += 1
        user = User.objects.create(username=f"virksomhed{self.numbers}", role=Role.COMPANY)
        return add_person(
            workplace,
            name=name,
            email=f"p{self.numbers}@example.dk",
            telephone=telephone,
            user=user,
            by=None,
            at=NOW,
        )

    def citizen(self, name, *, contact=None, unit=None, at=None, **more):
        """A citizen with an open course; `at` is the workplace where they work."""
        self.numbers += 1
        citizen = citizens.register_citizen(
            digits=f"010190{self.numbers:04}", name=name, by=None, at=NOW, **more
        )
        if contact is not False:
            citizens.open_course(
                citizen,
                unit=unit or self.unit,
                because="sick_leave",
                contact=contact or self.amina,
                by=None,
                at=NOW,
                today=TODAY - timedelta(days=100),
            )
        if at is not None:
            citizens.employ(citizen, workplace=at, since=date(2024, 3, 1), by=None, at=NOW)
        return citizen

    def notice(self, workplace=None, *, kind="first_day", first_day=TODAY, name="", at=NOW, **more):
        given = {
            "token": uuid4(),
            "begun_by": "company",
            "talk": "no",
            "by": None,
            "sender": None,
            "employee_agrees": bool(name),
        } | more
        return receive_notice(
            workplace or self.nordlyst,
            kind=kind,
            first_day=first_day,
            person_name=name,
            at=at,
            today=TODAY,
            **given,
        )

    def answer(self, notice, *, by=None, at=NOW):
        return answer_spoken(notice, by=(by or self.amina).user, at=at)

    def talk(self, citizen, *, at=NOW, by=None):
        return hold_talk(
            citizen.courses.open().get(),
            token=uuid4(),
            form="telephone",
            roles=["coach"],
            text="Hej",
            share=True,
            next_contact=None,
            by=(by or self.amina).user,
            at=at,
        )


def _cvr(number: int) -> str:
    """The `number`th CVR number that is valid: eight digits whose weighted sum divides by 11."""
    found, value = 0, 10_000_000
    while found < number:
        value += 1
        digits = [int(c) for c in str(value)]
        found += sum(d * w for d, w in zip(digits, (2, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 11 == 0
    return str(value)


def logged_in(somebody) -> Client:
    client = Client()
    client.force_login(somebody.user)
    return client


def plain_static_files(settings) -> None:
    """Pages without the manifest of built files, which only the running house has."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
