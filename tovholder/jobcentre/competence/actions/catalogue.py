"""What the catalogue holds: loaded from the program's files, then the centre's own to describe."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.competence import catalogue as of_program
from tovholder.jobcentre.competence.models import (
    Catalogue,
    Competence,
    CompetenceWording,
    Origin,
    Profile,
    RoleNeed,
)


@dataclass(frozen=True)
class Described:
    """A competence as the centre wants it. `needed` is role to level, 0 for a role that does not need it."""

    name: str
    about: str
    is_used: bool
    needed: Mapping[str, int]


def load_catalogues(*, by: User | None, at: datetime) -> int:
    """Load every catalogue of the program that is not there yet, oldest first; return how many were new."""
    with transaction.atomic():
        return sum(load_catalogue(of_program.read(path), by=by, at=at) for path in of_program.files())


@transaction.atomic
def load_catalogue(given: Mapping[str, Any], *, by: User | None, at: datetime) -> bool:
    """Load one catalogue beside those that are there; return whether it was new.

    Twice is once, and what the centre has written since stays. A competence that carries on another (`same_as`,
    "2026/code") has its levels from the start. Refuses (`Refused`) one that carries on what is not there.
    """
    if Catalogue.objects.filter(code=given["code"]).exists():
        return False
    catalogue = Catalogue.objects.create(
        code=given["code"], name=given["name"], since=given["since"], source=given["source"]
    )
    competences: dict[str, Competence] = {}
    for place, one in enumerate(given["profile"]):
        profile = Profile.objects.create(
            catalogue=catalogue, code=one["code"], kind=one["kind"], name=one["name"], aim=one["aim"],
            origin=one["origin"], source=one["source"], place=place,
        )  # fmt: skip
        for at_place, row in enumerate(one["competences"]):
            competences[row["code"]] = Competence.objects.create(
                profile=profile, code=row["code"], name=row["name"], about=row["about"],
                origin=row.get("origin", Origin.PROPOSAL), same_as=_carries_on(row.get("same_as")), place=at_place,
            )  # fmt: skip
    for competence in competences.values():
        _keep_wording(competence, by=None, at=at)
    for role, needed in given["roles"].items():
        for code, level in needed.items():
            RoleNeed.objects.create(competence=competences[code], role=role, level=level)
    record.action("load_catalogue", by=by, at=at, on=catalogue, code=catalogue.code)
    return True


@transaction.atomic
def describe_competence(competence: Competence, described: Described, *, by: User, at: datetime) -> None:
    """Let a competence be called, described, used and needed so; how it was described before is kept.

    Refuses whoever may not shape the catalogue, a name that is taken in the profile, and to put a competence that a
    role needs out of use. Twice is once.
    """
    _check_shapes(by)
    competence = Competence.objects.select_for_update().get(pk=competence.pk)
    needed = {role: level for role, level in described.needed.items() if level}
    if needed and not described.is_used:
        raise Refused(
            _("En rolle kræver kompetencen. Fjern først rollen, eller lad kompetencen blive i brug.")
        )
    before = dict(competence.needed_by.order_by("pk").values_list("role", "level"))
    words = (competence.name, competence.about, competence.is_used)
    if before == needed and words == (described.name, described.about, described.is_used):
        return
    if words[:2] != (described.name, described.about):
        competence.origin = Origin.OWN
    competence.name, competence.about, competence.is_used = (
        described.name,
        described.about,
        described.is_used,
    )
    _unless_taken(lambda: competence.save(update_fields=["name", "about", "is_used", "origin"]))
    competence.needed_by.exclude(role__in=needed).delete()
    for role, level in needed.items():
        RoleNeed.objects.update_or_create(competence=competence, role=role, defaults={"level": level})
    _keep_wording(competence, by=by, at=at)
    record.action("describe_competence", by=by, at=at, on=competence, before=before, after=needed)


@transaction.atomic
def add_competence(profile: Profile, described: Described, *, by: User, at: datetime) -> Competence:
    """Add one of the centre's own under a profile. Refuses whoever may not shape the catalogue, and a taken name."""
    _check_shapes(by)
    profile = Profile.objects.select_for_update().get(pk=profile.pk)
    last = profile.competences.aggregate(last=Max("place"))["last"]
    competence = Competence(
        profile=profile,
        name=described.name,
        about=described.about,
        is_used=described.is_used,
        origin=Origin.OWN,
        place=0 if last is None else last + 1,
        code=f"egen-{profile.competences.count() + 1}",
    )
    _unless_taken(lambda: competence.save(force_insert=True))
    for role, level in described.needed.items():
        if level:
            RoleNeed.objects.create(competence=competence, role=role, level=level)
    _keep_wording(competence, by=by, at=at)
    record.action("add_competence", by=by, at=at, on=competence, profile=profile.pk)
    return competence


def _check_shapes(by: User) -> None:
    if not by.may(May.SHAPE_CATALOGUE):
        raise Refused(_("Kun arbejdsmarkedschefen kan ændre kataloget."))


def _unless_taken(write: Any) -> None:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        raise Refused(_("Der er allerede en kompetence med det navn. Vælg et andet.")) from None


def _keep_wording(competence: Competence, *, by: User | None, at: datetime) -> None:
    CompetenceWording.objects.create(
        competence=competence,
        name=competence.name,
        about=competence.about,
        is_used=competence.is_used,
        written_by=by,
        written_at=at,
    )


def _carries_on(named: str | None) -> Competence | None:
    """The competence whose levels it has: the first of the line, however many catalogues there have been."""
    if named is None:
        return None
    code, _slash, competence = named.partition("/")
    found = Competence.objects.filter(profile__catalogue__code=code, code=competence).first()
    if found is None:
        raise Refused(
            _("Kataloget viderefører %(name)s, som ikke er her. Læs det ældre katalog ind først.")
            % {"name": named}
        )
    return found.same_as or found
