from django.core.management.base import BaseCommand

from tovholder.jobcentre.audit.chain import seal


class Command(BaseCommand):
    help = "Forsegler de nye linjer i loggen, så det kan ses, hvis nogen senere ændrer dem. Kører også af sig selv."

    def handle(self, **options) -> None:
        sealed = 0
        while count := seal():
            sealed += count
        self.stdout.write(f"{sealed} linjer forseglet.")
