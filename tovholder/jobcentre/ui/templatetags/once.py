"""Django's own tags for texts, addresses, files and parts of pages, which keep what is the same each time.

A text without anything in it depends on the language alone, the address of a row is that of its page with another
number, and the address of a file and a part of a page do not change at all. Each is found once for each process instead
of each time it is met. The token of a form, of which a page has a dozen, is written as it is.
"""

from functools import lru_cache
from html import escape

from django import template
from django.template.base import Node, Template, Variable, render_value_in_context
from django.template.defaulttags import CsrfTokenNode, URLNode, csrf_token
from django.template.defaulttags import url as django_url
from django.template.loader_tags import do_include
from django.templatetags.i18n import BlockTranslateNode, TranslateNode, do_block_translate, do_translate
from django.templatetags.static import StaticNode, do_static
from django.utils.translation import get_language, gettext, ngettext

from tovholder.jobcentre.ui.addresses import address

register = template.Library()


@register.tag("translate")
def translate(parser, token) -> Node:
    constant = _is_constant(parser, token)
    node = do_translate(parser, token)
    return Text(node) if constant and not (node.asvar or node.noop or node.message_context) else node


@register.tag("blocktranslate")
def blocktranslate(parser, token) -> Node:
    node = do_block_translate(parser, token)
    if node.message_context or node.asvar:
        return node
    return Counted(node) if node.plural else Sentence(node)


@register.tag("url")
def url(parser, token) -> Node:
    node = django_url(parser, token)
    return node if node.kwargs or node.asvar or len(node.args) > 1 else Address(node)


@register.tag("csrf_token")
def token_of_form(parser, token) -> Node:
    return Token(csrf_token(parser, token))


@register.tag("static")
def static(parser, token) -> Node:
    node = do_static(parser, token)
    return node if node.varname or isinstance(node.path.var, Variable) else File(node)


@register.tag("include")
def include(parser, token) -> Node:
    node = do_include(parser, token)
    if not isinstance(node.template.var, Variable):
        node.template = Part(node.template.var)  # type: ignore[assignment]  # which is asked for the template alone
    return node


class File(Node):
    """The address of a file of ours."""

    child_nodelists = ()

    def __init__(self, node: StaticNode) -> None:
        self.node = node
        self.kept = ""

    def render(self, context) -> str:
        self.kept = self.kept or self.node.render(context)
        return self.kept


class Part:
    """Stands where a tag has the name of a template, and gives the template."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.kept: Template | None = None

    def resolve(self, context) -> Template:
        if self.kept is None:
            self.kept = context.template.engine.get_template(self.name)
        return self.kept


class Text(Node):
    """A text without anything in it."""

    child_nodelists = ()

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.kept: dict[str | None, str] = {}

    def render(self, context) -> str:
        language = get_language()
        if language not in self.kept:
            self.kept[language] = self.node.render(context)
        return self.kept[language]


class Sentence(Node):
    """A sentence with names, days and other words put in."""

    child_nodelists = ()

    def __init__(self, node: BlockTranslateNode) -> None:
        self.node = node
        self.source, self.names = node.render_token_list(node.singular)
        self.kept: dict[str | None, str] = {}

    def render(self, context) -> str:
        language = get_language()
        if language not in self.kept:
            self.kept[language] = gettext(self.source)
        return self.kept[language] % _words(self.names, _given(self.node, context), context)


class Counted(Node):
    """A sentence that is another about one than about many."""

    child_nodelists = ()

    def __init__(self, node: BlockTranslateNode) -> None:
        self.node = node
        (self.one, names), (self.many, more) = map(node.render_token_list, (node.singular, node.plural))
        self.names = [*names, *more]
        assert node.counter is not None  # with a plural there is one
        assert node.countervar is not None
        self.counter, self.number = node.counter, node.countervar

    def render(self, context) -> str:
        given = _given(self.node, context)
        with context.push(**given):
            count = self.counter.resolve(context)
        if type(count) is not int:
            return self.node.render(context)
        said = _counted(self.one, self.many, count, get_language())
        return said % _words(self.names, given | {self.number: count}, context)


@lru_cache(maxsize=4096)
def _counted(one: str, many: str, count: int, _language: str | None) -> str:
    return ngettext(one, many, count)


class Address(Node):
    """The address of a page, or of the one about a row. Whatever else an address is made of, Django makes it."""

    child_nodelists = ()

    def __init__(self, node: URLNode) -> None:
        self.node = node
        name = node.view_name
        self.page = None if name.filters or isinstance(name.var, Variable) else str(name.var)

    def render(self, context) -> str:
        numbers = [each.resolve(context) for each in self.node.args]
        if numbers and type(numbers[0]) is not int:
            return self.node.render(context)
        return _shown(address(self.page or self.node.view_name.resolve(context), *numbers), context)


class Token(Node):
    """What a form shows to be one of ours. The token is letters and digits, so nothing in it needs to be escaped."""

    child_nodelists = ()

    def __init__(self, node: CsrfTokenNode) -> None:
        self.node = node

    def render(self, context) -> str:
        token = str(context.get("csrf_token"))
        if not (token.isascii() and token.isalnum()) or token in ("None", "NOTPROVIDED"):
            return self.node.render(context)
        return f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'


def _given(node: BlockTranslateNode, context) -> dict[str, object]:
    return {name: value.resolve(context) for name, value in node.extra_context.items()}


def _words(names: list[str], given: dict[str, object], context) -> dict[str, str]:
    return {name: _shown(given[name] if name in given else _found(name, context), context) for name in names}


def _shown(value: object, context) -> str:
    """As Django shows it, which asks much of a value before it finds that it is a text like most."""
    if type(value) is str:
        return escape(value) if context.autoescape else value
    return render_value_in_context(value, context)


def _found(name: str, context) -> object:
    """What the page gives by this name; what there is none of is said as Django would say it."""
    if name in context:
        return context[name]
    nothing = context.template.engine.string_if_invalid
    return nothing % name if "%s" in nothing else nothing


def _is_constant(parser, token) -> bool:
    text = parser.compile_filter(token.split_contents()[1])
    return not isinstance(text.var, Variable) and not text.filters
