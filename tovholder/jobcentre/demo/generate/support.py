"""What people live on: spells of one benefit after another, in blocks with work between them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from tovholder.jobcentre.citizens.models import Benefit
from tovholder.jobcentre.demo.cast import SICK, WORK, YOUNG
from tovholder.registers.tables import benefits

NEVER = date.max


@dataclass(frozen=True)
class Kind:
    """A way of being on support: its benefits in turn with the longest each lasts, and the last block's length so far.

    A benefit without a longest number of days lasts as long as the block does.
    """

    name: str
    turns: tuple[tuple[str, int | None], ...]
    so_far: tuple[int, int]
    is_passing: bool = True


_LAST = ((Benefit.CASH, None),)
KINDS = {
    kind.name: kind
    for kind in (
        Kind("unemployed", ((Benefit.UNEMPLOYMENT, 730), *_LAST), (30, 540)),
        Kind("cash", _LAST, (60, 1500)),
        Kind("young", ((Benefit.EDUCATION, None), *_LAST), (40, 800)),
        Kind("newcomer", ((Benefit.INTEGRATION, None), *_LAST), (200, 1300)),
        Kind("sick", ((Benefit.SICKNESS, 330), (Benefit.CLARIFICATION, 540), *_LAST), (30, 420)),
        Kind(
            "clarifying", ((Benefit.SICKNESS, 170), (Benefit.CLARIFICATION, 700), *_LAST), (230, 800), False
        ),
        Kind("resource", ((Benefit.RESOURCE, 1200), *_LAST), (320, 1150), False),
        Kind("rehabilitation", ((Benefit.REHABILITATION, 800), *_LAST), (310, 780), False),
        Kind("flex", ((Benefit.WAITING, 240), (Benefit.FLEX, None)), (100, 1500), False),
        Kind("waiting", ((Benefit.WAITING, None),), (40, 500), False),
    )
}
# So that those on support today come out as Viborg's (figures.toml); a test holds it.
_MIX = {
    WORK: {
        "unemployed": 37,
        "cash": 27,
        "newcomer": 7,
        "sick": 13,
        "flex": 9,
        "waiting": 4,
        "rehabilitation": 3,
    },
    YOUNG: {"young": 52, "unemployed": 31, "sick": 11, "newcomer": 6},
    SICK: {"sick": 56, "clarifying": 16, "resource": 10, "flex": 10, "waiting": 8},
}
# How many had earlier support, again and again, and how long they worked in between.
_SUPPORTED_BEFORE, _BETWEEN, _EARLIER = 0.95, (10, 130), (90, 720)
_YEARS_BACK = 6


@dataclass(frozen=True)
class Block:
    """Support without a break, in [since, until)."""

    kind: str
    since: date
    until: date | None


def draw_kind(area: str, rng: Random) -> str:
    mix = _MIX[area]
    return rng.choices(list(mix), weights=list(mix.values()))[0]


def earlier_blocks(first: Block, adult_on: date, today: date, rng: Random) -> list[Block]:
    """Return the blocks before `first`, oldest first: none before the person was eighteen."""
    blocks: list[Block] = []
    oldest = max(adult_on, today - timedelta(days=_YEARS_BACK * 365))
    before = first.since
    while rng.random() < _SUPPORTED_BEFORE:
        until = before - timedelta(days=rng.randint(*_BETWEEN))
        since = until - timedelta(days=rng.randint(*_EARLIER))
        if since < oldest:
            break
        kind = first.kind if KINDS[first.kind].is_passing else rng.choice(["unemployed", "sick"])
        blocks.insert(0, Block(kind, since, until))
        before = since
    return blocks


def spells(block: Block, today: date) -> list[tuple[str, date, date | None]]:
    """Return the block as (benefit, since, until) in turn, within the days each benefit was open for newcomers.

    What runs past `today` is open.
    """
    result: list[tuple[str, date, date | None]] = []
    since, end = block.since, block.until or NEVER
    for benefit, longest in KINDS[block.kind].turns:
        if since >= end or not _lets_in(benefit, since):
            continue
        until = min(end, _closes(benefit), NEVER if longest is None else since + timedelta(days=longest))
        if until > today:
            return [*result, (benefit, since, None)]
        result.append((benefit, since, until))
        since = until
    return result


@cache
def _lets_in(code: str, day: date) -> bool:
    versions = [benefit for benefit in benefits().benefits if benefit.code == code]
    return any(version.holds(day) for version in versions) and all(
        version.no_new_from is None or day < version.no_new_from for version in versions
    )


@cache
def _closes(code: str) -> date:
    """Return the first day nobody is on the benefit any longer, by the mapping the figures use."""
    last = max(benefit.last_day or NEVER for benefit in benefits().benefits if benefit.code == code)
    return last if last == NEVER else last + timedelta(days=1)
