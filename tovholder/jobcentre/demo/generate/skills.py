"""What employees can beside Danish and the law, and what a course calls for: so that it matters who follows whom."""

from random import Random

from tovholder.jobcentre.citizens.models import CourseRole
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.staff.models import EmployeeLanguage, RoleMastered
from tovholder.jobcentre.staff.roles import Role

_LANGUAGES = ("arabisk", "polsk", "ukrainsk", "somali", "tyrkisk")
_SPEAK = {"nadia": ("arabisk",), "vibeke": ("polsk",), "omar": ("arabisk", "tyrkisk"), "lone": ("ukrainsk",)}
_MASTER = {
    "nadia": (Role.COACH, Role.COMPANY),
    "omar": (Role.COACH, Role.MENTOR, Role.MOTIVATING),
    "vibeke": (Role.COACH, Role.COMPANY),
}
_SPEAKS_ANOTHER, _NEEDS_A_ROLE, _NEEDS_TWO = 0.15, 0.35, 0.06
# Who came from far has more to find out about, so that it shows when somebody speaks their language.
_FROM_FAR_NEEDS_TWO = 0.9


def build_skills(town: Municipality, rng: Random) -> None:
    """Everybody masters the talk with authority and one to three roles more; a few speak another language."""
    for username, employee in town.employees.items():
        drawn = _some_roles(rng, rng.choice((1, 2, 2, 3)))
        for role in (Role.AUTHORITY, *_MASTER.get(username, drawn)):
            town.add(RoleMastered(employee=employee, role=role))
        for language in _spoken(username, rng):
            town.add(EmployeeLanguage(employee=employee, language=language))


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
