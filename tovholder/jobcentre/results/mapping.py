"""Which class each benefit counts in, and from when to when: as its page and its file tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.results.indicators import Words
from tovholder.registers.tables import Benefit, BenefitClass, BenefitMapping

CLASS_WORDS: Mapping[BenefitClass, Words] = {
    BenefitClass.TEMPORARY: _("Midlertidig forsørgelse"),
    BenefitClass.PERMANENT: _("Permanent forsørgelse"),
    BenefitClass.WORK_WITH_SUPPORT: _("Arbejde med støtte"),
    BenefitClass.WITHDRAWAL: _("Tilbagetrækning"),
    BenefitClass.OTHER: _("Noget andet"),
}


@dataclass(frozen=True)
class Line:
    """A benefit for the days its class holds."""

    benefit: Benefit

    @property
    def class_name(self) -> Words:
        return CLASS_WORDS[self.benefit.benefit_class]

    @property
    def host(self) -> str:
        """Of a source that is an address; "" where it is words."""
        return urlsplit(self.benefit.source).netloc.removeprefix("www.")


def lines(mapping: BenefitMapping) -> list[Line]:
    """Class by class, and within each as the mapping has them."""
    order = list(BenefitClass)
    return [
        Line(benefit)
        for benefit in sorted(mapping.benefits, key=lambda each: order.index(each.benefit_class))
    ]
