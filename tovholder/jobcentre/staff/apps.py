from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "tovholder.jobcentre.staff"
