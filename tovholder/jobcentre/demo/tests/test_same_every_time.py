"""The same seed and day give the same municipality; another gives another."""

from datetime import date
from typing import Any

import pytest
from django.db import models, transaction

from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.actions import fill
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import ORDER
from tovholder.jobcentre.demo.tests.conftest import TODAY
from tovholder.jobcentre.followup.reasons import reasons_for

ENCRYPTED = "cpr_encrypted"


class Undo(Exception):
    pass


def rows_of(**arguments: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Fill, read every row, undo. Keys become places in the order of saving, which no earlier fill has moved."""
    try:
        with transaction.atomic():
            fill(**arguments)
            rows = {model._meta.label: _rows(model) for model in ORDER}
            raise Undo
    except Undo:
        return rows


def _rows(model: type[models.Model]) -> list[tuple[Any, ...]]:
    fields = [
        field for field in model._meta.concrete_fields if not field.primary_key and field.name != ENCRYPTED
    ]
    places = {field: _places(field.related_model) for field in fields if field.is_relation}
    return [
        tuple(
            places[field].get(getattr(row, field.attname))
            if field.is_relation
            else getattr(row, field.attname)
            for field in fields
        )
        for row in model._base_manager.order_by("pk")
    ]


def _places(model: type[models.Model]) -> dict[int, int]:
    keys = model._base_manager.order_by("pk").values_list("pk", flat=True)
    return {key: place for place, key in enumerate(keys)}


@pytest.mark.django_db
def test_the_same_seed_and_day_give_the_same_rows_and_others_give_others() -> None:
    first = rows_of(citizens=60, seed=7, today=TODAY)
    assert len(first["citizens.Citizen"]) == 60
    assert first == rows_of(citizens=60, seed=7, today=TODAY)
    other_seed = rows_of(citizens=60, seed=8, today=TODAY)
    other_day = rows_of(citizens=60, seed=7, today=date(2026, 11, 24))
    for label in ("citizens.Citizen", "talks.Talk", "sickleave.AbsenceNotice"):
        assert first[label] != other_seed[label]
        assert first[label] != other_day[label]


# A leap day, a Sunday, Christmas Day, and the first days after two benefits are to close.
@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 3, 1), date(2025, 12, 25), date(2027, 1, 2)])
def test_the_story_holds_on_any_day(today: date) -> None:
    fill(citizens=60, today=today)
    now = at(today, 8, 50)
    codes = {reason.code for reason in reasons_for(cast.user("nadia"), now=now)}
    assert codes == {
        "company_wrote",
        "waiting_for_me",
        "contact_due",
        "no_next_contact",
        "new_to_me",
        "note_not_shared",
    }
    assert cast.citizen("jens").talks.booked().get().starts_at.date() == today
    assert cast.course("fatima").next_on < today
    assert not Citizen.objects.filter(talks__held_at__gt=now).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "there"), [(0, 10), (10, 10), (25, 25)])
def test_the_named_people_are_always_there(asked: int, there: int) -> None:
    fill(citizens=asked, today=TODAY)
    assert Citizen.objects.count() == there
    assert {one.name for one in cast.CITIZENS} <= set(Citizen.objects.values_list("name", flat=True))
    assert Course.objects.open().filter(contact=cast.employee("nadia")).exists()


@pytest.mark.parametrize(
    ("today", "monday", "friday"),
    [
        (date(2026, 11, 23), date(2026, 11, 16), date(2026, 11, 27)),
        (date(2026, 11, 26), date(2026, 11, 23), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 23), date(2026, 12, 4)),
        (date(2026, 11, 29), date(2026, 11, 23), date(2026, 12, 4)),
    ],
)
def test_last_monday_and_next_friday(today: date, monday: date, friday: date) -> None:
    days = Days(today, at(today, 8))
    assert days.last_monday() == monday
    assert days.next_friday() == friday


def test_a_workday_is_no_weekend_and_no_holiday() -> None:
    days = Days(date(2026, 5, 20), at(date(2026, 5, 20), 8))
    assert days.back_to_workday(date(2026, 5, 14)) == date(2026, 5, 13)  # Ascension Day
    assert days.on_to_workday(date(2026, 5, 23)) == date(2026, 5, 26)  # Whitsun
