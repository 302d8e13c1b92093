from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tovholder.jobcentre.ui"
