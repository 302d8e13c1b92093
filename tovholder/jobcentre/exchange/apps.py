from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tovholder.jobcentre.exchange"
