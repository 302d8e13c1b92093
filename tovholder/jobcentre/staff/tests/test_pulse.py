"""The pulse: counted, never anybody's, and told from five answers when the week is over."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, browser_of, text_of
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.staff.actions import answer_pulse
from tovholder.jobcentre.staff.models import PulseQuestion, PulseTally
from tovholder.jobcentre.staff.pulse import development

pytestmark = pytest.mark.django_db
PULSE = reverse("pulse")
A_WEEK = timedelta(days=7)


def given(answer: int = 4) -> dict[str, int]:
    return dict.fromkeys(PulseQuestion.values, answer)


def test_nothing_that_is_kept_leads_to_whoever_answered(amina):
    """Two who answer the same leave the same rows, whoever they are, in whatever order."""
    columns = {field.name for field in PulseTally._meta.get_fields()}
    assert columns == {"id", "week", "question", "answer", "many"}
    with time_machine.travel(AT, tick=False):
        before = Record.objects.count()
        browser_of(amina).post(PULSE, given(4))
        assert Record.objects.count() == before, "no line in the log"
        rows = list(PulseTally.objects.order_by("pk").values_list())
        browser_of(cast.an_employee()).post(PULSE, given(4))
    after = list(PulseTally.objects.order_by("pk").values_list())
    assert [row[:-1] for row in after] == [row[:-1] for row in rows], "no row of one's own"
    assert {row[-1] for row in after} == {2}


def test_it_is_told_from_five_and_when_the_week_is_over():
    for number in range(5):
        answer_pulse(given(4 if number else 2), at=AT)
        assert development(TODAY)[PulseQuestion.MEANING][-1] is None, "the week that runs"
        shown = development(TODAY + A_WEEK)[PulseQuestion.MEANING][-1]
        assert shown == (pytest.approx(3.6) if number == 4 else None)


def test_the_page_tells_no_number_of_few(amina):
    for _ in range(4):
        answer_pulse(given(4), at=AT)
    with time_machine.travel(AT + A_WEEK, tick=False):
        page = text_of(browser_of(amina).get(PULSE))
    assert page.count("For få har svaret til at sige noget.") == 3


def test_the_browser_remembers_and_nobody_else(amina):
    with time_machine.travel(AT, tick=False):
        browser = browser_of(amina)
        assert browser.post(PULSE, given(4)).url == PULSE
        browser.post(PULSE, given(4))
        assert "Der er svaret fra den her browser" in text_of(browser.get(PULSE))
    assert set(PulseTally.objects.values_list("many", flat=True)) == {1}
    with time_machine.travel(AT + A_WEEK, tick=False):
        assert "Der er svaret" not in text_of(browser_of(amina).get(PULSE))


def test_the_manager_reads_the_development_beside_coverage(amina):
    for _ in range(5):
        answer_pulse(given(4), at=AT)
    with time_machine.travel(AT + A_WEEK, tick=False):
        page = text_of(browser_of(cast.a_user("manager")).get(reverse("coverage")))
    assert "4 af 5 sidst" in page or "4,0 af 5 sidst" in page


@pytest.mark.parametrize("wrong", [{}, given(6), given(0), given() | {"wage": 3}])
def test_only_whole_answers_are_counted(wrong):
    with pytest.raises(Refused):
        answer_pulse(wrong, at=AT)
    assert not PulseTally.objects.exists()


def test_the_database_knows_the_scale():
    with pytest.raises(IntegrityError):
        PulseTally.objects.create(week=TODAY, question="meaning", answer=6)


def test_one_query_however_long(django_assert_num_queries):
    for weeks in range(10):
        answer_pulse(given(3), at=AT - weeks * A_WEEK)
    with django_assert_num_queries(1):
        development(TODAY)
