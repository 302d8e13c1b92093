"""Support spells: which benefit a citizen lives on, from when and until when. Decisions on it are made elsewhere."""

from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.exchange.columns import Kind
from tovholder.jobcentre.exchange.kinds.support.check import plans
from tovholder.jobcentre.exchange.kinds.support.columns import COLUMNS, EXAMPLE
from tovholder.jobcentre.exchange.kinds.support.spells import BENEFITS, EndedSpell, NewSpell, day

__all__ = ["BENEFITS", "SUPPORT", "EndedSpell", "NewSpell", "day"]

SUPPORT = Kind(code="support", name=_("Ydelsesforløb"), columns=COLUMNS, example=EXAMPLE, plans=plans)
