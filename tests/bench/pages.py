"""The pages that are measured: one line each. `make bench PAGES=my_day,search` measures those alone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

from django.db.models import Count, Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.bench import asking, long_history
from tests.bench.asking import Line, Request
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens.models import Citizen
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.staff.models import Unit

Form = dict[str, object]
AIMS_HOLD_AT, AIMS_DOUBLE_AT = 5_000, 100_000


class Town:
    """The people and places of a filled municipality whom the pages are about; sessions are made as they are needed."""

    def __init__(self) -> None:
        self._sessions: dict[str, str] = {}

    @cached_property
    def long_followed(self) -> Citizen:
        return Citizen.objects.get(name=long_history.NAME)

    @cached_property
    def leader(self) -> str:
        """The leader of the unit with the most open courses: whoever has the longest list."""
        following = Count("courses", filter=Q(courses__until__isnull=True))
        led = Unit.objects.filter(employees__user__role=Role.LEADER, employees__left_on__isnull=True)
        biggest = Unit.objects.filter(pk__in=led.values("pk")).annotate(following=following)
        unit = biggest.order_by("-following", "pk")[0]
        leaders = User.objects.filter(role=Role.LEADER, employee__unit=unit, employee__left_on__isnull=True)
        return leaders.order_by("pk")[0].username

    @cached_property
    def door_link(self) -> str:
        person = CompanyPerson.objects.get(user__username="rikke")
        return make_link(person, at=timezone.now())

    def session(self, username: str) -> str:
        """The session of somebody who has logged in: a row in the database, as the log-in page would make it."""
        if username not in self._sessions:
            client = Client()
            client.force_login(cast.user(username))
            self._sessions[username] = client.cookies["sessionid"].value
        return self._sessions[username]


@dataclass(frozen=True)
class Page:
    """`who` is logged in (nobody, when empty); with a `form` it is a POST, made anew each time."""

    word: str
    name: str
    who: Callable[[Town], str]
    address: Callable[[Town], str]
    form: Callable[[Town], Form] | None = None
    status: int = 200
    aim_ms: float | None = None

    def aim(self, citizens: int) -> float | None:
        """The aim is stated for 5,000 citizens, and twice that for 100,000."""
        if self.aim_ms is None or citizens > AIMS_DOUBLE_AT:
            return None
        return self.aim_ms if citizens <= AIMS_HOLD_AT else 2 * self.aim_ms


def person(username: str) -> Callable[[Town], str]:
    return lambda town: username


def at(name: str, *given: str) -> Callable[[Town], str]:
    return lambda town: reverse(name, args=given)


def nobody(town: Town) -> str:
    return ""


def held_talk(town: Town) -> Form:
    """A talk as it is saved on an ordinary day: two roles, a note, shared, and the next one agreed."""
    return {
        "token": str(uuid4()),
        "form": "in_person",
        "roles": ["mentor", "coach"],
        "text": "Vi talte om timerne og om, hvad der skal til. " * 8,
        "next_contact": "fre 10 gåtur",
        "minutes": "30",
        "share": "1",
    }


def typed(text: str) -> Callable[[Town], Form]:
    return lambda town: {"text": text}


PAGES = (
    Page("my_day", "Min dag", person("nadia"), at("my_day")),
    Page("my_citizens", "Mine borgere", person("nadia"), at("my_citizens"), aim_ms=15),
    Page(
        "team_citizens",
        "Hele enheden (den største)",
        lambda town: town.leader,
        at("team_citizens"),
        aim_ms=38,
    ),
    Page("team", "Teamet", lambda town: town.leader, at("team")),
    Page(
        "citizen",
        "En borger med ti års historie",
        person("nadia"),
        lambda town: reverse("citizen", args=[town.long_followed.pk]),
        aim_ms=15,
    ),
    Page(
        "hold_talk",
        "Gemme en samtale",
        person("nadia"),
        lambda town: reverse("hold_talk", args=[cast.citizen("jens").pk]),
        held_talk,
        status=302,
    ),
    Page(
        "workplace",
        "Et arbejdssted",
        person("nadia"),
        lambda town: reverse("workplace", args=[cast.workplace("savværk").pk]),
    ),
    Page("my_contact", "Virksomhedens dør, logget ind", person("rikke"), at("my_contact")),
    Page("door", "Virksomhedens dør, med link", nobody, lambda town: reverse("door", args=[town.door_link])),
    Page("search", "Søge en borger", person("nadia"), at("search"), typed("Ågård")),
    Page("search_misspelt", "Søge, stavet forkert", person("nadia"), at("search"), typed("Jesn Ågrd")),
    Page("results", "Resultater", person("henrik"), at("results")),
    Page("results_figure", "Resultater: et tal", person("henrik"), at("results_figure", "sick")),
    Page("results_model", "Resultater: lever vi modellen?", person("henrik"), at("results_model")),
    Page("my_course", "Borgerens egen side", person("jens"), at("my_course")),
)


def chosen(words: list[str]) -> list[Page]:
    """Return the named pages, or all; raise `KeyError` with the first that is not known."""
    by_word = {page.word: page for page in PAGES}
    return [by_word[word] for word in words] if words else list(PAGES)


def maker(page: Page, town: Town, port: int) -> Callable[[], Request]:
    """Return what makes the page's next request: the same for a GET, with a fresh form and the page's own CSRF for a
    POST."""
    who = page.who(town)
    cookies = {"sessionid": town.session(who)} if who else {}
    address = page.address(town)
    form = page.form
    if form is None:
        same = asking.request(page.name, address, cookies=cookies, status=page.status)
        return lambda: same
    cookie, hidden = _csrf(port, cookies)
    cookies = {**cookies, "csrftoken": cookie}
    return lambda: asking.request(
        page.name,
        address,
        cookies=cookies,
        form={"csrfmiddlewaretoken": hidden, **form(town)},
        status=page.status,
    )


def _csrf(port: int, cookies: dict[str, str]) -> tuple[str, str]:
    """The cookie and the hidden field of a page with a form: every page of an employee has the search field."""
    with Line(port) as line:
        answer = line.ask(asking.request("CSRF", reverse("my_day"), cookies=cookies))
    cookie = answer.headers["set-cookie"].split("csrftoken=")[1].split(";")[0]
    hidden = answer.unpacked.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    return cookie, hidden


def only_reads(pages: list[Page]) -> list[Page]:
    return [page for page in pages if page.form is None]
