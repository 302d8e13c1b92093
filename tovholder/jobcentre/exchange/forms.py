from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.exchange import reading
from tovholder.jobcentre.exchange.models import FileKind
from tovholder.jobcentre.exchange.reading import MOST_MEGABYTES
from tovholder.jobcentre.ui.choosing import Select


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Fil"),
        help_text=format_lazy(
            _(
                "Excel (.xlsx) eller CSV, højst {most} MB. Vælg den, eller træk den herhen. Intet læses ind, før du "
                "har sagt ja."
            ),
            most=MOST_MEGABYTES,
        ),
        widget=forms.FileInput(attrs={"class": "form-input", "accept": ".csv,.txt,.tsv,.xlsx,.json"}),
        error_messages={
            "required": _("Vælg en fil."),
            "empty": _("Filen er tom. Vælg en fil med overskrifter i første række."),
            "missing": _("Vælg en fil."),
            "invalid": _("Filen kom ikke frem. Vælg den igen."),
        },
    )
    kind = forms.ChoiceField(
        label=_("Hvad er der i filen?"),
        required=False,
        choices=[("", _("Find ud af det ud fra overskrifterne")), *FileKind.choices],
        widget=Select(),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > reading.MOST_BYTES:
            raise forms.ValidationError(reading.too_large())
        return file
