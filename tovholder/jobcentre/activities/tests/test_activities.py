"""An activity is agreed, changed and ended; what cannot be is refused by the action and by the database."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT, TODAY, an_activity, days
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.activities import actions
from tovholder.jobcentre.activities.models import Activity
from tovholder.jobcentre.activities.reading import activities_of
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import close_course


def planned(activity: Activity, **more) -> actions.Planned:
    """What is agreed as it stands, with some of it said otherwise."""
    told = {
        "where": activity.where,
        "what": activity.what,
        "since": activity.since,
        "last_day": activity.until - days(1) if activity.until else None,
        "hours": activity.hours,
        "agreed": activity.agreed,
        "workplace": activity.workplace,
        "placement": activity.placement,
        "because": activity.because,
        "step": activity.step,
    }
    return actions.Planned(**(told | more))


def change(activity: Activity, *, by, version: int | None = None, **more) -> Activity:
    version = activity.version if version is None else version
    return actions.change_activity(activity, planned(activity, **more), read_version=version, by=by, at=AT)


def end(activity: Activity, *, by, last_day: date = TODAY, outcome: str = "done") -> Activity:
    return actions.end_activity(
        activity, outcome=outcome, words="Det gik godt", last_day=last_day, by=by, at=AT, today=TODAY
    )


def test_the_last_day_is_in_and_the_day_after_is_not(course, nordlyst):
    row = an_activity(course, workplace=nordlyst, last_day=TODAY)
    assert (row.until, row.is_real) == (TODAY + days(1), True)
    assert list(Activity.objects.placed_on(TODAY)) == [row]
    assert not Activity.objects.placed_on(TODAY + days(1)).exists()


def test_the_log_tells_codes_and_no_word(course, nordlyst):
    row = an_activity(course, workplace=nordlyst)
    line = Record.objects.get(what="agree_activity")
    assert (line.citizen, line.subject_id) == (course.citizen_id, row.pk)
    assert line.detail["workplace"] == nordlyst.pk
    assert row.what not in str(line.detail)


def test_pressing_save_twice_is_once(course, nordlyst):
    token = uuid4()
    assert an_activity(course, workplace=nordlyst, token=token) == an_activity(
        course, workplace=nordlyst, token=token
    )
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("where", "said", "sentence"),
    [
        ("workplace", {"workplace": None}, "Vælg et arbejdssted"),
        ("workplace", {"placement": ""}, "Vælg et arbejdssted"),
        ("internal", {"because": "  "}, "hvorfor det skal være et internt tilbud"),
        ("education", {"agreed": "all"}, "hvem der har sagt ja"),
        ("own", {"last_day": TODAY - days(11)}, "ikke ligge før den første"),
    ],
)
def test_what_does_not_hold_together_is_refused(course, nordlyst, where, said, sentence):
    at = {"workplace": nordlyst} if where == "workplace" else {}
    with pytest.raises(Refused, match=sentence):
        an_activity(course, where, **(at | said))
    assert not Activity.objects.exists()


def test_a_closed_workplace_a_closed_course_and_anothers_step(course, nordlyst, amina):
    nordlyst.closed_on = TODAY
    with pytest.raises(Refused, match="ophørt"):
        an_activity(course, workplace=nordlyst)
    other = cast.a_course(cast.a_citizen("Liv", user=cast.a_user(Role.CITIZEN)), contact=amina)
    for step in (cast.a_step(other), cast.a_goal(course)):
        with pytest.raises(Refused, match="Skridtet er ændret"):
            an_activity(course, "own", step=step)
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    with pytest.raises(Refused, match="Forløbet er afsluttet"):
        an_activity(course, "own")


def test_only_an_employee_writes_activities(course, bo):
    with pytest.raises(Refused, match="Kun en medarbejder"):
        an_activity(course, "own", by=bo.user)
    row = an_activity(course, "own")
    with pytest.raises(Refused, match="Kun en medarbejder"):
        change(row, by=bo.user, hours=Decimal(2))
    with pytest.raises(Refused, match="Kun en medarbejder"):
        end(row, by=bo.user)


def test_no_more_than_thirty_go_on(course, monkeypatch):
    monkeypatch.setattr(actions, "MOST_GOING_ON", 2)
    an_activity(course, "own")
    an_activity(course, "own")
    with pytest.raises(Refused, match="allerede 2 aktiviteter"):
        an_activity(course, "own")


def test_it_is_changed_and_the_log_has_both(course, nordlyst, amina):
    row = an_activity(course, workplace=nordlyst, agreed="proposed")
    assert not Activity.objects.agreed().exists()
    changed = change(row, by=amina.user, agreed="all", hours=Decimal("15.5"))
    assert (changed.agreed, changed.hours, changed.version) == ("all", Decimal("15.5"), 2)
    line = Record.objects.get(what="change_activity")
    assert (line.detail["before"]["agreed"], line.detail["after"]["agreed"]) == ("proposed", "all")


def test_the_same_again_is_no_change(course, amina):
    row = an_activity(course, "own")
    assert change(row, by=amina.user, version=0).version == 1
    assert not Record.objects.filter(what="change_activity").exists()


def test_a_stale_change_is_refused_with_the_newer(course, amina):
    row = an_activity(course, "own")
    change(row, by=amina.user, hours=Decimal(3))
    with pytest.raises(actions.StaleActivity) as stale:
        change(row, by=amina.user, version=1, hours=Decimal(5))
    assert stale.value.newer.hours == 3


def test_it_ends_with_what_came_of_it_and_only_once(course, amina):
    row = end(an_activity(course, "own"), by=amina.user, last_day=TODAY - days(3))
    assert (row.until, row.outcome, row.ended_at) == (TODAY - days(2), "done", AT)
    assert end(row, by=amina.user, outcome="stopped").outcome == "done"
    with pytest.raises(Refused, match="slut"):
        change(row, by=amina.user, hours=Decimal(2))


def test_one_that_never_began_has_no_days(course, amina, nordlyst):
    row = an_activity(course, workplace=nordlyst)
    row = end(row, by=amina.user, outcome="never_began", last_day=row.since - days(1))
    assert row.since == row.until


@pytest.mark.parametrize(("ago", "sentence"), [(-1, "i fremtiden"), (12, "før den første")])
def test_it_ends_on_a_day_that_can_be(course, amina, ago, sentence):
    with pytest.raises(Refused, match=sentence):
        end(an_activity(course, "own"), by=amina.user, last_day=TODAY - days(ago))


def test_a_closed_course_can_still_be_told_how_it_went(course, amina):
    row = an_activity(course, "own")
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    assert end(row, by=amina.user).outcome == "done"


@pytest.mark.parametrize(
    "wrong",
    [
        {"workplace": None},
        {"placement": ""},
        {"placement": "visit"},
        {"where": "moon"},
        {"where": "education"},
        {"because": "Roligt"},
        {"where": "internal", "workplace": None, "placement": ""},
        {"what": ""},
        {"hours": Decimal("0.4")},
        {"hours": Decimal("37.5")},
        {"agreed": "nobody"},
        {"where": "own", "workplace": None, "placement": "", "agreed": "all"},
        {"until": TODAY - days(11)},
        {"outcome": "done"},
        {"ended_at": AT},
        {"ended_at": AT, "outcome": "done"},
        {"ended_at": AT, "outcome": "done", "outcome_words": "Godt", "until": None},
        {"ended_at": AT, "outcome": "lost", "outcome_words": "Godt"},
    ],
)
def test_the_database_refuses_what_must_never_be(course, nordlyst, wrong):
    row = an_activity(course, workplace=nordlyst)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=row.pk).update(**wrong)


def test_visible_to_those_who_may_open_the_citizen(course, bo, amina, jonas, nordlyst):
    row = an_activity(course, workplace=nordlyst)
    company = cast.a_user(Role.COMPANY)
    seen = {user: list(Activity.objects.visible_to(user, TODAY)) for user in (amina.user, bo.user)}
    assert seen == {amina.user: [row], bo.user: [row]}
    for user in (jonas.user, company, cast.a_user(Role.CITIZEN)):
        assert not Activity.objects.visible_to(user, TODAY).exists()


def test_what_goes_on_what_is_over_and_what_is_ended(course, bo, amina):
    going = an_activity(course, "own")
    ahead = an_activity(course, "own", since=TODAY + days(3))
    over = an_activity(course, "own", last_day=TODAY - days(1))
    ended = [end(an_activity(course, "own"), by=amina.user) for _each in range(22)]
    read = activities_of(bo, TODAY)
    assert (read.going, read.to_end) == ([ahead, going], [over])
    assert (len(read.ended), read.older) == (20, ended[2].pk)
    assert activities_of(bo, TODAY, before=str(read.older)).ended == [ended[1], ended[0]]
    assert activities_of(bo, TODAY, before="x").ended == read.ended
