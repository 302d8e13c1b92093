from django.apps import AppConfig


class CompanyPortalConfig(AppConfig):
    name = "tovholder.jobcentre.company_portal"
