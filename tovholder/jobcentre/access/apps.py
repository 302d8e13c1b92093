from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "tovholder.jobcentre.access"
