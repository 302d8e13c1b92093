"""A page as the browser has it: its forms with what is filled in, the ids on it, and its cost."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

Attributes = dict[str, str]


@dataclass
class Form:
    action: str
    inputs: list[Attributes] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    buttons: list[Attributes] = field(default_factory=list)

    def stated(self) -> list[tuple[str, str]]:
        """What is checked or written though nobody pressed or typed anything."""
        found = [(i["name"], i["value"]) for i in self.inputs if "checked" in i or "selected" in i]
        chosen = {"radio", "checkbox", "hidden", "option"}
        written = [i for i in self.inputs if i.get("type", "text") not in chosen]
        found += [(i["name"], i["value"]) for i in written if i.get("value")]
        return found + [(name, text) for name, text in self.texts.items() if text]

    def hidden(self) -> dict[str, str]:
        return {i["name"]: i.get("value", "") for i in self.inputs if i.get("type") == "hidden"}

    def options(self, name: str) -> dict[str, Attributes]:
        return {i["value"]: i for i in self.inputs if i.get("name") == name}


class Page(HTMLParser):
    def __init__(self, response) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self._inside: Form | None = None
        self._textarea = ""
        self._list = ""
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "form":
            self._inside = Form(given.get("action", ""))
            self.forms.append(self._inside)
        elif self._inside is not None:
            self._in_a_form(self._inside, tag, given)

    def _in_a_form(self, form: Form, tag: str, given: Attributes) -> None:
        if tag in {"select", "datalist"}:
            self._list = given.get("name", "")
        elif tag == "input":
            form.inputs.append(given)
        elif tag == "option":
            form.inputs.append(given | {"name": self._list, "type": tag})
        elif tag == "button":
            form.buttons.append(given)
        elif tag == "textarea":
            self._textarea = given["name"]
            form.texts[self._textarea] = ""

    def handle_data(self, data: str) -> None:
        if self._inside is not None and self._textarea:
            self._inside.texts[self._textarea] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        elif tag == "textarea":
            self._textarea = ""

    def form(self, action: str) -> Form:
        [found] = [form for form in self.forms if form.action == action]
        return found

    def ids_used_twice(self) -> list[str]:
        return [name for name, times in Counter(self.ids).items() if times > 1]


def cost_of(client: Client, url: str) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
