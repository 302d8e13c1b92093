"""What a figure can be held against: what jobindsats expects of a municipality like ours, and the targets we chose."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.expected import PeriodFigures
from tovholder.jobcentre.results.models import BenchmarkFigure, Indicator
from tovholder.jobcentre.sickleave.models import SickLeaveChoice

# How the source begins the name of the group that holds sickness benefit.
SICKNESS_GROUP = "Sygedagpenge"


@dataclass(frozen=True)
class Measures:
    """`periods`: those of jobindsats, newest first; none where nothing is chosen or read."""

    periods: Sequence[PeriodFigures]
    choice: SickLeaveChoice

    def of(self, code: str) -> str:
        """In a sentence what was to be expected of the figure; "" where nobody has said."""
        match code:
            case Indicator.TEMPORARY | Indicator.FULL_TIME:
                return _expected(self._newest_total(), _("på ydelserne i alt"))
            case Indicator.SICK:
                return _expected(self._newest_sick(), _("på sygedagpenge mv."))
            case Indicator.PERMANENT | Indicator.UNDER_30:
                return _("Jobindsats regner ikke et forventet tal ud for det.")
            case Indicator.COMPANY_CONTACT:
                return _("Jeres mål er højst %(days)s.") % {
                    "days": words.days(self.choice.company_within_days)
                }
            case Indicator.CITIZEN_TALK:
                return _("Jeres mål er højst %(days)s.") % {
                    "days": words.days(self.choice.citizen_within_days)
                }
            case Indicator.SPOKEN_ANSWER:
                return _("Jeres mål er højst %(hours)s.") % {
                    "hours": words.hours(self.choice.answer_within_hours)
                }
        return ""

    def _newest_total(self) -> BenchmarkFigure | None:
        return self.periods[0].total if self.periods else None

    def _newest_sick(self) -> BenchmarkFigure | None:
        groups = self.periods[0].groups if self.periods else ()
        return next((figure for figure in groups if figure.group.startswith(SICKNESS_GROUP)), None)


def _expected(figure: BenchmarkFigure | None, of_what: str) -> str:
    """Full-time persons are fewer than persons: the sentence says which they are."""
    if figure is None:
        return _("Hvad der kan forventes, vides først, når jobindsats er læst ind og kommunen valgt.")
    return _(
        "Jobindsats forventede %(expected)s fuldtidspersoner %(of_what)s i %(period)s; der var %(actual)s."
    ) % {
        "expected": words.number(figure.expected),
        "of_what": of_what,
        "period": words.period(figure.period),
        "actual": words.number(figure.actual),
    }
