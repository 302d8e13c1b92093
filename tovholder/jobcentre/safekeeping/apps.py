from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    name = "tovholder.jobcentre.safekeeping"
