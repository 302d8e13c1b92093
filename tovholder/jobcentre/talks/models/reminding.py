"""Whether and how a citizen wants to hear of their own times: what they have chosen, and in which language."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.audit.models import Personal
from tovholder.jobcentre.citizens.models import Citizen


class RemindMeQuerySet(models.QuerySet):
    def wanted(self):
        """Those who want to be reminded."""
        return self.filter(Q(by_mail=True) | Q(by_sms=True))


class RemindMe(Personal):
    """What one citizen has chosen; without a row nothing is sent. Address and number are those they wrote for this."""

    citizen = models.OneToOneField(Citizen, on_delete=models.CASCADE, related_name="remind_me")
    by_mail = models.BooleanField(_("mail dagen før"), default=False)
    by_sms = models.BooleanField(_("sms dagen før"), default=False)
    calendar = models.BooleanField(_("mail med en fil til kalenderen"), default=False)
    email = models.EmailField(_("mail"), blank=True)
    # As it is rung, with "+" and the country.
    telephone = models.CharField(_("mobilnummer"), max_length=16, blank=True)
    language = models.CharField(_("sprog"), max_length=2, choices=settings.LANGUAGES, default="da")

    objects = RemindMeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by_mail=False, calendar=False) | ~Q(email=""),
                name="talks_remind_by_mail_has_one",
                violation_error_message=_("Skriv din mail, eller vælg mail fra."),
            ),
            models.CheckConstraint(
                condition=Q(by_sms=False) | ~Q(telephone=""),
                name="talks_remind_by_sms_has_one",
                violation_error_message=_("Skriv dit mobilnummer, eller vælg sms fra."),
            ),
        ]
