from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.actions import open_course, register_citizen
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.exchange.actions import apply_file, check_file
from tovholder.jobcentre.exchange.checking import in_parts, open_file
from tovholder.jobcentre.exchange.columns import Parts
from tovholder.jobcentre.exchange.models import ImportRun
from tovholder.jobcentre.exchange.plan import Total
from tovholder.jobcentre.staff.actions import add_employee, add_unit
from tovholder.jobcentre.staff.models import Employee, StaffProfile, Unit

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
ALMA, VIGGO, INGRID = "7101809901", "6506929902", "6312759904"


@dataclass
class House:
    """One unit: Bente receives, Lone has the clearance, Ib is a job consultant, Ellen leads; Tove reads files."""

    unit: Unit
    bente: Employee
    lone: Employee
    ib: Employee
    ellen: Employee
    tove: User

    def check(self, text: str | bytes, **more) -> ImportRun:
        content = text.encode() if isinstance(text, str) else text
        given = {"file_name": "fil.csv", "token": uuid4(), "by": self.tove, "at": AT, "today": TODAY}
        return check_file(BytesIO(content), **(given | more))

    def read_in(self, text: str | bytes, **more) -> ImportRun:
        run = self.check(text, **more)
        assert run.problems == []
        return apply_file(run, by=self.tove, at=AT, today=TODAY)

    def known(self, digits: str, *, contact: Employee | None = None, since: date = TODAY, **more) -> Citizen:
        citizen = register_citizen(digits=digits, name="Alma Prøve", by=None, at=AT, **more)
        open_course(
            citizen, unit=self.unit, because="unemployed", by=None, at=AT, today=since, contact=contact
        )
        return citizen


def check(content: bytes, *, today: date, kind: str | None = None) -> Total:
    """What the file would do, with nothing kept."""
    chosen, sheet = open_file(BytesIO(content), kind)
    pieces = list(in_parts(sheet.rows))
    total = Total(chosen.code)
    for plan in chosen.plans(Parts(chosen, sheet.headings, lambda: pieces), today):
        total.add(plan)
    return total


def sentences(run: ImportRun) -> list[tuple]:
    return [(problem["row"], problem["column"], problem["sentence"]) for problem in run.problems]


def only(run: ImportRun) -> tuple:
    assert len(run.problems) == 1, sentences(run)
    return sentences(run)[0]


@pytest.fixture(autouse=True)
def real_looking_numbers(settings) -> None:
    """Numbers in these tests belong to nobody: the demo's pattern, let in as in the demo."""
    settings.DEMO = True


@pytest.fixture
def house(db) -> House:
    return a_house()


def a_house() -> House:
    unit = add_unit("Job og Helhed", telephone="00 10 00 10", by=None, at=AT)

    def hire(number: str, name: str, *, role: str = Role.EMPLOYEE, **more) -> Employee:
        login = name.split()[0].lower()
        return add_employee(
            username=login,
            password=None,
            role=role,
            number=number,
            name=name,
            unit=unit,
            email=f"{login}@example.dk",
            telephone="00 10 00 11",
            by=None,
            at=AT,
            **more,
        )

    bente = hire("1001", "Bente Prøve")
    lone = hire("1002", "Lone Prøve", has_clearance=True)
    ib = hire("1003", "Ib Prøve", profile=StaffProfile.JOB_CONSULTANT)
    ellen = hire("1004", "Ellen Prøve", role=Role.LEADER)
    tove = User.objects.create(username="tove", role=Role.DATA_OWNER)
    return House(unit, bente, lone, ib, ellen, tove)


@pytest.fixture
def data_owner(house: House, client):
    client.force_login(house.tove)
    return client


@pytest.fixture
def lines() -> Callable[..., str]:
    """A file from its heading and rows, each "a;b;c"."""
    return lambda *rows: "\r\n".join(rows) + "\r\n"
