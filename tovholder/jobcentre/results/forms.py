from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.names.fold import danish_key
from tovholder.jobcentre.results.models import HIGHEST_LIMIT, BenchmarkFigure, Rounding
from tovholder.jobcentre.ui.choosing import Select
from tovholder.registers.disclosure import LIMIT


class MunicipalityForm(forms.Form):
    area = forms.ChoiceField(
        label=_("Kommune"),
        help_text=_("Hvilken kommunes tal fra jobindsats skal vises?"),
        required=False,
        widget=Select(),
        error_messages={"invalid_choice": _("Vælg en kommune fra listen.")},
    )
    small_number_limit = forms.IntegerField(
        label=_("Mindste antal personer, der vises"),
        help_text=_("Fem er det laveste. Et højere tal skjuler mere."),
        min_value=LIMIT,
        max_value=HIGHEST_LIMIT,
        widget=forms.NumberInput(attrs={"class": "form-input", "inputmode": "numeric"}),
        error_messages={
            "required": _("Skriv et antal fra 5 til 50."),
            "invalid": _("Skriv et helt tal fra 5 til 50."),
            "min_value": _("Skriv 5 eller mere: tal om færre end fem personer vises aldrig."),
            "max_value": _("Skriv 50 eller mindre."),
        },
    )

    round_to = forms.TypedChoiceField(
        label=_("Afrunding"),
        help_text=_("Antal afrundes, efter at de små er skjult. Andele regnes af de afrundede antal."),
        choices=Rounding.choices,
        coerce=int,
        required=False,
        empty_value=None,
        widget=Select(),
        error_messages={"invalid_choice": _("Vælg en afrunding fra listen.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = BenchmarkFigure.objects.order_by("area").values_list("area", flat=True).distinct()
        area = self.fields["area"]
        assert isinstance(area, forms.ChoiceField)
        area.choices = [("", _("Ingen")), *((a, a) for a in sorted(areas, key=danish_key))]
