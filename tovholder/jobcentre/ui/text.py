"""Text that people type. What cannot be read as text is refused with a sentence; nothing is cut or changed silently."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def check_readable(value: str) -> None:
    """Refuse control characters and the mark that stands where bytes were not text."""
    if "\ufffd" in value or any(ord(c) < 32 and c not in "\n\r\t" for c in value):
        raise ValidationError(
            _("Noget af teksten kunne ikke læses. Skriv den igen, eller indsæt den som ren tekst.")
        )


class TextField(forms.CharField):
    """A text of at most `max_length` characters, counted as the browser counts (a line break is one)."""

    def __init__(self, *, rows: int = 0, **kwargs) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("class", "form-input")
        # CharField has its own check for NUL; ours says what to do, for all of them.
        self.validators = [
            v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"
        ]
        self.validators.append(check_readable)

    def to_python(self, value):
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text
