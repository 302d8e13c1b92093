from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from tovholder.jobcentre.allocation.actions import ask_about_house, ask_about_unit, work_out
from tovholder.jobcentre.staff.models import Unit


class Command(BaseCommand):
    help = (
        "Regn forslag til alle enheder og til hele huset, så de er klar, når lederne kommer: hvem følger de nye, og "
        "hvilke flytninger hjælper mest. Intet ændres, før en leder godkender det."
    )

    def handle(self, *, verbosity: int = 1, **options: Any) -> None:
        ready = 0
        for unit in Unit.objects.order_by("name_order", "pk"):
            asked = ask_about_unit(unit, by=None, at=timezone.now(), later=False)
            ready += work_out([proposal.pk for proposal in asked], by=None, at=timezone.now())
        asked = ask_about_house(by=None, at=timezone.now(), later=False)
        ready += work_out([proposal.pk for proposal in asked], by=None, at=timezone.now())
        if verbosity:
            self.stdout.write(f"{ready} forslag er klar. Lederne ser dem under Teamet.")
