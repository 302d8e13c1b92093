"""What citizens answered, told by unit and month: against a slow count, and never of few."""

import random
from collections import defaultdict
from datetime import date
from statistics import fmean

import pytest
from django.urls import reverse

from tests.cast import text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.results.actions import publish_figures
from tovholder.jobcentre.results.models import Figure, Indicator
from tovholder.jobcentre.results.publish import heard
from tovholder.jobcentre.results.publish.spans import full_months
from tovholder.jobcentre.results.tests.town import NOW, TODAY, Town, figure, login_as
from tovholder.jobcentre.staff.models import Unit
from tovholder.jobcentre.talks.models import HeardTally

pytestmark = pytest.mark.django_db
OCTOBER, ITS_END = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def town() -> Town:
    return Town()


def count(unit: Unit, answers: list[int], *, month: date = OCTOBER, question: str = "felt_met") -> None:
    for answer in set(answers):
        HeardTally.objects.create(
            unit=unit, month=month, question=question, answer=answer, many=answers.count(answer)
        )


def publish() -> None:
    publish_figures(TODAY, by=None, at=NOW)


def test_a_random_town_is_told_as_one_answer_at_a_time(town: Town) -> None:
    dice = random.Random(33)
    units = [town.unit(f"Enhed {n}") for n in range(4)]
    given: dict[Unit, list[int]] = defaultdict(list)
    for _ in range(120):
        given[dice.choice(units)].append(dice.randint(1, 5))
    for unit, answers in given.items():
        count(unit, answers)
    publish()
    everybody = [answer for answers in given.values() for answer in answers]
    assert figure(Indicator.FELT_MET, ITS_END).value == pytest.approx(fmean(everybody), abs=1e-4)
    for unit, answers in given.items():
        shown = figure(Indicator.FELT_MET, ITS_END, unit=unit)
        assert (shown.denominator, shown.value) == (len(answers), pytest.approx(fmean(answers), abs=1e-4))


def test_few_are_told_of_nobody_and_cannot_be_reckoned_from_the_rest(town: Town) -> None:
    few, some, many = town.unit("Få"), town.unit("Nogle"), town.unit("Mange")
    count(few, [1, 2, 5, 4])
    count(some, [3] * 6)
    count(many, [5] * 20)
    publish()
    assert figure(Indicator.FELT_MET, ITS_END, unit=few).suppressed
    assert figure(Indicator.FELT_MET, ITS_END, unit=some).suppressed, "else the few follow by subtraction"
    assert figure(Indicator.FELT_MET, ITS_END, unit=many).value == 5
    assert figure(Indicator.FELT_MET, ITS_END).denominator == 30


def test_five_are_told_and_four_are_not(town: Town) -> None:
    unit = town.unit("Enhed")
    count(unit, [4] * 4)
    count(unit, [4] * 5, question="own_say")
    publish()
    assert figure(Indicator.FELT_MET, ITS_END).suppressed
    assert figure(Indicator.OWN_SAY, ITS_END).value == 4


def test_the_month_that_runs_is_not_told(town: Town) -> None:
    count(town.unit("Enhed"), [4] * 9, month=TODAY.replace(day=1))
    publish()
    assert not Figure.objects.filter(indicator=Indicator.FELT_MET, denominator__gt=0).exists()


def test_the_sentence_in_resultater_and_in_teamet(client, town: Town) -> None:
    unit = town.unit("Enhed")
    town.employee("Leder", unit, Role.LEADER)
    count(unit, [5, 5, 5, 4, 4, 3, 3])
    publish()
    said = "I oktober 2026 svarede borgerne i gennemsnit 4,1 af 5 på, om de følte sig mødt."
    login_as(client, Role.MANAGER)
    page = text_of(client.get(reverse("results")))
    assert said in page
    page = text_of(client.get(reverse("results_figure", args=[Indicator.FELT_MET])))
    assert "Regnet på 7 svar." in page
    assert "det er frivilligt" in page
    login_as(client, Role.LEADER)
    assert said in text_of(client.get(reverse("team")))


def test_one_query_whatever_is_counted(town: Town, django_assert_num_queries) -> None:
    units = [town.unit(f"Enhed {n}") for n in range(3)]
    for unit in units:
        count(unit, [1, 2, 3, 4, 5, 5])
    with django_assert_num_queries(1):
        list(heard.tables(full_months(TODAY), [unit.pk for unit in units]))
