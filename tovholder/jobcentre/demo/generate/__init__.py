"""Building Hedelund: who works there, who is followed, and what has happened, told from one day and one seed.

Nothing is saved here: `demo.actions.fill` saves what `build` returns.
"""

from collections.abc import Callable
from datetime import date, datetime

from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.generate.ahead import Ahead
from tovholder.jobcentre.demo.generate.citizens import Citizens, share_out
from tovholder.jobcentre.demo.generate.contacts import draw_in_colleagues
from tovholder.jobcentre.demo.generate.days import Days
from tovholder.jobcentre.demo.generate.dice import dice
from tovholder.jobcentre.demo.generate.municipality import Municipality
from tovholder.jobcentre.demo.generate.names import Names
from tovholder.jobcentre.demo.generate.notices import Notices
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.demo.generate.places import build_places
from tovholder.jobcentre.demo.generate.staff import build_absences, build_staff
from tovholder.jobcentre.demo.generate.stories import Stories
from tovholder.jobcentre.demo.generate.talks import Talks, build_messages
from tovholder.jobcentre.staff.models import Employee
from tovholder.jobcentre.talks.models import Talk

_CLOSED, _TO_PENSION_EVERY = 0.17, 4

Tell = Callable[[str], None]


def build(*, citizens: int, seed: int, today: date, now: datetime, tell: Tell) -> Municipality:
    """Return Hedelund with `citizens` people (never fewer than the named ones) as it stands at `now` on `today`.

    The same arguments give the same rows, the encrypted CPR numbers excepted.
    """
    town = Municipality()
    days, numbers = Days(today, now), Numbers(dice(seed, "numbers"))
    names = Names(dice(seed, "names"), {one.name for one in (*cast.EMPLOYEES, *cast.CITIZENS)})
    others = max(0, citizens - len(cast.CITIZENS))
    closed = round(others * _CLOSED)
    build_staff(town, days, numbers, names, newcomers=others - closed)
    build_absences(town, days, dice(seed, "absences"))
    build_places(town, days, numbers, names, dice(seed, "places"))
    tell(f"{town.count(Employee)} medarbejdere og {town.count(Workplace)} arbejdssteder")
    stories = Stories(town, days, numbers)
    stories.build()
    stories.work()
    people = Citizens(town, days, numbers, names, dice(seed, "citizens"))
    for follower, share in zip(town.followers, share_out(others - closed, town.followers), strict=True):
        people.build_open(follower, share)
    for place in range(closed):
        follower = town.followers[place % len(town.followers)]
        people.build_closed(follower, to_pension=place % _TO_PENSION_EVERY == 0)
    tell(f"{town.count(Citizen)} borgere")
    _tell_of_the_years(town, days, numbers, stories, seed)
    tell(f"{town.count(Talk)} samtaler")
    return town


def _tell_of_the_years(town: Municipality, days: Days, numbers: Numbers, stories: Stories, seed: int) -> None:
    draw_in_colleagues(town, days, dice(seed, "drawn in"))
    stories.draw_in()
    stories.keep_apart()
    stories.open_in_emergency()
    talks, rng = Talks(town, days, numbers, dice(seed, "talks")), dice(seed, "messages")
    stories.talk(talks)
    stories.write()
    for life in town.lives:
        if not life.key:
            talks.build(life)
            build_messages(town, life, days, numbers, rng)
    ahead = Ahead(town, days, numbers, dice(seed, "ahead"))
    stories.agree(ahead)
    ahead.build()
    notices = Notices(town, days, numbers, dice(seed, "notices"))
    stories.tell(notices)
    notices.build()
    stories.look()
