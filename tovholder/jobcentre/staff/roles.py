from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The roles one employee takes. A talk says which were taken; statutory mentor support is something else."""

    AUTHORITY = "authority", _("Myndighed")
    MENTOR = "mentor", _("Mentor")
    COACH = "coach", _("Coach")
    COMPANY = "company", _("Virksomhedskonsulent")
    MOTIVATING = "motivating", _("Motiverende samtale")
