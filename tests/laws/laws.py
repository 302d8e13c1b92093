"""The laws of the code: what a machine can hold, each with its remedy. `test_laws` breaks every one on a sample."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

Found = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Law:
    """`find` yields (line, what) for each breach in one file. `applies` says for which files the law holds."""

    name: str
    remedy: str
    applies: Callable[[PurePosixPath], bool]
    find: Callable[[str], Found]
    broken: str
    kept: str


def _python(path: PurePosixPath) -> bool:
    return path.suffix == ".py" and "migrations" not in path.parts and not _is_test(path)


def _is_test(path: PurePosixPath) -> bool:
    return "tests" in path.parts or path.stem.startswith("test") or path.stem == "conftest"


def _in_app(*names: str) -> Callable[[PurePosixPath], bool]:
    """Files of one of these names in a Django app, whether a module or a folder of modules."""
    return lambda path: (
        _python(path) and "jobcentre" in path.parts and bool({*path.parts, path.stem} & set(names))
    )


def _template(path: PurePosixPath) -> bool:
    return path.suffix == ".html"


def _calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


_WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
}  # fmt: skip


def writes_outside_actions(source: str) -> Found:
    for call in _calls(source):
        on = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        on_rows = "objects" in on or _method(call) in {"save", "delete", "bulk_create", "bulk_update"}
        if _method(call) in _WRITES and on_rows:
            yield call.lineno, ast.unparse(call)[:80]


def save_without_names(source: str) -> Found:
    for call in _calls(source):
        named = {keyword.arg for keyword in call.keywords}
        is_row = not ast.unparse(call.func).startswith(("super()", "form."))
        if _method(call) == "save" and is_row and not named & {"update_fields", "force_insert"}:
            yield call.lineno, ast.unparse(call)


def reads_the_clock(source: str) -> Found:
    clocks = {"now", "today", "localdate", "localtime", "utcnow"}
    for call in _calls(source):
        whose = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if (
            _method(call) in clocks
            and whose in {"timezone", "date", "datetime", "dt", "time"}
            and not call.args
        ):
            yield call.lineno, ast.unparse(call)


def careless_action(source: str) -> Found:
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        words = {argument.arg for argument in node.args.kwonlyargs}
        changes = "by" in {a.arg for a in (*node.args.kwonlyargs, *node.args.args)}
        if not changes:
            continue
        if not {"by", "at"} <= words:
            yield node.lineno, f"{node.name}: by= and at= are keywords"
        if ast.get_docstring(node) is None:
            yield node.lineno, f"{node.name}: no docstring (what changes, what it refuses)"
        atomic = any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
        if not atomic and "atomic(" not in ast.unparse(node):
            yield node.lineno, f"{node.name}: not one transaction"


def listens_to_signals(source: str) -> Found:
    for call in _calls(source):
        if (_method(call) == "connect" and "connection_created" not in ast.unparse(call)) or _method(
            call
        ) == "receiver":
            yield call.lineno, ast.unparse(call)[:80]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.signals":
            yield node.lineno, "django.db.models.signals"


_NUMBERS = {"pk", "id", "n", "citizen", "course", "workplace", "employee", "unit"}


def unseen_reading(source: str) -> Found:
    """`.values()` makes no rows of the model, so the reading is not noticed (audit/looks.py). Numbers tell nothing."""
    for call in _calls(source):
        asked = {getattr(argument, "value", ast.unparse(argument)) for argument in call.args}
        text = bool(call.keywords and "flat" not in {k.arg for k in call.keywords}) or not asked <= _NUMBERS
        if _method(call) in {"values", "values_list", "raw"} and text:
            yield call.lineno, ast.unparse(call)[:80]


def calls_past_the_duty(source: str) -> Found:
    """A contact's own number on a page, or a contact asked about one at a time: who is away would be called."""
    yield from _matches(
        source,
        {
            "own number": r"\b(contact|employee|stand_in|receiver)\.telephone\w*",
            "asked past the row": r"(?<!\.)\bon_duty\([\w.]*contact\b",
        },
    )


def raw_html(source: str) -> Found:
    for call in _calls(source):
        name = call.func.id if isinstance(call.func, ast.Name) else _method(call)
        if name in {"mark_safe", "SafeString"}:
            yield call.lineno, ast.unparse(call)[:80]


def inline_in_template(source: str) -> Found:
    patterns = {
        "style attribute": r"<[^>]*\sstyle\s*=",
        "style element": r"<style\b",
        "inline script": r"<script(?![^>]*\ssrc=)",
        "event attribute": r"<[^>]*\son[a-z]+\s*=",
        "javascript address": r"href\s*=\s*[\"']javascript:",
        "unescaped text": r"\|\s*safe\b|{%\s*autoescape\s+off",
    }
    yield from _matches(source, patterns)


def untranslated_text(source: str) -> Found:
    """Danish words that stand bare in a template: no tag, no variable, not marked for translation."""
    bare = re.sub(
        r"{%\s*blocktranslate.*?endblocktranslate\s*%}",
        lambda m: "\n" * m[0].count("\n"),
        source,
        flags=re.DOTALL,
    )
    bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->", "", bare)
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>", lambda m: "\n" * m[0].count("\n"), bare, flags=re.DOTALL)
    bare = re.sub(r"<[^>]*>", lambda m: "\n" * m[0].count("\n"), bare, flags=re.DOTALL)
    for number, line in enumerate(bare.splitlines(), 1):
        words = re.findall(r"[A-Za-zÆØÅæøå]{3,}", line.replace("Tovholder", ""))
        if words:
            yield number, " ".join(words)[:60]


def registry_address(source: str) -> Found:
    yield from _matches(source, {"registry": r"https?://[^\s\"']*(/simple\b|/packages/|\.tgz|\.whl)"})


def too_long(source: str) -> Found:
    lines = source.count("\n")
    if lines > 400:
        yield 1, f"{lines} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > 60:
                yield node.lineno, f"{node.name}: {length} lines"


def undocumented(source: str) -> Found:
    """Public functions and classes of the pure packages say shapes, units and errors."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(parent) for parent in node.bases):
            continue  # its values say it
        public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if public and ast.get_docstring(node) is None and len(node.body) > 3:
            yield node.lineno, node.name


def _matches(source: str, patterns: dict[str, str]) -> Found:
    for name, pattern in patterns.items():
        for match in re.finditer(pattern, source, re.IGNORECASE):
            yield source.count("\n", 0, match.start()) + 1, f"{name}: {match[0][:60]}"


def _pure(path: PurePosixPath) -> bool:
    return _python(path) and bool(set(path.parts) & {"law", "absence", "assignment", "registers"})


_SHOWS = {"views", "commands", "middleware", "templatetags", "middleware.py", "cli", "progress"}


def _must_not_read_the_clock(path: PurePosixPath) -> bool:
    return (_python(path) and not ({*path.parts, path.stem} & _SHOWS) and "jobcentre" in path.parts) or _pure(
        path
    )


LAWS = [
    Law(
        "only actions write",
        "Move the change into a function of the app's actions.py (by=, at=, one transaction, one audit event).",
        _in_app("views", "forms", "templatetags"),
        writes_outside_actions,
        "def page(request):\n    Talk.objects.create(note='x')\n",
        "def page(request):\n    actions.hold_talk(course, by=request.user, at=now)\n",
    ),
    Law(
        "save names its fields",
        "Write save(update_fields=[…]) or save(force_insert=True): a bare save overwrites what others changed.",
        _in_app("actions"),
        save_without_names,
        "def f(row):\n    row.save()\n",
        "def f(row):\n    row.save(update_fields=['contact'])\n",
    ),
    Law(
        "only views and commands read the clock",
        "Take the time as an argument (at=, today=) and let the view or the command pass it.",
        _must_not_read_the_clock,
        reads_the_clock,
        "def f():\n    return timezone.now()\n",
        "def f(at):\n    return timezone.localdate(at)\n",
    ),
    Law(
        "an action says who, when and what, in one transaction",
        "Keywords by= and at=, a docstring (what changes, what it refuses), @transaction.atomic.",
        _in_app("actions"),
        careless_action,
        "def f(row, by, at):\n    row.update(x=1)\n",
        "@transaction.atomic\ndef f(row, *, by, at):\n    'Change x.'\n    row.update(x=1)\n",
    ),
    Law(
        "no signals",
        "Call it from the action that makes the change: a signal hides what happens, and bulk changes pass it by.",
        _in_app("jobcentre"),
        listens_to_signals,
        "post_save.connect(f, sender=Talk)\n",
        "def f():\n    pass\n",
    ),
    Law(
        "views read rows, not values",
        "Fetch rows of the model, so that every look is noticed; or list the exception with its reason.",
        _in_app("views"),
        unseen_reading,
        "def page(request):\n    return list(Citizen.objects.values('name'))\n",
        "def page(request):\n    return list(Citizen.objects.visible_to(request.user))\n",
    ),
    Law(
        "whom to call is asked in one place",
        "Ask staff.now (person_of, people_of), and show duty.telephone: the contact may be away, or have left.",
        lambda path: _template(path) or _in_app("jobcentre")(path),
        calls_past_the_duty,
        "{{ course.contact.telephone }}",
        "{{ duty.telephone }}",
    ),
    Law(
        "no HTML made safe by hand",
        "Use a template, or django.utils.html.format_html, which escapes.",
        _in_app("jobcentre"),
        raw_html,
        "def f(name):\n    return mark_safe('<b>' + name)\n",
        "def f(name):\n    return format_html('<b>{}</b>', name)\n",
    ),
    Law(
        "nothing inline in a template",
        "Put styles in static/ui/tovholder.css and scripts in static/ui/tovholder.js: the policy allows no inline.",
        _template,
        inline_in_template,
        '<p style="color:red" onclick="x()">{{ name|safe }}</p><script>x()</script>',
        '<p class="quiet">{{ name }}</p><script src="x.js"></script>',
    ),
    Law(
        "every text can be translated",
        "Wrap it in {% translate %} or {% blocktranslate trimmed %}.",
        _template,
        untranslated_text,
        "<h1>Mine borgere</h1>",
        '<h1>{% translate "Mine borgere" %}</h1>',
    ),
    Law(
        "files and functions can be read at once",
        "Give the second idea in it a module or a function of its own.",
        _python,
        too_long,
        "def f():\n" + "    x = 1\n" * 61,
        "def f():\n    x = 1\n",
    ),
    Law(
        "pure packages explain themselves",
        "Write a docstring: shapes, units, errors, source.",
        _pure,
        undocumented,
        "def due(day):\n    a = 1\n    b = 2\n    c = 3\n    return a + b + c\n",
        "def due(day):\n    'The last day in time.'\n    a = 1\n    b = 2\n    return a + b\n",
    ),
    Law(
        "no registry's address",
        "Locks carry hashes, never where a package was fetched.",
        lambda path: path.suffix in {".py", ".toml", ".in", ".lock", ".txt", ".json", ".md", ".npmrc", ""},
        registry_address,
        "resolved: https://registry.example/x/-/x-1.0.tgz",
        "integrity: sha512-abc",
    ),
]
