"""*Virker det?*: what the page says is what was reckoned, and no effect is said as loud as an effect."""

import contextlib
import re
import shlex
from argparse import Namespace
from dataclasses import replace
from functools import lru_cache
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from conftest import PUBLIC_FILES
from tovholder.cli import main
from tovholder.evidence.panel import Panel
from tovholder.evidence.study import Finding, study
from tovholder.evidence.tests.worlds import world
from tovholder.evidence.told import Told, tell, told_again
from tovholder.jobcentre import ui
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.results.actions import (
    choose_municipality,
    forget_study,
    keep_demo_studies,
    keep_study,
    read_benchmark,
)
from tovholder.jobcentre.results.evidence.chart import apart, over_time, side_by_side
from tovholder.jobcentre.results.evidence.research import RESEARCH, Side
from tovholder.jobcentre.results.evidence.sentences import Saying
from tovholder.jobcentre.results.management.commands.evidence import Command
from tovholder.jobcentre.results.models import Study
from tovholder.jobcentre.results.tests.files import many
from tovholder.jobcentre.results.tests.town import NOW, TODAY, login_as
from tovholder.registers.period import Period

pytestmark = pytest.mark.django_db
SINCE = Period.parse("2016")
STYLE = Path(ui.__file__).with_name("static") / "ui" / "tovholder.css"


@lru_cache
def told(effect: float = 0.0, *, units: int = 20, seed: int = 1) -> Told:
    return tell(study(world(seed, units=units, effect=effect), "K00", SINCE))


def kept(found: Told, measure: str = "Ledige") -> Study:
    return keep_study(found, measure=measure, unit="pct.", source="Danmarks Statistik", by=None, at=NOW)


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def pages(client: Client, *names: tuple[str, list]) -> list[str]:
    login_as(client, Role.MANAGER)
    return [client.get(reverse(name, args=args)).content.decode() for name, args in names]


def test_an_effect_none_and_doubt_are_said_in_the_same_letters(client) -> None:
    found = {
        "Effekt påvist": told(4.0),
        "Ingen effekt påvist": told(0.0),
        "Det kan ikke afgøres": told(4.0, units=12),
    }
    studies = [kept(one, measure=f"Måling {n}") for n, one in enumerate(found.values())]
    overview, *each = pages(client, ("evidence", []), *(("study", [one.pk]) for one in studies))
    verdicts = r"<(\w+)([^>]*)>(Effekt påvist|Ingen effekt påvist|Det kan ikke afgøres)</\1>"
    for words, page in zip(found, each, strict=True):
        assert re.findall(verdicts, page) == [("p", ' class="verdict"', words)], (
            "one verdict a page, in the same tag and class"
        )
    assert re.findall(verdicts, overview) == [("p", ' class="verdict"', words) for words in found]


def test_no_rule_makes_one_verdict_smaller_than_another() -> None:
    """The class has one rule with one size, and none that looks at what the verdict is or where it stands."""
    rules = re.findall(r"([^{}]*\.verdict[^{}]*)\{([^}]*)\}", STYLE.read_text())
    assert [selector.rpartition("*/")[2].strip() for selector, _body in rules] == [".verdict"]
    assert len(re.findall(r"font-size", rules[0][1])) == 1


def test_the_page_says_what_was_reckoned(client) -> None:
    found = told(-4.0)
    page = pages(client, ("study", [kept(found).pk]))[0]
    text, saying = text_of(page), Saying(found, "pct.")
    assert (
        f"Siden 2016 har K00 i gennemsnit ligget {saying.number(abs(found.effect))} pct.point under" in text
    )
    assert "Ingen anden skiller sig så meget ud (p = 0,05)." in text
    for sentence in (*saying.sure, *saying.pretended, saying.differences):
        assert sentence in text
    for name, weight in saying.donors:
        assert f"{name} {weight}" in text
    for row in saying.rows:
        assert " ".join(row) in text
    assert len(saying.rows) == 24


def test_a_difference_before_anything_began_is_called_a_bad_sign() -> None:
    found = told(0.0)
    since, effect, _rank = found.pretended[0]
    for rank, is_bad in ((1, True), (2, False)):
        said = Saying(replace(found, pretended=((since, effect, rank),)), "pct.").pretended[0]
        assert ("Det er et dårligt tegn" in said) == is_bad


def test_the_curves_are_the_numbers() -> None:
    """Each point of each line, turned back into a number by the marks on the axis."""
    found = told(3.0)
    saying = Saying(found, "pct.")
    for chart, lines in (
        (side_by_side(found, saying, "Ledige"), {"whole": found.actual, "dashed": found.synthetic}),
        (apart(found, saying), {"whole": found.gap}),
    ):
        (low, high) = (chart.up[0], chart.up[-1])
        value = {one: float(one.text.replace("−", "-").replace(",", ".")) for one in (low, high)}
        unit = (value[high] - value[low]) / (low.place - high.place)
        for name, numbers in lines.items():
            drawn = [float(point.split(",")[1]) for point in getattr(chart, name).split()]
            assert [value[low] + (low.place - y) * unit for y in drawn] == pytest.approx(
                list(numbers), abs=unit
            )
    band = [float(point.split(",")[1]) for point in apart(found, saying).band.split()]
    assert len(band) == 48
    assert all(upper <= lower for upper, lower in zip(band[:24], reversed(band[24:]), strict=True))


@pytest.mark.parametrize("values", [[0.0, 0.0], [5.0, 5.0], [1e-7, 2e-7], [-1e9, 1e9]])
def test_a_chart_of_anything_has_marks_within_it(values: list[float]) -> None:
    chart = over_time(["2019", "2020"], values, title="t", text="t", name="n")
    assert chart.up
    assert all(chart.top - 1 <= tick.place <= chart.bottom + 1 for tick in chart.up)


def test_a_picture_is_told_without_being_seen_and_without_colour(client) -> None:
    page = pages(client, ("study", [kept(told()).pk]))[0]
    pictures = re.findall(r"<svg class=\"chart lines\".*?</svg>", page, re.DOTALL)
    assert len(pictures) == 2
    for picture in pictures:
        assert 'role="img"' in picture
        assert "<title" in picture
        assert "<desc" in picture
        assert "style=" not in picture
    assert "den sammensatte kommune" in pictures[0]
    style = STYLE.read_text()
    assert "stroke-dasharray" in re.search(r"\.lines-dashed \{([^}]*)\}", style)[1]
    assert "stroke-dasharray" not in re.search(r"\.lines-whole \{([^}]*)\}", style)[1]


def test_it_is_all_there_in_english(client) -> None:
    one = kept(told(4.0))
    login_as(client, Role.MANAGER)
    with translation.override("en"):
        saying = Saying(told_again(one.content), "pct.")
        assert saying.verdict == "Effect found"
        assert "percentage points" in saying.finding


def test_nothing_studied_is_said_and_so_is_the_expected_over_time(client) -> None:
    text = text_of(pages(client, ("evidence", []))[0])
    assert "Intet er undersøgt endnu." in text
    assert "Ingen tal endnu fra jobindsats" in text
    read_benchmark(many(3, ["2023QMAT04", "2024QMAT04", "2022QMAT04"]), by=None, at=NOW)
    choose_municipality("Kommune 2", by=None, at=NOW, today=TODAY)
    page = pages(client, ("evidence", []))[0]
    assert page.count('class="chart lines"') == 1
    text = text_of(page)
    for year in (2022, 2023, 2024):
        assert f"året til og med 4. kvartal {year} 1.000 980 −20 0,00 nr. 2 af 3" in text


def test_what_an_earlier_program_kept_is_asked_for_again(client) -> None:
    old, new = kept(told(4.0), measure="Gammel"), kept(told(4.0), measure="Ny")
    old.content.pop("misfit_unseen")
    old.save(update_fields=["content"])
    text = text_of(pages(client, ("evidence", []))[0])
    assert text.count("Den er regnet med en ældre udgave af Tovholder.") == 1
    assert text.count("Effekt påvist") == 1
    assert client.get(reverse("study", args=[old.pk])).status_code == 404
    assert client.get(reverse("study", args=[new.pk])).status_code == 200


# Part of each paper's address, and the way it points: what we know of must be told, also when it is against us.
KNOWN = {
    "nye-opsigtsvaekkende-resultater": {"for"},
    "dp11040": {"for", "against"},
    "spm/34/svar/1610879": {"for"},
    "sjoe.12166": {"for"},
    "s12651-023-00357-4": {"for"},
    "Fastholdelsesindsatsen-er-flyttet-ud": {"for"},
    "BEU/bilag/113/2308511": {"for"},
    "s12889-017-4236-5": {"against"},
    "sjweh.3383": {"against"},
    "saerlig-jobindsats-til-ledige-med-angst": {"against"},
    "long-term-follow-up-of-participants": {"against"},
    "aktive-hurtigere-tilbage": {"mixed"},
    "evaluering-af-projekt-sammen-om-fastholdelse": {"mixed"},
    "evaluering-af-empowermentprojektet": {"mixed"},
}


def test_every_paper_has_an_address_a_side_and_a_year() -> None:
    for paper in RESEARCH:
        assert re.match(r"https?://[\w.]+/\S+$", paper.address), paper
        assert re.search(r"\b20\d\d\b", str(paper.year)), paper
        assert not re.search(r"\b20\d\d\b", str(paper.source)), "a year is told once"
        assert str(paper.finding).endswith(".")


@pytest.mark.parametrize("address", KNOWN)
def test_a_paper_that_is_known_is_told_and_which_way_it_points(address: str) -> None:
    assert {str(paper.side) for paper in RESEARCH if address in paper.address} == KNOWN[address]


def test_no_paper_is_told_that_nobody_looks_after() -> None:
    assert all(sum(address in paper.address for address in KNOWN) == 1 for paper in RESEARCH)


def test_every_side_of_the_research_is_on_the_page(client) -> None:
    page = pages(client, ("evidence", []))[0]
    for side in Side:
        under = page.split(f"<h3>{side.label}</h3>")[1].split("<h3>")[0]
        theirs = [paper for paper in RESEARCH if paper.side == side]
        assert len(theirs) >= 3
        for paper in theirs:
            assert f'href="{paper.address}"' in under
            assert f"{paper.finding} {paper.source} , {paper.year}." in text_of(under)


def test_a_study_is_kept_once_and_forgotten_when_asked() -> None:
    assert kept(told(0.0)).pk == kept(told(4.0)).pk
    assert Study.objects.get().content["finding"] == Finding.EFFECT
    line = Record.objects.filter(what="keep_study").latest("pk")
    assert line.detail == {"finding": "effect", "rank": 1, "units": 20}
    assert forget_study("Ledige", by=None, at=NOW) == 1
    assert not Study.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"measure": ""}, {"measure": "x" * 121}, {"source": ""}, {"unit": "x" * 31}]
)
def test_a_study_without_a_name_or_a_source_is_refused(wrong: dict) -> None:
    with pytest.raises(Refused, match="højst 120 og 200 tegn"):
        keep_study(told(), **({"measure": "m", "unit": "", "source": "k", "by": None, "at": NOW} | wrong))
    assert not Study.objects.exists()


def test_the_demo_has_one_of_each(client) -> None:
    keep_demo_studies(by=None, at=NOW)
    keep_demo_studies(by=None, at=NOW)
    found = {one.measure.split(",")[0]: one.content["finding"] for one in Study.objects.order_by("pk")}
    assert found == {"Sygedagpenge": Finding.EFFECT, "Kontanthjælp": Finding.NONE_FOUND}


# --- The command ------------------------------------------------------------------------------------------------------


def as_file(panel: Panel, folder: Path) -> Path:
    rows = [
        f"{unit};{period.year};{str(value).replace('.', ',')}"
        for unit, values in zip(panel.units, panel.values.round(4), strict=True)
        for period, value in zip(panel.periods, values, strict=True)
    ]
    file = folder / "panel.csv"
    file.write_text("\n".join(["kommune;periode;tal", *rows]))
    return file


def say(capsys, *words: str) -> str:
    with contextlib.suppress(SystemExit):
        main(["evidence", *words])
    said = capsys.readouterr()
    return said.out + said.err


@pytest.mark.parametrize(
    ("effect", "verdict"), [(4.0, "\nEFFEKT PÅVIST\n"), (0.0, "\nINGEN EFFEKT PÅVIST\n")]
)
def test_the_command_prints_and_the_page_shows_the_same(
    capsys, client, tmp_path, effect: float, verdict: str
) -> None:
    file = as_file(world(1, effect=effect), tmp_path)
    words = ["--panel", str(file), "--unit", "k00", "--from", "2016", "--in", "pct."]
    said = say(capsys, *words)
    assert verdict in said
    assert not Study.objects.exists()
    said = say(capsys, *words, "--keep", "Ledige", "--source", "Danmarks Statistik")
    assert "Svaret står nu under Resultater, Virker det?" in said
    one = Study.objects.get()
    text = text_of(pages(client, ("study", [one.pk]))[0])
    saying = Saying(told_again(one.content), "pct.")
    for sentence in (saying.finding, *saying.sure, *saying.pretended, saying.differences):
        assert sentence in said
        assert sentence in text
    assert "»Ledige« vises ikke mere." in say(capsys, "--forget", "Ledige")
    assert "»Ledige« vises ikke. Skriv målingen, som den står på siden." in say(capsys, "--forget", "Ledige")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Skriv --panel, --unit og --from."),
        (["--panel", "FILE", "--unit", "K00", "--from", "i fjor"], "»i fjor« er ikke en periode."),
        (["--panel", "FILE", "--unit", "K99", "--from", "2016"], "K99 er ikke i filen."),
        (["--panel", "FILE", "--unit", "K00", "--from", "2001"], "Der er kun 1 perioder før starten."),
        (["--panel", "FILE", "--unit", "K00", "--from", "2030"], "Filen slutter med 2023"),
        (["--panel", "nowhere.csv", "--unit", "K00", "--from", "2016"], "nowhere.csv kan ikke åbnes"),
        (["--panel", ".", "--unit", "K00", "--from", "2016"], "er en mappe."),
        (["--panel", "FILE", "--unit", "K00", "--from", "2016", "--keep", "Ledige"], "hvor det kommer fra"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(capsys, tmp_path, words: list[str], sentence: str) -> None:
    file = as_file(world(1), tmp_path)
    said = say(capsys, *(str(file) if word == "FILE" else word for word in words))
    assert sentence in said
    assert "Traceback" not in said
    assert not Study.objects.exists()


def test_a_file_with_many_faults_lists_the_first_and_counts_the_rest(capsys, tmp_path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text("kommune;periode;tal\n" + "".join(f"K{n};2019;mange\n" for n in range(30)))
    said = say(capsys, "--panel", str(file), "--unit", "K1", "--from", "2016")
    assert "Række 2: »mange« er ikke et tal. Skriv det som 4,5." in said
    assert "Række 21:" in said
    assert "Række 22:" not in said
    assert "… og 10 til." in said


def test_a_file_without_end_is_not_read_to_its_end(capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tovholder.evidence.reading.MEGABYTES", 0)
    monkeypatch.setattr("tovholder.jobcentre.results.management.commands.evidence.MEGABYTES", 0)
    file = as_file(world(1), tmp_path)
    said = say(capsys, "--panel", str(file), "--unit", "K00", "--from", "2016")
    assert "Filen er over 0 MB. Tag færre perioder med." in said


# --- The worked example -----------------------------------------------------------------------------------------------

EXAMPLE = Path(__file__).parents[4] / "docs" / "does-it-work.md"


def commands(text: str) -> list[Namespace]:
    """Each command that a text tells of, as the program reads it."""
    parser = Command().create_parser("tovholder", "evidence")
    told = re.findall(r"tovholder evidence (--panel.*)", text)
    return [parser.parse_args(shlex.split(line)) for line in told]


@pytest.mark.parametrize("area", ["", "Kommune 2"])
def test_the_page_tells_how_to_ask_for_oneself(client, area: str) -> None:
    """With the municipality that is chosen, in a command the program understands."""
    if area:
        read_benchmark(many(3, ["2023QMAT04"]), by=None, at=NOW)
        choose_municipality(area, by=None, at=NOW, today=TODAY)
    page = unescape(pages(client, ("evidence", []))[0])
    (asked,) = commands(re.search(r"<code[^>]*>(.*)</code>", page)[1])
    assert (asked.unit, asked.since, asked.counted_in) == (area or "Viborg", Period.parse("2019"), "pct.")


def test_the_example_is_found_from_the_readme_and_its_command_is_one() -> None:
    text = EXAMPLE.read_text()
    assert "docs/does-it-work.md" in (EXAMPLE.parents[1] / "README.md").read_text()
    (asked,) = commands(text)
    assert (asked.unit, asked.since) == ("Viborg", Period.parse("2019"))
    for word in ("Statistics Denmark", "AUP02", "1 December 2026", "INGEN EFFEKT PÅVIST"):
        assert word in text


@pytest.mark.public_files
def test_the_example_says_what_the_tool_says_and_so_does_the_page(capsys, client) -> None:
    text = EXAMPLE.read_text()
    (asked,) = commands(text)
    told = [block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if "PÅVIST" in block]
    assert len(told) == 2
    panel = ["--panel", str(PUBLIC_FILES / asked.panel), "--unit", asked.unit, "--in", asked.counted_in]
    for since, block in zip(("2019", "2012"), told, strict=True):
        said = say(capsys, *panel, "--from", since).splitlines()
        for line in block.splitlines():
            assert line in said, line
    page = text_of(pages(client, ("evidence", []))[0])
    for words in ("ingen effekt påvist", "0,201 pct.point over", "44 af", "under 0,478 pct.point"):
        assert words in told[0].casefold()
        assert words in page.casefold()


@pytest.mark.public_files
def test_viborg_among_the_98(capsys) -> None:
    """The public unemployment panel as a worked example. No change is claimed for 2019; none is found."""
    file = PUBLIC_FILES / "unemployment-pct-by-municipality-2007-2024.csv"
    said = say(capsys, "--panel", str(file), "--unit", "Viborg", "--from", "2019-01", "--in", "pct.")
    assert "\nINGEN EFFEKT PÅVIST\n" in said
    assert "alle 98 kommuner" in said
    assert np.isclose(
        sum(float(one.replace(",", ".")) for one in re.findall(r"^ +([\d,]+) %  ", said, re.M)), 100, atol=2
    )
