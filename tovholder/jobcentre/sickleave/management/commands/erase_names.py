from django.core.management.base import BaseCommand
from django.utils import timezone

from tovholder.jobcentre.sickleave.actions import erase_unmatched_names


class Command(BaseCommand):
    help = "Sletter navne i fraværsmeldinger, som ingen her kendte, når de er gemt længe nok. Kører også af sig selv."

    def handle(self, **options) -> None:
        erased = erase_unmatched_names(by=None, at=timezone.now())
        self.stdout.write("1 navn slettet." if erased == 1 else f"{erased} navne slettet.")
