"""Citizens with what they live on, where they work, and the course of follow-up that came of it."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Benefit, Citizen, Course, Employment, SupportSpell
from tovholder.jobcentre.citizens.models.course import Began, Ended
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.demo.cast import YOUNG
from tovholder.jobcentre.demo.generate import support
from tovholder.jobcentre.demo.generate.contacts import follow
from tovholder.jobcentre.demo.generate.days import Days
from tovholder.jobcentre.demo.generate.figures import ages
from tovholder.jobcentre.demo.generate.municipality import Follower, Life, Municipality
from tovholder.jobcentre.demo.generate.names import Names
from tovholder.jobcentre.demo.generate.numbers import Numbers
from tovholder.jobcentre.demo.generate.support import Block

_IN_USE_FOR = 1095
_LOGS_IN, _PROTECTED, _JUST_LEFT_SUPPORT = 0.12, 0.08, 0.12
_HOURS = [
    Decimal(h) for h in ("0.25", "0.5", "0.5", "0.5", "0.5", "0.75", "0.75", "0.75", "0.75", "1", "1", "1.5")
]
_ENDED = {Ended.WORK: 68, Ended.EDUCATION: 14, Ended.MOVED: 10, Ended.OTHER: 8}
# The last year of those the unit for the young follows; those it followed before are older now.
_YOUNG_UNTIL, _SINCE_THEN, _PENSION_FROM, _OLDER_FROM, _OF_AGE = 29, 3, 44, 40, 18
_TIME_TO_HAND_OVER = 27
_NO_TELEPHONE, _NO_MAIL, _NOBODY_WROTE_WHY = 0.05, 0.3, 0.03
# How soon those whose workplace closed found another.
_FOUND_WORK = (7, 90)


class Citizens:
    def __init__(self, town: Municipality, days: Days, numbers: Numbers, names: Names, rng: Random) -> None:
        self.town, self.days, self.numbers, self.names, self.rng = town, days, numbers, names, rng

    def build_open(self, follower: Follower, how_many: int) -> None:
        """Add citizens whom `follower` follows today. The first is new, except with Nadia, whose new one is named."""
        receives = follower.employee is self.town.receivers[follower.unit]
        for place in range(how_many):
            is_new = place == 0 and not receives and follower.employee.user.username != "nadia"
            life = self._life(follower, self._born(follower))
            block = self._last_block(life, is_new=is_new, receives=receives)
            self._support(life, block)
            self._work(life, block)
            self._course(life, block, receives=receives)
            follow(self.town, life, self.days, self.rng, is_new=is_new)
            self.town.lives.append(life)

    def build_closed(self, follower: Follower, *, to_pension: bool) -> None:
        """Add a citizen who was followed and no longer is; those long on pension were gone before the system came."""
        life = self._life(follower, self._born(follower, is_gone=True, to_pension=to_pension))
        if to_pension:
            life.kind = "clarifying"
        until = self.days.workday_ago(
            self.rng.randrange(20, 1900) if to_pension else self.rng.randrange(6, 760)
        )
        longest = until - timedelta(days=self.rng.randrange(45, 420))
        since = min(max(longest, _adult_on(life.citizen)), until - timedelta(days=20))
        block = Block(life.kind, since, until)
        self._support(life, block)
        if to_pension:
            benefit = self.rng.choice(
                [Benefit.DISABILITY, Benefit.DISABILITY, Benefit.DISABILITY, Benefit.SENIOR]
            )
            self.town.add(SupportSpell(citizen=life.citizen, benefit=benefit, since=until))
        if until < self.days.ago(_IN_USE_FOR - 60):
            return
        self._work(life, block)
        self._course(life, block, receives=False, ended=Ended.PENSION if to_pension else self._ended())
        follow(self.town, life, self.days, self.rng)
        self._afterwards(life, until)
        self.town.lives.append(life)

    # --- The person ---------------------------------------------------------------------------------------------------

    def _born(self, follower: Follower, *, is_gone: bool = False, to_pension: bool = False) -> date:
        """Return a birth date: the ages of figures.toml, those under thirty in the unit for them."""
        is_young = follower.area == YOUNG and not to_pension
        bands = [
            band
            for band in ages()
            if (band.last <= _YOUNG_UNTIL) == is_young and (not to_pension or band.last >= _PENSION_FROM)
        ]
        band = self.rng.choices(bands, weights=[band.share for band in bands])[0]
        first = max(band.first, _PENSION_FROM) if to_pension else band.first
        later = _SINCE_THEN if is_gone and is_young else 0
        year = self.rng.randint(first, band.last) + later
        # Nobody has come of age so lately that there is no time for what is told of them.
        day = self.rng.randrange(200 if year == _OF_AGE else 1, 364)
        return self.days.today - timedelta(days=int(year * 365.25) + 1 + day)

    def _life(self, follower: Follower, birth_date: date) -> Life:
        kind = support.draw_kind(follower.area, self.rng)
        is_woman = self.rng.random() < 0.5
        is_older = birth_date < self.days.ago(_OLDER_FROM * 365)
        named = self.names.person(is_woman=is_woman, is_older=is_older)
        username, telephone = f"borger-{self.town.count(Citizen) + 1}", self.numbers.telephone()
        citizen = Citizen(
            name=named.name,
            language=named.language,
            needs_interpreter=named.language != "dansk" and self.rng.random() < 0.6,
            telephone="" if self.rng.random() < _NO_TELEPHONE else telephone,
            email="" if self.rng.random() < _NO_MAIL else f"{username}@borger.example",
            is_protected=follower.employee.has_clearance and self.rng.random() < _PROTECTED,
        )
        citizen.set_cpr(self.numbers.cpr_about(birth_date, is_woman=is_woman))
        if self.rng.random() < _LOGS_IN:
            citizen.user = self.town.add_user(username, Role.CITIZEN)
        return Life(self.town.add(citizen), follower, kind, [])

    # --- What they live on, and where they work -----------------------------------------------------------------------

    def _last_block(self, life: Life, *, is_new: bool, receives: bool) -> Block:
        shortest, longest = support.KINDS[life.kind].so_far
        if is_new:
            ago = self.rng.randint(15, 24)
        elif receives and self.rng.random() < 0.3:
            ago = self.rng.randint(2, 25)
        else:
            ago = round(self.rng.triangular(max(shortest, _TIME_TO_HAND_OVER + 3), longest, longest / 2))
        since = max(self.days.ago(ago), _adult_on(life.citizen))
        just_left = (
            support.KINDS[life.kind].is_passing and ago > 90 and self.rng.random() < _JUST_LEFT_SUPPORT
        )
        return Block(life.kind, since, self.days.ago(self.rng.randint(2, 80)) if just_left else None)

    def _support(self, life: Life, last: Block) -> None:
        earlier = support.earlier_blocks(last, _adult_on(life.citizen), self.days.today, self.rng)
        for block in [*earlier, last]:
            for benefit, since, until in support.spells(block, self.days.today):
                spell = SupportSpell(citizen=life.citizen, benefit=benefit, since=since, until=until)
                life.spells.append(self.town.add(spell))
        for block in earlier:
            self._earlier_course(life, block)

    def _work(self, life: Life, block: Block) -> None:
        if life.kind in {"sick", "clarifying"} and self.rng.random() < 0.78:
            since = block.since - timedelta(days=self.rng.randrange(200, 3300))
            until = None
            if self.rng.random() < 0.25 or life.kind == "clarifying":
                ended = block.since + timedelta(days=self.rng.randrange(60, 220))
                until = ended if ended < self.days.today else None
            life.employment = self._employ(life, since, until)
        elif life.kind == "flex":
            flex = next((spell for spell in life.spells if spell.benefit == Benefit.FLEX), None)
            if flex is not None:
                self._employ(life, flex.since, flex.until)
        elif life.kind == "unemployed" and self.rng.random() < 0.5:
            self._employ(life, block.since - timedelta(days=self.rng.randrange(90, 1500)), block.since)

    def _employ(
        self, life: Life, since: date, until: date | None, *, not_at: Workplace | None = None
    ) -> Employment:
        """Add an employment, and one more for those whose workplace closed meanwhile. Returns the last."""
        workplace = self.town.some_workplace(self.rng)
        while workplace is not_at or (workplace.closed_on is not None and workplace.closed_on <= since):
            workplace = self.town.some_workplace(self.rng)
        closed = workplace.closed_on
        had_to_leave = closed is not None and (until is None or until > closed)
        life.last_work = self.town.add(
            Employment(
                citizen=life.citizen,
                workplace=workplace,
                since=since,
                until=closed if had_to_leave else until,
            )
        )
        if closed is not None and had_to_leave:
            found = closed + timedelta(days=self.rng.randint(*_FOUND_WORK))
            if found < (until or self.days.today):
                return self._employ(life, found, until, not_at=workplace)
        return life.last_work

    # --- The course ---------------------------------------------------------------------------------------------------

    def _course(self, life: Life, block: Block, *, receives: bool, ended: str = "") -> None:
        ago = (self.days.today - block.since).days
        room = ago if receives else ago - _TIME_TO_HAND_OVER
        lag = max(0, min(self._lag(life.kind, ago), room))
        since = max(block.since + timedelta(days=lag), self.days.ago(self.rng.randrange(800, _IN_USE_FOR)))
        if not ended:
            since = min(self.days.on_to_workday(since), self.days.today)
        life.course = self.town.add(
            Course(
                citizen=life.citizen,
                unit=life.follower.employee.unit,
                contact=life.follower.employee,
                since=since,
                began_because=self._began(life.kind),
                weekly_hours=self.rng.choice(_HOURS),
            )
        )
        if ended and block.until is not None:
            life.course.since = min(since, block.until - timedelta(days=10))
            life.course.until = block.until
            life.course.ended_because = ended

    def _lag(self, kind: str, ago: int) -> int:
        """The first sick day is met earlier year by year; others come by themselves."""
        if kind not in {"sick", "clarifying"}:
            return self.rng.randint(0, 10)
        return (
            self.rng.randint(18, 45)
            if ago > 730
            else self.rng.randint(6, 24)
            if ago > 365
            else self.rng.randint(0, 7)
        )

    def _began(self, kind: str) -> str:
        if self.rng.random() < _NOBODY_WROTE_WHY:
            return ""
        if kind in {"sick", "clarifying"}:
            return Began.SICK_LEAVE
        return self.rng.choices([Began.UNEMPLOYED, Began.ASKED, Began.MOVED], weights=[84, 6, 10])[0]

    def _ended(self) -> str:
        return self.rng.choices(list(_ENDED), weights=list(_ENDED.values()))[0]

    def _earlier_course(self, life: Life, block: Block) -> None:
        """Some earlier support was followed here as well; it ended, and the person went to work."""
        if block.until is None or block.until < self.days.ago(_IN_USE_FOR - 60) or self.rng.random() < 0.3:
            return
        since = max(block.since, self.days.ago(_IN_USE_FOR))
        course = Course(
            citizen=life.citizen,
            unit=life.follower.employee.unit,
            contact=life.follower.employee,
            since=since,
            until=block.until,
            began_because=self._began(block.kind),
            ended_because=Ended.WORK,
        )
        earlier = Life(life.citizen, life.follower, block.kind, [], course=self.town.add(course))
        follow(self.town, earlier, self.days, self.rng)
        self.town.lives.append(earlier)

    def _afterwards(self, life: Life, until: date) -> None:
        assert life.course is not None
        if life.course.ended_because == Ended.WORK:
            before = life.employment
            if before is not None and before.until is None:
                return
            self._employ(life, until, None, not_at=before.workplace if before else None)


def _adult_on(citizen: Citizen) -> date:
    born = citizen.birth_date
    return date(born.year + _OF_AGE, born.month, min(born.day, 28))
