"""Activities on the employee's side: agreed in a few presses, the real world before an internal offer, and ended."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, an_activity, days, text_of
from tovholder.jobcentre.activities.models import Activity
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import close_course

pytestmark = pytest.mark.usefixtures("friday_at_ten")


@pytest.fixture
def client(amina, course):
    return cast.browser_of(amina)


@pytest.fixture
def nordlyst(amina):
    return cast.a_workplace("Nordlyst Møbler", contact=amina, address="Industrivej 4")


def new(bo, where: str) -> str:
    return reverse("new_activity", args=[bo.pk, where])


def sent(**more) -> dict[str, str]:
    return {
        "token": str(uuid4()), "what": "Pakke ordrer", "since": "2026-11-23", "last_day": "", "hours": "12,5",
        "agreed": "both",
    } | more  # fmt: skip


def test_a_placement_is_agreed(client, bo, nordlyst):
    given = sent(other="nordlyst", placement="internship", agreed="all", last_day="2026-12-18")
    answer = client.post(new(bo, "workplace"), given)
    assert answer.url == reverse("activities", args=[bo.pk])
    row = Activity.objects.get()
    assert (row.workplace, row.hours, row.until) == (nordlyst, Decimal("12.5"), TODAY + days(29))
    page = text_of(client.get(answer.url))
    assert "Nordlyst Møbler" in page
    assert "12,5 timer om ugen" in page


def test_one_of_the_likely_workplaces_is_a_press(client, bo, nordlyst):
    cast.works_at(bo, nordlyst)
    page = client.get(new(bo, "workplace"))
    assert list(page.context["could_be"])
    client.post(new(bo, "workplace"), sent(workplace=nordlyst.pk, placement="paid_hours"))
    assert Activity.objects.get().workplace == nordlyst


def test_a_name_that_more_have_is_chosen_between_and_nothing_is_lost(client, bo, nordlyst, amina):
    other = cast.a_workplace("Nordlyst Døre", contact=amina)
    answer = client.post(new(bo, "workplace"), sent(other="nordlyst", placement="internship"))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Flere kan være det, du skrev" in page
    assert "Industrivej 4" in page
    assert "Pakke ordrer" in page
    client.post(new(bo, "workplace"), sent(workplace=other.pk, placement="internship"))
    assert Activity.objects.get().workplace == other


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"other": ""}, "Vælg et arbejdssted, eller skriv navnet."),
        ({"other": "findes ikke"}, "Vi kender ikke et arbejdssted med det navn"),
        ({"workplace": "999"}, "Vælg et arbejdssted på listen"),
        ({"placement": ""}, "Vælg, hvad det er."),
        ({"what": ""}, "Skriv, hvad der skal ske."),
        ({"what": "Ring til 010190-1234"}, "Skriv ikke et CPR-nummer her"),
        ({"hours": "mange"}, "Skriv timer om ugen fra 0,5 til 37"),
        ({"hours": "40"}, "Skriv timer om ugen fra 0,5 til 37"),
        ({"since": ""}, "Skriv den første dag."),
        ({"since": "2062-11-23"}, "Se efter, om årstallet er rigtigt."),
        ({"last_day": "2026-11-01"}, "Den sidste dag kan ikke ligge før den første."),
        ({"agreed": ""}, "Vælg, hvem der har sagt ja."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, bo, nordlyst, wrong, sentence):
    given = sent(other="nordlyst", placement="internship", what="Rille kanter") | wrong
    answer = client.post(new(bo, "workplace"), given)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "what" in wrong or "Rille kanter" in text_of(answer)
    assert not Activity.objects.exists()


def test_both_chosen_and_typed_is_asked_about(client, bo, nordlyst):
    given = sent(workplace=nordlyst.pk, other="Nordlyst", placement="internship")
    assert "Slet det ene" in text_of(client.post(new(bo, "workplace"), given))


def test_a_closed_workplace_is_not_found(client, bo, nordlyst):
    nordlyst.closed_on = TODAY
    nordlyst.save(update_fields=["closed_on"])
    given = sent(other="nordlyst", placement="internship")
    assert "Vi kender ikke" in text_of(client.post(new(bo, "workplace"), given))


def test_an_internal_offer_shows_the_real_world_first(client, bo, nordlyst):
    cast.works_at(bo, nordlyst)
    page = text_of(client.get(new(bo, "internal")))
    assert "Kunne det være ude i virkeligheden?" in page
    assert "Borgeren arbejder her." in page
    assert "Timer om ugen" not in page
    page = text_of(client.get(new(bo, "internal") + "?alligevel=1"))
    assert "Kunne det være ude i virkeligheden?" in page
    assert "Hvorfor er et internt tilbud bedst lige nu?" in page
    chosen = text_of(client.get(new(bo, "workplace") + f"?arbejdssted={nordlyst.pk}"))
    assert "Nordlyst Møbler" in chosen


def test_an_internal_offer_says_why(client, bo):
    answer = client.post(new(bo, "internal"), sent(because=""))
    assert answer.status_code == 422
    assert "Skriv, hvorfor det skal være et internt tilbud." in text_of(answer)
    client.post(new(bo, "internal"), sent(because="Vil begynde her"))
    assert Activity.objects.get().because == "Vil begynde her"


def test_it_belongs_to_a_step(client, bo, course, amina):
    step = cast.a_step(course, "Prøve et kursus", by=amina.user)
    assert "Prøve et kursus" in text_of(client.get(new(bo, "education")))
    client.post(new(bo, "education"), sent(step=step.pk))
    row = Activity.objects.get()
    assert row.step == step
    assert "Prøve et kursus" in text_of(client.get(reverse("activity", args=[row.pk])))


def test_a_place_that_is_not_known_is_not_found(client, bo):
    assert client.get(new(bo, "moon")).status_code == 404


def test_nothing_new_in_a_closed_course(client, bo, course, amina):
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    lead = cast.browser_of(cast.a_leader())
    assert "kan ikke aftales nyt" in text_of(lead.get(new(bo, "own")))
    answer = lead.post(new(bo, "own"), sent())
    assert answer.status_code == 409
    assert "Pakke ordrer" in text_of(answer)


def test_it_is_put_right(client, course):
    row = an_activity(course, "own")
    page = reverse("activity", args=[row.pk])
    assert "Gem" in text_of(client.get(page + "?ret=1"))
    client.post(page, sent(read_version="1", hours="8"))
    row.refresh_from_db()
    assert (row.hours, row.version) == (8, 2)


def test_a_stale_change_shows_how_it_is_now(client, course):
    row = an_activity(course, "own")
    page = reverse("activity", args=[row.pk])
    client.post(page, sent(read_version="1", hours="8"))
    answer = client.post(page, sent(read_version="1", hours="6", what="Min tekst"))
    shown = text_of(answer)
    assert answer.status_code == 409
    assert "ændret imens" in shown
    assert "8 timer om ugen" in shown
    assert "Min tekst" in shown
    assert 'name="read_version" value="2"' in answer.content.decode()


def test_it_is_ended_in_words(client, course, bo):
    row = an_activity(course, "own", last_day=TODAY - days(2))
    assert "Hvad kom der ud af det?" in text_of(client.get(reverse("activities", args=[bo.pk])))
    assert "Lad dagen stå tom" in text_of(client.get(reverse("activity", args=[row.pk]) + "?slut=1"))
    end = reverse("end_activity", args=[row.pk])
    assert client.post(end, {"outcome": "done", "words": ""}).status_code == 422
    assert client.post(end, {"outcome": "done", "words": "x", "last_day": "2026-12-24"}).status_code == 409
    client.post(end, {"outcome": "hired", "words": "Fik et job"})
    row.refresh_from_db()
    assert (row.outcome, row.until) == ("hired", TODAY - days(1))
    assert "Fik et job" in text_of(client.get(reverse("activity", args=[row.pk])))


@pytest.mark.parametrize(
    ("outcome", "last_day", "until"),
    [("done", "", TODAY + days(1)), ("stopped", "2026-11-18", TODAY - days(1)), ("never_began", "", None)],
)
def test_which_day_was_the_last(client, course, outcome, last_day, until):
    row = an_activity(course, "own", last_day=None)
    end = reverse("end_activity", args=[row.pk])
    client.post(end, {"outcome": outcome, "words": "Sådan gik det", "last_day": last_day})
    row.refresh_from_db()
    assert row.until == (until or row.since)


def test_the_share_is_for_the_one_who_follows(client, course, bo, nordlyst):
    address = reverse("activities", args=[bo.pk])
    assert "de aftalte timer" not in text_of(client.get(address))
    an_activity(course, workplace=nordlyst, hours=Decimal(30))
    an_activity(course, "internal", hours=Decimal(10))
    an_activity(course, "internal", hours=Decimal(10), agreed="proposed")
    assert "lå 75 % af de aftalte timer på en arbejdsplads" in text_of(client.get(address))
    leader = cast.browser_of(cast.a_leader())
    assert "de aftalte timer" not in text_of(leader.get(address))


def test_another_employee_finds_nothing(course, bo, jonas):
    row, other = an_activity(course, "own"), cast.browser_of(jonas)
    for name, number in (("activities", bo.pk), ("activity", row.pk)):
        assert other.get(reverse(name, args=[number])).status_code == 404
    assert other.get(new(bo, "own")).status_code == 404


def test_the_look_is_on_record_and_a_get_writes_nothing_else(client, course, bo):
    row = an_activity(course, "own")
    for address in (
        reverse("activities", args=[bo.pk]),
        new(bo, "internal"),
        reverse("activity", args=[row.pk]),
    ):
        assert client.get(address).status_code == 200
    looks = Record.objects.filter(kind="look", citizen=bo.pk).order_by("pk")
    assert [line.what for line in looks] == ["activities", "new_activity", "activity"]
