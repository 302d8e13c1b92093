"""How new the data are, on every page with figures and in the report: as in the files (exchange/tests/test_export)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse_lazy

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.exchange.models import ImportRun
from tovholder.jobcentre.results.report import month_report
from tovholder.jobcentre.results.tests.pages import fill, text_of
from tovholder.jobcentre.results.tests.town import NOW, Town, login_as
from tovholder.jobcentre.sickleave.tests.test_paper_pdf import text_of as text_of_pdf
from tovholder.jobcentre.ui.templatetags.ui import moment

pytestmark = pytest.mark.django_db
PAGES = [
    reverse_lazy("results_figure", args=["sick"]),
    reverse_lazy("results_companies", args=["company_contact"]),
    reverse_lazy("results_lasting"),
    reverse_lazy("results_model"),
]


def read_in(kind: str, days: int) -> None:
    """A file read in so many days from now."""
    ImportRun.objects.create(
        token=uuid4().hex, kind=kind, file_name="x.csv", sha256="", size=1, at=NOW, plan="", state="applied",
        applied_at=NOW + timedelta(days=days),
    )  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_how_new_its_data_are(client, address: str) -> None:
    """By the newest file read in before they were reckoned; the public figures are not what they are reckoned from."""
    fill(Town(), 60)
    login_as(client, Role.MANAGER)
    assert "Ingen fil var læst ind." in text_of(client.get(address).content.decode())
    for kind, days in (("citizens", -9), ("support", -3), ("support", 1), ("benchmark", -1)):
        read_in(kind, days)
    text = text_of(client.get(address).content.decode())
    assert f"Regnet {moment(NOW)} af det, der var kendt da." in text
    assert f"Data læst ind {moment(NOW - timedelta(days=3))}." in text


def test_the_report_says_how_new_its_data_are() -> None:
    """At its top, and again with each figure."""
    fill(Town(), 40)
    read_in("support", -3)
    said = re.sub(r"\W", "", text_of_pdf(month_report()))
    told = said.count(re.sub(r"\W", "", f"Data læst ind {moment(NOW - timedelta(days=3))}."))
    assert told == 1 + len(re.findall(r"UdgaveDefinition", said)) > 5
