from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    name = "tovholder.jobcentre.authority"
