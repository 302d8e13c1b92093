"""The named people of Hedelund, a municipality that does not exist: the same in the demo, in tests and in pictures.

Whoever needs one of them asks here (`employee("nadia")`, `citizen("jens")`); what has happened to them stands in
`generate/stories.py`.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.staff.models import Employee, StaffProfile

WORK, YOUNG, SICK = "Arbejde og Hverdag", "Unge og Uddannelse", "Sygdom og Fastholdelse"
UNITS = (WORK, YOUNG, SICK)


@dataclass(frozen=True)
class CastEmployee:
    """`follows` is how many open courses the employee has in the whole demo; nobody, when empty."""

    username: str
    name: str
    unit: str
    role: str = Role.EMPLOYEE
    profile: str = StaffProfile.EMPLOYMENT
    weekly_hours: int = 0
    has_clearance: bool = False
    follows: int = 0


EMPLOYEES = (
    CastEmployee("nadia", "Nadia Holm", WORK, weekly_hours=33, follows=41),
    CastEmployee("kasper", "Kasper Lundgaard", WORK, weekly_hours=30, follows=38),
    CastEmployee("sidsel", "Sidsel Nørby", WORK, weekly_hours=28, has_clearance=True, follows=36),
    CastEmployee("birgit", "Birgit Østerby", WORK, profile=StaffProfile.JOB_CONSULTANT, weekly_hours=30),
    CastEmployee("yusuf", "Yusuf Demir", YOUNG, profile=StaffProfile.JOB_EFFORT, weekly_hours=32),
    CastEmployee("ellen", "Ellen Thorup", WORK, role=Role.LEADER),
    CastEmployee("pernille", "Pernille Vang", YOUNG, role=Role.LEADER),
    CastEmployee("anders", "Anders Riishede", SICK, role=Role.LEADER),
    # Of a profile that no centre lets follow citizens unasked, so that neither is offered as somebody's contact.
    CastEmployee("henrik", "Henrik Aagesen", SICK, role=Role.MANAGER, profile=StaffProfile.JOB_EFFORT),
    CastEmployee("tove", "Tove Aggerholm", SICK, role=Role.DATA_OWNER, profile=StaffProfile.JOB_EFFORT),
)
RECEIVES_IN_WORK = "sidsel"
LEADER = "ellen"
AWAY, STANDS_IN = "kasper", "nadia"


@dataclass(frozen=True)
class CastCitizen:
    key: str
    name: str
    is_woman: bool
    birth_date: date
    contact: str
    unit: str = WORK
    logs_in: bool = False
    is_protected: bool = False
    language: str = "dansk"
    needs_interpreter: bool = False


CITIZENS = (
    CastCitizen("jens", "Jens Ågård", False, date(1978, 4, 17), "nadia", logs_in=True),
    CastCitizen("maja", "Maja Krogh", True, date(2003, 9, 2), "nadia", logs_in=True),
    CastCitizen("soeren", "Søren Bæk", False, date(1971, 1, 28), "nadia"),
    CastCitizen(
        "fatima",
        "Fatima El-Amin",
        True,
        date(1985, 6, 11),
        "nadia",
        language="arabisk",
        needs_interpreter=True,
    ),
    CastCitizen("kirsten", "Kirsten Abildgaard", True, date(1966, 12, 5), "nadia"),
    CastCitizen("preben", "Preben Toft", False, date(1963, 3, 22), "nadia"),
    CastCitizen("camilla", "Camilla Due", True, date(1988, 10, 14), "nadia"),
    CastCitizen("hanne", "Hanne Rosenkilde", True, date(1975, 2, 9), "kasper"),
    CastCitizen("torben", "Torben Holm", False, date(1969, 8, 30), "kasper"),
    CastCitizen("ingrid", "Ingrid Ravn", True, date(1990, 5, 19), "sidsel", is_protected=True),
)
FAMILY_OF = {"torben": "nadia"}


class CastPlace(NamedTuple):
    company: str
    workplace: str
    person: str
    title: str
    username: str = ""


SAWMILL = CastPlace("Hedelund Savværk A/S", "Hedelund Savværk", "Rikke Dahl", "HR-ansvarlig", "rikke")
NURSING_HOME = CastPlace("Plejehjemmet Solgården", "Plejehjemmet Solgården", "Jytte Malling", "leder")
BUILDER = CastPlace("Nørreskov Entreprenør A/S", "Nørreskov Entreprenør", "Frede Skytte", "formand")
PLACES = {"savværk": SAWMILL, "solgården": NURSING_HOME, "nørreskov": BUILDER}


class Person(NamedTuple):
    """Somebody to log in as with one click, and what to try then."""

    username: str
    name: str
    role: str | Promise
    tries: str | Promise


PEOPLE = (
    Person(
        "nadia",
        "Nadia Holm",
        _("medarbejder"),
        _(
            "Min dag: tre samtaler, en virksomhed, der har skrevet, og borgere, der venter på dig. Åbn Jens Ågård."
        ),
    ),
    Person(
        "sidsel",
        "Sidsel Nørby",
        _("medarbejder, der tager imod nye"),
        _("Mine borgere: de nye, og Ingrid Ravn, som kun du må se."),
    ),
    Person(
        "birgit",
        "Birgit Østerby",
        _("jobkonsulent"),
        _("Mine borgere: dem, kollegerne har draget dig ind hos, og til hvornår."),
    ),
    Person(
        "ellen",
        "Ellen Thorup",
        _("afdelingsleder, Arbejde og Hverdag"),
        _("Teamet: hvem følger hvor mange, hvem er væk, og hvem har brugt nødadgang."),
    ),
    Person(
        "pernille",
        "Pernille Vang",
        _("afdelingsleder, Unge og Uddannelse"),
        _("Teamet: din egen enheds borgere. Arbejde og Hverdags borgere ser du ikke."),
    ),
    Person(
        "henrik",
        "Henrik Aagesen",
        _("arbejdsmarkedschef"),
        _("Resultater og Teamet: tal, ingen navne på borgere."),
    ),
    Person(
        "tove",
        "Tove Aggerholm",
        _("data- og systemejer"),
        _("Indlæsning: prøv en fil, og se, hvad den ville ændre."),
    ),
    Person(
        "jens",
        "Jens Ågård",
        _("borger"),
        _("Mit forløb: din medarbejder, dit mål, et skridt, der venter på dig, og hvem der har set på dig."),
    ),
    Person(
        "maja", "Maja Krogh", _("borger"), _("Mit forløb: beskeden, du skrev i går, og som venter på svar.")
    ),
    Person(
        "rikke",
        "Rikke Dahl",
        _("HR-ansvarlig, Hedelund Savværk"),
        _("Min kontakt: fortæl, at en medarbejder er ved at blive sygemeldt."),
    ),
)


def printed_list() -> str:
    """Return the demo people as lines for the terminal: name, role, and what to try."""
    wide = max(len(person.name) for person in PEOPLE)
    lines = ["Log ind med ét klik under »Se prøvekommunen« som:", ""]
    for person in PEOPLE:
        lines += [f"  {person.name:<{wide}}  {person.role}", f"  {'':<{wide}}  {person.tries}"]
    return "\n".join(lines)


def user(username: str) -> User:
    return User.objects.select_related("employee__unit").get(username=username, is_demo=True)


def employee(username: str) -> Employee:
    return Employee.objects.select_related("unit", "user").get(user__username=username, user__is_demo=True)


def citizen(key: str) -> Citizen:
    name = next(one.name for one in CITIZENS if one.key == key)
    return Citizen.objects.get(name=name, is_demo=True)


def course(key: str) -> Course:
    """Return the newest course of one of the cast."""
    return citizen(key).courses.select_related("citizen", "contact").latest("since")


def workplace(key: str) -> Workplace:
    return Workplace.objects.select_related("company", "contact").get(
        name=PLACES[key].workplace, company__is_demo=True
    )
