from django.core.management.base import BaseCommand
from django.utils import timezone

from tovholder.jobcentre.competence.actions import send_digests


class Command(BaseCommand):
    help = "Skriv det nye til dem, der følger et felt, når det er deres tur. Kører også af sig selv."

    def handle(self, **options) -> None:
        mails = send_digests(by=None, at=timezone.now())
        self.stdout.write("1 mail er lagt i kø." if mails == 1 else f"{mails} mails er lagt i kø.")
