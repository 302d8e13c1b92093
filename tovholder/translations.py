"""Compile the translations that changed: `python -m tovholder.translations`. Babel needs no gettext programs."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent / "locale"


def compile_changed(locale: Path = LOCALE) -> list[Path]:
    """Write the compiled file beside every text file newer than it; return those written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as text:
                catalogue = read_po(text, abort_invalid=True)
            with target.open("wb") as compiled:
                write_mo(compiled, catalogue)
            written.append(target)
    return written


if __name__ == "__main__":
    compile_changed()
