"""What a citizen sees of their activities."""

from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, an_activity, days, text_of
from tovholder.jobcentre.activities.actions import end_activity


def test_what_i_do_stands_on_my_course(house, bo):
    assert "Det, du er i gang med" not in text_of(bo.client.get(reverse("my_course")))
    nordlyst = cast.a_workplace(contact=house.amina)
    an_activity(house.course, workplace=nordlyst)
    an_activity(house.course, "own", what="Passe haven", last_day=TODAY - days(1))
    page = text_of(bo.client.get(reverse("my_course")))
    assert "Det, du er i gang med" in page
    assert "Nordlyst Møbler" in page
    assert "Passe haven" not in page


def test_all_of_them_with_why_and_what_came_of_it(house, bo):
    an_activity(house.course, "own", what="Min egen have", agreed="proposed")
    an_activity(house.course, "own", what="Slut uden ord", last_day=TODAY - days(1))
    offer = an_activity(house.course, "internal", because="Jeg ville begynde her")
    end_activity(
        offer, outcome="next", words="Jeg vil ud", last_day=TODAY, by=house.amina.user, at=AT, today=TODAY
    )
    page = text_of(bo.client.get(reverse("my_activities")))
    for words in (
        "Min egen have",
        "Det er et forslag. I har ikke aftalt det endnu.",
        "Det er slut. Tal med din medarbejder",
        "Jeg ville begynde her",
        "Jeg vil ud",
        "Foreslå noget",
    ):
        assert words in page


def test_nobody_elses(house, bo):
    an_activity(house.course, "own", what="Bos egen")
    liv = house.citizen("Liv Dam")
    house.follow(liv)
    assert "Bos egen" not in text_of(cast.browser_of(liv).get(reverse("my_activities")))
