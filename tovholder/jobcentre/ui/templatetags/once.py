"""Django's own tags for texts, addresses, files and parts of pages, which keep what is the same each time.

A text without anything in it depends on the language alone, the address of a row is that of its page with another
number, and the address of a file and a part of a page do not change at all. Each is found once for each process instead
of each time it is met.
"""

from html import escape

from django import template
from django.template.base import Node, Template, render_value_in_context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.template.loader_tags import do_include
from django.templatetags.i18n import BlockTranslateNode, TranslateNode, do_block_translate, do_translate
from django.templatetags.static import StaticNode, do_static
from django.utils.translation import get_language, gettext

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
    return node if node.plural or node.message_context or node.asvar else Sentence(node)


@register.tag("url")
def url(parser, token) -> Node:
    node = django_url(parser, token)
    return node if node.kwargs or node.asvar or len(node.args) > 1 else Address(node)


@register.tag("static")
def static(parser, token) -> Node:
    node = do_static(parser, token)
    return node if node.varname or node.path.is_var else File(node)


@register.tag("include")
def include(parser, token) -> Node:
    node = do_include(parser, token)
    if not node.template.is_var:
        node.template = Part(node.template.var)
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

    is_var = False

    def __init__(self, name: str) -> None:
        self.var = name
        self.kept: Template | None = None

    def resolve(self, context) -> Template:
        if self.kept is None:
            self.kept = context.template.engine.get_template(self.var)
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
        given = {name: value.resolve(context) for name, value in self.node.extra_context.items()}
        words = {name: given[name] if name in given else _found(name, context) for name in self.names}
        return self.kept[language] % {name: _shown(words[name], context) for name in words}


class Address(Node):
    """The address of a page, or of the one about a row. Whatever else an address is made of, Django makes it."""

    child_nodelists = ()

    def __init__(self, node: URLNode) -> None:
        self.node = node

    def render(self, context) -> str:
        numbers = [each.resolve(context) for each in self.node.args]
        if numbers and type(numbers[0]) is not int:
            return self.node.render(context)
        return _shown(address(self.node.view_name.resolve(context), *numbers), context)


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
    return not text.is_var and not text.filters
