from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tovholder.jobcentre.audit"
