from django.core.management.base import BaseCommand
from django.utils import timezone

from tovholder.jobcentre.talks.actions import remind_of_talks


class Command(BaseCommand):
    help = "Skriv til de borgere, der ønsker at blive mindet om en tid. Kun om dagen. Kører også af sig selv."

    def handle(self, **options) -> None:
        sent = remind_of_talks(by=None, at=timezone.now())
        self.stdout.write("1 besked er lagt i kø." if sent == 1 else f"{sent} beskeder er lagt i kø.")
