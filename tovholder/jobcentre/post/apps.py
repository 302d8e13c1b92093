from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "tovholder.jobcentre.post"
