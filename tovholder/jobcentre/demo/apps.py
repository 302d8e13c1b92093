from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "tovholder.jobcentre.demo"
