"""Which class each benefit counts in, and from when to when: one press from each figure that it decides."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.test_english import left_in
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.results.indicators import ONE_BY_ONE, has_classes, version
from tovholder.jobcentre.results.mapping import CLASS_WORDS, lines
from tovholder.jobcentre.results.models import Indicator
from tovholder.jobcentre.results.tests.pages import fill, text_of
from tovholder.jobcentre.results.tests.town import Town, login_as
from tovholder.registers.tables import BenefitClass, benefits, parse_benefits

pytestmark = pytest.mark.django_db
DATED = """
version = "i morgen"
[[benefit]]
code = "b"
name = "Gammel ydelse"
class = "other"
last_day = 2026-12-31
source = "vores forslag"
[[benefit]]
code = "a"
name = "Ny ydelse"
class = "temporary"
first_day = 2027-01-01
no_new_from = 2028-02-01
open_question = true
source = "https://www.kilde.example/side"
note = "Ny."
"""


def rows(client: Client) -> list[str]:
    login_as(client, Role.MANAGER)
    page = client.get(reverse("results_benefits")).content.decode()
    return [text_of(row).strip() for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:]]


def test_every_benefit_stands_under_its_class(client) -> None:
    wanted, under = [], None
    for line in lines(benefits()):
        if line.class_name != under:
            under = line.class_name
            wanted.append(str(under))
        wanted.append(f"{line.benefit.name} {line.benefit.code}")
    told = rows(client)
    assert len(told) == len(wanted) == len(benefits().benefits) + len(BenefitClass)
    assert all(row.startswith(start) for row, start in zip(told, wanted, strict=True))


def test_days_doubt_and_source_are_told(client, monkeypatch) -> None:
    monkeypatch.setattr("tovholder.jobcentre.results.views.benefits", lambda: parse_benefits(DATED))
    assert rows(client) == [
        "Midlertidig forsørgelse",
        "Ny ydelse a 01.01.2027 gælder endnu Vi er i tvivl. Ny. Ingen nye fra 1. februar 2028. kilde.example",
        "Noget andet",
        "Gammel ydelse b altid 31.12.2026 vores forslag",
    ]


def test_every_class_has_a_name_and_those_of_one_stand_together() -> None:
    assert CLASS_WORDS.keys() == set(BenefitClass)
    order = [line.benefit.benefit_class for line in lines(benefits())]
    assert list(dict.fromkeys(order)) == list(BenefitClass)
    assert order == sorted(order, key=list(BenefitClass).index)


def test_it_is_one_press_from_each_figure_it_decides_and_from_no_other(client) -> None:
    fill(Town(), 40)
    login_as(client, Role.MANAGER)
    address = reverse("results_benefits")
    for code in ONE_BY_ONE:
        page = client.get(reverse("results_figure", args=[code])).content.decode()
        uses = "i morgen" in version(code, parse_benefits(DATED))
        assert (f'href="{address}"' in page) == uses == has_classes(code), code
    assert client.get(reverse("results_lasting")).content.decode().count(f'href="{address}"') == 1
    assert has_classes(Indicator.SICK_ENDS)


def test_it_is_told_in_english_too(client) -> None:
    client.cookies["django_language"] = "en"
    login_as(client, Role.MANAGER)
    page = client.get(reverse("results_benefits")).content.decode()
    assert "Temporary support" in text_of(page)
    assert not left_in(page)


def test_the_file_has_the_days_as_days(client) -> None:
    login_as(client, Role.MANAGER)
    content = client.post(reverse("export_results_benefits"), {"fil": "csv"}).content.decode("utf-8-sig")
    closed = next(each for each in benefits().benefits if each.last_day == date(2026, 12, 31))
    row = next(line.split(";") for line in content.splitlines() if f";{closed.code};" in line)
    assert row[:5] == [closed.name, closed.code, "Midlertidig forsørgelse", "", "31.12.2026"]
    assert row[-1] == benefits().version
