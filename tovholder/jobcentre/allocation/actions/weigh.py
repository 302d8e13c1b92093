"""What counts how much: the centre's choice, changed by the manager alone."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.allocation.models import HEAVIEST, WEIGHED, WeightChoice
from tovholder.jobcentre.audit import record


class NotYourWeights(Refused):
    """Only the manager decides what counts how much."""


@transaction.atomic
def weigh(points: Mapping[str, Decimal], *, by: User, at: datetime) -> WeightChoice:
    """Let each of WEIGHED count so many points from now on; those not given stay.

    Refuses anybody but the manager (`NotYourWeights`) and points that are none (`Refused`). The same again is nothing.
    """
    if not by.may(May.WEIGH):
        raise NotYourWeights(_("Kun arbejdsmarkedschefen bestemmer, hvad der tæller. Bed chefen om det."))
    if any(name not in WEIGHED or not 0 <= value <= HEAVIEST for name, value in points.items()):
        raise Refused(_("Skriv et tal fra 0 til %(most)d.") % {"most": HEAVIEST})
    WeightChoice.objects.get_or_create(pk=1)
    choice = WeightChoice.objects.select_for_update().get(pk=1)
    before = choice.points
    for name, value in points.items():
        setattr(choice, name, value)
    changed = {name: [before[name], after] for name, after in choice.points.items() if after != before[name]}
    if changed:
        choice.save(update_fields=list(changed))
        record.action("weigh", by=by, at=at, on=choice, changed=changed)
    return choice
