from django.apps import AppConfig


class PeriodsConfig(AppConfig):
    name = "tovholder.jobcentre.periods"
