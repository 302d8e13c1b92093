from django.apps import AppConfig


class SickleaveConfig(AppConfig):
    name = "tovholder.jobcentre.sickleave"
