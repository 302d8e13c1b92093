"""Every list finds its rows by an index: no page walks through a table that grows with citizens or with time."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.workbench import by_name

GROWING = re.compile(
    r"^(citizens|talks|audit|sickleave|companies|plans|authority|activities|allocation|competence|exchange)_"
)
NAMES = r"_search_name_|search_name\)::text ~~"  # SQLite by the index, PostgreSQL by the table
# What is small whatever the size of the house, and may be gone through.
SMALL = {
    "citizens_batch": "one row a file that was read in; only those still being read are looked at",
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
    ("companies_workplace", NAMES): "names alone, 3 ms for 20,000 of them: found by any part",
    ("companies_company", NAMES): "as those of workplaces",
}
WHOLE_TABLE_WAYS = ("seqscan", "hashjoin", "mergejoin")
# Pages that are a list, or hold one: who opens it, the page, what is sent (None: it is opened). Not the manager's
# Teamet and Resultater: they are sums over the whole house.
PAGES = {
    "my day": ("nadia", "my_day", None),
    "my citizens": ("nadia", "my_citizens", None),
    "my figures": ("nadia", "my_figures", None),
    "one of my citizens": ("nadia", "citizen", None),
    "somebody among my citizens": ("nadia", "my_citizens", {"find": "søren"}),
    "the unit's citizens": ("ellen", "team_citizens", None),
    "somebody of the unit": ("ellen", "team_citizens", {"find": "søren"}),
    "somebody of the unit, misspelt": ("ellen", "team_citizens", {"find": "sørxn"}),
    "the unit's newcomers": ("ellen", "team_citizens?nye=on", None),
    "the unit's without a next contact": ("ellen", "team_citizens?uden_naeste=on", None),
    "whom to hand over": ("ellen", "handover_list", None),
    "teamet": ("ellen", "team", None),
    "proposals": ("ellen", "proposals", None),
    "emergencies": ("ellen", "team_emergencies", None),
    "my workplaces": ("nadia", "my_workplaces", None),
    "a name": ("ellen", "search", {"text": "søren"}),
    "a birth date": ("ellen", "search", {"text": "070285"}),
    "a workplace, misspelt": ("ellen", "search", {"text": "nordlxst"}),
    "a telephone": ("ellen", "search", {"text": "22 33 44 55"}),
    "my times": ("nadia", "my_times", None),
    "times that can be booked": ("jens", "book_time", None),
    "my course": ("jens", "my_course", None),
    "heard": ("jens", "heard", None),
    "my progress": ("jens", "my_progress", None),
    "my plan": ("jens", "my_plan", None),
    "my story": ("jens", "my_story", None),
    "where the time goes": ("nadia", "coordination", None),
    "mentor support": ("nadia", "mentor_grants", None),
    "my mentor support": ("jens", "my_mentor", None),
    "who is with them": ("nadia", "representatives", None),
    "who is with me": ("jens", "my_representatives", None),
    "matters": ("nadia", "matters", None),
    "my matters": ("jens", "my_matters", None),
    "papers": ("nadia", "papers", None),
    "activities": ("nadia", "activities", None),
    "my activities": ("jens", "my_activities", None),
    "what is shared with us": ("rikke", "shared_papers", None),
    "who has looked": ("jens", "who_looked?lister=1", None),
}
# The same lists as files. (What works, and what can be learnt, are lists of the whole house: all of the table.)
FILES = {
    name: ("nadia", name, {})
    for name in (
        "export_my_day", "export_my_citizens", "export_drawn_in", "export_my_workplaces", "export_my_times",
        "export_my_absence", "export_my_figures", "export_talks", "export_activities", "export_matters",
        "export_mentor_grants", "export_representatives", "export_papers", "export_coordination",
    )
} | {
    name: ("ellen", name, {})
    for name in (
        "export_team", "export_team_citizens", "export_waiting", "export_team_emergencies", "export_proposals",
    )
}  # fmt: skip
PAGES |= FILES | {
    "what a search found, as a file": ("nadia", "export_search", {"find": "søren"}),
    "who has looked, as a file": ("jens", "export_who_looked?lister=1", {}),
}


BY_NAME = ("somebody among my citizens", "somebody of the unit", "somebody of the unit, misspelt", "a name")

ABOUT_ONE = {"activities", "citizen", "papers", "matters", "representatives", "coordination", "mentor_grants"}
ABOUT_ONE |= {"export_talks", *(f"export_{page}" for page in ABOUT_ONE - {"citizen"})}


@dataclass(frozen=True)
class Walk:
    """A table that a query goes through from end to end, or may."""

    table: str
    how: str
    sql: str


def asked(who: str, page: str, sent: dict[str, str] | None) -> list[str]:
    """Return the SELECTs of a page, as they were sent to the database."""
    with CaptureQueriesContext(connection) as queries:
        opened(who, page, sent)
    return [query["sql"] for query in queries if query["sql"].startswith(("SELECT", "WITH"))]


def opened(who: str, page: str, sent: dict[str, str] | None) -> None:
    name, _, query = page.partition("?")
    about = [Citizen.objects.get(user=cast.user("jens")).pk] if name in ABOUT_ONE else []
    address = reverse(name, args=about) + (f"?{query}" if query else "")
    client = Client()
    client.force_login(cast.user(who))
    response = client.get(address) if sent is None else client.post(address, sent)
    assert response.status_code == 200


def walks(sql: str) -> list[Walk]:
    """Return the tables a query goes through from end to end."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Small tables are read, and joined, faster from end to end. Whether each row *can* be found by an index is
            # what decides when they have grown, so that is what is asked.
            for way in WHOLE_TABLE_WAYS:
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            plan = cursor.fetchone()[0]
            for way in WHOLE_TABLE_WAYS:
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


def test_every_list_finds_its_rows_by_an_index(full_house: None) -> None:
    found = {
        f"{page}: {walk.table} by {walk.how}\n    {walk.sql[:900]}"
        for page, asking in PAGES.items()
        for sql in asked(*asking)
        for walk in too_long(walks(sql))
    }
    assert not found, "\n".join(sorted(found))


def test_a_name_among_very_many_is_found_by_an_index(full_house: None, monkeypatch) -> None:
    """Where a person sees so many that the database compares: of everybody, those they may see."""
    monkeypatch.setattr(by_name, "AMONG", 20)
    sqls = [sql for page in BY_NAME for sql in asked(*PAGES[page])]
    assert sum("search_name" in sql and "LIKE" in sql for sql in sqls) > len(BY_NAME)
    found = {f"{walk.table} by {walk.how}\n    {sql[:900]}" for sql in sqls for walk in too_long(walks(sql))}
    assert not found, "\n".join(sorted(found))


def kept_with_the_server() -> dict[str, str]:
    """The statements of this session that the pages ask for: what asks for each whatever the values, and its SQL."""
    names: set[str] = set()

    def noted(execute, sql, params, many, context):
        names.update(re.findall(r"^EXECUTE (\w+)", sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        for asking in PAGES.values():
            opened(*asking)
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
