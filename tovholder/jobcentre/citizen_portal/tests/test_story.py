"""My story on the phone: told to those I choose, put right, taken back; long or short, the page is light."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import a_told, browser_of, text_of
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.plans.actions import Told, retell
from tovholder.jobcentre.plans.models import StoryEntry

STORY, TELL = reverse("my_story"), reverse("tell_story")
LONG = "ord og flere ord i en lang historie " * 2600  # more than twenty thousand words


def sent(**more) -> dict:
    given = {"about": "health", "readers": "person", "text": "Ryggen", "from_year": "2009", "to_year": ""}
    return given | {"token": uuid4()} | more


def test_nothing_about_who_reads_is_chosen_beforehand(bo):
    page = text_of(bo.client.get(TELL))
    assert "Fortæl din historie én gang." in text_of(bo.client.get(STORY))
    assert "checked" not in page
    response = bo.client.post(TELL, {"text": "Det, jeg skrev", "token": uuid4()})
    assert response.status_code == 422
    assert "Vælg, hvem der må læse det." in text_of(response)
    assert "Det, jeg skrev" in text_of(response)


def test_told_read_put_right_and_taken_back(house, bo):
    assert bo.client.post(TELL, sent(text="Ryggen siden 2009")).url == STORY
    entry = StoryEntry.objects.get()
    page = text_of(bo.client.get(STORY))
    assert "Fra 2009" in page
    assert "Min faste medarbejder" in page
    edit = reverse("my_entry", args=[entry.pk])
    assert "Ryggen siden 2009" in text_of(bo.client.get(edit))
    bo.client.post(edit, sent(text="Ryggen, i mine ord", read_version=1, to_year="2012"))
    page = text_of(bo.client.get(STORY))
    assert "2009–2012" in page
    assert "Ryggen, i mine ord" in page
    bo.client.post(reverse("take_back", args=[entry.pk]))
    assert "Ryggen" not in text_of(bo.client.get(STORY))
    assert bo.client.get(edit).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": " "}, "Skriv noget først."),
        ({"text": "x" * 160_001}, "Teksten er for lang."),
        ({"about": "x"}, "form-error-message"),
        ({"readers": "all"}, "form-error-message"),
        ({"from_year": "sommer"}, "Skriv et årstal fra 1900 til 2026"),
        ({"from_year": "2027"}, "Skriv et årstal fra 1900 til 2026"),
        ({"from_year": "2015", "to_year": "2014"}, "Det kan ikke slutte, før det begyndte."),
        ({"token": "x"}, "Hent siden igen"),
    ],
)
def test_what_cannot_be_saved_is_still_there(house, bo, wrong, says):
    response = bo.client.post(TELL, sent(**{"text": "Det, jeg skrev"} | wrong))
    assert response.status_code == 422
    assert says in text_of(response)
    assert wrong.get("text", "Det, jeg skrev").strip()[:1000] in response.content.decode()
    assert not StoryEntry.objects.exists()


def test_a_stale_save_shows_both(house, bo):
    entry = a_told(house.bo, "Første")
    retell(
        entry,
        Told("health", "person", "Fra telefonen"),
        read_version=1,
        by=house.bo.user,
        at=entry.written_at,
    )
    response = bo.client.post(
        reverse("my_entry", args=[entry.pk]), sent(text="Fra biblioteket", read_version=1)
    )
    assert response.status_code == 409
    for text in ("Fra telefonen", "Fra biblioteket", 'name="read_version" value="2"'):
        assert text in text_of(response)


def test_anothers_story_is_not_there(house, bo):
    liv = house.citizen("Liv Dam")
    entry = a_told(liv, "Livs")
    for name in ("my_entry", "take_back"):
        assert bo.client.post(reverse(name, args=[entry.pk]), sent()).status_code == 404
    assert "Livs" not in text_of(bo.client.get(STORY))


def test_twenty_thousand_words_within_the_budget(house, bo):
    def cost(client, where) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(where)
        assert response.status_code == 200
        return len(queries), len(response.content)

    amina = browser_of(house.amina)
    theirs = reverse("story", args=[house.bo.pk])
    a_told(house.bo, "Kort")
    short, read_short = cost(bo.client, STORY), cost(amina, theirs)
    assert bo.client.post(TELL, sent(text=LONG)).status_code == 302
    entry = StoryEntry.objects.latest("pk")
    assert len(entry.text.split()) >= 20_000
    long, read_long = cost(bo.client, STORY), cost(amina, theirs)
    assert (long[0], read_long[0]) == (short[0], read_short[0])
    assert long[1] - short[1] < 2_000
    assert read_long[1] - read_short[1] < 2_000
    for client, where in ((bo.client, "my_entry"), (amina, "story_entry")):
        queries, size = cost(client, reverse(where, args=[entry.pk]))
        assert queries <= 9
        assert size < 200_000
    assert LONG.strip() in amina.get(reverse("story_entry", args=[entry.pk])).content.decode()


def test_a_look_at_it_is_on_record_and_the_citizen_can_read_who(house, bo):
    entry = a_told(house.bo)
    amina = browser_of(house.amina)
    amina.get(reverse("story", args=[house.bo.pk]))
    amina.get(reverse("story_entry", args=[entry.pk]))
    lines = Record.objects.filter(kind=Kind.LOOK, what="story")
    assert [(line.citizen, line.actor) for line in lines] == [(house.bo.pk, house.amina.user.pk)] * 2
    assert "læste din historie, 2 gange" in text_of(bo.client.get(reverse("who_looked")))


def test_those_who_may_not_read_are_told_who_decides(house, bo):
    entry = a_told(house.bo, "HEMMELIG", readers="me")
    amina = browser_of(house.amina)
    page = text_of(amina.get(reverse("story", args=[house.bo.pk])))
    assert "Borgeren vælger selv, hvem der må." in page
    assert "HEMMELIG" not in page
    assert amina.get(reverse("story_entry", args=[entry.pk])).status_code == 404
    assert amina.post(reverse("take_back_story", args=[entry.pk])).status_code == 404


def test_written_together_with_somebody_who_cannot_log_in(house):
    from tests import cast

    mona = cast.a_citizen("Mona Lund")
    house.follow(mona)
    amina = browser_of(house.amina)
    write = reverse("write_story", args=[mona.pk])
    assert "Kun mig selv" not in text_of(amina.get(write))
    assert amina.post(write, sent(text=" ")).status_code == 422
    assert amina.post(write, sent(text="Monas ord")).status_code == 302
    page = text_of(amina.get(reverse("story", args=[mona.pk])))
    assert "Monas ord" in page
    assert "Skrevet sammen med Amina" in page
    entry = StoryEntry.objects.get()
    amina.post(reverse("take_back_story", args=[entry.pk]))
    assert "Monas ord" not in text_of(amina.get(reverse("story", args=[mona.pk])))


def test_nobody_writes_for_somebody_who_can(house, bo):
    amina = browser_of(house.amina)
    write = reverse("write_story", args=[house.bo.pk])
    assert "Borgeren skriver selv" in text_of(amina.get(write))
    response = amina.post(write, sent(text="Det, jeg skrev"))
    assert response.status_code == 409
    assert "Det, jeg skrev" in text_of(response)
    entry = a_told(house.bo)
    response = amina.post(reverse("take_back_story", args=[entry.pk]))
    assert response.status_code == 409
    assert "Kun borgeren selv" in text_of(response)
