from pathlib import Path

import pytest
from django.utils import translation

from tovholder.jobcentre.exchange.kinds.benchmark import check
from tovholder.jobcentre.exchange.reading import Unreadable
from tovholder.registers import benchmark

CONTENT = (Path(benchmark.__file__).parents[1] / "testdata" / "benchmark.csv").read_text(encoding="utf-8-sig")


def with_wrong_rank() -> bytes:
    second = CONTENT.splitlines()[1]
    return CONTENT.replace(second, second.rpartition(";")[0] + ";99", 1).encode()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("da", "99 er ikke en placering. Den skal være fra 1 til 98."),
        ("en", "99 is not a rank. It must be from 1 to 98."),
    ],
)
def test_a_wrong_cell_is_told_in_the_readers_language(language: str, sentence: str) -> None:
    with translation.override(language):
        (problem,) = check(with_wrong_rank()).problems
    assert (problem.row, problem.column, problem.sentence) == (2, benchmark.Column.RANK, sentence)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            CONTENT.replace("Faktisk antal", "Forventet antal", 1),
            (
                "The file, the column Forventet antal: The column is there twice. Delete one of them. "
                "There are 2 errors in all."
            ),
        ),
        (
            CONTENT.splitlines()[0],
            "The file: There are no rows. Fetch the table Y30R21 from jobindsats.dk as JSON or CSV, and try again.",
        ),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_told_in_english(content: str, sentence: str) -> None:
    with translation.override("en"), pytest.raises(Unreadable) as caught:
        check(content.encode())
    assert str(caught.value) == sentence


@pytest.mark.parametrize("content", ["[{", CONTENT.splitlines()[0], CONTENT.replace("Faktisk antal", "x", 1)])
def test_in_danish_the_words_are_those_of_the_register(content: str) -> None:
    with pytest.raises(benchmark.UnreadableBenchmark) as register:
        benchmark.read_benchmark(content.encode())
    with translation.override("da"), pytest.raises(Unreadable) as shown:
        check(content.encode())
    assert str(shown.value) == register.value.danish()
