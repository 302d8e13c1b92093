"""What the municipality chooses about workplaces."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.actions import keep_choice
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.companies.models import SparringTheme, WorkplaceChoice


@transaction.atomic
def choose_workplaces(
    months: dict[str, int], *, themes: Sequence[str], by: User, at: datetime, today: date
) -> WorkplaceChoice:
    """Choose how often we talk with each kind of workplace, and the themes of sparring, in their order. Twice is once.

    A theme that is left out ends and stays on what was written down. Refuses anybody but the manager, a number outside
    the limits, a list without themes, and the same theme twice.
    """
    also = {"themes": len(themes)} if _keep_themes(list(themes), today) else {}
    return keep_choice(WorkplaceChoice, months, what="choose_workplaces", by=by, at=at, also=also)


def _keep_themes(themes: list[str], today: date) -> bool:
    """End those that are left out, add those that are new, and put them in this order. True: something changed."""
    if not themes or len(set(themes)) < len(themes):
        raise Refused(_("Skriv mindst ét tema, og hvert tema kun én gang."))
    standing = {
        theme.name: theme for theme in SparringTheme.objects.select_for_update().open().order_by("pk")
    }
    if themes == [theme.name for theme in sorted(standing.values(), key=lambda theme: theme.place)]:
        return False
    for name, theme in standing.items():
        if name not in themes:
            theme.until = max(today, theme.since)
            theme.save(update_fields=["until"])
    for place, name in enumerate(themes):
        theme = standing.get(name) or SparringTheme(name=name, since=today)
        theme.place = place
        if theme.pk is None:
            theme.save(force_insert=True)
        else:
            theme.save(update_fields=["place"])
    return True
