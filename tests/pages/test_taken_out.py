"""Every list as a file, in one town: the rows of its page and no others, a look at each citizen, and no formula.

Who may have which file stands beside who may open which page (tests/access); that no list is without, in tests/laws.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from tests.access.table import TABLE
from tests.built import built_for_all
from tests.pages.about import TODAY
from tests.pages.files import FILES_OF, asked, browser, cells, pages, taken_out
from tests.pages.lacking import add_what_the_demo_lacks
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizen_portal import looks
from tovholder.jobcentre.competence.models import Competence
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.actions import fill, propose
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.staff.models import Unit

FORMULA = "=1+1"
# What stands in these files is ours to word: kinds, days and sums.
HOLD_NO_WORDS = {
    "export_coordination", "export_import_report", "export_my_times", "export_results_benefits",
    "export_who_looked",
}  # fmt: skip
MORNING = "2026-11-24 08:50:00+01:00"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo with what it lacks, once for all tests here; each works in a transaction inside this."""
    with built_for_all(django_db_blocker, build):
        yield


@time_machine.travel(MORNING, tick=False)
@override_settings(DEMO=True)
def build() -> None:
    fill(citizens=200, seed=1, today=TODAY)
    propose(at=timezone.now())
    publish_figures(TODAY, by=None, at=timezone.now())
    add_what_the_demo_lacks()


@pytest.fixture(autouse=True)
def town(built: None, db: None) -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False), override_settings(DEMO=True):
        yield


def test_every_file_stands_beside_its_page() -> None:
    """A new file is compared here, or named with the test that compares it (the lists of the command line's files)."""
    elsewhere = {"export_plan", "export_results", "export_expected", "export_imports"}
    assert {name for name in TABLE if name.startswith("export_")} == FILES_OF.keys() | elsewhere


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
@pytest.mark.parametrize("name", FILES_OF)
def test_the_file_has_the_rows_of_the_page(name: str, file_type: str) -> None:
    file = FILES_OF[name]
    shown = [row for context in pages(name) for row in file.rows(context)]
    taken = [row[file.column] for row in cells(taken_out(name, file_type))[1:]]
    assert shown, f"{name}: the town has no row of it"
    if not file.is_ordered:
        shown, taken = sorted(shown), sorted(taken)
    assert taken == shown


@pytest.mark.parametrize("name", FILES_OF)
def test_a_look_is_in_the_log_at_each_citizen_in_it(name: str) -> None:
    """One line for each citizen, by the one who asked; of a list of nobody, one line for the list."""
    shown = FILES_OF[name].citizens
    told = {citizen for context in pages(name) for citizen in shown(context)} if shown else set()
    before = Record.objects.count()
    taken_out(name)
    lines = list(Record.objects.order_by("pk")[before:])
    assert len({line.actor for line in lines}) == 1
    if told:
        assert [(line.kind, line.what, line.citizen) for line in lines] == [
            (Kind.EXPORT, name, citizen) for citizen in sorted(told)
        ]
    else:
        assert [(line.what, line.detail) for line in lines] == [
            ("export_list", {"list": name.removeprefix("export_")})
        ]


@pytest.mark.one_database
def test_no_formula_is_in_any_file() -> None:
    """Every text that somebody can have written is one, and stands in the file as text."""
    files = {(name, kind): asked(name, kind) for name in FILES_OF for kind in ("csv", "xlsx")}
    somebody_wrote_formulas()
    neutral = set()
    for (name, kind), ask in files.items():
        response = ask()
        assert response.status_code == 200, name
        if kind == "csv":
            starts = {cell[:1] for row in cells(response) for cell in row}
            assert not starts & set("=+@\t"), name
            neutral |= {name} if f"'{FORMULA}" in response.content.decode() else set()
        else:
            with ZipFile(io.BytesIO(response.content)) as book:
                assert b"<f>" not in book.read("xl/worksheets/sheet1.xml"), name
    assert FILES_OF.keys() - neutral == HOLD_NO_WORDS


def somebody_wrote_formulas() -> None:
    """In every field where words may stand, wherever the database takes the same words twice."""
    for model in apps.get_models():
        if not model.__module__.startswith("tovholder.jobcentre") or model._meta.app_label in {
            "audit",
            "access",
        }:
            continue
        for field in model._meta.concrete_fields:
            is_free = isinstance(field, models.CharField | models.TextField) and field.choices is None
            is_ours = field.name in {"forms", "name_order"} or field.name.startswith("search_")
            if is_free and not is_ours and not field.unique and (field.max_length or 100) >= 50:
                try:
                    with transaction.atomic():
                        written = model._base_manager.exclude(**{field.attname: ""})
                        written.update(**{field.attname: FORMULA})
                except IntegrityError:
                    continue
    Unit.objects.filter(pk=cast.employee("ellen").unit_id).update(name=FORMULA)


@pytest.mark.parametrize("name", FILES_OF)
def test_a_file_is_danish_whatever_its_reader_reads(name: str) -> None:
    """So that it can be read in again, and two colleagues have the same file."""
    danish = taken_out(name).content
    assert taken_out(name, language="en").content == danish


def test_a_citizen_reads_of_each_file_they_can_be_in() -> None:
    of_people = {name for name, file in FILES_OF.items() if file.citizens}
    assert of_people <= looks.PAGES.keys()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("export_practice", "?felt=viden"),
        ("export_skills", "?kan={competence}"),
        ("export_team_citizens", "?uden_naeste=on"),
        ("export_my_day", "?grund=no_next_contact"),
        ("export_my_workplaces", "?skal=1"),
        ("export_who_looked", "?lister=1"),
    ],
)
def test_the_file_has_the_filters_of_the_page(name: str, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    query = query.format(competence=Competence.objects.order_by("pk").values_list("pk", flat=True)[0])
    pages("export_my_citizens")  # a list that stands among those who looked
    whole = cells(taken_out(name))[1:]
    monkeypatch.setitem(FILES_OF, name, replace(FILES_OF[name], query=query))
    chosen = cells(taken_out(name))[1:]
    assert chosen != whole, "the filter chooses nothing"
    if name not in {"export_my_day", "export_who_looked"}:
        file = FILES_OF[name]
        shown = [row for context in pages(name) for row in file.rows(context)]
        assert [row[file.column] for row in chosen] == shown
    offered = browser(FILES_OF[name]).get(reverse(FILES_OF[name].page) + query).content.decode()
    assert f'action="{reverse(name)}{query}"' in offered


@pytest.mark.parametrize(
    "name", ["export_my_citizens", "export_team_citizens", "export_skills", "export_practice"]
)
def test_what_was_looked_for_in_a_list_is_what_is_taken_out(name: str) -> None:
    file, whole = FILES_OF[name], [row[0] for row in cells(taken_out(name))[1:]]
    text = whole[0].split()[-1]
    page = browser(file).post(reverse(file.page), {"find": text})
    response = browser(file).post(reverse(name), {"find": text})
    shown = file.rows(page.context)
    assert [row[0] for row in cells(response)[1:]] == shown
    assert 0 < len(shown) < len(whole)
    form = re.search(rf'<form[^>]*action="{reverse(name)}.*?</form>', page.content.decode(), re.DOTALL)
    assert form
    assert f'<input type="hidden" name="find" value="{text}">' in form[0]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("export_team_citizens", "?fast=999999"),
        ("export_skills", "?kan=nej"),
        ("export_next_to_learn", "?timer=nul"),
    ],
)
def test_a_filter_that_is_none_is_told_on_the_page_and_takes_nothing_out(name: str, query: str) -> None:
    file, before = FILES_OF[name], Record.objects.count()
    response = browser(file).post(reverse(name) + query)
    assert (response.status_code, response["Location"]) == (302, reverse(file.page))
    assert Record.objects.count() == before
