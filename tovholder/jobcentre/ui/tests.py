from datetime import date

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from tovholder.jobcentre.ui.templatetags.ui import day


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
