from django.apps import AppConfig


class NamesConfig(AppConfig):
    name = "tovholder.jobcentre.names"

    def ready(self) -> None:
        from tovholder.jobcentre.names.order import teach

        teach()
