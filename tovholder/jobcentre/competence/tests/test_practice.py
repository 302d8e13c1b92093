"""What worked: written with how it is known, found, commented, seen to again, and sent to those who follow."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django_q.models import OrmQ

from tests import cast
from tests.cast import AT, TODAY, browser_of, text_of
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.competence import actions
from tovholder.jobcentre.competence.actions import Worked
from tovholder.jobcentre.competence.leave_link import make_link
from tovholder.jobcentre.competence.models import Following, HowOften, PracticeNote
from tovholder.jobcentre.post.delivery import deliver

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _at_the_desk(db):
    with time_machine.travel(AT, tick=False):
        yield


def write(employee, *, at=AT, code="coaching", title="Gå en tur", **more) -> PracticeNote:
    given = {"text": "Pauserne bliver lettere.", "known_by": "experience", "link": ""} | more
    worked = Worked(cast.a_competence(code), title, review_on=at.date() + 300 * A_DAY, **given)
    return actions.write_practice_note(worked, by=employee.user, at=at)


def follow(employee, *, at=AT, **fields) -> None:
    actions.follow(employee, fields, by=employee.user, at=at)


def digests(at) -> list[tuple[str, str]]:
    """Send what is due; to whom, and the text."""
    before = OrmQ.objects.count()
    actions.send_digests(by=None, at=at)
    tasks = [row.task for row in OrmQ.objects.order_by("pk")[before:]]
    return [(task["args"][0], task["args"][2]) for task in tasks]


# --- Written and read -------------------------------------------------------------------------------------------------


def test_a_study_has_its_link_also_in_the_database(amina):
    note = write(amina, known_by="study", link="https://example.dk/a")
    with pytest.raises(IntegrityError):
        PracticeNote.objects.filter(pk=note.pk).update(link="")


def test_it_is_searched_as_people_remember_it(amina):
    write(amina, title="Gå en tur ved søen")
    write(amina, title="Ring samme dag", code="praktik")
    browser = browser_of(amina)
    assert "Gå en tur" in text_of(browser.post(reverse("practice"), {"find": "TUR SØEN"}))
    assert "Gå en tur" not in text_of(browser.post(reverse("practice"), {"find": "tur ring"}))
    of_field = text_of(browser.get(reverse("practice"), {"felt": "virksomhed"}))
    assert "Ring samme dag" in of_field
    assert "Gå en tur" not in of_field


def test_what_is_searched_for_stands_in_no_address(amina):
    notes = [write(amina, title=f"Nummer {n:02}") for n in range(21)]
    write(amina, title="Ring samme dag", code="praktik")
    browser, of_field = browser_of(amina), reverse("practice") + "?felt=viden"
    whole = text_of(browser.get(of_field))
    found = text_of(browser.post(of_field, {"find": "nummer"}))
    typed = browser.post(of_field, {"find": "nummer"}, headers={"HX-Request": "true"})
    for page in (found, text_of(typed)):
        assert "Nummer 20" in page
        assert "Nummer 00" not in page
        assert not re.search(r'(href|action|hx-post)="[^"]*nummer', page)
        assert (
            f'<button class="button button-secondary" type="submit" name="fra" value="{notes[0].pk}">' in page
        )
    assert "<h1>" in found
    assert "<h1>" not in text_of(typed)
    older = text_of(browser.post(of_field, {"find": "nummer", "fra": notes[0].pk}))
    assert "Nummer 00" in older
    assert "Nummer 01" not in older
    assert f'action="{of_field}"' in whole
    assert f"?felt=viden&amp;fra={notes[0].pk}" in whole
    assert "Nummer 00" in text_of(browser.get(reverse("practice"), {"fra": notes[0].pk}))
    assert "Ring samme dag" in text_of(browser.get(reverse("practice"), {"soeg": "nummer"}))


def test_written_commented_and_seen_to_on_the_pages(amina, jonas):
    given = {
        "competence": cast.a_competence("coaching").pk, "title": "Gå en tur", "text": "Ja.", "known_by": "study",
        "link": "https://example.dk/a", "review_on": "2027-06-01",
    }  # fmt: skip
    address = browser_of(amina).post(reverse("write_practice"), given).url
    browser_of(jonas).post(address, {"text": "Også i regn?"})
    page = text_of(browser_of(amina).get(address))
    assert "Også i regn?" in page
    assert "https://example.dk/a" in page
    note = PracticeNote.objects.get()
    with time_machine.travel(AT + 250 * A_DAY, tick=False):
        assert "Det er nu" in text_of(browser_of(amina).get(address))
        browser_of(amina).post(reverse("review_practice", args=[note.pk]), {"holds": "1"})
    note.refresh_from_db()
    assert note.review_on > TODAY + 600 * A_DAY
    browser_of(amina).post(reverse("review_practice", args=[note.pk]))
    assert "Gå en tur" not in text_of(browser_of(amina).get(reverse("practice")))


def test_only_the_writer_and_their_leader_see_to_it(amina, jonas):
    note = write(amina)
    for by in (jonas, cast.a_leader(unit=cast.a_unit())):
        with pytest.raises(Refused, match="den, der har skrevet"):
            actions.review_practice_note(note, holds=False, by=by.user, at=AT)
    actions.review_practice_note(note, holds=False, by=cast.a_leader().user, at=AT)
    with pytest.raises(Refused, match="trukket tilbage"):
        actions.comment(note, text="x", by=jonas.user, at=AT)


# --- By mail ----------------------------------------------------------------------------------------------------------


def test_what_is_new_in_a_followed_field_comes_once_and_ones_own_does_not(amina, jonas):
    write(amina, title="Før")
    follow(jonas, viden=HowOften.DAILY)
    write(amina, at=AT + timedelta(hours=1), title="Efter")
    write(jonas, at=AT + timedelta(hours=1), title="Min egen")
    write(amina, at=AT + timedelta(hours=1), title="Andet felt", code="praktik")
    [(to, text)] = digests(AT + A_DAY)
    assert to == jonas.email
    assert "Efter" in text
    assert not [word for word in ("Før", "Min egen", "Andet felt") if word in text]
    assert digests(AT + 2 * A_DAY) == []


def test_each_has_their_own_turn(amina, jonas):
    ida = cast.an_employee("Ida")
    follow(jonas, viden=HowOften.WEEKLY)
    follow(ida, viden=HowOften.DAILY)
    follow(amina, viden=HowOften.NEVER)
    write(amina, at=AT + timedelta(hours=1))
    assert [to for to, _text in digests(AT + timedelta(hours=2))] == []
    assert [to for to, _text in digests(AT + A_DAY)] == [ida.email]
    assert [to for to, _text in digests(AT + 7 * A_DAY)] == [jonas.email]


def test_whoever_begins_again_is_not_sent_what_was_meanwhile(amina, jonas):
    follow(jonas, viden=HowOften.DAILY)
    follow(jonas, viden=HowOften.NEVER)
    write(amina, at=AT + A_DAY)
    follow(jonas, at=AT + 2 * A_DAY, viden=HowOften.DAILY)
    assert digests(AT + 4 * A_DAY) == []


def test_nobody_chooses_for_another(amina, jonas):
    with pytest.raises(Refused, match="Man vælger selv"):
        actions.follow(amina, {"viden": "daily"}, by=jonas.user, at=AT)


def test_one_press_in_the_mail_program_ends_it(amina, jonas, settings):
    settings.ADDRESS = "https://hedelund.example"
    follow(jonas, viden=HowOften.DAILY, lov=HowOften.WEEKLY)
    write(amina, at=AT + timedelta(hours=1))
    actions.send_digests(by=None, at=AT + A_DAY)
    task = OrmQ.objects.latest("pk").task
    deliver(*task["args"], **task["kwargs"])
    [sent] = mail.outbox
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("https://hedelund.example/")
    path = address.removeprefix("https://hedelund.example")
    outside = Client(enforce_csrf_checks=True)
    assert outside.get(path).status_code == 200
    assert Following.objects.exclude(how_often="never").count() == 2, "a look ends nothing"
    for _press in range(2):
        assert outside.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Following.objects.exclude(how_often="never").exists()


def test_a_link_that_was_changed_ends_nothing(amina, jonas):
    follow(jonas, viden=HowOften.DAILY)
    link = make_link(jonas)
    changed = f"{amina.pk}{link[link.index('~') :]}"
    assert Client().post(reverse("leave_digest", args=[changed])).status_code == 404
    assert Following.objects.get().how_often == HowOften.DAILY


def test_whoever_has_left_is_not_written_to(amina, jonas):
    follow(jonas, viden=HowOften.DAILY)
    write(amina, at=AT + timedelta(hours=1))
    jonas.left_on = TODAY
    jonas.save(update_fields=["left_on"])
    assert digests(AT + A_DAY) == []


def test_the_digest_is_a_command_and_costs_the_same_for_many(amina, capsys, django_assert_max_num_queries):
    for _ in range(8):
        follow(cast.an_employee(), viden=HowOften.DAILY)
    write(amina, at=AT + timedelta(hours=1))
    with time_machine.travel(AT + A_DAY, tick=False), django_assert_max_num_queries(16):
        call_command("digest")
    assert "8 mails" in capsys.readouterr().out
