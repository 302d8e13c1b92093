from django.core.management.base import BaseCommand
from django.utils import timezone

from tovholder.jobcentre.competence.actions import remind


class Command(BaseCommand):
    help = "Skriv til dem, der har en plads på noget, som begynder inden to dage. Kører også af sig selv."

    def handle(self, **options) -> None:
        mails = remind(by=None, at=timezone.now())
        self.stdout.write("1 mail er lagt i kø." if mails == 1 else f"{mails} mails er lagt i kø.")
