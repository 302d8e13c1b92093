"""What stands between Hedelund and its workplaces: partnerships, talks, sparring, agreements and notes."""

from datetime import timedelta
from random import Random
from uuid import UUID

from tovholder.jobcentre.companies.models import (
    Agreement,
    Audience,
    BegunBy,
    How,
    Relation,
    Workplace,
    WorkplaceNote,
    WorkplaceTouch,
)
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Municipality

_PARTNERS, _NEVER, _SPARRING, _AGREED, _NOTED = 0.25, 0.12, 0.3, 0.3, 0.25
_TWO_YEARS = 730
_AGREEMENTS = (
    "To praktikpladser ad gangen, med opstart den første mandag i måneden.",
    "De ringer, før nogen bliver sygemeldt. Vi svarer samme dag.",
    "Vi holder sygefraværssamtalerne sammen, når de ønsker det.",
    "Småjob på lageret om formiddagen, op til ti timer om ugen.",
)
_NOTES = (
    ("Ring helst før kl. 9. Derefter er lederen ude i produktionen.", Audience.FOLLOWERS),
    ("Parkér i gården, og gå ind ad porten.", Audience.FOLLOWERS),
    ("De er ved at skifte leder. Spørg, hvem vi skal tale med.", Audience.CONTACT),
    ("Vi kommer gerne ud til jer. Sig til, hvornår det passer.", Audience.COMPANY),
)


class Relations:
    def __init__(self, town: Municipality, days: Days, rng: Random) -> None:
        self.town, self.days, self.rng = town, days, rng

    def build(self) -> None:
        named = {place.workplace for place in cast.PLACES.values()}
        for place in self.town.open_workplaces():
            if place.name not in named:
                self._some(place)
        self._of_the_named()

    def _some(self, place: Workplace) -> None:
        """More and more of the contacts are begun by the companies, as in the article."""
        if self.rng.random() < _PARTNERS:
            place.relation = Relation.PARTNERSHIP
        if self.rng.random() < _NEVER:
            return
        for _each in range(self.rng.randint(1, 6)):
            ago = self.rng.randint(1, _TWO_YEARS)
            by_company = self.rng.random() < 0.6 - 0.3 * ago / _TWO_YEARS
            self._touch(place, ago, BegunBy.COMPANY if by_company else BegunBy.CENTRE)
        if self.rng.random() < _AGREED:
            self._agree(place, self.rng.choice(_AGREEMENTS), self.rng.randint(20, 400))
        if self.rng.random() < _NOTED:
            self._note(place, *self.rng.choice(_NOTES), self.rng.randint(5, 300))

    def _of_the_named(self) -> None:
        places = {place.name: place for place in self.town.workplaces}
        sawmill, home, builder = (
            places[one.workplace] for one in (cast.SAWMILL, cast.NURSING_HOME, cast.BUILDER)
        )
        sawmill.relation = builder.relation = Relation.PARTNERSHIP
        self._touch(sawmill, 64, BegunBy.CENTRE, how=How.VISIT)
        if self.town.themes:
            self._touch(sawmill, 40, BegunBy.COMPANY, how=How.SPARRING)
        self._agree(sawmill, _AGREEMENTS[1], 64)
        self._note(
            sawmill, "Vi ses gerne hos jer hver tredje måned. I kan altid ringe før.", Audience.COMPANY, 64
        )
        self._touch(home, 60, BegunBy.CENTRE, how=How.CALL)
        home.next_contact_on = self.days.today
        self._touch(builder, 210, BegunBy.CENTRE, how=How.VISIT)

    def _touch(self, place: Workplace, ago: int, begun_by: str, *, how: str = "") -> None:
        day = self.days.workday_ago(ago)
        sparring = bool(self.town.themes) and self.rng.random() < _SPARRING
        how = how or (How.SPARRING if sparring else self.rng.choice([How.CALL, How.VISIT, How.MEETING]))
        row = WorkplaceTouch(
            workplace=place,
            employee=self.town.on_duty(place.contact, day),
            person=self.town.persons[place.p_number],
            on=day,
            how=how,
            begun_by=begun_by,
            at=at(day, self.rng.randint(9, 15), self.rng.randrange(60)),
            token=self._token(),
        )
        if how == How.SPARRING:
            row.theme, row.minutes = self.rng.choice(self.town.themes), self.rng.choice([10, 15, 20, 30, 45])
        self.town.add(row)

    def _agree(self, place: Workplace, what: str, ago: int) -> None:
        day = self.days.workday_ago(ago)
        until = day + timedelta(days=182) if self.rng.random() < 0.5 else None
        self.town.add(
            Agreement(
                workplace=place,
                what=what,
                person=self.town.persons[place.p_number],
                employee=self.town.on_duty(place.contact, day),
                since=day,
                until=until,
                at=at(day, 11),
                token=self._token(),
            )
        )

    def _note(self, place: Workplace, text: str, audience: str, ago: int) -> None:
        day = self.days.workday_ago(ago)
        self.town.add(
            WorkplaceNote(
                workplace=place,
                text=text,
                audience=audience,
                employee=self.town.on_duty(place.contact, day),
                at=at(day, 14),
                token=self._token(),
            )
        )

    def _token(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)
