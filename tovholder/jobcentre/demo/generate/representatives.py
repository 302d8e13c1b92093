"""Who stands beside two of the named people: one who sees what is ticked, and one who comes along."""

from datetime import timedelta

from tovholder.jobcentre.citizens.models import GivenHow, Representative, RepresentativeKind
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.demo.generate.numbers import Numbers


def name_representatives(town: Municipality, days: Days, numbers: Numbers, lives: dict[str, Life]) -> None:
    """Jens has let his sister see his plan, his next talk and what is to be decided; Kirsten has a friend along."""
    jens, kirsten = lives["jens"].citizen, lives["kirsten"]
    since = days.workday_ago(12)
    town.add(
        Representative(
            citizen=jens,
            kind=RepresentativeKind.REPRESENTATIVE,
            name="Tine Ågård",
            telephone=numbers.telephone(),
            email="tine@example.dk",
            sees_next_talk=True,
            sees_plan=True,
            sees_matters=True,
            since=since,
            until=days.today + timedelta(days=90),
            how=GivenHow.THEMSELVES,
            named_by=jens.user,
            named_at=at(since, 19, 5),
            token=numbers.token(),
        )
    )
    assert kirsten.course is not None
    town.add(
        Representative(
            citizen=kirsten.citizen,
            kind=RepresentativeKind.COMPANION,
            name="Grethe Balle",
            telephone=numbers.telephone(),
            since=since,
            how=GivenHow.ORALLY,
            named_by=kirsten.course.contact.user,
            named_at=at(since, 11, 40),
            token=numbers.token(),
        )
    )
