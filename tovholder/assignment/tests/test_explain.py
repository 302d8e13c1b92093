import re
from pathlib import Path

import pytest

from tovholder.assignment import explain, sentences
from tovholder.assignment.explain import Reason, reasons, sentence, shortages
from tovholder.assignment.problem import Citizen, Employee, Problem, Weights
from tovholder.assignment.sentences import SENTENCES
from tovholder.assignment.solve import solve

ANNA = Employee(
    "Anna", 2, "Helhed", {"mentor": 2}, frozenset({"arabisk"}), frozenset({"Slagteriet"}), cleared=True
)
BO = Employee("Bo", 10, "Job", {"mentor": 1})


def said(citizen: Citizen, *others: Citizen, staff: tuple[Employee, ...] = (ANNA, BO)) -> list[str]:
    result = solve(Problem((citizen, *others), staff, Weights(fair=0)))
    return [sentence(reason) for reason in reasons(result, citizen.key)]


def short(citizens: tuple[Citizen, ...], staff: tuple[Employee, ...] = (ANNA, BO)) -> list[str]:
    return [sentence(reason) for reason in shortages(solve(Problem(citizens, staff, Weights(fair=0))))]


def test_what_speaks_for_the_employee_is_said() -> None:
    citizen = Citizen(
        "c",
        1.5,
        "Helhed",
        {"mentor": 2},
        frozenset({"arabisk"}),
        ("Slagteriet",),
        earlier=frozenset({"Anna"}),
    )
    assert said(citizen) == [
        "Anna kender borgeren fra før.",
        "Anna er fast kontakt for Slagteriet.",
        "Anna kan det, der er brug for: mentor.",
        "Anna taler arabisk.",
        "Anna er i samme enhed: Helhed.",
        "Anna får 1,5 af sine 2 timer optaget.",
    ]


def test_what_is_broken_is_said_and_why_it_could_not_be_helped() -> None:
    citizen = Citizen(
        "c", 3, "Helhed", {"mentor": 3}, frozenset({"arabisk"}), ("Slagteriet",), "Anna", frozenset({"Anna"})
    )
    assert said(citizen) == [
        "Bo får 3 af sine 10 timer optaget.",
        "Anna har ikke timer nok.",
        "Borgeren får en ny person og er ikke længere hos Anna.",
        "Bo kender ikke borgeren; det gør en kollega.",
        "Bo er ikke fast kontakt for Slagteriet; det er en kollega.",
        "Bo mangler 2 trin i mentor.",
        "Bo taler ikke arabisk.",
        "Bo er ikke i enheden Helhed.",
    ]


@pytest.mark.parametrize(
    ("citizen", "says"),
    [
        (Citizen("c", 1, present="Bo"), "Beholder sin faste medarbejder."),
        (Citizen("c", 1, present="Bo", stays=True), "Skal ikke flyttes nu."),
        (Citizen("c", 1, wishes=frozenset({"Bo"})), "Borgerens ønske er imødekommet."),
        (Citizen("c", 1, protected=True), "Anna er den eneste, der må følge borgeren."),
        (Citizen("c", 1, present="Carl"), "Borgerens hidtidige medarbejder er her ikke længere."),
        (Citizen("c", 1, present="Bo", conflicts=frozenset({"Bo"})), "Bo må ikke følge borgeren."),
        (Citizen("c", 1, "Helhed", {"mentor": 2}, present="Bo"), "Fordelingen bliver bedre end hos Bo."),
        (Citizen("c", 4, wishes=frozenset({"Anna"})), "Anna får 2 timer for meget."),
        (Citizen("c", 1, wishes=frozenset({"Carl"})), "Ingen af dem, borgeren er lovet, kan."),
        (Citizen("c", 1, conflicts=frozenset({"Anna", "Bo"})), "Ingen her må følge borgeren."),
        (
            Citizen("c", 1, protected=True, conflicts=frozenset({"Anna"})),
            "Borgeren er beskyttet, og ingen, der må følge beskyttede borgere, kan.",
        ),
    ],
)
def test_each_reason_has_its_moment(citizen: Citizen, says: str) -> None:
    assert says in said(citizen)


def test_what_the_house_is_short_of_is_said_in_sentences() -> None:
    full = tuple(Citizen(f"c{n}", 2, wishes=frozenset({"Anna"})) for n in range(3))
    asks = Citizen("asks", 1, languages=frozenset({"arabisk", "farsi"}), needs={"mentor": 2, "svejsning": 1})
    assert short((*full, asks, Citizen("none", 1, wishes=frozenset({"Carl"})))) == [
        "Der mangler 4 timer i Helhed.",
        "Ingen, der kan nok om mentor, har plads. Antal borgere, der har brug for det: 1.",
        "Ingen kan nok om svejsning. Antal borgere, der har brug for det: 1.",
        "Ingen med arabisk har plads. Antal borgere, der har brug for det: 1.",
        "Ingen taler farsi. Antal borgere, der har brug for det: 1.",
        "Antal borgere, som ingen her må følge: 1.",
    ]
    assert short((Citizen("c", 12),), (Employee("Bo", 10),)) == [
        "Der mangler 2 timer hos medarbejdere uden enhed."
    ]


def test_nothing_is_short_where_there_is_room() -> None:
    far = Citizen("c", 1, "Job", languages=frozenset({"arabisk"}), present="Bo")
    assert short((far,)) == []


def test_a_sentence_is_translated_before_it_is_filled_in_and_keys_become_names() -> None:
    reason = Reason("short", {"hours": 38.5, "unit": "u7"})
    english = {SENTENCES["short"]: "%(hours)s hours short in %(unit)s."}
    names = {"u7": "Job og Helhed"}
    told = sentence(
        reason, say=english.__getitem__, name=lambda kind, key: names.get(str(key), f"{key} ({kind})")
    )
    assert told == "38.5 (hours) hours short in Job og Helhed."
    assert sentence(reason) == "Der mangler 38,5 timer i u7."


def test_every_sentence_is_used_and_every_code_has_a_sentence() -> None:
    source = Path(explain.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'"([a-z_]+)"', source))
    made = {"no_room_language", "no_room_competence"}
    assert set(sentences.SENTENCES) - made <= named
