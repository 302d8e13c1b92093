from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "tovholder.jobcentre.followup"
