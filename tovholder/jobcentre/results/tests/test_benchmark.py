"""Public figures read once, read again, read wrong; and whose are chosen."""

import json

import pytest
from django.utils import translation

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.results import expected
from tovholder.jobcentre.results.actions import (
    BenchmarkCounts,
    NotYourChoice,
    UnknownMunicipality,
    UnreadableBenchmark,
    check_benchmark,
    choose_municipality,
    read_benchmark,
    read_demo_benchmark,
)
from tovholder.jobcentre.results.models import (
    INVENTED,
    JOBINDSATS,
    BenchmarkFigure,
    Chart,
    MunicipalityChoice,
)
from tovholder.jobcentre.results.tests.files import SMALL_CSV, SMALL_JSON, answer, many, row
from tovholder.jobcentre.results.tests.town import NOW, TODAY, moment

pytestmark = pytest.mark.django_db
LATER = moment("2026-12-01")


def read(content: bytes, at=NOW) -> BenchmarkCounts:
    return read_benchmark(content, by=None, at=at)


def choose(area: str, by: User | None = None, **more) -> MunicipalityChoice:
    return choose_municipality(area, by=by, at=NOW, today=TODAY, **more)


def everything() -> list[tuple]:
    return list(BenchmarkFigure.objects.order_by("pk").values_list())


def test_the_same_file_again_changes_nothing() -> None:
    assert read(SMALL_JSON) == BenchmarkCounts(inserted=16, unchanged=0, changed=0)
    first = everything()
    assert read(SMALL_JSON, at=LATER) == BenchmarkCounts(inserted=0, unchanged=16, changed=0)
    assert read(SMALL_CSV, at=LATER) == BenchmarkCounts(inserted=0, unchanged=16, changed=0)
    assert everything() == first


def test_what_is_read_is_what_stood_there() -> None:
    read(SMALL_JSON)
    stored = BenchmarkFigure.objects.get(area="Skovsø", period="2024QMAT04", group="Sygedagpenge mv.")
    assert (stored.expected, stored.actual, stored.difference, stored.rank) == (700, 600, -100, 4)
    assert str(stored.share_difference.normalize()) == "-0.33"
    assert (stored.is_total, stored.source, stored.read_at) == (False, JOBINDSATS, NOW)
    assert BenchmarkFigure.objects.filter(is_total=True).count() == 4


def test_a_correction_changes_its_row_alone() -> None:
    read(SMALL_JSON)
    table = json.loads(SMALL_JSON)
    table[0]["Data"][0][4:6] = [2400, -60]
    corrected = json.dumps(table).encode()
    assert check_benchmark(corrected) == BenchmarkCounts(inserted=0, unchanged=15, changed=1)
    assert BenchmarkFigure.objects.get(area="Skovsø", period="2024QMAT02", is_total=True).actual == 2390
    assert read(corrected, at=LATER) == BenchmarkCounts(inserted=0, unchanged=15, changed=1)
    row = BenchmarkFigure.objects.get(area="Skovsø", period="2024QMAT02", is_total=True)
    assert (row.actual, row.difference, row.read_at) == (2400, -60, LATER)
    assert BenchmarkFigure.objects.filter(read_at=LATER).count() == 1


def test_rows_absent_from_a_file_stay() -> None:
    read(SMALL_JSON)
    read(answer([row("Vesterå", "2025QMAT02", "A-dagpenge mv.", 10, 10, 1)]))
    assert BenchmarkFigure.objects.count() == 17


def test_checking_writes_nothing() -> None:
    assert check_benchmark(SMALL_JSON) == BenchmarkCounts(inserted=16, unchanged=0, changed=0)
    assert not BenchmarkFigure.objects.exists()
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "tom"),
        (b"\0\1\2", "ikke en tekstfil"),
        (b"PK\x03\x04", "ingen af kolonnerne"),
        (b'{"error": "no token"}', "ikke et svar fra jobindsats"),
        (SMALL_JSON[:-40], "ikke hel"),
        (SMALL_JSON.replace(b"2024QMAT04", b"Q2"), "ikke en periode"),
        (
            answer(
                [row("Skovsø", "2024QMAT02", "A", 10, 10, 1), row("Skovsø", "2024QMAT02", "B", 10, 10, 0)]
            ),
            "placering",
        ),
        (answer([row("S" * 61, "2024QMAT02", "A-dagpenge mv.", 10, 10, 1)]), "for langt"),
        (answer([row("Skovsø", "2024QMAT02", "G" * 101, 10, 10, 1)]), "for langt"),
    ],
)
def test_a_file_that_is_wrong_anywhere_is_not_read_at_all(content: bytes, says: str) -> None:
    for action in (check_benchmark, read):
        with pytest.raises(UnreadableBenchmark, match=says):
            action(content)
    assert not BenchmarkFigure.objects.exists()
    assert not Record.objects.exists()


def test_reading_is_on_record_with_its_counts() -> None:
    read(SMALL_JSON)
    line = Record.objects.get()
    assert (line.what, line.detail) == ("read_benchmark", {"inserted": 16, "unchanged": 0, "changed": 0})


# --- The choice -------------------------------------------------------------------------------------------------------


def person(role: str) -> User:
    return User.objects.create(username=role, role=role)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DATA_OWNER])
def test_manager_and_data_owner_choose(role: str) -> None:
    read(SMALL_JSON)
    choose("Skovsø", by=person(role))
    assert MunicipalityChoice.now().area == "Skovsø"
    line = Record.objects.get(what="choose_municipality")
    assert (line.detail["area_before"], line.detail["area_after"], line.role) == ("", "Skovsø", role)


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.LEADER, Role.CITIZEN, Role.COMPANY])
def test_nobody_else_chooses(role: str) -> None:
    read(SMALL_JSON)
    with pytest.raises(NotYourChoice):
        choose("Skovsø", by=person(role))
    assert MunicipalityChoice.now().area == ""


def test_a_municipality_without_figures_is_refused_and_the_choice_stays() -> None:
    read(SMALL_JSON)
    choose("Vesterå")
    with pytest.raises(UnknownMunicipality, match="Langtbortistan"):
        choose("Langtbortistan")
    for limit in (4, 51):
        with pytest.raises(Refused, match="5"):
            choose("Skovsø", small_number_limit=limit)
    choice = MunicipalityChoice.objects.get()
    assert (choice.area, choice.small_number_limit) == ("Vesterå", 5)


# --- Charts kept ------------------------------------------------------------------------------------------------------


def test_the_chosen_chart_is_kept_in_each_language_and_the_old_ones_go() -> None:
    read(SMALL_JSON)
    assert not Chart.objects.exists()
    choose("Skovsø")
    skovs = set(Chart.objects.values_list("key", flat=True))
    assert skovs == {expected.newest("Skovsø").key(language) for language in ("da", "en")}
    assert any("100 færre fuldtidspersoner" in svg for svg in Chart.objects.values_list("svg", flat=True))
    choose("Vesterå")
    assert not skovs & set(Chart.objects.values_list("key", flat=True))
    assert Chart.objects.count() == 2


def test_new_figures_of_the_chosen_municipality_draw_a_new_chart() -> None:
    read(SMALL_JSON)
    choose("Skovsø")
    old = set(Chart.objects.values_list("key", flat=True))
    read(answer([row("Vesterå", "2025QMAT02", "A-dagpenge mv.", 10, 10, 1)]))
    assert set(Chart.objects.values_list("key", flat=True)) == old
    read(answer([row("Skovsø", "2025QMAT02", "A-dagpenge mv.", 10, 10, 1)]))
    assert not set(Chart.objects.values_list("key", flat=True)) & old


# --- What is shown of them --------------------------------------------------------------------------------------------


def test_the_total_is_beside_the_groups_and_never_among_them() -> None:
    read(SMALL_JSON)
    newest, earlier = expected.of_area("Skovsø")
    assert (newest.period, earlier.period) == ("2024QMAT04", "2024QMAT02")
    assert [figure.group for figure in newest.groups] == [
        "A-dagpenge mv.",
        "Sygedagpenge mv.",
        "Kontanthjælp mv.",
    ]
    assert newest.total.group == "Ydelsesgrupper i alt"
    assert [bar.group for bar in newest.shown().bars] == [figure.group for figure in newest.groups]
    assert newest.shown().difference == -100


def test_the_rank_is_out_of_as_many_as_the_file_holds() -> None:
    read(many(98, ["2024QMAT02"]))
    assert (
        expected.of_area("Kommune 12")[0].rank_words(expected.of_area("Kommune 12")[0].total)
        == "nr. 12 af 98"
    )
    with translation.override("en"):
        assert expected.of_area("Kommune 12")[0].municipalities == 98


def test_a_file_with_some_of_the_ranked_says_the_rank_alone() -> None:
    read(SMALL_JSON)
    assert expected.of_area("Skovsø")[0].rows[-1]["rank"] == "nr. 22"


def test_invented_figures_are_named_and_ranked_among_themselves() -> None:
    read(many(98, ["2026QMAT02"]))
    read_demo_benchmark(by=None, at=NOW, today=TODAY)
    read_demo_benchmark(by=None, at=NOW, today=TODAY)
    newest = expected.of_area("Hedelund")[0]
    assert MunicipalityChoice.now().area == "Hedelund"
    assert newest.total.source == INVENTED
    assert newest.municipalities == 10
    assert (
        newest.sentence
        == "Hedelund havde 80 færre fuldtidspersoner på offentlig forsørgelse end forventet: nr. 2 af 10."
    )


def test_a_file_without_a_total_has_groups_and_a_chart() -> None:
    read(answer([row("Skovsø", "2024QMAT02", "A-dagpenge mv.", 10, 20, 1)]))
    newest = expected.of_area("Skovsø")[0]
    assert (newest.total, newest.sentence, newest.shown().difference) == (None, "", None)


def test_a_file_with_a_total_alone_has_no_chart() -> None:
    read(answer([row("Skovsø", "2024QMAT02", "Ydelsesgrupper i alt", 10, 20, 1)]))
    assert expected.newest("Skovsø") is None
    choose("Skovsø")
    assert not Chart.objects.exists()
