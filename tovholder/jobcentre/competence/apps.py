from django.apps import AppConfig


class CompetenceConfig(AppConfig):
    name = "tovholder.jobcentre.competence"
