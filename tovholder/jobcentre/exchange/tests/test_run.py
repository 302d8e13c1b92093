from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import open_course, register_citizen
from tovholder.jobcentre.citizens.models import Batch, Citizen, Course, CourseContact
from tovholder.jobcentre.exchange import stored
from tovholder.jobcentre.exchange.actions import (
    BeingReadIn,
    FileHasProblems,
    FileIsGone,
    PlanChanged,
    Work,
    apply_file,
    clean_up,
    discard_file,
    load,
    receive,
)
from tovholder.jobcentre.exchange.actions.receive import shown_name
from tovholder.jobcentre.exchange.kinds import KINDS
from tovholder.jobcentre.exchange.models import ImportPart, ImportRun, RunState
from tovholder.jobcentre.exchange.reading import Unreadable
from tovholder.jobcentre.exchange.tests.conftest import ALMA, AT, TODAY, VIGGO
from tovholder.jobcentre.exchange.writing import as_csv
from tovholder.jobcentre.exchange.wrong_rows import wrong_rows

HEAD = "CPR-nummer;Navn;Enhed"
ONE = f"{HEAD}\n{ALMA};Alma Prøve;Job og Helhed\n"
TWO = f"{HEAD}\n{ALMA};Alma Prøve;Job og Helhed\n{VIGGO};Viggo Prøve;Job og Helhed\n"


def apply(house, run: ImportRun, **more) -> ImportRun:
    return apply_file(run, **({"by": house.tove, "at": AT, "today": TODAY} | more))


def test_a_dry_run_writes_nothing_of_what_the_file_holds(house) -> None:
    run = house.check(ONE)
    assert run.state == RunState.CHECKED
    assert not Citizen.objects.exists()


def test_the_file_is_kept_encrypted_until_it_is_read_in(house) -> None:
    run = house.check(ONE)
    [part] = ImportPart.objects.all()
    held = bytes(part.content)
    assert stored.unpack(held) == [(2, [ALMA, "Alma Prøve", "Job og Helhed"])]
    assert ALMA.encode() not in held
    assert b"Alma" not in held
    with connection.cursor() as cursor:
        cursor.execute("SELECT problems, differences, counts, notes, file_name FROM exchange_importrun")
        assert "Alma" not in str(cursor.fetchall())
    apply(house, run)
    run.refresh_from_db()
    assert (run.state, run.applied_at) == (RunState.APPLIED, AT)
    assert not ImportPart.objects.exists()


def test_confirming_twice_reads_in_once(house) -> None:
    run = house.check(ONE)
    apply(house, run)
    count = Record.objects.count()
    assert apply(house, run).state == RunState.APPLIED
    assert Record.objects.count() == count
    assert Citizen.objects.count() == 1


def test_only_one_reads_a_file_in(house) -> None:
    """Two presses at once: the second finds that the first is at it."""
    run = house.check(ONE)
    ImportRun.objects.update(state=RunState.LOADING, worker=Work(run, clock=lambda: AT).worker, worked_at=AT)
    with pytest.raises(BeingReadIn):
        apply(house, run)
    with pytest.raises(BeingReadIn):
        discard_file(run, by=house.tove, at=AT)
    with CaptureQueriesContext(connection) as queries, pytest.raises(BeingReadIn):
        apply(house, run)
    read = next(
        q["sql"] for q in queries if q["sql"].startswith("SELECT") and "exchange_importrun" in q["sql"]
    )
    assert ("FOR UPDATE" in read) == connection.features.has_select_for_update


def test_a_file_with_problems_is_not_read_in_unless_somebody_leaves_those_rows_out(house) -> None:
    run = house.check(TWO.replace(VIGGO, "1"))
    assert (run.is_kept, len(run.problems), run.right) == (True, 1, 1)
    with pytest.raises(FileHasProblems):
        apply(house, run)
    assert not Citizen.objects.exists()
    run = apply(house, run, skip_wrong=True)
    assert (run.state, Citizen.objects.get().name) == (RunState.APPLIED, "Alma Prøve")
    assert Record.objects.get(what="import_file").detail["left_out"] == 1
    assert not run.is_kept
    assert [cells[:3] for cells in wrong_rows(run)] == [["1", "Viggo Prøve", "Job og Helhed"]]


def test_a_file_where_every_row_is_wrong_is_not_kept(house) -> None:
    run = house.check(ONE.replace(ALMA, "1"))
    assert not run.is_kept
    with pytest.raises(FileHasProblems):
        apply(house, run, skip_wrong=True)


def test_all_or_nothing(house, monkeypatch) -> None:
    run = house.check(TWO)

    def fail(*args, **kwargs) -> None:
        raise IntegrityError

    monkeypatch.setattr(load, "_record_file", fail)
    with pytest.raises(PlanChanged, match="Intet er læst ind"):
        apply(house, run)
    run.refresh_from_db()
    assert (run.state, run.batch, Batch.objects.count()) == (RunState.CHECKED, None, 0)
    assert not any(model.including_hidden.exists() for model in (Citizen, Course, CourseContact))
    assert not Record.objects.filter(what__in=["import_file", "import_citizen"]).exists()


def test_a_plan_that_became_another_is_shown_again_instead_of_carried_out(house) -> None:
    run = house.check(TWO)
    citizen = register_citizen(digits=ALMA, name="Alma Prøve", by=None, at=AT)
    open_course(citizen, unit=house.unit, because="asked", by=None, at=AT, today=TODAY)
    with pytest.raises(PlanChanged, match="Data er ændret"):
        apply(house, run)
    run.refresh_from_db()
    assert (run.state, run.counts["new"], run.counts["unchanged"]) == (RunState.CHECKED, 1, 1)
    assert Citizen.objects.count() == 1
    apply(house, run)
    assert Citizen.objects.count() == 2


def test_another_receiver_of_newcomers_is_another_plan(house) -> None:
    run = house.check(ONE)
    house.unit.receiver = house.lone
    house.unit.save(update_fields=["receiver"])
    with pytest.raises(PlanChanged):
        apply(house, run)


def test_a_value_that_changed_meanwhile_is_another_plan(house) -> None:
    citizen = house.known(ALMA, telephone="11 11 11 11")
    run = house.check(f"{HEAD};Telefon\n{ALMA};Alma Prøve;Job og Helhed;22222222\n")
    Citizen.objects.filter(pk=citizen.pk).update(telephone="33 33 33 33")
    with pytest.raises(PlanChanged):
        apply(house, run)


def test_a_problem_that_came_meanwhile_removes_the_file(house) -> None:
    run = house.check(f"{HEAD};Fast medarbejder\n{ALMA};Alma Prøve;Job og Helhed;1002\n")
    house.lone.left_on = TODAY
    house.lone.save(update_fields=["left_on"])
    with pytest.raises(PlanChanged):
        apply(house, run)
    run.refresh_from_db()
    assert (len(run.problems), run.is_kept) == (1, False)


def test_a_newer_file_of_the_kind_replaces_the_one_that_waits(house) -> None:
    first, second = house.check(ONE), house.check(TWO)
    first.refresh_from_db()
    assert (first.state, first.is_kept) == (RunState.DISCARDED, False)
    with pytest.raises(FileIsGone):
        apply(house, first)
    assert apply(house, second).state == RunState.APPLIED


def test_another_persons_file_waits_for_them_but_for_a_day_only(house) -> None:
    first = house.check(ONE, by=None)
    house.check(TWO, at=AT + timedelta(hours=23))
    first.refresh_from_db()
    assert first.state == RunState.CHECKED
    house.check(TWO, at=AT + timedelta(hours=25))
    first.refresh_from_db()
    assert (first.state, first.is_kept) == (RunState.DISCARDED, False)


def test_a_file_that_has_waited_for_more_than_a_day_is_gone(house) -> None:
    run = house.check(ONE)
    with pytest.raises(FileIsGone):
        apply(house, run, at=AT + timedelta(hours=25))


def test_a_file_can_be_laid_away_until_it_is_read_in(house) -> None:
    run = house.check(ONE)
    discard_file(run, by=house.tove, at=AT)
    discard_file(run, by=house.tove, at=AT)
    run.refresh_from_db()
    assert (run.state, run.is_kept) == (RunState.DISCARDED, False)
    assert Record.objects.filter(what="discard_file").count() == 1
    applied = house.read_in(ONE)
    with pytest.raises(Refused, match="allerede læst ind"):
        discard_file(applied, by=house.tove, at=AT)


def test_a_double_press_makes_one_run_and_a_page_gone_back_to_another(house) -> None:
    token = uuid4()
    first = house.check(ONE, token=token)
    assert house.check(ONE, token=token, at=AT + timedelta(seconds=2)) == first
    assert house.check(TWO, token=token) != first
    assert house.check(ONE, token=token, at=AT + timedelta(minutes=5)) != first
    assert ImportRun.objects.count() == 3


def test_two_presses_at_the_same_moment_make_one_run(house, monkeypatch) -> None:
    """The second finds out only when it writes: neither had seen the other."""
    token = uuid4()
    first = house.check(ONE, token=token)
    monkeypatch.setattr(receive, "_earlier", lambda token: None)
    assert house.check(ONE, token=token) == first
    first.refresh_from_db()
    assert first.state == RunState.CHECKED


def test_nothing_is_kept_of_what_is_no_file_of_ours(house) -> None:
    for content in (b"", b"PK\x03\x04", b"\x00\x01", b"a;b\n1;2\n", HEAD.encode()):
        with pytest.raises(Unreadable):
            house.check(content)
    assert not ImportRun.objects.exists()


def test_a_stated_kind_must_fit(house) -> None:
    with pytest.raises(Unreadable, match="mangler kolonnen »Medarbejdernummer«"):
        house.check(ONE, kind="employees")


def test_a_heading_twice_is_refused_and_an_unknown_one_is_mentioned(house) -> None:
    with pytest.raises(Unreadable, match="»Navn« står der to gange"):
        house.check(f"{HEAD};navn\n{ALMA};Alma;Job og Helhed;Alma\n")
    assert house.check(f"{HEAD};Skostørrelse\n{ALMA};Alma;Job og Helhed;42\n").notes == [
        "Vi læser ikke kolonnen »Skostørrelse«."
    ]


def test_the_examples_can_be_read_in_one_after_another(house) -> None:
    for kind in KINDS.values():
        run = house.read_in(as_csv(kind.headings, kind.example))
        assert (run.kind, run.counts["new"], run.notes) == (kind.code, len(kind.example), [])


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("borgere.csv", "borgere.csv"),
        ("C:\\Filer\\borgere.csv", "borgere.csv"),
        ("/etc/../borgere.csv", "borgere.csv"),
        ("bo 010180-1234.csv", "bo ….csv"),
        ("0101801234.csv", "….csv"),
        ("20261123100000.csv", "20261123100000.csv"),
        ("", "fil uden navn"),
        ("x" * 300, "x" * 100),
    ],
)
def test_a_files_name_shows_no_folder_and_no_cpr_number(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def test_no_part_of_a_file_is_kept_longer_than_a_day(house) -> None:
    house.check(TWO.replace(VIGGO, "1"))
    clean_up(by=None, at=AT + timedelta(hours=23), today=TODAY)
    assert ImportPart.objects.count() == 2
    clean_up(by=None, at=AT + timedelta(hours=25), today=TODAY)
    assert not ImportPart.objects.exists()


def test_thousands_of_rows_go_in_at_once(house) -> None:
    rows = [
        f"{61 + n % 28:02}{1 + n % 12:02}{60 + n // 100 % 40}{9900 + n % 100};B {n};Job og Helhed"
        for n in range(2000)
    ]
    content = "\n".join([HEAD, *rows])
    run = house.read_in(content)
    assert run.counts["new"] == 2000
    assert Course.objects.open().count() == 2000
    assert Record.objects.filter(what="import_citizen").count() == 2000
