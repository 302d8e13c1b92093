from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "tovholder.jobcentre.results"
