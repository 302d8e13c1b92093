from django.apps import AppConfig


class AllocationConfig(AppConfig):
    name = "tovholder.jobcentre.allocation"
