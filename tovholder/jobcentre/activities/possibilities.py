"""The real world first: which workplaces could be for this citizen, and why, in sentences one can check.

Nothing is scored or learnt. A workplace stands here because it is the employee's own and has an agreement with us or
has taken people before, because its words go with the citizen's own (`words.toml`), or because the citizen works there.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tovholder.jobcentre.activities.models import Activity
from tovholder.jobcentre.citizens.models import Citizen, Employment
from tovholder.jobcentre.companies.models import Agreement, Workplace
from tovholder.jobcentre.plans.models import Wording
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.staff.now import looked_after_by
from tovholder.jobcentre.talks.models import Side

MOST_SHOWN = 6
AMONG = 5000
_SHORTEST, _SHORTEST_PART = 3, 5
# An agreement with a workplace is a reason where it is about taking somebody on.
_OPENS = re.compile(r"praktik|job|plads|løntilskud|ansæt|timer|opgaver", re.IGNORECASE)
# What is at the end of a word and says nothing of what it means.
_ENDINGS = ("erne", "ene", "ede", "en", "et", "er", "es", "e", "s")


@dataclass
class Possibility:
    """A workplace and why it stands here; `fits` are the citizen's own words that go with it."""

    workplace: int
    name: str
    works_there: bool = False
    fits: list[str] = field(default_factory=list)
    agreements: list[str] = field(default_factory=list)
    before: int = 0

    @property
    def place(self) -> tuple[int, int, int, int]:
        """The order: where the citizen works, then by words that fit, agreements, and people who were there."""
        return (-self.works_there, -len(self.fits), -len(self.agreements), -self.before)

    def because(self, limit: int) -> list[str]:
        """Sentences. How many were there before is said from `limit` people only."""
        said = []
        if self.works_there:
            said.append(_("Borgeren arbejder her."))
        if self.fits:
            said.append(_("Passer med borgerens egne ord: %(words)s.") % {"words": ", ".join(self.fits)})
        said += [
            _("Aftale med os: %(what)s") % {"what": what if what.endswith((".", "!", "?")) else f"{what}."}
            for what in self.agreements[:1]
        ]
        if self.before >= limit:
            said.append(_("Her har været %(n)d af vores borgere før.") % {"n": self.before})
        elif self.before:
            said.append(_("Her har vi haft borgere før."))
        return said


def possibilities(citizen: Citizen, employee: Employee, today: date) -> list[Possibility]:
    """At most six workplaces, the likeliest first. Five queries, however many workplaces there are."""
    works_at = set(Employment.objects.on(today).filter(citizen=citizen).values_list("workplace", flat=True))
    places = Workplace.objects.filter(
        Q(contact__in=looked_after_by(employee, today)) | Q(pk__in=works_at), closed_on=None
    )
    columns = ("pk", "name", "city", "company__name", "company__industry")
    rows = list(places.order_by("name_order", "pk").values_list(*columns)[:AMONG])
    agreements = _openings(places, today)
    were = Activity.objects.agreed().filter(workplace__in=places).order_by()
    before = Counter(dict(were.values_list("workplace").annotate(Count("citizen", distinct=True))))
    # That somebody wants to work near home says nothing of what they want to do.
    towns = {word for row in rows for word in _words(row[2])}
    words = [word for word in own_words(_said_by(citizen)) if word not in towns]
    found = []
    for pk, name, _city, company, industry in rows:
        texts = [name, company, industry, *agreements.get(pk, [])]
        one = Possibility(pk, name, pk in works_at, fitting(words, texts), agreements.get(pk, []), before[pk])
        if one.works_there or one.fits or one.agreements or one.before:
            found.append(one)
    return sorted(found, key=lambda one: one.place)[:MOST_SHOWN]


def _openings(places: QuerySet[Workplace], today: date) -> dict[int, list[str]]:
    """By workplace, what is agreed today about taking somebody on; the newest first."""
    agreed = Agreement.objects.on(today).filter(workplace__in=places).order_by("-since", "-pk")
    found: dict[int, list[str]] = {}
    for place, what in agreed.values_list("workplace", "what"):
        if _OPENS.search(what):
            found.setdefault(place, []).append(what)
    return found


def _said_by(citizen: Citizen) -> list[str]:
    """The citizen's own goals and steps that are not ended."""
    rows = Wording.objects.in_force().filter(
        item__citizen=citizen, item__ended_at__isnull=True, side=Side.CITIZEN
    )
    return [row.text for row in rows.order_by("pk")]


def own_words(texts: Iterable[str]) -> list[str]:
    """The words that say what kind of work is meant, as they were written, each once."""
    silent = _words_file().silent
    found = {word for text in texts for word in _words(text) if word not in silent}
    return sorted(word for word in found if len(word) >= _SHORTEST)


def fitting(words: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Those of the citizen's `words` that go with a workplace's `texts`."""
    theirs = {word for text in texts for word in _words(text)}
    return [word for word in words if _goes_with(word, theirs)]


def _goes_with(word: str, theirs: set[str]) -> bool:
    stem = _stem(word)
    wanted = {stem} if len(stem) >= _SHORTEST_PART else set()
    for begins, others in _words_file().goes_with.items():
        if word.startswith(begins):
            wanted.update(others)
    return any(
        their == part or (len(part) > _SHORTEST and part in their) for part in wanted for their in theirs
    )


def _stem(word: str) -> str:
    return next(
        (word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) - len(end) > _SHORTEST),
        word,
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


@dataclass(frozen=True)
class _Words:
    goes_with: Mapping[str, list[str]]
    silent: frozenset[str]


@cache
def _words_file() -> _Words:
    told = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return _Words(told["goes_with"], frozenset(told["says_nothing"]["words"].split()))
