from django.apps import AppConfig


class NamesConfig(AppConfig):
    name = "tovholder.jobcentre.names"
