"""What a study may say aloud, and how sure it is. The page and the command say the same."""

import math
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tovholder.evidence.study import Doubt, Finding
from tovholder.evidence.told import Told
from tovholder.jobcentre.results import words

PER_CENT = {"pct.", "pct", "procent", "%"}


@dataclass(frozen=True)
class Saying:
    """A study in sentences. `unit` is what its numbers are counted in, as the source writes it."""

    told: Told
    unit: str

    @property
    def verdict(self) -> str:
        """The same three words in the same letters, whatever was hoped for."""
        match self.told.finding:
            case Finding.EFFECT:
                return _("Effekt påvist")
            case Finding.NONE_FOUND:
                return _("Ingen effekt påvist")
            case Finding.CANNOT_TELL:
                return _("Det kan ikke afgøres")

    @property
    def finding(self) -> str:
        told = self.told
        where = {"area": told.area, "since": words.period(told.since), "n": self.difference(abs(told.effect))}
        if told.effect < 0:
            return (
                _("Siden %(since)s har %(area)s i gennemsnit ligget %(n)s under den sammensatte kommune.")
                % where
            )
        return (
            _("Siden %(since)s har %(area)s i gennemsnit ligget %(n)s over den sammensatte kommune.") % where
        )

    @property
    def doubt(self) -> str:
        """Why nothing can be told; "" where something can."""
        told = self.told
        match told.doubt:
            case Doubt.FEW_UNITS:
                few = _(
                    "Der er kun %(n)d kommuner i tallene. Med under tyve kan et udslag ikke skilles fra tilfældet."
                )
                return few % {"n": told.units}
            case Doubt.POOR_FIT:
                poor = _(
                    "Ingen blanding af de andre kommuner ligner %(area)s før %(since)s: afstanden er %(misfit)s, og "
                    "kommunen selv svingede %(swing)s."
                )
                return poor % {
                    "area": told.area,
                    "since": words.period(told.since),
                    "misfit": self.difference(told.misfit_before),
                    "swing": self.difference(told.swing),
                }
        return ""

    @property
    def sure(self) -> list[str]:
        """How sure it is: the rank in words, what could have been seen, how alike they were before."""
        told = self.told
        asked = _("Vi har spurgt det samme om alle %(units)d kommuner, som om det var begyndt der.")
        rank = (
            _("Ingen anden skiller sig så meget ud (p = %(p)s).")
            if told.rank == 1
            else _("%(rank)d af dem skiller sig lige så meget ud eller mere, %(area)s talt med (p = %(p)s).")
        )
        said = [
            f"{asked} {rank}"
            % {"units": told.units, "rank": told.rank, "area": told.area, "p": words.number(told.p, 2)},
            _("Vi siger først »effekt påvist«, når det gælder højst en ud af tyve."),
        ]
        if told.doubt is None:
            seen = _("Et udslag på under %(n)s ville vi ikke have kunnet se.")
            said.append(seen % {"n": self.difference(told.visible)})
        fit = _(
            "Før %(since)s lå de to %(misfit)s fra hinanden, og %(unseen)s i perioder, som blandingen ikke var valgt "
            "efter. Kommunen selv svingede %(swing)s."
        )
        said.append(
            fit
            % {
                "since": words.period(told.since),
                "misfit": self.difference(told.misfit_before),
                "unseen": self.difference(told.misfit_unseen),
                "swing": self.difference(told.swing),
            }
        )
        return said

    @property
    def pretended(self) -> list[str]:
        """As if it had begun earlier, when nothing had: what the method then makes of it."""
        says = _(
            "Som om det var begyndt %(since)s: udslag %(effect)s, og %(rank)d af %(units)d skiller sig så meget ud."
        )
        bad = _("Det er et dårligt tegn: dengang var intet begyndt.")
        said = []
        for since, effect, rank in self.told.pretended:
            sentence = says % {
                "since": words.period(since),
                "effect": self.signed(effect),
                "rank": rank,
                "units": self.told.units,
            }
            said.append(f"{sentence} {bad}" if rank / self.told.units <= self.told.level else sentence)
        return said

    @property
    def differences(self) -> str:
        told = self.told
        says = _(
            "Forskel i forskelle: %(area)s ændrede sig %(here)s fra før til efter, de andre i gennemsnit "
            "%(elsewhere)s. Forskellen er %(effect)s, og %(rank)d af %(units)d kommuner er lige så langt fra nul "
            "eller længere."
        )
        return says % {
            "area": told.area,
            "here": self.signed(told.differences_here),
            "elsewhere": self.signed(told.differences_elsewhere),
            "effect": self.signed(told.differences_effect),
            "rank": told.differences_rank,
            "units": told.units,
        }

    @property
    def is_per_cent(self) -> bool:
        return self.unit.strip().casefold() in PER_CENT

    @property
    def decimals(self) -> int:
        """So many that how far apart the two were before has two digits."""
        apart = max(min(self.told.swing, self.told.misfit_before), 1e-9)
        return min(3, max(0, 1 - math.floor(math.log10(apart))))

    def number(self, value: float) -> str:
        return words.number(round(value, self.decimals), self.decimals)

    def fixed(self, value: float) -> str:
        """As in a table: with as many decimals as its neighbours."""
        return with_decimals(value, self.decimals)

    def difference(self, value: float) -> str:
        """With its unit: "0,16 pct.point"."""
        unit = _("pct.point") if self.is_per_cent else self.unit
        return f"{self.number(value)} {unit}".strip()

    def signed(self, value: float) -> str:
        rounded = round(value, self.decimals)
        return f"+{self.difference(value)}" if rounded > 0 else self.difference(value)

    @property
    def donors(self) -> list[tuple[str, str]]:
        return [(name, words.percent(weight)) for name, weight in self.told.donors]

    @property
    def rows(self) -> list[list[str]]:
        """Each period: what happened, what would have, the gap, and between which gaps the others lie."""
        told = self.told
        rows = zip(told.periods, told.actual, told.synthetic, told.low, told.high, strict=True)
        return [
            [
                words.period(code),
                *map(self.fixed, (here, would, here - would)),
                f"{self.fixed(low)} … {self.fixed(high)}",
            ]
            for code, here, would, low, high in rows
        ]


def with_decimals(value: float, decimals: int) -> str:
    """ "3,0" beside "3,2": what stands in a column or on an axis has the same decimals."""
    text = number_format(f"{abs(value):.{decimals}f}", decimal_pos=decimals, force_grouping=True)
    return f"{words.MINUS}{text}" if round(value, decimals) < 0 else text
