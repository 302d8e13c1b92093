"""The public figures Hedelund is shaped by (figures.toml), each with its source or said to be our own estimate."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

Key = TypeVar("Key")


class Ages(NamedTuple):
    """Both years inclusive; `share` in percent of those followed."""

    first: int
    last: int
    share: float


class SizeClass(NamedTuple):
    """Employees from `first` to `last`, in percent of companies, and how many workplaces such a company has."""

    first: int
    last: int
    share: float
    workplaces: tuple[int, int]


@cache
def document() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("figures.toml").read_text(encoding="utf-8"))


@cache
def ages() -> tuple[Ages, ...]:
    return tuple(Ages(row["first"], row["last"], row["share"]) for row in document()["age"])


@cache
def courses_in_a_unit() -> int:
    """Return the most open courses one unit holds."""
    return document()["courses_per_unit"]["most"]


@cache
def companies_per_citizen() -> float:
    return document()["companies_per_citizen"]["value"]


@cache
def size_classes() -> tuple[SizeClass, ...]:
    return tuple(
        SizeClass(row["first"], row["last"], row["share"], tuple(row["workplaces"]))
        for row in document()["company_size"]
    )


@cache
def industries() -> Mapping[str, Sequence[str]]:
    """Return our names of trades by the group of industries that Statistics Denmark counts them in."""
    return {row["name"]: tuple(row["ours"]) for row in document()["industry"]}


@cache
def industry_shares() -> Mapping[str, float]:
    return _shares({row["name"]: row["value"] for row in document()["industry"]})


@cache
def benefit_group_shares() -> Mapping[str, float]:
    """Return Viborg's share of full-time persons in each benefit group of jobindsats."""
    return _shares({row["name"]: row["value"] for row in document()["benefit_group"]})


@cache
def benefit_groups() -> Mapping[str, str]:
    """Return the benefit group of each benefit; those that are in none (flex jobs, pensions) are left out."""
    return {benefit: row["name"] for row in document()["benefit_group"] for benefit in row["benefits"]}


def _shares(values: Mapping[str, float]) -> dict[str, float]:
    whole = sum(values.values())
    return {name: value / whole for name, value in values.items()}


def share_out(how_many: int, weights: Mapping[Key, float]) -> dict[Key, int]:
    """Return whole numbers in proportion to `weights` that add up to `how_many`; largest remainders first."""
    whole = sum(weights.values())
    exact = {key: how_many * weight / whole for key, weight in weights.items()}
    shares = {key: int(number) for key, number in exact.items()}
    by_remainder = sorted(exact, key=lambda key: shares[key] - exact[key])
    for key in by_remainder[: how_many - sum(shares.values())]:
        shares[key] += 1
    return shares
