from datetime import timedelta

import pytest

from tests import cast
from tests.bench.two_more_years import EARLIER, add
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SpokenAnswer
from tovholder.jobcentre.talks.models import RoleTaken, Talk

pytestmark = pytest.mark.django_db


def test_what_is_a_year_or_more_old_was_said_and_told_two_years_before_too(amina):
    workplace = cast.a_workplace(contact=amina)
    course = cast.a_course(contact=amina, since=cast.LONG_AGO - 5 * timedelta(days=365))
    now = cast.AT
    old, new = (now - timedelta(days=days) for days in (500, 100))
    talks = [cast.a_held_talk(course, by=amina, at=at) for at in (old, new)]
    notices = [cast.a_notice(workplace, at=at, first_day=at.date()) for at in (old, new)]
    for notice in notices:
        SpokenAnswer.objects.create(notice=notice, employee=amina, at=notice.received_at)
    assert add(now) == 2

    talk = Talk.objects.exclude(pk__in=[each.pk for each in talks]).get()
    assert (talk.held_at, talk.course_id) == (old - EARLIER, course.pk)
    roles = RoleTaken.objects.filter(talk=talk).values_list("role", flat=True)
    assert set(roles) == set(talks[0].roles.values_list("role", flat=True)) != set()
    notice = AbsenceNotice.objects.exclude(pk__in=[each.pk for each in notices]).get()
    assert notice.received_at == notice.spoken_answer.at == old - EARLIER
    assert notice.first_day == (old - EARLIER).date()
