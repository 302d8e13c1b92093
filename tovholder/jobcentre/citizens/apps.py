from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "tovholder.jobcentre.citizens"
