"""An employee's own figures in words: what each is, which way is good, and the numbers behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tovholder.continuity.measures import Mean
from tovholder.jobcentre.results import words
from tovholder.jobcentre.results.explained import value_text
from tovholder.jobcentre.results.mine import Mine, Span
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.sentences import said
from tovholder.jobcentre.results.story import Curve, drawn
from tovholder.jobcentre.staff.roles import Role
from tovholder.jobcentre.talks.time_spent import Spent, added
from tovholder.registers.oracle import Share

# What the unit's own figure may stand beside.
BESIDE = (
    Indicator.OWN_EMPLOYEE,
    Indicator.OWN_CITIZENS,
    Indicator.EMPLOYEES_MET,
    Indicator.USUAL_EMPLOYEE,
    Indicator.SAME_EMPLOYEE,
    Indicator.NEXT_SAME,
    Indicator.HANDOVERS,
    Indicator.REAL_WORLD,
)
OfUnit = Mapping[str, Figure]


@dataclass(frozen=True)
class Part:
    """`what` says what the figure is and which way is good, `beside` the unit's own."""

    code: str
    name: str
    sentence: str
    what: str
    beside: str
    curve: Curve | None
    heads: list[str]
    rows: list[list[str]]

    @property
    def table(self) -> str:
        return _("%(name)s i tal") % {"name": self.name}


def parts(mine: Mine, unit: str, of_unit: OfUnit, spent: Mapping[date, Spent]) -> list[Part]:
    """`unit` is its name, `of_unit` its newest published figures, without those that are hidden, and `spent` the
    employee's own time by the first day of each month.
    """

    def beside(indicator: Indicator) -> str:
        text = said(of_unit.get(indicator))
        return _("%(unit)s: %(sentence)s") % {"unit": unit, "sentence": text} if text else ""

    return [
        _kept(mine, beside(Indicator.OWN_EMPLOYEE)),
        _own(mine, beside(Indicator.OWN_CITIZENS)),
        _whom(mine, unit, of_unit),
        _passed(mine, beside(Indicator.HANDOVERS)),
        _real_world(mine, beside(Indicator.REAL_WORLD)),
        _roles(mine),
        _talks(mine),
        _time(mine, spent),
    ]


def _kept(mine: Mine, beside: str) -> Part:
    share = mine.year.kept
    sentence = ngettext(
        "Dine borgere havde %(of)s samtale. Du var med i %(n)s: %(share)s.",
        "Dine borgere havde %(of)s samtaler. Du var med i %(n)s: %(share)s.",
        share.denominator,
    ) % _said(share)
    nothing = _("Dine borgere har ikke haft samtaler i de tolv måneder.")
    return _share(
        mine,
        lambda span: span.kept,
        code="kept",
        name=_("Dine borgeres samtaler"),
        sentence=sentence if share.denominator else nothing,
        what=_(
            "Samtaler på dage, hvor du var borgerens faste medarbejder. Højere er bedre: så møder dine borgere dig. "
            "Var I to om samtalen, tæller den med, når du var den ene. Har en anden dækket for dig, var det en anden, "
            "borgeren mødte."
        ),
        beside=beside,
    )


def _own(mine: Mine, beside: str) -> Part:
    share = mine.year.own
    sentence = ngettext(
        "Du holdt eller var med i %(of)s samtale. %(n)s var med dine egne borgere: %(share)s.",
        "Du holdt eller var med i %(of)s samtaler. %(n)s var med dine egne borgere: %(share)s.",
        share.denominator,
    ) % _said(share)
    return _share(
        mine,
        lambda span: span.own,
        code="own",
        name=_("Dine egne samtaler"),
        sentence=sentence if share.denominator else _no_talks(),
        what=_(
            "Borgere, du var fast medarbejder for den dag. Højere er som regel bedre: så går din tid til dine egne. "
            "Dækker du for en kollega, bliver tallet lavere, og det er ikke en fejl."
        ),
        beside=beside,
    )


def _whom(mine: Mine, unit: str, of_unit: OfUnit) -> Part:
    whom = mine.whom
    figures = [
        (Indicator.EMPLOYEES_MET, _text(whom.met, words.employees)),
        (Indicator.USUAL_EMPLOYEE, _text(whom.usual, words.percent)),
        (Indicator.SAME_EMPLOYEE, _text(whom.same, words.percent)),
        (Indicator.NEXT_SAME, _text(whom.next_same, words.percent)),
    ]
    has_unit = any(code in of_unit for code, _value in figures)
    return Part(
        code="whom",
        name=_("Hvem dine borgere møder"),
        sentence=ngettext(
            "Din ene borger med mindst to samtaler mødte %(employees)s.",
            "Dine %(n)s borgere med mindst to samtaler mødte i gennemsnit %(employees)s.",
            whom.met.citizens,
        )
        % {"n": words.number(whom.met.citizens), "employees": figures[0][1]}
        if whom.met.citizens
        else _("Ingen af dine borgere har haft to samtaler i de tolv måneder."),
        what=_(
            "De borgere, du er fast medarbejder for i dag, med alle deres samtaler i de tolv måneder, også dem fra før "
            "de kom til dig. Færre medarbejdere er bedre, og højere andele er bedre."
        ),
        beside="",
        curve=None,
        heads=[_("Tal"), _("Dine borgere"), *([unit] if has_unit else [])],
        rows=[
            [str(code.label), text, *([value_text(of_unit.get(code))] if has_unit else [])]
            for code, text in figures
        ],
    )


def _passed(mine: Mine, beside: str) -> Part:
    passed = mine.year.passed
    received = ngettext(
        "%(n)s forløb kom til dig fra en anden.", "%(n)s forløb kom til dig fra en anden.", passed.received
    ) % {"n": words.number(passed.received)}
    given = ngettext(
        "%(n)s forløb gik fra dig til en anden.", "%(n)s forløb gik fra dig til en anden.", passed.given
    ) % {"n": words.number(passed.given)}
    return Part(
        code="passed",
        name=_("Skift af fast medarbejder"),
        sentence=f"{received} {given}",
        what=_("Færre skift er roligere for borgerne. Forløb, der kommer fra modtagelsen, er med."),
        beside=beside,
        curve=None,
        heads=[_("Måned"), _("Kom til dig"), _("Gik fra dig")],
        rows=[
            [_month(span, mine), words.number(span.passed.received), words.number(span.passed.given)]
            for span in reversed(mine.months)
        ],
    )


def _real_world(mine: Mine, beside: str) -> Part:
    whole = mine.real_world.months[:-1]
    share = _percent(mine.real_world.year)
    return Part(
        code="real_world",
        name=_("Dine borgeres aktiviteter"),
        sentence=_("%(share)s af de aftalte timer lå på en arbejdsplads eller en uddannelse.")
        % {"share": share}
        if mine.real_world.year.denominator
        else _("Dine borgere har ingen aktiviteter i de tolv måneder."),
        what=_(
            "De borgere, du er fast medarbejder for i dag, og de timer om ugen, I har aftalt. Højere er som regel "
            "bedre: virkeligheden virker. Behandling og det, borgeren selv har sat i gang, tæller med i alle timer."
        ),
        beside=beside,
        curve=drawn([_value(share) for share in whole], [_percent(share) for share in whole]),
        heads=[_("Måned"), _("Andel")],
        rows=[
            [_month(span, mine), _percent(share)]
            for span, share in zip(reversed(mine.months), reversed(mine.real_world.months), strict=True)
        ],
    )


def _roles(mine: Mine) -> Part:
    names = {role.value: str(role.label) for role in Role}
    most = sorted(mine.roles.items(), key=lambda each: (-each[1], names[each[0]]))
    times = most[0][1] if most else 0
    sentence = ngettext(
        "Du havde oftest denne rolle: %(role)s, i %(n)s samtale.",
        "Du havde oftest denne rolle: %(role)s, i %(n)s samtaler.",
        times,
    )
    return Part(
        code="roles",
        name=_("Roller i dine samtaler"),
        sentence=sentence % {"role": names[most[0][0]].lower(), "n": words.number(times)}
        if most
        else _("Der står ingen roller på de samtaler, du har ledt."),
        what=_(
            "De roller, der er sat kryds ved, i de samtaler, du har ledt. Her er intet rigtigt antal: det afhænger af, "
            "hvad borgeren har brug for."
        ),
        beside="",
        curve=None,
        heads=[_("Rolle"), _("Samtaler")],
        rows=[[name, words.number(mine.roles.get(role, 0))] for role, name in names.items()],
    )


def _talks(mine: Mine) -> Part:
    whole = mine.months[:-1]
    talks = mine.year.talks
    sentence = ngettext(
        "Du holdt eller var med i %(n)s samtale.", "Du holdt eller var med i %(n)s samtaler.", talks
    )
    return Part(
        code="talks",
        name=_("Holdte samtaler"),
        sentence=sentence % {"n": words.number(talks)} if talks else _no_talks(),
        what=_("Flere er ikke bedre i sig selv: I aftaler fra gang til gang, hvornår I taler sammen igen."),
        beside="",
        curve=drawn([span.talks for span in whole], [words.number(span.talks) for span in whole]),
        heads=[_("Måned"), _("Samtaler")],
        rows=[[_month(span, mine), words.number(span.talks)] for span in reversed(mine.months)],
    )


def _time(mine: Mine, spent: Mapping[date, Spent]) -> Part:
    def of(span: Span) -> Spent:
        return spent.get(span.first_day, Spent())

    whole = mine.months[:-1]
    year = added(of(span) for span in whole)
    sentence = _("Du brugte %(talks)s minutter i samtaler og %(others)s på koordinering: %(share)s.") % {
        "talks": words.number(year.in_talks),
        "others": words.number(year.coordination),
        "share": _time_share(year),
    }
    return Part(
        code="time",
        name=_("Tid i samtaler og på koordinering"),
        sentence=sentence if year.share is not None else _("Der står ingen minutter fra de tolv måneder."),
        what=_(
            "Koordinering er tid om en borger med kolleger, afdelinger og samarbejdspartnere. En lavere andel giver "
            "mere tid til borgeren. Kun samtaler, du har ledt, og som har minutter, er med. Andet bliver ikke målt."
        ),
        beside="",
        curve=drawn([of(span).share for span in whole], [_time_share(of(span)) for span in whole]),
        heads=[_("Måned"), _("Andel"), _("Minutter på koordinering"), _("Minutter i samtaler")],
        rows=[
            [
                _month(span, mine),
                _time_share(of(span)),
                words.number(of(span).coordination),
                words.number(of(span).in_talks),
            ]
            for span in reversed(mine.months)
        ],
    )


def _time_share(spent: Spent) -> str:
    return _("ingen") if spent.share is None else words.percent(spent.share)


def _share(
    mine: Mine, of: Callable[[Span], Share], *, code: str, name: str, sentence: str, what: str, beside: str
) -> Part:
    """The curve is of the twelve whole months; the table has this month too."""
    whole = [of(span) for span in mine.months[:-1]]
    return Part(
        code=code,
        name=name,
        sentence=sentence,
        what=what,
        beside=beside,
        curve=drawn([_value(share) for share in whole], [_percent(share) for share in whole]),
        heads=[_("Måned"), _("Andel"), _("Samtaler"), _("Af")],
        rows=[
            [
                _month(span, mine),
                _percent(of(span)),
                words.number(of(span).numerator),
                words.number(of(span).denominator),
            ]
            for span in reversed(mine.months)
        ],
    )


def _month(span: Span, mine: Mine) -> str:
    month = words.month(span.first_day)
    return _("%(month)s indtil nu") % {"month": month} if span is mine.months[-1] else month


def _said(share: Share) -> dict[str, str]:
    return {
        "n": words.number(share.numerator),
        "of": words.number(share.denominator),
        "share": _percent(share),
    }


def _value(share: Share) -> float | None:
    return share.numerator / share.denominator if share.denominator else None


def _percent(share: Share) -> str:
    value = _value(share)
    return _("ingen") if value is None else words.percent(value)


def _text(of: Mean, said_as: Callable[[float], str]) -> str:
    return _("ingen") if of.value is None else said_as(float(of.value))


def _no_talks() -> str:
    return _("Du har ikke holdt samtaler i de tolv måneder.")


def span_in_words(months: Sequence[Span]) -> str:
    """ "Tolv måneder, til og med oktober 2026."""
    return _("Tolv måneder, til og med %(month)s.") % {"month": words.month(months[-2].first_day)}
