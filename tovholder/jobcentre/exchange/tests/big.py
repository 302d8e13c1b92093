"""Files of any size about people who do not exist, and ways to look at what they left."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.models import Citizen, Course, CourseContact, Employment, SupportSpell

CITIZENS = ["CPR-nummer", "Navn", "Enhed", "Begyndte med", "Forløb fra", "Tolk", "Telefon"]
SPELLS = ["CPR-nummer", "Ydelse", "Fra", "Til og med"]
HIDDEN = (Citizen, Course, CourseContact, Employment, SupportSpell)
_FIRST = date(1950, 1, 1)
Cells = list[list[Any]]


def digits(number: int) -> str:
    day = _FIRST + timedelta(days=number % 15_000)
    return f"{day.day + 60}{day:%m%y}{9900 + number // 15_000}"


def citizens(many: int) -> Cells:
    return [
        [
            digits(n),
            f"Ågot Prøve {n}",
            "Job og Helhed",
            "Ledighed",
            date(2026, 1, 5),
            n % 2 == 0,
            f"00 {n:06}",
        ]
        for n in range(many)
    ]


def spells(many: int, each: int = 5) -> Cells:
    """A citizen's rows stand far from each other, as they may."""
    people = many // each
    return [
        [digits(n), "Kontanthjælp", date(2020 + k, 2, 1), date(2020 + k, 11, 30)]
        for k in range(each)
        for n in range(people)
    ]


def as_csv(headings: list[str], rows: Cells) -> bytes:
    def text(cell: Any) -> str:
        if isinstance(cell, bool):
            return "ja" if cell else "nej"
        return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell)

    lines = [";".join(headings), *(";".join(map(text, row)) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def as_xlsx(headings: list[str], rows: Cells, *, before: int = 0) -> bytes:
    """`before` so many empty sheets."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    for _ in range(before):
        book.add_worksheet()
    sheet, day = book.add_worksheet("Borgerne"), book.add_format({"num_format": "dd.mm.yyyy"})
    for number, row in enumerate([headings, *rows]):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            else:
                sheet.write(number, column, cell)
    book.close()
    return out.getvalue()


def everything() -> list[Any]:
    """All that files write of people, by what it says and not by its number; the log's lines too."""
    people = dict(Citizen.objects.values_list("pk", "cpr_fingerprint"))
    seen: list[Any] = []
    for model in HIDDEN:
        names = [f.attname for f in model._meta.concrete_fields]
        left_out = {"id", "cpr_encrypted", "batch_id", "course_id", "search_name"}
        kept = [name for name in names if name not in left_out]
        for row in model.objects.values_list(*kept):
            said = dict(zip(kept, row, strict=True))
            if "citizen_id" in said:
                said["citizen_id"] = people[said["citizen_id"]]
            if "name_order" in said:
                said["name_order"] = bytes(said["name_order"])
            seen.append((model.__name__, sorted(map(str, said.items()))))
    return sorted(seen)


def lines_of(what: str) -> list[Any]:
    return list(Record.objects.filter(what=what).order_by("citizen").values_list("citizen", "detail"))


def hidden() -> int:
    """Rows that nobody sees."""
    return sum(model.including_hidden.count() - model.objects.count() for model in HIDDEN)
