"""What others have printed, reproduced."""

from datetime import date
from fractions import Fraction

import pytest

from tovholder.continuity.history import History
from tovholder.continuity.measures import coc, mean, opr, secon, slicc, upc
from tovholder.continuity.talks import Held
from tovholder.registers.oracle import Share

DAY = date(2026, 1, 5)

# BJGP 2023;73(731):279-282, table 2, list A (https://pmc.ncbi.nlm.nih.gov/articles/PMC10229170/table/table2): whom each
# patient of A's met, UPC and BB as printed there. SECON is ours: the paper does not give it; read in the order printed.
LIST_A = [
    ("A", None, None, None),
    ("AA", "1.00", "1.00", "1.000"),
    ("AB", "0.50", "0.00", "0.000"),
    ("AAB", "0.67", "0.33", "0.500"),
    ("ABC", "0.33", "0.00", "0.000"),
    ("AABB", "0.50", "0.33", "0.667"),
    ("AABC", "0.50", "0.17", "0.333"),
    ("AAABBB", "0.50", "0.40", "0.800"),
    ("AAAABBBB", "0.50", "0.43", "0.857"),
    ("AAAABCDE", "0.50", "0.21", "0.429"),
]


def printed(share: Share | None, decimals: int) -> str | None:
    return None if share is None else f"{share.value:.{decimals}f}"


def list_a() -> list[Held]:
    return [
        Held(citizen, DAY, (employee,), contact="A")
        for citizen, (sequence, *_) in enumerate(LIST_A)
        for employee in sequence
    ]


@pytest.mark.parametrize(("sequence", "usual", "bb", "sequential"), LIST_A)
def test_every_row_of_the_table(sequence: str, usual: str, bb: str, sequential: str) -> None:
    assert printed(upc(sequence), 2) == usual
    assert printed(coc(sequence), 2) == bb
    assert printed(secon(sequence), 3) == sequential


def test_the_means_of_the_table() -> None:
    """Printed: 0.56 and 0.32. The first patient has one contact and is in neither."""
    rows = list(History(list_a()).between(DAY, DAY))
    of_upc, of_coc, of_secon = (
        mean(getattr(row, index) for row in rows) for index in ("upc", "coc", "secon")
    )
    assert (of_upc.value, of_upc.citizens, of_upc.left_out) == (Fraction(5, 9), 9, 1)
    assert f"{float(of_upc.value):.2f}" == "0.56"
    assert f"{float(of_coc.value):.2f}" == "0.32"
    assert f"{float(of_coc.value):.4f} {float(of_secon.value):.4f}" == "0.3196 0.5095"


def test_slicc_of_the_list() -> None:
    """Printed: 22/41 = 53.7 %."""
    assert slicc(list_a()) == Share(22, 41)
    assert f"{slicc(list_a()).value:.1%}" == "53.7%"


def test_opr_where_the_print_is_wrong() -> None:
    """The paper prints 22/35 as 63.9 %. Its counts are right and its per cent is not: 22/35 is 62.9 %."""
    others = [Held(f"other {n}", DAY, ("A",), contact="B") for n in range(13)]
    found = opr(list_a() + others, "A")
    assert found == Share(22, 35)
    assert f"{found.value:.1%}" == "62.9%"


def test_a_teaching_text() -> None:
    """Not reviewed by peers; its arithmetic holds."""
    assert (upc("AAABBC"), coc("AAABBC")) == (Share(3, 6), Share(8, 30))
    assert upc("ABAACA") == Share(4, 6)
    twelve = "AABACAADAABA"
    assert (upc(twelve), coc(twelve), secon(twelve)) == (Share(8, 12), Share(58, 132), Share(3, 11))


@pytest.mark.parametrize(
    ("employees", "share"),
    [
        ([1, 1, 2], Share(1, 2)),
        ([1, 2, 3], Share(0, 2)),
        ([7] * 5, Share(4, 4)),
        ([1, 2] * 50, Share(0, 99)),
        ([1], None),
    ],
)
def test_an_open_test_suites_secon(employees: list[int], share: Share | None) -> None:
    assert secon(employees) == share


def test_talks_are_put_in_order_first() -> None:
    """From the same suite: 1 on the 4th, 2 on the 1st, 1 on the 3rd, 1 on the 2nd is 2, 1, 1, 1."""
    talks = [Held("Bo", date(2026, 1, day), (who,)) for who, day in ((1, 4), (2, 1), (1, 3), (1, 2))]
    (found,) = History(talks).between(date(2026, 1, 1), date(2026, 1, 31))
    assert found.secon == Share(2, 3)
