"""One person's absence as sentences, for the contact of an open course; and a workplace's, for whoever opens its page.

For a talk, never for a judgement: what there is, and nothing about why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from tovholder.absence.notices import Stretch
from tovholder.absence.occurrences import Occurrence, Spell
from tovholder.jobcentre.sickleave.spells import Absence, AtWorkplace
from tovholder.jobcentre.ui.templatetags.ui import day
from tovholder.registers.disclosure import Suppressed

SHOWN = 5
ROWS_SHOWN = 30
NUMBERS = [
    gettext_noop("to"), gettext_noop("tre"), gettext_noop("fire"), gettext_noop("fem"), gettext_noop("seks"),
    gettext_noop("syv"), gettext_noop("otte"), gettext_noop("ni"), gettext_noop("ti"), gettext_noop("elleve"),
    gettext_noop("tolv"),
]  # fmt: skip
ON_WEEKDAY = [
    gettext_noop("oftest om mandagen"),
    gettext_noop("oftest om tirsdagen"),
    gettext_noop("oftest om onsdagen"),
    gettext_noop("oftest om torsdagen"),
    gettext_noop("oftest om fredagen"),
    gettext_noop("oftest om lørdagen"),
    gettext_noop("oftest om søndagen"),
]


@dataclass(frozen=True)
class Row:
    """One time away, for the table: first day, last day (empty: still away) and days so far."""

    since: date
    last_day: date | None
    days: int


@dataclass(frozen=True)
class Told:
    """`now` and `earlier` are sentences; `drip` is empty when it is not drip-wise; `rows` the times, newest first."""

    now: list[str]
    earlier: list[str]
    drip: str
    rows: list[Row]


def told_of(absence: Absence, places: Mapping[int | str, str]) -> Told:
    """In words. `places` are the names of the workplaces that told, by number."""
    return Told(
        now=_now(absence, places),
        earlier=[_earlier(spell, absence.today) for spell in absence.earlier[:SHOWN]],
        drip=_drip(absence) if absence.is_drip else "",
        rows=[_row(each, absence.today) for each in reversed(absence.occurrences)][:ROWS_SHOWN],
    )


def _now(absence: Absence, places: Mapping[int | str, str]) -> list[str]:
    spell, at = absence.now, absence.stretches_now
    if spell is None:
        return []
    said = [_at_one(stretch, places if len(at) > 1 else {}) for stretch in at]
    if spell.since < min(stretch.since for stretch in at):
        said.append(_("Forløbet begyndte %(day)s.") % {"day": day(spell.since)})
    if spell.until is not None:
        said.append(_("Er tilbage %(day)s.") % {"day": day(spell.until)})
    return said


def _at_one(stretch: Stretch, names: Mapping[int | str, str]) -> str:
    since = day(stretch.since)
    if stretch.hours:
        said = ngettext(
            "Delvist sygemeldt fra %(day)s, arbejder %(hours)s time om ugen.",
            "Delvist sygemeldt fra %(day)s, arbejder %(hours)s timer om ugen.",
            1 if stretch.hours == 1 else 2,
        ) % {"day": since, "hours": number_format(round(stretch.hours))}
    else:
        said = _("Sygemeldt fra %(day)s.") % {"day": since}
    if not names:
        return said
    return _("%(workplace)s: %(said)s") % {"workplace": names[stretch.workplace], "said": said}


def _earlier(spell: Spell, today: date) -> str:
    assert spell.until is not None
    days = spell.days_away(today)
    text = ngettext(
        "%(since)s til og med %(last_day)s: %(n)d dag væk.",
        "%(since)s til og med %(last_day)s: %(n)d dage væk.",
        days,
    ) % {"since": day(spell.since), "last_day": day(spell.until - timedelta(days=1)), "n": days}
    return text[:1].upper() + text[1:]


def _drip(absence: Absence) -> str:
    """ "Seks gange på et år, to dage ad gangen, tolv dage i alt, oftest om mandagen, typisk tolv dage imellem; …" """
    seen = absence.pattern
    parts = [_("%(times)s på et år") % {"times": times(seen.occurrences)}, _how_long(absence)]
    parts.append(ngettext("%(n)s dag i alt", "%(n)s dage i alt", seen.days) % {"n": number(seen.days)})
    most = max(seen.began_on)
    # Half of them or more: two Mondays among eight are no habit.
    if 2 * most >= seen.occurrences and seen.began_on.count(most) == 1:
        parts.append(_(ON_WEEKDAY[seen.began_on.index(most)]))
    if seen.gap is not None:
        gap = round(seen.gap)
        said = ngettext("typisk %(n)s dag imellem", "typisk %(n)s dage imellem", gap)
        parts.append(said % {"n": number(gap)})
    before = times(seen.before) if seen.before else _("ingen gange")
    text = _("%(pattern)s; året før: %(before)s.") % {"pattern": ", ".join(parts), "before": before}
    return text[:1].upper() + text[1:]


def _how_long(absence: Absence) -> str:
    latest = absence.occurrences[-absence.pattern.occurrences :]
    lengths = [each.days(absence.today) for each in latest]
    usual = median_low(lengths)
    said = ngettext("%(n)s dag ad gangen", "%(n)s dage ad gangen", usual) % {"n": number(usual)}
    return said if len(set(lengths)) == 1 else _("typisk %(said)s") % {"said": said}


def times(n: int) -> str:
    return ngettext("%(n)s gang", "%(n)s gange", n) % {"n": number(n)}


def number(n: int) -> str:
    """In words up to twelve."""
    if n == 1:
        return _("én")
    return _(NUMBERS[n - 2]) if 2 <= n <= len(NUMBERS) + 1 else number_format(n)


def _row(each: Occurrence, today: date) -> Row:
    is_over = each.until is not None and each.until <= today
    last_day = each.until - timedelta(days=1) if is_over and each.until else None
    return Row(each.since, last_day, each.days(today))


# --- A workplace ------------------------------------------------------------------------------------------------------


def told_at(found: AtWorkplace) -> list[str]:
    """What may be said of a workplace's absence in twelve months; one sentence says why when nothing may."""
    if isinstance(found.persons, Suppressed):
        return [
            _(
                "Fraværet her vises først, når det handler om mindst %(limit)d medarbejdere, så ingen kan genkendes."
            )
            % {"limit": found.persons.limit}
        ]
    if not found.persons:
        return [_("Ingen er nævnt ved navn som fraværende det seneste år.")]
    return [_how_much(found), _before(found)]


def _how_much(found: AtWorkplace) -> str:
    parts = []
    if not isinstance(found.persons, Suppressed):
        parts.append(
            ngettext("%(n)d medarbejder", "%(n)d medarbejdere", found.persons) % {"n": found.persons}
        )
    if not isinstance(found.occurrences, Suppressed):
        parts.append(ngettext("%(n)d gang", "%(n)d gange", found.occurrences) % {"n": found.occurrences})
    if not isinstance(found.days, Suppressed):
        parts.append(ngettext("%(n)d dag", "%(n)d dage", found.days) % {"n": found.days})
    said = _("Det seneste år: %(numbers)s.") % {"numbers": ", ".join(parts)}
    if isinstance(found.occurrences, Suppressed) or isinstance(found.days, Suppressed):
        said += " " + _("Resten vises ikke, fordi det mest handler om én eller få.")
    return said


def _before(found: AtWorkplace) -> str:
    if isinstance(found.before, Suppressed):
        return _("Året før vises ikke, fordi det handler om få medarbejdere.")
    if not found.before:
        return _("Året før: ingen gange.")
    return ngettext("Året før: %(n)d gang.", "Året før: %(n)d gange.", found.before) % {"n": found.before}
