"""The figure on the page is the one in every file, and the oracle's."""

import csv
import io
import random
import re
from datetime import date
from html import unescape
from pathlib import Path

import duckdb
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.models import Course
from tovholder.jobcentre.exchange.lists import FIGURE_HEADINGS
from tovholder.jobcentre.results import story
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.definitions import DEFINITIONS
from tovholder.jobcentre.results.explained import value_text
from tovholder.jobcentre.results.indicators import HEARD, ONE_BY_ONE
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish.spells import spells_between
from tovholder.jobcentre.results.tests.pages import fill, text_of
from tovholder.jobcentre.results.tests.test_real_world import does
from tovholder.jobcentre.results.tests.test_time_spent import coordinate
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, login_as
from tovholder.jobcentre.sickleave.tests.test_paper_pdf import streams
from tovholder.jobcentre.sickleave.tests.test_paper_pdf import text_of as text_of_pdf
from tovholder.jobcentre.staff.models import Employee, Unit
from tovholder.jobcentre.talks.models import HeardTally, Talk
from tovholder.registers.oracle import persons_on_support
from tovholder.registers.tables import BenefitClass, benefits

pytestmark = pytest.mark.django_db
TEMPORARY = str(Indicator.TEMPORARY.label)


def taken_out(client, file_type: str) -> bytes:
    login_as(client, Role.MANAGER)
    response = client.post(reverse("export_results"), {"fil": file_type})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].endswith(f'.{file_type}"')
    assert response.headers["Cache-Control"] == "no-store"
    return response.content


def as_rows(content: bytes, folder: Path) -> list[dict[str, object]]:
    """Rows of any of the three lists, by heading."""
    if content.startswith(b"PAR1"):
        file = folder / "rows.parquet"
        file.write_bytes(content)
        found = duckdb.sql(f"SELECT * FROM '{file}'").fetchall()
        return [dict(zip(FIGURE_HEADINGS, row, strict=True)) for row in found]
    if content.startswith(b"PK"):
        cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    else:
        cells = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert cells[0] == FIGURE_HEADINGS
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def of_today(rows: list[dict[str, object]], name: str, unit: str) -> dict[str, object]:
    days = {str(TODAY), f"{TODAY} 00:00:00", f"{TODAY:%d.%m.%Y}"}
    return next(
        row for row in rows if row["Tal"] == name and row["Enhed"] == unit and str(row["Dag"]) in days
    )


@pytest.mark.parametrize("file_type", ["csv", "xlsx", "parquet"])
def test_the_figure_on_the_page_is_the_one_in_the_file_and_the_oracles(
    client, tmp_path, file_type: str
) -> None:
    fill(Town(), 40)
    oracle = persons_on_support(spells_between(TODAY, TODAY), TODAY, benefits())
    rows = as_rows(taken_out(client, file_type), tmp_path)
    number = oracle.by_class[BenefitClass.TEMPORARY]
    whole = of_today(rows, TEMPORARY, "Hele jobcentret")
    assert str(whole["Tæller"]) in {str(number), f"{number}.0"}
    page = text_of(client.get(reverse("results_figure", args=[Indicator.TEMPORARY])).content.decode())
    assert f"{number} personer er på midlertidig forsørgelse." in page
    units = [of_today(rows, TEMPORARY, name) for name in ("Enhed 0", "Enhed 1")]
    assert sum(int(float(str(unit["Tæller"]))) for unit in units) == number


def lived_in(town: Town) -> None:
    """A town where most figures are something, and a third unit that is too small to be shown."""
    dice = random.Random(8)
    fill(town, 40)
    small = town.employee("Lille", town.unit("Enhed 2"))
    for _ in range(3):
        citizen = town.citizen()
        town.support(citizen, "kontanthjaelp", "2026-01-01")
        town.course(citizen, small)
    staff = list(Employee.objects.order_by("pk"))
    for course in Course.objects.order_by("pk"):
        for _ in range(2):
            talk = town.talk(course, dice.choice(staff[:2]), f"2026-{dice.randint(2, 10):02}-03")
            Talk.objects.filter(pk=talk.pk).update(minutes=dice.choice([15, 30]))
        coordinate(course, course.contact, "2026-09-03", 15)
        does(course, dice.choice(["education", "internal"]))
    for unit in Unit.objects.order_by("pk"):
        for question in HEARD:
            HeardTally.objects.create(unit=unit, month=date(2026, 10, 1), question=question, answer=4, many=9)
    publish_figures(TODAY, by=None, at=NOW)


def as_figure(code: str, row: dict[str, object]) -> Figure:
    """What a row of a file says, as the figure it is of."""

    def number(name: str) -> float | None:
        text = str(row[name] if row[name] is not None else "").replace(",", ".")
        return float(text) if text else None

    return Figure(
        indicator=code,
        group="",
        numerator=number("Tæller"),
        denominator=number("Nævner"),
        value=number("Værdi"),
        suppressed=row["Skjult"] in {True, "ja"},
    )


def day_of(row: dict[str, object]) -> date:
    text = str(row["Dag"])[:10]
    return date(*map(int, reversed(text.split(".")))) if "." in text else date.fromisoformat(text)


@pytest.mark.parametrize("file_type", ["csv", "xlsx", "parquet"])
def test_every_figure_of_every_unit_is_the_same_on_the_page_and_in_the_file(
    client, tmp_path, file_type: str
) -> None:
    """Cell by cell: what the page writes is what the file's number says, and both are the published figure."""
    lived_in(Town())
    of_file = {
        (row["Tal"], row["Enhed"], day_of(row)): row
        for row in as_rows(taken_out(client, file_type), tmp_path)
        if not row["Gruppe"] and not row["Virksomhed"]
    }
    told = set()
    for code in ONE_BY_ONE:
        html = client.get(reverse("results_figure", args=[code])).content.decode()
        (table,) = re.findall(rf'aria-label="{code.label} i hver enhed">(.*?)</table>', html, re.DOTALL)
        rows = [
            re.findall(r"<t[hd][^>]*>([^<]*)(?:<svg.*?</svg>)?</t[hd]>", line)
            for line in table.split("<tr>")[2:]
        ]
        assert [row[0] for row in rows] == ["Enhed 0", "Enhed 1", "Enhed 2"]
        for unit, *cells in rows:
            figures = Figure.objects.filter(indicator=code, unit__name=unit, group="").order_by("day")
            newest, oldest = figures.last(), figures.first()
            in_file = [as_figure(code, of_file[code.label, unit, each.day]) for each in (newest, oldest)]
            for figure, again in zip((newest, oldest), in_file, strict=True):
                for of in ("numerator", "denominator", "value", "suppressed"):
                    assert getattr(again, of) == getattr(figure, of), (code, unit, of)
            assert (unescape(cells[0]), unescape(cells[-1])) == tuple(map(value_text, in_file)), (code, unit)
            told.add((code, cells[0]))
    assert len({code for code, text in told if text not in {"ingen", "vises ikke"}}) > 15
    assert "vises ikke" in {text for _code, text in told}


@pytest.mark.parametrize("file_type", ["csv", "xlsx", "parquet"])
def test_every_row_of_a_file_says_what_it_is(client, tmp_path, file_type: str) -> None:
    fill(Town(), 10)
    for row in as_rows(taken_out(client, file_type), tmp_path):
        assert all(row[name] for name in ("Opgørelse", "Regnet", *FIGURE_HEADINGS[11:])), row
    temporary = of_today(as_rows(taken_out(client, file_type), tmp_path), TEMPORARY, "Hele jobcentret")
    assert benefits().version in str(temporary["Opgørelse"])
    assert temporary["Hvad tælleren er"] == str(DEFINITIONS[Indicator.TEMPORARY].numerator)
    assert temporary["Periode"] == str(DEFINITIONS[Indicator.TEMPORARY].period)


def test_parquet_carries_types_and_its_own_metadata(client, tmp_path) -> None:
    fill(Town(), 10)
    file = tmp_path / "rows.parquet"
    file.write_bytes(taken_out(client, "parquet"))
    types = {name: kind for name, kind, *_rest in duckdb.sql(f"DESCRIBE SELECT * FROM '{file}'").fetchall()}
    wanted = {
        "Dag": "DATE",
        "Tæller": "BIGINT",
        "Værdi": "DOUBLE",
        "Skjult": "BOOLEAN",
        "Regnet": "TIMESTAMP",
    }
    assert {name: types[name] for name in wanted} == wanted
    carried = duckdb.sql(f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{file}')").fetchall()
    assert dict(carried)["mapping_version"] == benefits().version


def test_what_is_hidden_is_in_no_file(client, tmp_path) -> None:
    fill(Town(), 3, units=1)
    for file_type in ("csv", "xlsx", "parquet"):
        row = of_today(as_rows(taken_out(client, file_type), tmp_path), TEMPORARY, "Hele jobcentret")
        assert row["Tæller"] in {"", None}
        assert row["Skjult"] in {True, "ja"}
    assert "3 personer" not in text_of_pdf(taken_out(client, "pdf"))


def test_the_report_says_what_the_page_says(client) -> None:
    fill(Town(), 40)
    content = taken_out(client, "pdf")
    assert content.startswith(b"%PDF")
    assert b"pdfuaid" in content
    said = re.sub(r"\W", "", text_of_pdf(content))
    page = client.get(reverse("results")).content.decode()
    sentences = re.findall(r'<p class="lead">([^<]+)</p>', page)[:7]
    assert len(sentences) == 7
    for sentence in sentences:
        assert re.sub(r"\W", "", sentence) in said, sentence
    for word in ("Tæller", "Nævner", "Periode", "Kilde", "Udgave", "Datafra", "Levervimodellen"):
        assert word in said, word
    assert f"Definition1{re.sub(r'[^a-z]', '', benefits().version)}" in said


def test_taking_them_out_is_on_record(client) -> None:
    fill(Town(), 10)
    for file_type in ("pdf", "parquet"):
        taken_out(client, file_type)
    lists = Record.objects.filter(what="export_list").order_by("pk").values_list("detail", flat=True)
    assert [row["list"] for row in lists] == ["report", "results"]


def test_nothing_published_is_a_report_that_says_so(client) -> None:
    assert "Ingen tal endnu." in text_of_pdf(taken_out(client, "pdf"))


def test_every_figure_stands_in_the_file(client, tmp_path) -> None:
    fill(Town(), 40)
    names = {row["Tal"] for row in as_rows(taken_out(client, "parquet"), tmp_path)}
    assert {str(code.label) for code in ONE_BY_ONE} <= names
    assert NOW


def test_the_report_has_every_picture_tagged_with_what_it_shows(client) -> None:
    """Those of the pages, each in words for whoever does not see it."""
    fill(Town(), 40)
    content = taken_out(client, "pdf")
    tagged = re.findall(
        rb"/StructElem/S/Figure.{0,60}?/Alt<FEFF(\w+)>", b"\n".join([content, *streams(content)])
    )
    told = [bytes.fromhex(text.decode()).decode("utf-16-be") for text in tagged]
    pages = [reverse("results_figure", args=[code]) for code in story.ON_PAPER]
    drawn = []
    for page in [*pages, reverse("results_lasting")]:
        html = client.get(page).content.decode()
        for picture in re.findall(r'<svg[^>]*class="plot".*?</svg>', html, re.DOTALL):
            title, says = (re.search(rf"<{tag} [^>]*>(.*?)</{tag}>", picture)[1] for tag in ("title", "desc"))
            drawn.append(unescape(f"{title}. {says}"))
    assert sorted(told) == sorted(drawn)
    assert len(drawn) >= len(pages)
