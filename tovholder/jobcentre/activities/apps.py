from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "tovholder.jobcentre.activities"
