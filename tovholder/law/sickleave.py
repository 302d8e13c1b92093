"""Sick leave: what is due when, for the company and for the municipality.

Each function answers with a Deadline: the day, the rule in one Danish sentence, and where it was read. The figure is
the one in force on the first day of absence (for the fast-track talk: on the day it was asked for).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from .parameters import Certainty, Parameter, all_in_force, in_force


@dataclass(frozen=True, slots=True)
class Deadline:
    """`day` is the last day on which it is in time, a calendar day: weekends and holidays do not move it.

    `conditional`: we do not know whether the rule's own condition ("Betaler I løn …") is met.
    """

    day: date
    rule: str
    act: str
    source: str
    certainty: Certainty
    conditional: bool = False


def nemrefusion_due(
    first_day: date,
    wages_paid: bool | None,
    *,
    benefit_in_employer_period: bool = False,
    payment_stops: date | None = None,
) -> Deadline:
    """When the company must report the absence in NemRefusion (sygedagpengeloven § 40).

    Wages paid: 5 weeks from the first day of absence. Sickness benefit paid in the employer period: 1 week after the
    payment stops (the last paid day; left out: the last day of the employer period). Neither: 14 days from the first
    day of absence. `wages_paid` None, not known: the main rule (wages), marked conditional.

    ValueError: payment that stops before the first day, or both wages and benefit.
    """
    if wages_paid and benefit_in_employer_period:
        raise ValueError("either wages or sickness benefit is paid, not both")
    if benefit_in_employer_period:
        stops = payment_stops or employer_period_last_day(first_day)
        if stops < first_day:
            raise ValueError(f"payment stops {stops}, before the first day of absence {first_day}")
        return _after(stops, in_force("nemrefusion_benefit_paid", first_day))
    if wages_paid is False:
        return _after(first_day, in_force("nemrefusion_nothing_paid", first_day))
    return _after(first_day, in_force("nemrefusion_wages_paid", first_day), conditional=wages_paid is None)


def employer_period_last_day(first_day: date) -> date:
    """The last of the employer period's calendar days, of which the first day of absence is the first."""
    return first_day + in_force("employer_period", first_day).length - timedelta(days=1)


def employer_talk_due(first_day: date, *, leaves: date | None = None) -> Deadline | None:
    """When the employer must have held the sick-leave talk (sygedagpengeloven § 7 a): 4 weeks from the first sick day.

    None when the employee is under notice and `leaves` within 8 weeks after the first sick day.
    """
    if leaves is not None and leaves < first_day + in_force("employer_talk_not_if_leaving", first_day).length:
        return None
    return _after(first_day, in_force("employer_talk", first_day))


def fast_track_request_due(first_day: date, *, expected_last_day: date | None = None) -> Deadline | None:
    """Until when a fast track can be asked for (§§ 7 c, 7 e): 5 weeks from the first day of absence.

    None when the absence is expected to end within 8 weeks. `expected_last_day` None: not known, marked conditional.
    """
    long_enough = first_day + in_force("fast_track_expected_absence", first_day).length
    if expected_last_day is not None and expected_last_day < long_enough:
        return None
    return _after(first_day, in_force("fast_track_request", first_day), conditional=expected_last_day is None)


def fast_track_talk_due(requested: date) -> Deadline:
    """When the municipality must have held the first talk after a fast track was asked for (§ 13 b, 2): 2 weeks."""
    return _after(requested, in_force("fast_track_talk", requested))


def part_time_possible(hours_away: float, on: date) -> bool:
    """Whether somebody away that many hours a week can be partly on sick leave: at least 4; fewer is back in full.

    Transport and waiting at treatment count as away.
    """
    return hours_away >= in_force("part_time_least_absence", on).number


def fully_back(hours: int, full_hours: int, on: date) -> bool:
    """Whether somebody working `hours` of their `full_hours` a week counts as back in full on that day."""
    return not part_time_possible(full_hours - hours, on)


def part_time_rules(on: date) -> tuple[Parameter, ...]:
    """The rules on coming back in part that are in force on the day, each with its source."""
    return all_in_force(on, starting_with="part_time_")


def retention_plan_rules(on: date) -> tuple[Parameter, ...]:
    """The rules on the retention plan (§ 7 b) that are in force on the day, each with its source."""
    return all_in_force(on, starting_with="retention_plan_")


def possibility_statement_rules(on: date) -> tuple[Parameter, ...]:
    """The rules on the possibility statement (§ 36 a) that are in force on the day, each with its source."""
    return all_in_force(on, starting_with="possibility_statement_")


def followup_rules(on: date) -> tuple[Parameter, ...]:
    """The municipality's follow-up rules in force on the day, each with its source, for a hint beside the agreed talk.

    Those that are not `is_settled` (the 2026 rules, whose start is not confirmed) must be shown as unclear.
    """
    return all_in_force(on, starting_with="followup_")


def _after(day: date, parameter: Parameter, *, conditional: bool = False) -> Deadline:
    return Deadline(
        day=day + parameter.length,
        rule=parameter.says,
        act=parameter.act,
        source=parameter.source,
        certainty=Certainty.SOURCED if parameter.is_settled else Certainty.UNCLEAR,
        conditional=conditional,
    )
