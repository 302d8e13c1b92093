"""Every field of a citizen's data holds a word that stands nowhere else, so that a walk sees where it is read."""

from tests.access.marked import NOBODYS_OUTSIDE, NOTHING_TO_MARK, THE_WORKPLACES_TOO, text_fields
from tests.access.world import World

MARKED = (*NOBODYS_OUTSIDE, *THE_WORKPLACES_TOO.values())


def test_a_marked_word_stands_in_every_field_where_words_may_stand(world: World) -> None:
    """A new field is marked in tests/access/world.py or written.py; or says in marked.py why it holds nothing."""
    unmarked = []
    for name, field in text_fields():
        values = [str(getattr(row, field.attname)) for row in field.model._base_manager.all()]
        if name not in NOTHING_TO_MARK and not any(word in value for value in values for word in MARKED):
            unmarked.append(name)
    assert not unmarked


def test_what_has_nothing_to_mark_is_still_there() -> None:
    names = {name for name, _field in text_fields()}
    assert set(NOTHING_TO_MARK) <= names
    assert len(names) > 50


def test_no_marked_word_is_another() -> None:
    words = [*THE_WORKPLACES_TOO.values(), *(word for word in NOBODYS_OUTSIDE if "mærket" in word)]
    assert len(set(words)) == len(words)
