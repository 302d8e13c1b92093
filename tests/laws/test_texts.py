"""Danish is the source; the English is complete."""

from babel.messages.catalog import Catalog

from tests.laws.texts import read, texts, untranslated


def test_everything_has_english() -> None:
    missing = untranslated(read())
    assert not missing, (
        "Run `python -m tests.laws.texts update`, write the English in locale/en, and compile:\n"
        + "\n".join(missing)
    )


def test_nothing_is_left_from_texts_that_are_gone() -> None:
    today = {text if isinstance(text, str) else text[0] for text, _place in texts()}
    gone = {m.id if isinstance(m.id, str) else m.id[0] for m in read() if m.id} - today
    assert not gone, f"Run `python -m tests.laws.texts update`: {sorted(gone)}"


def test_the_guard_sees_a_text_without_english_and_a_lost_name() -> None:
    empty = Catalog(locale="en")
    assert len(untranslated(empty)) > 100
    catalogue = read()
    named = next(m for m in catalogue if m.id and isinstance(m.id, str) and "%(name)s" in m.id)
    named.string = "no name here"
    assert any(str(named.id) in line for line in untranslated(catalogue))


def test_templates_and_code_and_data_are_all_read() -> None:
    places = {place for _text, place in texts()}
    assert any(place.endswith(".html") for place in places)
    assert any(place.endswith("models.py") for place in places)
    assert "tovholder/law/parameters.toml" in places
