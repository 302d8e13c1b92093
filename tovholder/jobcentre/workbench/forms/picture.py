from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.staff.picture import MOST_BYTES, MOST_MEGABYTES, NotAPicture, made_small


class PictureForm(forms.Form):
    """A picture as it was sent; what comes out is the small one that is kept."""

    file = forms.FileField(
        label=_("Vælg et billede"),
        help_text=format_lazy(
            _(
                "JPEG, PNG eller WebP, højst {most} MB. Midten af billedet bliver brugt, så hav ansigtet dér. Sted, "
                "tid og andet, som kameraet har skrevet i filen, bliver ikke gemt."
            ),
            most=MOST_MEGABYTES,
        ),
        widget=forms.FileInput(attrs={"class": "form-input", "accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Vælg et billede."),
            "missing": _("Vælg et billede."),
            "empty": _("Filen er tom. Vælg et andet billede."),
            "invalid": _("Billedet kom ikke frem. Vælg det igen."),
        },
    )

    def clean_file(self) -> bytes:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            too_heavy = gettext("Billedet fylder mere end %(most)d MB. Gør det mindre, og prøv igen.")
            raise forms.ValidationError(too_heavy % {"most": MOST_MEGABYTES})
        try:
            return made_small(file.read())
        except NotAPicture as refused:
            raise forms.ValidationError(str(refused)) from refused
