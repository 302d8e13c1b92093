import gettext
import os
from pathlib import Path

from tovholder.translations import compile_changed

SOURCE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Min dag"\nmsgstr "{}"\n'


def test_only_what_changed_is_compiled(tmp_path: Path) -> None:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE.format("My day"))
    compiled = source.with_suffix(".mo")

    assert compile_changed(tmp_path) == [compiled]
    assert gettext.translation("django", tmp_path, ["en"]).gettext("Min dag") == "My day"
    assert compile_changed(tmp_path) == []

    source.write_text(SOURCE.format("Today"))
    later = compiled.stat().st_mtime + 5
    os.utime(source, (later, later))
    assert compile_changed(tmp_path) == [compiled]
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Min dag") == "Today"
