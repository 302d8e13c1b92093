from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.permissions import May, Role, may


class UserManager(BaseUserManager):
    pass


class User(AbstractBaseUser):
    """Somebody who can log in. Who they are stands with the employee, citizen or company person it belongs to."""

    username = models.CharField(
        _("brugernavn"),
        max_length=150,
        unique=True,
        error_messages={"unique": _("Der er allerede en med det brugernavn. Vælg et andet.")},
    )
    role = models.CharField(_("rolle"), max_length=12, choices=Role.choices)
    is_active = models.BooleanField(_("kan logge ind"), default=True)
    is_demo = models.BooleanField(default=False)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["role"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="access_user_role_is_known")
        ]

    def may(self, needs: May) -> bool:
        return self.is_active and may(self.role, needs)

    @property
    def employee_or_none(self):
        return getattr(self, "employee", None) if self.role in {Role.EMPLOYEE, Role.LEADER} else None


class Attempt(models.Model):
    """One try at a door that everybody can reach, for an hour: by a fingerprint that names nobody (`access.limits`)."""

    what = models.CharField(max_length=10)
    who = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["what", "who", "at"], name="access_tries_of")]
