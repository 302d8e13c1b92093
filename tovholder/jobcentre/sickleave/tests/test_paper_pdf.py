"""Papers in print, read back: tagged, in the right language, with what people wrote as they wrote it."""

import re
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typst
from django.utils import translation

from tovholder.jobcentre.sickleave.papers import pdf as paper_pdf
from tovholder.jobcentre.sickleave.papers.pdf import as_pdf
from tovholder.jobcentre.sickleave.papers.words import Shown, StageShown
from tovholder.jobcentre.ui import pdf

NASTY = '#set text(red) *fed* $x$ <mærke> @kilde "citat" \\ // ingen kommentar [kasse] {kode}'
PAPER = Shown(
    title="Plan for at komme tilbage",
    name="Bo Kragh",
    workplace="Nordlyst Møbler",
    written_on=date(2026, 11, 20),
    facts=[("Første dag tilbage", "mandag 23. november")],
    texts=[("Det er aftalt", f"Første linje\n{NASTY}")],
    stages=[
        StageShown("Uge 1", "mandag", "12 timer om ugen", "Lageret"),
        StageShown("Uge 2", "tirsdag", "20 timer om ugen", ""),
    ],
    sums=["På fuld tid fra mandag 7. december."],
    words="Tak for hjælpen",
)
_ESCAPED = {b"n": 10, b"r": 13, b"t": 9, b"b": 8, b"f": 12, b"(": 40, b")": 41, b"\\": 92}


def streams(pdf: bytes) -> list[bytes]:
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    return found


def letters(cmap: bytes) -> dict[bytes, str]:
    pairs = re.findall(rb"<(\w{4})> <(\w+)>", cmap)
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(said.decode()).decode("utf-16-be") for code, said in pairs
    }


def literals(stream: bytes) -> list[bytes]:
    """The strings of a stream, by the end of their array: brackets in them may stand in pairs without an escape."""
    found, depth, said, at = [], 0, b"", 0
    while at < len(stream):
        one = stream[at : at + 1]
        if depth and one == b"\\":
            escape = re.match(rb"\\([0-7]{1,3}|.)", stream[at:], re.DOTALL)
            said += bytes([_ESCAPED[escape[1]] if escape[1] in _ESCAPED else int(escape[1], 8)])
            at += len(escape[0])
            continue
        depth += {b"(": 1, b")": -1}.get(one, 0)
        if depth > (one == b"("):
            said += one
        elif not depth and stream.startswith(b"]TJ", at):
            found.append(said)
            said = b""
        at += 1
    return found


def text_of(pdf: bytes) -> str:
    """What the letters on the pages say, by the table that a screen reader and a search go by."""
    read = streams(pdf)
    fonts = [letters(stream) for stream in read if b"beginbfchar" in stream]
    text = ""
    for stream in read:
        for codes in literals(stream) if b"TJ" in stream else []:
            pairs = [codes[at : at + 2] for at in range(0, len(codes), 2)]
            said = ["".join(font.get(pair, "\ufffd") for pair in pairs) for font in fonts]
            text += min(said, key=lambda words: words.count("\ufffd")) + " "
    return " ".join(text.split())


def test_it_is_tagged_and_says_so() -> None:
    pdf = as_pdf(PAPER)
    for mark in (
        b"/MarkInfo<</Marked true",
        b"/StructTreeRoot",
        b"/Lang(da)",
        b"pdfuaid:part",
        b"pdfaid:part",
    ):
        assert mark in pdf, mark
    assert PAPER.title.encode() in pdf
    tags = re.findall(rb"/S ?/(\w+)", pdf)
    assert [tags.count(tag) for tag in (b"H1", b"Table", b"TH", b"TD")] == [1, 1, 4, 8]
    assert tags.count(b"H2") == 3


def test_everything_that_is_shown_is_there_as_it_was_written() -> None:
    text = text_of(as_pdf(PAPER))
    for words in (
        "Plan for at komme tilbage", "Bo Kragh på Nordlyst Møbler", "Skrevet fredag 20. november",
        "Første dag tilbage: mandag 23. november", "Det er aftalt Første linje", "Uge 1", "12 timer om ugen",
        "Lageret", "På fuld tid fra mandag 7. december.", "Tak for hjælpen",
    ):  # fmt: skip
        assert words in text, words
    assert NASTY in text, "what people write is data, never the template's own language"


def test_its_language_is_the_readers() -> None:
    with translation.override("en"):
        pdf = as_pdf(PAPER)
    assert b"/Lang(en)" in pdf
    assert "Written Friday 20 November" in text_of(pdf)


def test_a_long_paper_goes_on_over_the_pages_in_one_table() -> None:
    many = [StageShown(f"Uge {n}", "mandag", "12 timer om ugen", "Lageret\n" * 4) for n in range(24)]
    pdf = as_pdf(Shown("Plan", "Bo", "Nordlyst", date(2026, 11, 20), [], [], stages=many, sums=["x"]))
    assert len(re.findall(rb"/Type/Page\b", pdf)) > 2
    assert re.findall(rb"/S ?/(\w+)", pdf).count(b"Table") == 1


@pytest.mark.parametrize(
    "careless",
    ["#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))", "= Et\n=== Tre"],
)
def test_what_cannot_be_heard_is_not_made(
    careless: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture without words and a heading that skips one: the standard refuses, and so do we."""
    template = tmp_path / "paper.typ"
    template.write_text('#set document(title: "x")\n' + careless)
    monkeypatch.setattr(paper_pdf, "_TEMPLATE", template)
    with pytest.raises(typst.TypstError, match="PDF/UA"):
        as_pdf(PAPER)


def test_it_is_made_also_where_the_letters_were_not_fetched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf, "_LETTERS", tmp_path / "none")
    assert as_pdf(PAPER).startswith(b"%PDF-")


def test_a_sign_that_no_letter_has_is_a_box_and_refuses_nobody() -> None:
    smiling = replace(PAPER, workplace="Nordlyst \N{GRINNING FACE}")
    made = as_pdf(smiling)
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made
