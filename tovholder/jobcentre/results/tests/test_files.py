"""The files beside the list of all figures say what they are of as well: the model's steps, and a study's numbers."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.results.actions import keep_demo_studies
from tovholder.jobcentre.results.definitions import DEFINITIONS
from tovholder.jobcentre.results.models import Indicator, Study
from tovholder.jobcentre.results.tests.pages import fill
from tovholder.jobcentre.results.tests.test_data_read import read_in
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, figure, login_as
from tovholder.registers.fidelity import scale

pytestmark = pytest.mark.django_db


def taken_out(client: Client, name: str, *about: int) -> list[dict[str, str]]:
    login_as(client, Role.MANAGER)
    content = client.post(reverse(name, args=about), {"fil": "csv"}).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))


def test_a_step_of_the_model_says_by_which_scale_of_what_and_when(client) -> None:
    fill(Town(), 40)
    read_in("support", -3)
    rows = {row["Element"]: row for row in taken_out(client, "export_results_model")}
    assert {row["Skala"] for row in rows.values()} == {scale().version}
    row, of = rows["M8"], DEFINITIONS[Indicator.MODEL]
    assert figure(Indicator.MODEL, group="m8").day == TODAY
    assert (row["Dag"], row["Opgørelse"]) == (f"{TODAY:%d.%m.%Y}", "1")
    assert row["Regnet"].startswith(f"{NOW:%d.%m.%Y}")
    assert row["Data læst ind"].startswith(f"{NOW - timedelta(days=3):%d.%m.%Y}")
    assert (row["Hvad tælleren er"], row["Hvad nævneren er"]) == (str(of.numerator), str(of.denominator))
    assert (row["Periode"], row["Kilde"]) == (str(of.period), str(of.source))
    assert rows["M1"]["Periode"] == str(DEFINITIONS[Indicator.OWN_EMPLOYEE].period)
    assert rows["M14"]["Dag"] == rows["M14"]["Kilde"] == ""


def test_a_study_says_of_what_whom_since_when_and_from_where(client) -> None:
    keep_demo_studies(by=None, at=NOW)
    kept = Study.objects.order_by("pk").first()
    assert kept is not None
    rows = taken_out(client, "export_study", kept.pk)
    assert len(rows) == len(kept.content["periods"])
    for row in rows:
        assert (row["Måling"], row["Enhed"], row["Kilde"]) == (kept.measure, "pct.", kept.source)
        assert (row["Kommunens navn"], row["Ændret fra"]) == (kept.area, "1. kvartal 2023")
        assert row["Regnet"].startswith(f"{NOW:%d.%m.%Y}")
