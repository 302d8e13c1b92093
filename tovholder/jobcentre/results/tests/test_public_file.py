"""Viborg's own public figures: the page against the file, read here in the plainest way."""

import json

import pytest

from conftest import PUBLIC_FILES
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.results.actions import BenchmarkCounts, choose_municipality, read_benchmark
from tovholder.jobcentre.results.models import BenchmarkFigure
from tovholder.jobcentre.results.tests.test_page import page, text_of
from tovholder.jobcentre.results.tests.town import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.public_files]
FILE = PUBLIC_FILES / "jobindsats-y30r21-2020-2021.json"


def thousands(number: int) -> str:
    return f"{abs(number):,}".replace(",", ".")


def signed(number: int) -> str:
    return {1: "+", -1: "−", 0: ""}[(number > 0) - (number < 0)] + thousands(number)


def test_viborgs_page_shows_the_files_numbers(client) -> None:
    content = FILE.read_bytes()
    rows = [row for row in json.loads(content)[0]["Data"] if row[0] == "Viborg"]
    municipalities = {row[0] for row in json.loads(content)[0]["Data"]}
    assert len(rows) == 16
    assert len(municipalities) == 98

    assert read_benchmark(content, by=None, at=NOW) == BenchmarkCounts(inserted=1568, unchanged=0, changed=0)
    assert read_benchmark(content, by=None, at=NOW) == BenchmarkCounts(inserted=0, unchanged=1568, changed=0)
    choose_municipality("Viborg", by=None, at=NOW, today=TODAY)
    text = text_of(page(client, Role.MANAGER))

    for _area, _period, group, expected, actual, difference, *shares, rank in rows:
        shown = (
            f"{group} {thousands(expected)} {thousands(actual)} {signed(difference)} {shares[0]} {shares[1]} "
        )
        assert shown in text
        assert f"nr. {rank} af 98" in text
    newest = [row for row in rows if row[1] == "2021QMAT04"]
    total = next(row for row in newest if row[2] == "Ydelsesgrupper i alt")
    assert total[5] == -30
    assert (
        f"Viborg havde 30 færre fuldtidspersoner på offentlig forsørgelse end forventet: nr. {total[9]} af 98."
        in text
    )
    assert "året til og med 4. kvartal 2021" in text
    for period in ("4. kvartal 2020", "2. kvartal 2020", "2. kvartal 2021"):
        assert f"året til og med {period}" in text
    for row in newest:
        if row is not total:
            assert f"forventet {thousands(row[3])}" in text
            assert f"faktisk {thousands(row[4])}" in text


def test_every_row_of_the_file_is_kept_as_it_stands() -> None:
    content = FILE.read_bytes()
    read_benchmark(content, by=None, at=NOW)
    kept = {(row.area, row.period, row.group): row for row in BenchmarkFigure.objects.order_by("pk")}
    for area, period, group, expected, actual, difference, *shares, rank in json.loads(content)[0]["Data"]:
        row = kept.pop((area, period, group))
        assert (row.expected, row.actual, row.difference, row.rank) == (expected, actual, difference, rank)
        assert row.is_total == (group == "Ydelsesgrupper i alt")
        assert [
            f"{value:.2f}".replace(".", ",") for value in (row.expected_share, row.actual_share)
        ] == shares[:2]
    assert not kept
