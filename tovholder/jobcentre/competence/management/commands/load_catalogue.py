from django.core.management.base import BaseCommand
from django.utils import timezone

from tovholder.jobcentre.competence.actions import load_catalogues


class Command(BaseCommand):
    help = "Læs kataloget over kompetencer ind. Et katalog, der er læst ind, ændres aldrig herfra."

    def handle(self, **options) -> None:
        new = load_catalogues(by=None, at=timezone.now())
        self.stdout.write(f"{new} nye kataloger er læst ind." if new != 1 else "1 nyt katalog er læst ind.")
