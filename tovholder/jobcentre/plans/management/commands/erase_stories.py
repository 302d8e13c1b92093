from django.core.management.base import BaseCommand
from django.utils import timezone

from tovholder.jobcentre.plans.actions import erase_taken_back


class Command(BaseCommand):
    help = "Sletter det, borgere har taget tilbage af deres historie, når det er gemt længe nok."

    def handle(self, **options) -> None:
        erased = erase_taken_back(by=None, at=timezone.now())
        self.stdout.write("1 fortælling slettet." if erased == 1 else f"{erased} fortællinger slettet.")
