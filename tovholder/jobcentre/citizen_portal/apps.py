from django.apps import AppConfig


class CitizenPortalConfig(AppConfig):
    name = "tovholder.jobcentre.citizen_portal"
