"""The talks that are counted, one by one."""

from datetime import date

from tovholder.continuity.columns import NOBODY
from tovholder.continuity.talks import Held
from tovholder.jobcentre.results.publish.named import named
from tovholder.jobcentre.results.publish.talks import talk_rows


def held_talks(*, since: date, today: date) -> list[Held]:
    talks = talk_rows(named(), since=since, today=today).talks
    columns = (
        talks.citizen,
        talks.on,
        talks.by,
        talks.contact,
        talks.unit,
        talks.standing_in,
        talks.asked_for,
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [
        Held(
            citizen,
            date.fromordinal(on),
            tuple(one for one in by if one != NOBODY),
            None if contact == NOBODY else contact,
            unit,
            _those(by, standing_in),
            _those(by, asked_for),
        )
        for citizen, on, by, contact, unit, standing_in, asked_for in rows
    ]


def _those(by: list[int], are: list[bool]) -> frozenset[int]:
    return frozenset(one for one, is_it in zip(by, are, strict=True) if is_it)
