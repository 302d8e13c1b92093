"""A list to choose from, as the design system draws it."""

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Select(forms.Select):
    """Django's own, whose choices are written at once: a template for each took a sixth of the unit's list."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs={"class": "form-select", **attrs})

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        groups = format_html_join(
            "", "{}", ((_group(group, _written(options)),) for group, options, _number in widget["optgroups"])
        )
        return format_html(
            "<select{}>{}</select>", flatatt({"name": widget["name"], **widget["attrs"]}), groups
        )


def _group(name: str | None, options: SafeString) -> SafeString:
    return format_html('<optgroup label="{}">{}</optgroup>', name, options) if name else options


def _written(options: list[dict[str, Any]]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((option["value"], flatatt(option["attrs"]), option["label"]) for option in options),
    )
