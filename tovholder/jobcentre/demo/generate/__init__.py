"""Building Hedelund: who works there, who is followed, and what has happened, told from one day and one seed.

Nothing is saved here: `demo.actions.fill` saves each wave as it comes.
"""

from collections.abc import Iterator
from datetime import date, datetime

from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.generate.activities import Activities
from tovholder.jobcentre.demo.generate.ahead import Ahead
from tovholder.jobcentre.demo.generate.citizens import Citizens
from tovholder.jobcentre.demo.generate.contacts import draw_in_colleagues
from tovholder.jobcentre.demo.generate.coordination import coordinate
from tovholder.jobcentre.demo.generate.days import Days
from tovholder.jobcentre.demo.generate.dice import dice
from tovholder.jobcentre.demo.generate.faces import give_faces
from tovholder.jobcentre.demo.generate.figures import share_out
from tovholder.jobcentre.demo.generate.heard import build_heard
from tovholder.jobcentre.demo.generate.learning import build_practice, build_pulse, build_trainings
from tovholder.jobcentre.demo.generate.matters import Matters
from tovholder.jobcentre.demo.generate.mentors import grant_mentors
from tovholder.jobcentre.demo.generate.municipality import Follower, Municipality
from tovholder.jobcentre.demo.generate.names import Names
from tovholder.jobcentre.demo.generate.notices import BEFORE_THAT, Notices
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.demo.generate.places import build_places
from tovholder.jobcentre.demo.generate.plans import Plans
from tovholder.jobcentre.demo.generate.relations import Relations
from tovholder.jobcentre.demo.generate.representatives import name_representatives
from tovholder.jobcentre.demo.generate.skills import build_skills, call_for
from tovholder.jobcentre.demo.generate.staff import build_absences, build_staff
from tovholder.jobcentre.demo.generate.stories import Stories
from tovholder.jobcentre.demo.generate.talks import Talks, build_messages
from tovholder.jobcentre.demo.generate.threads import Threads
from tovholder.jobcentre.demo.generate.times import build_times
from tovholder.jobcentre.demo.generate.told import ToldStories

_CLOSED, _TO_PENSION_EVERY = 0.17, 4
# Rows in memory before they are let go: some three hundred citizens.
_WAVE = 12_000


def waves(
    town: Municipality, *, citizens: int, seed: int, today: date, now: datetime
) -> Iterator[Municipality]:
    """Fill the empty `town` with `citizens` people (never fewer than the named ones) as it stands at `now` on `today`.

    It is yielded in waves: first everything of the centre, the companies and the named people, then the others,
    follower by follower. Every wave is to be saved (`Municipality.wave`) before the next is asked for. The same
    arguments give the same rows, the encrypted CPR numbers excepted.
    """
    days, numbers = Days(today, now), Numbers(dice(seed, "numbers"))
    names = Names(dice(seed, "names"), {one.name for one in (*cast.EMPLOYEES, *cast.CITIZENS)})
    others = max(0, citizens - len(cast.CITIZENS))
    closed = round(others * _CLOSED)
    build_staff(town, days, numbers, names, newcomers=others - closed)
    give_faces(town)
    build_absences(town, days, dice(seed, "absences"))
    build_times(town, days)
    build_skills(town, dice(seed, "skills"), dice(seed, "learning"), today)
    build_trainings(town, days)
    build_practice(town, days)
    build_pulse(town, days, dice(seed, "pulse"))
    build_heard(town, days, dice(seed, "heard"))
    build_places(town, days, numbers, names, dice(seed, "places"), citizens=citizens)
    Relations(town, days, dice(seed, "relations")).build()
    years = Years(town, days, numbers, names, seed)
    years.of_the_named()
    yield town
    shares = share_out(others - closed, {place: one.room for place, one in enumerate(town.followers)})
    for place, follower in enumerate(town.followers):
        years.of(follower, shares[place], range(place, closed, len(town.followers)))
        if town.in_wave() > _WAVE:
            yield town
    years.notices.build_others()
    yield town


class Years:
    """The builders of what has happened, each with dice of its own."""

    def __init__(self, town: Municipality, days: Days, numbers: Numbers, names: Names, seed: int) -> None:
        self.town, self.days, self.numbers = town, days, numbers
        self.people = Citizens(town, days, numbers, names, dice(seed, "citizens"))
        self.talks = Talks(town, days, numbers, dice(seed, "talks"))
        self.ahead = Ahead(town, days, numbers, dice(seed, "ahead"))
        self.threads = Threads(town)
        self.plans = Plans(town, days, numbers, self.threads, dice(seed, "plans"))
        self.activities = Activities(town, days, dice(seed, "activities"))
        self.notices = Notices(town, days, numbers, dice(seed, "notices"))
        self.older_notices = Notices(town, days, numbers, dice(seed, "older notices"), BEFORE_THAT)
        self._drawn_in, self._messages = dice(seed, "drawn in"), dice(seed, "messages")
        self._called_for = dice(seed, "called for")
        self._coordination = dice(seed, "coordination")

    def of_the_named(self) -> None:
        stories = Stories(self.town, self.days, self.numbers, self.threads)
        stories.build()
        stories.work()
        stories.draw_in()
        stories.keep_apart()
        stories.open_in_emergency()
        stories.talk(self.talks)
        stories.write()
        self.plans.of_the_named(stories.lives)
        self.activities.of_the_named(stories.lives)
        ToldStories(self.town, self.days, self.numbers, self.threads).of_the_named(stories.lives)
        Matters(self.town, self.days, self.numbers).of_the_named(stories.lives)
        name_representatives(self.town, self.days, self.numbers, stories.lives)
        grant_mentors(self.town, self.days, self.numbers, stories.lives)
        for life in stories.lives.values():
            coordinate(self.town, life, self.days, self.numbers, self._coordination)
        stories.agree(self.ahead)
        stories.tell(self.notices)
        stories.plan()
        stories.look()

    def of(self, follower: Follower, how_many: int, closed: range) -> None:
        """Add those `follower` follows today, and those of the `closed` (by number) they once followed."""
        self.people.build_open(follower, how_many)
        for number in closed:
            self.people.build_closed(follower, to_pension=number % _TO_PENSION_EVERY == 0)
        lives, self.town.lives = self.town.lives, []
        draw_in_colleagues(self.town, lives, self.days, self._drawn_in)
        for life in lives:
            call_for(self.town, life, self._called_for)
            self.talks.build(life)
            self.plans.build(life)
            self.activities.build(life)
            build_messages(self.town, life, self.days, self.numbers, self._messages)
            coordinate(self.town, life, self.days, self.numbers, self._coordination)
            self.notices.build(life)
            self.older_notices.build(life)
        self.ahead.build(follower, [life for life in lives if life.is_open])
