from django.apps import AppConfig


class TalksConfig(AppConfig):
    name = "tovholder.jobcentre.talks"
