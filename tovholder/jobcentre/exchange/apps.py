from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tovholder.jobcentre.exchange"

    def ready(self) -> None:
        from tovholder.jobcentre.exchange.newest import newest_read
        from tovholder.jobcentre.results import data_read

        data_read.is_told_by(newest_read)
