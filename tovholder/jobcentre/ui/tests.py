from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Engine, TemplateSyntaxError
from django.urls import NoReverseMatch, get_resolver, reverse, set_script_prefix
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from tovholder.jobcentre.ui.addresses import address
from tovholder.jobcentre.ui.choosing import Select
from tovholder.jobcentre.ui.templatetags.ui import day

DJANGOS = ["django.templatetags.i18n", "django.templatetags.static"]
OURS = [*DJANGOS, "tovholder.jobcentre.ui.templatetags.once"]


@pytest.mark.parametrize(("language", "pattern"), [("da", "l j. F"), ("en", "l j F")])
@given(on=st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_a_day_is_said_as_its_pattern_would_say_it(language, pattern, on):
    """The slow, obvious answer; Danish writes days and months small, and this year is not said."""
    with translation.override(language):
        said = date_format(on, pattern if on.year == timezone.localdate().year else f"{pattern} Y")
        assert day(on) == (said.lower() if language == "da" else said)


def test_this_year_is_not_said():
    today = timezone.localdate()
    assert str(today.year) not in day(today)
    assert day(today.replace(year=today.year - 1, day=1)).endswith(f" {today.year - 1}")


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "Log ud" %}',
        '{% translate "Log ud"|upper %}',
        '{% translate "Log ud" as out %}<{{ out }}>',
        "{% translate text %}",
        '{% translate "100 %% & mere" %}',
        "{% blocktranslate %}Søg{% endblocktranslate %}",
        "{% blocktranslate %}{{ name }} har 100 % ret{% endblocktranslate %}",
        "{% blocktranslate trimmed %}\n  Taler {{ language }}\n{% endblocktranslate %}",
        "{% blocktranslate with language=name %}Taler {{ language }}{% endblocktranslate %}{{ language }}",
        "{% blocktranslate with language=nobody.said %}Taler {{ language }}, {{ unknown }}{% endblocktranslate %}",
        "{% blocktranslate with day=many %}Begyndte {{ day }}{% endblocktranslate %}",
        "{% blocktranslate count n=many %}{{ n }} dag{% plural %}{{ n }} dage{% endblocktranslate %}",
        "{% blocktranslate count n=one %}{{ n }} dag, {{ name }}{% plural %}{{ n }} dage{% endblocktranslate %}",
        "{% blocktranslate with x=many count n=x %}{{ x }}: {{ n }}{% plural %}{{ n }}, {{ z }}{% endblocktranslate %}",
        "{% blocktranslate asvar said %}Taler {{ name }}{% endblocktranslate %}<{{ said }}>",
        "{% autoescape off %}{% blocktranslate %}Taler {{ name }}{% endblocktranslate %}{% endautoescape %}",
        "{% url 'my_day' %} {% url 'citizen' many %} {% url 'citizen' digits %} {% url 'citizen' pk=many %}",
        "{% url 'citizen' many as there %}<{{ there }}>{% url 'citizen' name as nowhere %}<{{ nowhere }}>",
        "{% url page many %} {% url 'CITIZEN'|lower many %}",
        "{% static 'ui/tovholder.css' %} {% static file %} {% static 'ui/tovholder.js' as there %}<{{ there }}>",
        "{% include 'ui/person.html' with initials=name only %} {% include 'ui/refused.html' %} {% include part %}",
        "{% autoescape off %}{% url 'citizen' many %}{% endautoescape %}",
    ],
)
def test_a_tag_of_ours_says_what_djangos_own_says(source):
    ours, djangos = (
        Engine(builtins=[*tags, "tovholder.jobcentre.ui.templatetags.ui"], app_dirs=True).from_string(source)
        for tags in (OURS, DJANGOS)
    )
    given = {
        "name": "Bo & <Co>",
        "language": "dansk",
        "one": 1,
        "many": 12,
        "digits": "12",
        "page": "citizen",
        "text": "Søg",
        "file": "ui/tovholder.svg",
        "refused": "Nej",
        "part": "ui/refused.html",
    }
    for language in ("da", "en", "da", "en"):
        with translation.override(language):
            assert ours.render(Context(given)) == djangos.render(Context(given))


@pytest.mark.parametrize(
    "given",
    [{}, *({"csrf_token": token} for token in ("aB3", "", None, "NOTPROVIDED", "<b>", lazystr("aB3")))],
)
@pytest.mark.filterwarnings("ignore:Calling format_html")  # which Django's own does
def test_the_token_of_a_form_is_djangos_own(given):
    ours, djangos = (
        Engine(builtins=tags).from_string("{% csrf_token %}").render(Context(given))
        for tags in (OURS, DJANGOS)
    )
    assert ours == djangos


def test_what_is_counted_is_a_number():
    source = "{% blocktranslate count n=name %}{{ n }} dag{% plural %}{{ n }} dage{% endblocktranslate %}"
    with pytest.raises(TemplateSyntaxError):
        Engine(builtins=OURS).from_string(source).render(Context({"name": "Bo"}))


def test_an_address_is_the_one_django_finds():
    with_number = 0
    for page in {name for name in get_resolver().reverse_dict if isinstance(name, str)}:
        for number in ([], [0], [3], [12_345_678_901]):
            try:
                found = reverse(page, args=number)
            except NoReverseMatch:
                continue
            assert address(page, *number) == found
            with_number += bool(number)
    assert with_number > 100


def test_an_address_stands_under_the_sites_own():
    assert address("citizen", 7) == "/borger/7/"
    set_script_prefix("/tovholder/")
    try:
        assert address("citizen", 7) == "/tovholder/borger/7/"
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize(
    ("page", "number"), [("nowhere", None), ("nowhere", 7), ("citizen", -7), ("my_day", 7)]
)
def test_what_has_no_address_is_refused_as_django_does(page, number):
    with pytest.raises(NoReverseMatch):
        address(page, number)


class _Markup(HTMLParser):
    """What a browser reads: tags with their attributes in any order, and texts without the lines between."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.read: list[object] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.read.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.read.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.read.append(data.strip())


@pytest.mark.parametrize("chosen", [None, "", "7", 7, "<8>", "none of them"])
@pytest.mark.parametrize("more", [{}, {"lang": "da", "data-chooses": "", "required": True, "hidden": False}])
def test_a_list_to_choose_from_is_djangos_own(chosen, more):
    choices = [
        ("", gettext_lazy("Alle")),
        (None, "Ingen"),
        (7, "Bo & Søn"),
        ("Team <1>", [("<8>", 'Åse "Å"'), (9, "Ib")]),
        ("10", "Ø"),
    ]
    ours = Select(**more)
    djangos = forms.Select(attrs={"class": "form-select", **more})
    ours.choices = djangos.choices = choices
    shown, expected = (widget.render("who", chosen, {"id": "id_who"}) for widget in (ours, djangos))
    assert _Markup(shown).read == _Markup(expected).read
    assert "selected" in shown or chosen not in ("7", 7, "<8>")
