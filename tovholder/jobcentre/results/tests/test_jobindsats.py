"""The client of jobindsats against a stand-in: patience, errors in words, and answers kept for a while."""

import os
from datetime import timedelta
from email.utils import format_datetime

import pytest

from tovholder.jobcentre.results.jobindsats import Http, Jobindsats, JobindsatsRefused, Kept, Patience
from tovholder.jobcentre.results.tests.files import SMALL_JSON
from tovholder.jobcentre.results.tests.stand_in import Says, StandIn, described, jobindsats
from tovholder.jobcentre.results.tests.town import NOW

FIGURES = Says(SMALL_JSON)


def client(stand_in: StandIn, waits: list[float] | None = None, **http) -> Jobindsats:
    waited = [] if waits is None else waits
    given = {"url": stand_in.url, "token": "hemmelig", "timeout": 5} | http
    return Jobindsats(Http(**given), patience=Patience(sleep=waited.append))


def refused(api: Jobindsats) -> str:
    with pytest.raises(JobindsatsRefused) as wrong:
        api.benchmark(2, now=NOW)
    assert "hemmelig" not in str(wrong.value)
    return str(wrong.value)


def test_it_asks_what_there_is_and_then_for_the_newest_of_it() -> None:
    with jobindsats(described(), FIGURES) as there:
        assert client(there).benchmark(2, now=NOW) == SMALL_JSON
    assert there.asked == [
        ("GET", "/v2/tables/y30r21/json/", None, "hemmelig"),
        (
            "POST",
            "/v2/data/y30r21/json",
            {"area": "*", "period": ["2024QMAT02", "2024QMAT04"], "_ygrp_y30r21": "*"},
            "hemmelig",
        ),
    ]


def test_a_limit_is_waited_for_as_long_as_it_asks() -> None:
    waits: list[float] = []
    busy = Says(status=429, headers=(("Retry-After", "7"),))
    with jobindsats(described(), busy, busy, FIGURES) as there:
        assert client(there, waits).benchmark(2, now=NOW) == SMALL_JSON
    assert waits == [7, 7]


def test_a_limit_until_a_moment_is_reckoned_from_the_answers_own_clock() -> None:
    waits: list[float] = []
    times = (
        ("Date", format_datetime(NOW)),
        ("Retry-After", format_datetime(NOW + timedelta(seconds=40))),
    )
    with jobindsats(described(), Says(status=429, headers=times), FIGURES) as there:
        client(there, waits).benchmark(2, now=NOW)
    assert waits == [40]


@pytest.mark.parametrize("value", ["", "snart", "-5", "1e3", "0", "1", format_datetime(NOW)])
def test_a_wait_that_says_nothing_or_less_leaves_us_our_own(value: str) -> None:
    waits: list[float] = []
    busy = Says(status=503, headers=(("Retry-After", value),))
    with jobindsats(described(), busy, FIGURES) as there:
        client(there, waits).benchmark(2, now=NOW)
    assert waits == [2]


def test_a_limit_longer_than_we_wait_is_said_at_once() -> None:
    waits: list[float] = []
    with jobindsats(Says(status=429, headers=(("Retry-After", "3601"),))) as there:
        said = refused(client(there, waits))
    assert said == (
        "Jobindsats har sat en grænse for, hvor tit man må spørge, og den er nået. Prøv igen om 61 minutter."
    )
    assert waits == []
    assert len(there.asked) == 1


def test_a_wait_without_end_is_still_a_sentence() -> None:
    with jobindsats(Says(status=429, headers=(("Retry-After", "9" * 400),))) as there:
        assert "Prøv igen om 43200 minutter." in refused(client(there))


def test_a_fault_over_there_is_asked_again_a_little_later_each_time() -> None:
    waits: list[float] = []
    with jobindsats(described(), Says(status=500), Says(status=502), FIGURES) as there:
        assert client(there, waits).benchmark(2, now=NOW) == SMALL_JSON
    assert waits == [2, 4]


def test_a_fault_that_stays_is_said_after_four_tries() -> None:
    waits: list[float] = []
    with jobindsats(Says(status=500)) as there:
        said = refused(client(there, waits))
    assert said == "Jobindsats svarer ikke lige nu (500), så intet er læst ind. Prøv igen senere."
    assert waits == [2, 4, 8]
    assert len(there.asked) == 4


@pytest.mark.parametrize(
    "broken",
    [
        Says(cut=0),
        Says(SMALL_JSON, cut=300),
        Says(SMALL_JSON, headers=(("X", "y"),), cut=len(SMALL_JSON) - 1),
    ],
    ids=["cut before a word", "half an answer", "all but a byte"],
)
def test_half_an_answer_is_none_and_is_asked_for_again(broken: Says) -> None:
    with jobindsats(described(), broken, FIGURES) as there:
        assert client(there).benchmark(2, now=NOW) == SMALL_JSON
    with jobindsats(described(), broken) as there:
        said = refused(client(there))
    assert "svarer ikke lige nu" in said
    assert "kun et halvt svar" in said or "forbindelsen blev afbrudt" in said


def test_a_slow_answer_does_not_hold_us() -> None:
    with jobindsats(Says(b"x" * 1000, drip=0.2)) as there:
        said = refused(
            Jobindsats(Http(there.url, "hemmelig", timeout=5, in_all=0.3), patience=Patience(tries=1))
        )
        assert "(for langsomt)" in said
        said = refused(Jobindsats(Http(there.url, "hemmelig", timeout=0.05), patience=Patience(tries=1)))
        assert "(for langsomt)" in said


def test_a_flood_is_stopped_and_not_asked_for_again() -> None:
    with jobindsats(Says(b" " * 3_000_000)) as there:
        said = refused(client(there, most=2_000_000))
    assert said == "Svaret fra jobindsats er over 2 MB, så vi holdt op med at læse. Bed om færre perioder."
    assert len(there.asked) == 1


def test_nobody_there() -> None:
    with jobindsats(FIGURES) as there:
        pass
    assert "svarer ikke lige nu (forbindelsen blev afbrudt)" in refused(client(there))


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_that_is_refused_is_asked_with_once(status: int) -> None:
    with jobindsats(Says(b"hemmelig", status=status)) as there:
        assert f"siger nej til nøglen ({status})" in refused(client(there))
    assert len(there.asked) == 1


@pytest.mark.parametrize("status", [400, 404, 302, 308])
def test_an_answer_from_elsewhere_is_not_followed(status: int) -> None:
    with jobindsats(FIGURES) as elsewhere:
        moved = Says(status=status, headers=(("Location", f"{elsewhere.url}/data"),))
        with jobindsats(moved) as there:
            assert f"kender ikke det, vi spørger om ({status})" in refused(client(there))
        assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"token": ""}, "Der mangler en nøgle til jobindsats."),
        ({"token": " \n"}, "Der mangler en nøgle til jobindsats."),
        ({"token": "a\nb"}, "siger nej til nøglen"),
        ({"token": "æ"}, "siger nej til nøglen"),
        ({"url": "http://api.jobindsats.dk/v2"}, "skal begynde med https"),
        ({"url": "api.jobindsats.dk"}, "skal begynde med https"),
        ({"url": "http://127.0.0.1.example/v2"}, "skal begynde med https"),
    ],
)
def test_what_is_wrong_here_is_said_before_anything_is_sent(more: dict, sentence: str) -> None:
    with jobindsats(FIGURES) as there:
        with pytest.raises(JobindsatsRefused, match=sentence):
            client(there, **more).benchmark(2, now=NOW)
        assert there.asked == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"{}",
        b'[{"Variables":[],"Data":[]}]',
        b"\xff\xfe",
        b'{"columns":[],"rows":[]}',
    ],
)
def test_a_shape_we_do_not_know_is_said_and_not_kept(body: bytes, tmp_path) -> None:
    with jobindsats(described(), Says(body)) as there:
        api = Jobindsats(Http(there.url, "hemmelig"), Kept(tmp_path), Patience(sleep=lambda _s: None))
        assert "i en form, vi ikke kender, så intet er læst ind." in refused(api)
    assert len(list(tmp_path.iterdir())) == 1, "the description alone is kept"
    with jobindsats(Says(body)) as there:
        assert "i en form, vi ikke kender, så intet er læst ind." in refused(client(there))


def test_an_answer_is_kept_while_it_is_young_and_only_for_the_same_question(tmp_path) -> None:
    with jobindsats(described(), FIGURES, described(), FIGURES) as there:
        api = Jobindsats(Http(there.url, "hemmelig"), Kept(tmp_path / "kept"))
        for later in (timedelta(), timedelta(hours=20)):
            assert api.benchmark(2, now=NOW + later) == SMALL_JSON
        assert len(there.asked) == 2
        api.benchmark(2, now=NOW + timedelta(hours=20, seconds=1))
        assert len(there.asked) == 4
        api.benchmark(1, now=NOW + timedelta(hours=20, seconds=2))
        assert len(there.asked) == 5
    assert all(b"hemmelig" not in path.read_bytes() for path in (tmp_path / "kept").iterdir())


def test_a_kept_answer_that_was_spoilt_is_asked_for_again(tmp_path) -> None:
    with jobindsats(described(), FIGURES, described(), FIGURES) as there:
        api = Jobindsats(Http(there.url, "hemmelig"), Kept(tmp_path))
        api.benchmark(2, now=NOW)
        for path in tmp_path.iterdir():
            path.write_bytes(b"half")
            os.utime(path, (NOW.timestamp(), NOW.timestamp()))
        assert api.benchmark(2, now=NOW) == SMALL_JSON
        assert len(there.asked) == 4


def test_a_folder_that_cannot_be_used_costs_only_another_question(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with jobindsats(described(), FIGURES) as there:
        assert Jobindsats(Http(there.url, "x"), Kept(tmp_path / "file")).benchmark(2, now=NOW) == SMALL_JSON


def test_the_token_is_not_in_what_a_traceback_shows() -> None:
    assert "hemmelig" not in repr(Http("https://api.jobindsats.dk/v2", "hemmelig"))
