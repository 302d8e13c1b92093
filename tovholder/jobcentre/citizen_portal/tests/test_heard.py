"""Was I heard? Answered by whoever wants to, counted, and by construction nobody's."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from tests import cast
from tests.cast import AT, text_of
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.talks.actions import close_heard
from tovholder.jobcentre.talks.models import HeardQuestion, HeardTally, Talk

HEARD, MY_COURSE = reverse("heard"), reverse("my_course")
ALL = dict.fromkeys(HeardQuestion.values, 4)


def log_of(citizen) -> list[tuple]:
    """The citizen's lines, as far as anybody could read from them what was done."""
    rows = Record.objects.filter(citizen=citizen.pk, at=AT).order_by("pk")
    return list(rows.values_list("kind", "what", "subject", "detail"))


def test_it_is_asked_for_a_fortnight_after_the_newest_talk(house, bo, time_machine):
    house.talk("Vi gik en tur", days_ago=3)
    house.talk("Vi gik igen", days_ago=1)
    page = text_of(bo.client.get(MY_COURSE))
    assert "Blev du hørt torsdag 19. november?" in page
    assert "Tænk på samtalen torsdag 19. november." in text_of(bo.client.get(HEARD))
    time_machine.move_to(AT + timedelta(days=13), tick=False)
    later = cast.browser_of(house.bo)
    assert "Blev du hørt" not in text_of(later.get(MY_COURSE))
    assert "ikke noget at svare på" in text_of(later.get(HEARD))


def test_every_answer_has_words_and_the_questions_are_said_to_be_our_own(house, bo):
    house.talk("Vi gik en tur", days_ago=1)
    page = text_of(bo.client.get(HEARD))
    words = re.findall(r'<label class="form-label" for="id_felt_met_\d">(.*?)</label>', page)
    assert [word.strip() for word in words] == ["Slet ikke", "Lidt", "Delvist", "For det meste", "Helt"]
    assert "Du kan springe et spørgsmål over. Spørgsmålene er vores egne." in page


def test_nobody_is_asked_about_a_talk_that_was_not_held(house, bo):
    house.talk("Holdt", days_ago=20)
    Talk.objects.create(
        citizen=house.bo,
        course=house.course,
        employee=house.amina,
        form="walk",
        starts_at=AT - timedelta(days=1),
    )
    assert "Blev du hørt" not in text_of(bo.client.get(MY_COURSE))


def test_an_answer_is_counted_and_the_line_is_gone(house, bo):
    talk = house.talk("Vi gik en tur")
    page = text_of(bo.client.post(HEARD, ALL | {"talk": talk.pk}, follow=True))
    assert "Ingen kan se, at det var dit." in page
    assert "Blev du hørt" not in page
    assert set(HeardTally.objects.values_list("answer", "many")) == {(4, 1)}
    again = text_of(bo.client.post(HEARD, ALL | {"talk": talk.pk}, follow=True))
    assert "Det er der svaret på" in again
    assert set(HeardTally.objects.values_list("many", flat=True)) == {1}, "twice is once"


def test_a_question_may_be_left_out_and_none_at_all_is_asked_about(house, bo):
    talk = house.talk("Vi gik en tur")
    response = bo.client.post(HEARD, {"talk": talk.pk})
    assert response.status_code == 422
    assert "Vælg mindst ét svar" in text_of(response)
    bo.client.post(HEARD, {"talk": talk.pk, "own_say": 2})
    assert list(HeardTally.objects.values_list("question", "answer", "many")) == [("own_say", 2, 1)]


def test_what_is_kept_of_a_talk_is_the_same_whether_somebody_answered_or_not(house):
    """Four citizens: two answer, two say no thanks, from either page. Talks and log tell nobody which."""
    kept, lines = set(), set()
    for number, way in enumerate(("answers", "answers", "no", "no from the page")):
        citizen = house.citizen(f"Borger {number}")
        talk = house.talk("Vi talte", course=house.follow(citizen))
        client = cast.browser_of(citizen)
        before = len(log_of(citizen))
        client.get(MY_COURSE)
        if way != "no":
            client.get(HEARD)
        else:
            client.get(MY_COURSE)
        client.post(HEARD, {"talk": talk.pk} | (ALL if way == "answers" else {"no_thanks": "1"}))
        lines.add(str(log_of(citizen)[before:]))
        talk.refresh_from_db()
        kept.add((talk.heard_is_closed, talk.shared_at, talk.held_at))
    assert len(kept) == 1
    assert len(lines) == 1
    assert set(HeardTally.objects.values_list("many", flat=True)) == {2}


def test_a_tally_says_nothing_of_whose_it_is(house, bo):
    columns = {field.name for field in HeardTally._meta.get_fields()}
    assert columns == {"id", "unit", "month", "question", "answer", "many"}
    close_heard(house.talk("En"), ALL, by=house.bo.user, at=AT)
    rows = list(HeardTally.objects.order_by("pk").values_list("pk", "unit", "month", "question", "answer"))
    freja = house.citizen("Freja Dam")
    close_heard(house.talk("To", course=house.follow(freja)), ALL, by=freja.user, at=AT)
    after = list(HeardTally.objects.order_by("pk").values_list("pk", "unit", "month", "question", "answer"))
    assert after == rows, "no row of one's own"


def test_only_the_scale_is_counted(house):
    talk = house.talk("Vi talte")
    for wrong in ({"felt_met": 6}, {"felt_met": 0}, {"wage": 3}):
        with pytest.raises(Refused):
            close_heard(talk, wrong, by=house.bo.user, at=AT)
    assert not HeardTally.objects.exists()
    with pytest.raises(IntegrityError):
        HeardTally.objects.create(
            unit=house.unit, month=AT.date().replace(day=1), question="own_say", answer=6
        )


def test_a_talk_of_somebody_else_is_not_answered_for(house, bo):
    freja = house.citizen("Freja Dam")
    theirs = house.talk("Deres", course=house.follow(freja))
    house.talk("Bos")
    bo.client.post(HEARD, ALL | {"talk": theirs.pk})
    theirs.refresh_from_db()
    assert not theirs.heard_is_closed
    assert not HeardTally.objects.exists()


def test_the_employees_pages_say_nothing_of_it(house, bo):
    talk = house.talk("Vi gik en tur")
    nadia = cast.browser_of(house.amina)

    def read() -> str:
        page = text_of(nadia.get(reverse("citizen", args=[house.bo.pk])))
        return re.sub(r'type="hidden" name="\w+" value="[^"]+"', "", page)

    before = read()
    close_heard(talk, ALL, by=house.bo.user, at=AT)
    assert read() == before
