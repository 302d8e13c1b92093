"""Every list finds its rows by an index: no page walks through a table that grows with citizens or with time."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.table import TABLE
from tests.pages.test_budgets import FILE_QUERIES, LISTS, NOT_MEASURED, QUERIES, asking
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.workbench import by_name

GROWING = re.compile(
    r"^(citizens|talks|audit|sickleave|companies|plans|authority|activities|allocation|competence|exchange)_"
    r"|^(staff_absence|staff_standin|results_figure|citizen_portal_draft|access_attempt)$"
)
NAMES = r"_search_name_|search_name\)::text ~~"  # SQLite by the index, PostgreSQL by the table
# What is small whatever the size of the house, and may be gone through.
SMALL = {
    "citizens_batch": "one row a file that was read in; only those still being read are looked at",
    "companies_sparringtheme": "the manager's own list of themes",
    "competence_competence": "the catalogue: what can be learnt here",
    "competence_practicenote": "some hundred short notes, the newest first",
    "competence_roleneed": "the catalogue: what a role needs",
    "exchange_importrun": "one row a file that was read in, the newest first",
    "citizens_courserole": "the few courses that need a role; read whole to see who must have which",
    "citizens_disqualification": "one row for each person an employee is kept from: themselves and their family",
}
# What may be gone through from end to end: the table, and how the plan says it.
SHORT = {
    (
        "citizens_emergencyaccess",
        r"citizens_emergency_not_seen",
    ): "an index of only what no leader has seen yet",
    ("citizens_contactwish", r"citizens_wish_waits"): "an index of only the wishes that wait",
    ("citizens_unitmove", r"move_waits"): "an index of only the moves that wait",
    ("sickleave_callrequest", r"sickleave_wants_a_call"): "an index of only those who wait to be called",
    (
        "sickleave_sickleavetalk",
        r"sickleave_(one_talk|talk_coming_of)",
    ): "indexes of only the talks that are coming",
    # The plan's short name for it stands for the notices as well, in another part of the same query.
    ("sickleave_absencenotice", r"sickleave_(one_talk|talk_coming_of)"): "those again",
    (
        "citizens_drawnin",
        r"drawnin_employee_id\w* \(\(since >",
    ): "a year of a whole unit, to see what it lacks",
    ("allocation_proposal", r"(SCAN \w+$|_pkey )"): "the house's own, looked for from the newest back",
    (
        "results_figure",
        r"SCAN \w+ USING COVERING INDEX",
    ): "which indicators there are figures of companies for",
    (
        "results_figure",
        r"Index Scan results_figure_unit_id\w* \(\(company_id IS NULL\)",
    ): "the first screen and its files read what is published of the whole centre, which is most there is",
    ("companies_workplace", NAMES): "names alone, 3 ms for 20,000 of them: found by any part",
    ("companies_company", NAMES): "as those of workplaces",
}
WHOLE_TABLE_WAYS = ("seqscan", "hashjoin", "mergejoin")
# Every page and file that has a budget is asked, but what takes out all there is.
ALL_OF_IT = {"export_results": "every figure that is published, as one file"}
# The same lists when something is looked for or chosen: who asks, the page, what is sent (None: it is opened).
CHOSEN = {
    "somebody among my citizens": ("nadia", "my_citizens", {"find": "søren"}),
    "somebody of the unit": ("ellen", "team_citizens", {"find": "søren"}),
    "somebody of the unit, misspelt": ("ellen", "team_citizens", {"find": "sørxn"}),
    "the unit's newcomers": ("ellen", "team_citizens?nye=on", None),
    "the unit's without a next contact": ("ellen", "team_citizens?uden_naeste=on", None),
    "a name": ("ellen", "search", {"text": "søren"}),
    "a birth date": ("ellen", "search", {"text": "070285"}),
    "a workplace, misspelt": ("ellen", "search", {"text": "nordlxst"}),
    "a telephone": ("ellen", "search", {"text": "22 33 44 55"}),
    "who has looked, with lists": ("jens", "who_looked?lister=1", None),
    "what a search found, as a file": ("nadia", "export_search", {"find": "søren"}),
    "who has looked, as a file": ("jens", "export_who_looked?lister=1", {}),
}
PAGES = [*(name for name in [*QUERIES, *FILE_QUERIES] if name not in ALL_OF_IT), *CHOSEN]
# The longest lists there are: of these PostgreSQL is asked what it does, not only what it can.
LONGEST = ("team_citizens", "my_citizens")
HELD_BY_INDEX = re.compile(r"^(citizens|talks)_")
BY_NAME = ("somebody among my citizens", "somebody of the unit", "somebody of the unit, misspelt", "a name")


@dataclass(frozen=True)
class Walk:
    """A table that a query goes through from end to end, or may."""

    table: str
    how: str
    sql: str


def ask_for(page: str) -> Callable[[], HttpResponse]:
    if page not in CHOSEN:
        return asking(page)
    who, name, sent = CHOSEN[page]
    client, (name, _, query) = Client(), name.partition("?")
    client.force_login(cast.user(who))
    address = reverse(name) + (f"?{query}" if query else "")
    return partial(client.get, address) if sent is None else partial(client.post, address, sent)


def selects(page: str) -> list[str]:
    """Return the SELECTs of a page, as they were sent to the database."""
    ask = ask_for(page)
    with CaptureQueriesContext(connection) as queries:
        assert ask().status_code == 200, page
    return [query["sql"] for query in queries if query["sql"].startswith(("SELECT", "WITH"))]


def walks(sql: str, *, without: Sequence[str] = WHOLE_TABLE_WAYS) -> list[Walk]:
    """Return the tables a query goes through from end to end; on PostgreSQL were it `without` some ways to do so.

    Small tables are read, and joined, faster from end to end. Whether each row *can* be found by an index is what
    decides when they have grown, so that is what is asked of most.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for way in without:
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            plan = cursor.fetchone()[0]
            for way in without:
                cursor.execute(f"SET LOCAL enable_{way} = on")
            return list(_walks_of(plan if isinstance(plan, list) else json.loads(plan), sql))
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        lines = [row[3] for row in cursor.fetchall()]
    found = [(re.match(r"SCAN (\w+)(.*)", line), line) for line in lines]
    return [Walk(table, line, sql) for match, line in found if match for table in _called(match[1], sql)]


def _walks_of(plan: object, sql: str) -> Iterator[Walk]:
    if isinstance(plan, list):
        for part in plan:
            yield from _walks_of(part, sql)
    elif isinstance(plan, dict):
        # An index without a condition is gone through from end to end as well.
        walked = plan.get("Node Type") == "Seq Scan" or (
            "Index" in str(plan.get("Node Type")) and "Index Name" in plan and "Index Cond" not in plan
        )
        if walked:
            how = f"{plan['Node Type']} {plan.get('Index Name', '')} {plan.get('Filter', '')}"
            yield Walk(plan.get("Relation Name", ""), how, sql)
        for part in plan.values():
            if isinstance(part, list | dict):
                yield from _walks_of(part, sql)


def _called(name: str, sql: str) -> set[str]:
    """The tables that a query calls so: one and the same short name may stand for several, in its inner queries."""
    return set(re.findall(rf'"(\w+)" {name}\b', sql)) or {name}


def too_long(found: list[Walk]) -> list[Walk]:
    return [
        walk for walk in found if GROWING.match(walk.table) and walk.table not in SMALL and not _short(walk)
    ]


def _short(walk: Walk) -> bool:
    return any(walk.table == table and re.search(how, walk.how) for table, how in SHORT)


def test_every_list_and_file_is_asked_or_says_why_not() -> None:
    """What a page costs is measured of all that can be opened (test_budgets), so these are all there are."""
    there = {*QUERIES, *FILE_QUERIES}
    assert {*LISTS, *(name for name in TABLE if name.startswith("export_"))} - there == NOT_MEASURED.keys()
    assert ALL_OF_IT.keys() <= there


def test_every_list_finds_its_rows_by_an_index(full_house: None) -> None:
    asked_by = {sql: page for page in PAGES for sql in selects(page)}
    found = {
        f"{page}: {walk.table} by {walk.how}\n    {sql[:900]}"
        for sql, page in asked_by.items()
        for walk in too_long(walks(sql))
    }
    assert not found, "\n".join(sorted(found))


def test_a_name_among_very_many_is_found_by_an_index(full_house: None, monkeypatch) -> None:
    """Where a person sees so many that the database compares: of everybody, those they may see."""
    monkeypatch.setattr(by_name, "AMONG", 20)
    sqls = [sql for page in BY_NAME for sql in selects(page)]
    assert sum("search_name" in sql and "LIKE" in sql for sql in sqls) > len(BY_NAME)
    found = {f"{walk.table} by {walk.how}\n    {sql[:900]}" for sql in sqls for walk in too_long(walks(sql))}
    assert not found, "\n".join(sorted(found))


def test_the_longest_lists_are_found_by_an_index_where_nothing_forbids_another_way(full_house: None) -> None:
    found = {
        f"{page}: {walk.table} by {walk.how}\n    {sql[:900]}"
        for page in LONGEST
        for sql in selects(page)
        for walk in too_long(walks(sql, without=()))
        if HELD_BY_INDEX.match(walk.table)
    }
    assert not found, "\n".join(sorted(found))


def kept_with_the_server() -> dict[str, str]:
    """The statements of this session that the pages ask for: what asks for each whatever the values, and its SQL."""
    names: set[str] = set()

    def noted(execute, sql, params, many, context):
        names.update(re.findall(r"^EXECUTE (\w+)", sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        for page in PAGES:
            ask_for(page)()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, cardinality(parameter_types), statement FROM pg_prepared_statements WHERE name = ANY(%s)",
            [list(names)],
        )
        return {
            f"EXECUTE {name}{'(' + ', '.join(['NULL'] * values) + ')' if values else ''}": sql
            for name, values, sql in cursor.fetchall()
        }


def test_one_plan_for_all_values_finds_its_rows_by_an_index_too(full_house: None) -> None:
    """What PostgreSQL may go over to when it has planned the same statement some times; SQLite has no such plans."""
    kept = kept_with_the_server() if connection.vendor == "postgresql" else {}
    assert len(kept) > 30 or connection.vendor == "sqlite"
    if kept:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
            cursor.execute("DISCARD PLANS")  # those of small tables, made before `walks` asks for none
    found = {
        f"{walk.table} by {walk.how}\n    {sql[:900]}"
        for ask, sql in kept.items()
        for walk in too_long(walks(ask))
    }
    assert not found, "\n".join(sorted(found))


def test_a_query_without_an_index_is_seen(db: None) -> None:
    for rows in (
        Citizen.objects.filter(language="dansk"),
        Course.objects.filter(began_because="moved"),
        Record.objects.filter(citizens__contains=",7,"),
        Citizen.objects.order_by("name_order", "pk")[:50],
    ):
        with CaptureQueriesContext(connection) as queries:
            list(rows.values_list("pk"))
        assert too_long(walks(queries[0]["sql"])), queries[0]["sql"]
    by_index = Citizen.objects.filter(pk=1)
    with CaptureQueriesContext(connection) as queries:
        list(by_index.values_list("pk"))
    assert not too_long(walks(queries[0]["sql"]))
