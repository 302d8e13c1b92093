"""Files in, with a report of each; and the shape of a page's list on its way out."""

from tovholder.jobcentre.exchange.views.importing import import_confirm, import_page, import_report

__all__ = ["import_confirm", "import_page", "import_report"]
