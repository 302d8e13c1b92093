"""Matters of authority as they are read: each with its note in force."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from tovholder.jobcentre.authority.models import Matter, MatterNote
from tovholder.jobcentre.citizens.models import Citizen


def matters_of(citizen: Citizen) -> QuerySet[Matter]:
    """The citizen's matters, each with its newest note in the list `newest` (empty or one). Two queries."""
    newer = MatterNote.objects.filter(matter=OuterRef("matter"), version__gt=OuterRef("version"))
    in_force: QuerySet[MatterNote] = MatterNote.objects.filter(~Exists(newer)).select_related("by__employee")
    return Matter.objects.filter(citizen=citizen).prefetch_related(
        Prefetch("notes", queryset=in_force, to_attr="newest")
    )
