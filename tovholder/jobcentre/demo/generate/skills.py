"""What employees can beside Danish and the law, and what a course calls for: so that it matters who follows whom."""

from datetime import date, timedelta
from random import Random

from tovholder.jobcentre.citizens.models import CourseRole
from tovholder.jobcentre.competence.models import AgreedBecause, AgreedLevel, Level, OwnView
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.staff.models import Employee, EmployeeLanguage
from tovholder.jobcentre.staff.roles import Role

_LANGUAGES = ("arabisk", "polsk", "ukrainsk", "somali", "tyrkisk")
_SPEAK = {"nadia": ("arabisk",), "vibeke": ("polsk",), "omar": ("arabisk", "tyrkisk"), "lone": ("ukrainsk",)}
_MASTER = {
    "nadia": (Role.COACH, Role.COMPANY),
    "omar": (Role.COACH, Role.MENTOR, Role.MOTIVATING),
    "vibeke": (Role.COACH, Role.COMPANY),
}
# Those of the cast who have written of themselves.
_WRITE = ("nadia", "kasper", "sidsel", "yusuf")
# What is learnt and waits to be confirmed, so that a level can be seen to rise.
_LEARNS = {"nadia": "netvaerk"}
_OTHERS_AGREED, _KNOWS_HALF = 22, 0.8
_SPEAKS_ANOTHER, _NEEDS_A_ROLE, _NEEDS_TWO = 0.15, 0.35, 0.06
# Who came from far has more to find out about, so that it shows when somebody speaks their language.
_FROM_FAR_NEEDS_TWO = 0.9


def build_skills(town: Municipality, rng: Random, more: Random, today: date) -> None:
    """Everybody masters the talk with authority and one to three roles more; a few speak another language.

    `more` draws what is agreed beside the roles, and what they write of themselves.
    """
    for username, employee in town.employees.items():
        drawn = _some_roles(rng, rng.choice((1, 2, 2, 3)))
        agreed = _agreed(town, (Role.AUTHORITY, *_MASTER.get(username, drawn)), more)
        agreed.pop(town.competences.get(_LEARNS.get(username, ""), 0), None)
        _build_levels(town, employee, agreed, more, today)
        if username in _WRITE:
            _build_own_views(town, employee, agreed, more, today)
        for language in _spoken(username, rng):
            town.add(EmployeeLanguage(employee=employee, language=language))


def _agreed(town: Municipality, roles: tuple[Role, ...], more: Random) -> dict[int, int]:
    """The levels that the roles need, and some others below what any role needs."""
    levels: dict[int, int] = {}
    needed = {subject for needs in town.needs.values() for subject in needs}
    for role in roles:
        for subject, level in town.needs.get(role, {}).items():
            levels[subject] = max(level, levels.get(subject, 0))
    for needed_together in town.needs.values():
        for subject, level in needed_together.items():
            if level == Level.TOGETHER and more.random() < _KNOWS_HALF:
                levels.setdefault(subject, level)
    others = [subject for subject in town.competences.values() if subject not in needed]
    for subject in more.sample(others, min(_OTHERS_AGREED, len(others))):
        levels[subject] = more.choice((1, 2, 2, 3, 3, 4))
    return levels


def _build_levels(
    town: Municipality, employee: Employee, agreed: dict[int, int], more: Random, today: date
) -> None:
    since = today - timedelta(days=more.randint(60, 800))
    for subject, level in sorted(agreed.items()):
        town.add(
            AgreedLevel(
                employee=employee, competence_id=subject, level=level, since=since, because=AgreedBecause.TALK
            )
        )


def _build_own_views(
    town: Municipality, employee: Employee, agreed: dict[int, int], more: Random, today: date
) -> None:
    """How they see themselves: mostly as agreed; unsure in some, wishing for others, and half of that shared."""
    for subject in sorted(
        {*agreed, *more.sample([*town.competences.values()], min(10, len(town.competences)))}
    ):
        level = max(0, min(4, agreed.get(subject, 0) + more.choice((-1, 0, 0, 0, 1))))
        town.add(
            OwnView(
                employee=employee,
                competence_id=subject,
                level=level,
                is_unsure=level in (Level.KNOWS, Level.TOGETHER) and more.random() < 0.5,
                wants=level <= Level.TOGETHER and more.random() < 0.4,
                is_shared=more.random() < 0.5,
                since=today - timedelta(days=more.randint(5, 50)),
            )
        )


def call_for(town: Municipality, life: Life, rng: Random) -> None:
    """Some courses call for a role, and a few for two."""
    drawn, roles = rng.random(), _some_roles(rng, 2)
    if life.course is None or not life.is_open:
        return
    needs_two = _FROM_FAR_NEEDS_TWO if life.citizen.language in _LANGUAGES else _NEEDS_TWO
    many = 2 if drawn < needs_two else 1 if drawn < _NEEDS_A_ROLE else 0
    for role in roles[:many]:
        town.add(CourseRole(course=life.course, citizen=life.citizen, role=role))


def _some_roles(rng: Random, many: int) -> list[Role]:
    return rng.sample([role for role in Role if role != Role.AUTHORITY], many)


def _spoken(username: str, rng: Random) -> tuple[str, ...]:
    drawn, language = rng.random(), rng.choice(_LANGUAGES)
    return _SPEAK.get(username, (language,) if drawn < _SPEAKS_ANOTHER else ())
