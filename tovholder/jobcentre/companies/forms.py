from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tovholder.jobcentre.companies.models import SparringTheme, WorkplaceChoice
from tovholder.jobcentre.ui.numbers import number_field
from tovholder.jobcentre.ui.text import TextField

LONGEST_THEME = SparringTheme._meta.get_field("name").max_length or 0
MOST_THEMES = 20


class WorkplaceChoiceForm(forms.Form):
    """Months for each kind of workplace, within the limits the model sets; and the themes of sparring, one a line."""

    themes = TextField(
        label=gettext_lazy("Temaer for sparring"),
        help_text=gettext_lazy("Ét tema på hver linje, i den rækkefølge I vil se dem."),
        max_length=2000,
        rows=8,
        error_messages={"required": gettext_lazy("Skriv mindst ét tema, og hvert tema kun én gang.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in WorkplaceChoice.CHOSEN:
            self.fields[name] = number_field(WorkplaceChoice, name)
        self.order_fields([*WorkplaceChoice.CHOSEN, "themes"])

    def clean_themes(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["themes"].splitlines()]
        themes = [line for line in lines if line]
        if len(set(themes)) < len(themes) or len(themes) > MOST_THEMES:
            raise forms.ValidationError(
                _("Skriv hvert tema kun én gang, og højst %(n)d temaer.") % {"n": MOST_THEMES}
            )
        if any(len(theme) > LONGEST_THEME for theme in themes):
            raise forms.ValidationError(_("Skriv højst %(n)d tegn på en linje.") % {"n": LONGEST_THEME})
        return themes

    def months(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in WorkplaceChoice.CHOSEN}
