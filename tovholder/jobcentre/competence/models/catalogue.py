"""What can be learnt here: catalogues with a first day, profiles, competences under those, and what a role needs."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.competence.models.level import Level
from tovholder.jobcentre.staff.roles import Role


class Kind(models.TextChoices):
    BASIS = "basis", _("Basiskompetencer")
    PROFILE = "profile", _("Fagprofiler")
    LAW = "law", _("Lovområder")
    TARGET = "target", _("Målgrupper")


class Origin(models.TextChoices):
    """Where a name is from, said beside it."""

    SOURCED = "sourced", _("Navn og sigte er fra kilden")
    PROPOSAL = "proposal", _("Vores forslag")
    OWN = "own", _("Centrets eget")


class CatalogueQuerySet(models.QuerySet):
    def on(self, day: date):
        """The one in force on `day`: that with the latest first day. None before the first."""
        return self.filter(since__lte=day).order_by("-since")[:1]


class Catalogue(models.Model):
    """A version of what can be learnt. A new one is loaded beside the old and is in force from its first day."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("navn"), max_length=100)
    since = models.DateField(_("gælder fra"), unique=True)
    source = models.TextField(_("kilde"))

    objects = CatalogueQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Profile(models.Model):
    """A field of competences: a part of the basis, one of the four fagprofiler, areas of law, or target groups."""

    catalogue = models.ForeignKey(Catalogue, on_delete=models.PROTECT, related_name="profiles")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(_("navn"), max_length=100)
    aim = models.CharField(_("sigte"), max_length=300)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    source = models.CharField(_("kilde"), max_length=200, blank=True)
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "code"], name="competence_profile_once"),
            models.CheckConstraint(
                condition=~Q(origin=Origin.SOURCED) | ~Q(source=""),
                name="competence_profile_names_its_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CompetenceQuerySet(models.QuerySet):
    def on(self, day: date):
        """Those of the catalogue in force, in its order, also those out of use."""
        found = self.filter(profile__catalogue__in=Catalogue.objects.on(day).values("pk"))
        return found.order_by("profile__place", "place", "pk")

    def in_use(self):
        return self.filter(is_used=True)

    def with_subject(self):
        """Annotate `subject`: the number its levels are kept under, the same in every catalogue."""
        return self.annotate(subject=Coalesce(F("same_as"), F("pk")))


class Competence(models.Model):
    """Something one can be good at. `same_as` is the first catalogue's competence that it carries on: levels are kept
    there, so they are one truth however many catalogues there have been."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="competences")
    code = models.CharField(max_length=40)
    name = models.CharField(_("navn"), max_length=100)
    about = models.CharField(_("hvad det er"), max_length=300)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    is_used = models.BooleanField(_("bruges"), default=True)
    same_as = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_on"
    )
    place = models.PositiveSmallIntegerField()

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "code"], name="competence_once"),
            models.UniqueConstraint(
                fields=["profile", "name"],
                name="competence_name_once",
                violation_error_message=_("Der er allerede en kompetence med det navn. Vælg et andet."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="competence_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kept_as(self) -> int:
        """The number its levels are kept under."""
        return self.same_as_id or self.pk


class CompetenceWording(models.Model):
    """How a competence has been described, each time it was written: inserted, never overwritten."""

    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="wordings")
    name = models.CharField(max_length=100)
    about = models.CharField(max_length=300)
    is_used = models.BooleanField()
    # None where it came with the catalogue.
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    written_at = models.DateTimeField()


class RoleNeed(models.Model):
    """What a role needs: this competence, at this level or above. A role is mastered when every one is agreed."""

    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="needed_by")
    role = models.CharField(_("rolle"), max_length=12, choices=Role.choices)
    level = models.PositiveSmallIntegerField(choices=Level.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["competence", "role"], name="competence_role_need_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="competence_role_is_known"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=4), name="competence_role_need_has_a_level"
            ),
        ]
