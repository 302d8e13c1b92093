"""What works, what can be learnt and who learns it, as files."""

from datetime import datetime

from django.utils import timezone

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.competence.catalogue import fields_on
from tovholder.jobcentre.competence.models import Training
from tovholder.jobcentre.competence.views.practice import matching
from tovholder.jobcentre.competence.views.training import mine_of, signed_up, training_of
from tovholder.jobcentre.exchange.lists import AT_A_TIME
from tovholder.jobcentre.exchange.views.taking_out import Listed, takes_out

PRACTICE = [
    "Overskrift",
    "Hvad virkede",
    "Kompetence",
    "Felt",
    "Hvor ved vi det fra",
    "Link",
    "Skrevet af",
    "Skrevet",
]
TRAININGS = ["Navn", "Begynder", "Sted", "Kompetence", "Giver niveauet", "Ledige pladser", "Mit skridt"]
SIGNED_UP = ["Medarbejder", "Tilmelding", "Meldt til", "Bekræftet"]
CATALOGUE = ["Kompetence", "Felt", "Hvad det er", "Hvor den kommer fra", "Bruges"]


@takes_out(needs=May.LEARN)
def export_practice(request: SignedIn, now: datetime) -> Listed:
    _text, _field, notes = matching(request, fields_on(timezone.localdate(now)))
    rows = (
        [
            *(note.title, note.text, note.competence.name, note.competence.profile.name),
            *(note.get_known_by_display(), note.link, note.written_by.name, note.written_at),
        ]
        for note in notes.order_by("-pk").iterator(AT_A_TIME)
    )
    return Listed("det-der-virker", PRACTICE, rows)


@takes_out(needs=May.LEARN)
def export_trainings(request: SignedIn, now: datetime) -> Listed:
    """One's own first, then what is ahead, as on the page."""
    mine = list(mine_of(request.user.employee))
    ahead = Training.objects.ahead(now).with_taken().select_related("competence").order_by("starts_at", "pk")
    rows = [
        *([*_told(row.training), None, row.get_step_display()] for row in mine),
        *([*_told(one), max(0, one.places - one.taken), None] for one in ahead),
    ]
    return Listed("laering", TRAININGS, rows)


def _told(one: Training) -> list[object]:
    return [one.name, one.starts_at, one.where, one.competence.name, one.get_level_display()]


@takes_out(needs=May.LEAD)
def export_training(request: SignedIn, now: datetime, pk: int) -> Listed:
    """The unit's own who have signed up, for their leader."""
    ours = signed_up(training_of(pk), request.user.employee.unit)
    rows = ([row.employee.name, row.get_step_display(), row.signed_up_at, row.confirmed_at] for row in ours)
    return Listed("tilmeldte", SIGNED_UP, rows)


@takes_out(needs=May.READ_CATALOGUE)
def export_catalogue(request: SignedIn, now: datetime) -> Listed:
    fields = fields_on(timezone.localdate(now), also_unused=request.user.may(May.SHAPE_CATALOGUE))
    rows = (
        [one.name, field.profile.name, one.about, one.get_origin_display(), one.is_used]
        for field in fields
        for one in field.competences
    )
    return Listed("kompetencer", CATALOGUE, rows)
