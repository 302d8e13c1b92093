"""Panels out of files: the real shapes, and every way to be wrong in a sentence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PUBLIC_FILES
from tovholder.evidence import reading
from tovholder.evidence.panel import CannotCompare
from tovholder.evidence.reading import UnreadablePanel, read_panel
from tovholder.evidence.study import Finding, study
from tovholder.registers.period import Period

SMALL = "kommune;periode;værdi\nViborg;2019;4,5\nRanders;2019;5\nviborg;2020;1.004,25\nRanders;2020;-6\n"


def wrong(text: str | bytes) -> str:
    with pytest.raises(UnreadablePanel) as found:
        read_panel(text.encode() if isinstance(text, str) else text)
    return str(found.value)


@pytest.mark.parametrize(
    "text",
    [
        SMALL,
        "\ufeff" + SMALL.replace("\n", "\r\n"),
        "municipality,year,value\nViborg,2019,4.5\nRanders,2019,5\nViborg,2020,1004.25\nRanders,2020,-6\n",
        "Område;Tid;Fuldtidspersoner\nViborg;2019;4,5\nRanders;2019;5,0\n\nViborg;2020;1004,25\nRanders;2020;−6\n",
        SMALL + "Hele landet;2019;1\nRegion Midtjylland;2020;2\n",
    ],
)
def test_the_shapes_it_comes_in(text: str) -> None:
    panel = read_panel(text.encode())
    assert panel.units == ("Viborg", "Randers")
    assert [period.code for period in panel.periods] == ["2019Y", "2020Y"]
    assert panel.values.tolist() == [[4.5, 1004.25], [5.0, -6.0]]
    assert panel.row("VIBORG") == 0


def test_sums_are_set_aside_and_latin_letters_read() -> None:
    panel = read_panel((SMALL.replace("Randers", "Ærø") + "Hele landet;2019;1\n").encode("latin-1"))
    assert panel.units == ("Viborg", "Ærø")
    assert panel.sums == ("Hele landet",)


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (("2019-11", "2019M12", "2020-1"), ["2019M11", "2019M12", "2020M01"]),
        (("2019K3", "2019Q4", "2020 K1"), ["2019Q3", "2019Q4", "2020Q1"]),
        (("2019QMAT03", "2019QMAT04", "2020QMAT01"), ["2019QMAT03", "2019QMAT04", "2020QMAT01"]),
    ],
)
def test_months_and_quarters(cells: tuple[str, ...], codes: list[str]) -> None:
    rows = [f"{unit};{cell};1" for unit in ("A", "B") for cell in reversed(cells)]
    panel = read_panel("\n".join(["kommune;periode;tal", *rows]).encode())
    assert [period.code for period in panel.periods] == codes


def test_a_municipality_that_lacks_a_period_is_left_out_and_named_when_asked_for() -> None:
    panel = read_panel((SMALL + "Skive;2020;3\n").encode())
    assert panel.units == ("Viborg", "Randers")
    with pytest.raises(CannotCompare, match=r"Skive mangler tal for 2019 og kan derfor ikke følges\."):
        panel.row("skive")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Filen er tom."),
        ("kommune;periode;tal\n", "Filen er tom."),
        (b"\x00\x01", "Filen er ikke tekst."),
        ("kommune;tal\nViborg;2\n", "mangler kolonnen med perioden."),
        ("a;b;c\nViborg;2019;2\n", "mangler kolonnen med kommunen."),
        ("kommune;periode;x;y\nViborg;2019;2;3\n", "mangler kolonnen med tallet."),
        ('kommune;periode;tal\n"Viborg;2019;2\n', "kan ikke læses som CSV."),
        ("kommune;periode;tal\nViborg;2019\n", "Række 2: Rækken har 2 felter; der skal være 3."),
        ("kommune;periode;tal\nViborg;i fjor;2\n", "Række 2: »i fjor« er ikke en periode."),
        ("kommune;periode;tal\nViborg;2019;mange\n", "Række 2: »mange« er ikke et tal. Skriv det som 4,5."),
        ("kommune;periode;tal\nViborg;2019;4.5\n", "»4.5« er ikke et tal."),
        ("kommune,periode,tal\nViborg,2019,1e9\n", "»1e9« er ikke et tal."),
        ("kommune;periode;tal\nViborg;2019;nan\n", "»nan« er ikke et tal."),
        ("kommune;periode;tal\nViborg;2019;" + "9" * 400, "er ikke et tal."),
        ("kommune;periode;tal\nViborg;2019;٣\n", "»٣« er ikke et tal."),
        ("kommune;periode;tal\n;2019;2\n", "Række 2: Kommunen mangler."),
        ("kommune;periode;tal\nA;2019;2\nA;2019-01;2\n", "Række 3: »2019-01« er en anden slags periode"),
        ("kommune;periode;tal\nA;2019;2\na;2019;3\n", "Række 3: a, 2019, står også i række 2."),
        ("kommune;periode;tal\nA;2019;x\nA;2020;y\n", "Der er 2 fejl i alt."),
        ("kommune;periode;tal\nA;2019-01;1\nB;2019-03;2\n", "Ingen har tal for februar 2019."),
        (
            "kommune;periode;tal\nA;2019;1\nB;2020;2\n",
            "Ingen kommune har tal for alle perioder. A mangler 2020.",
        ),
        ("kommune;periode;tal\nA;2019;1\nA;2020;2\n", "Der er kun én kommune i filen."),
        ("kommune;periode;tal\nDanmark;2019;1\n", "Filen er tom."),
    ],
)
def test_what_is_wrong_is_one_sentence(text: str | bytes, says: str) -> None:
    assert says in wrong(text)


def test_what_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    many = "kommune;periode;tal\n" + "".join(f"K{n};2019;1\n" for n in range(401))
    assert "Der er 401 kommuner i filen; højst 400 kan regnes på." in wrong(many)
    monkeypatch.setattr(reading, "MEGABYTES", 0)
    assert "Filen er over 0 MB." in wrong(SMALL)


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: f"kommune;periode;tal\n{text}".encode()),
    )
)
def test_any_file_is_a_panel_or_a_sentence(content: bytes) -> None:
    try:
        panel = read_panel(content)
    except UnreadablePanel:
        return
    assert panel.values.shape == (len(panel.units), len(panel.periods))
    assert np.isfinite(panel.values).all()


@pytest.mark.public_files
def test_viborgs_unemployment_as_a_worked_example() -> None:
    """No effect is claimed of any year: what this shows is that the method says so where nothing stands out."""
    panel = read_panel((PUBLIC_FILES / "unemployment-pct-by-municipality-2007-2024.csv").read_bytes())
    assert panel.values.shape == (98, 18)
    found = study(panel, "Viborg", Period.parse("2019"))
    assert found.finding is Finding.NONE_FOUND
    assert found.here.misfit_before < 0.1
    assert found.here.optimality < 1e-6
