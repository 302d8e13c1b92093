"""A citizen asks for another person, and reads what came of it; and who is with beside the contact, in plain words."""

from datetime import timedelta

from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, browser_of, days, text_of
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import ContactWish
from tovholder.jobcentre.citizens.models.course import DrawnInReason
from tovholder.jobcentre.staff.roles import Role as TalkRole

MINE, ASK = reverse("my_course"), reverse("another_person")
WORDS = "Jeg vil gerne have en, der har tid."


def answer(house, **more) -> None:
    leader = cast.a_leader("Lise Leder", unit=house.unit)
    given = {"granted": False, "promised": None, "answer": "Lad os tale om det."} | more
    actions.answer_wish(ContactWish.objects.get(), by=leader.user, at=AT + timedelta(days=3), **given)


def test_a_quiet_link_leads_to_a_page_that_says_it_is_all_right(bo):
    assert ASK in text_of(bo.client.get(MINE))
    page = text_of(bo.client.get(ASK))
    assert "Det er i orden at bede om en anden." in page
    assert "Kun lederen af Job og Helhed læser det, du skriver. Amina Yusuf kan ikke se det" in page
    assert "inden for 5 arbejdsdage" in page


def test_a_wish_is_sent_once_and_waits(bo):
    assert bo.client.post(ASK, {"text": WORDS}).url == ASK
    bo.client.post(ASK, {"text": WORDS})
    assert ContactWish.objects.get().text == WORDS
    page = text_of(bo.client.get(ASK))
    assert "Du skrev fredag 20. november. Du får svar her senest fredag 27. november." in page
    assert "Send til lederen" not in page
    assert "Du bad om en anden medarbejder fredag 20. november." in text_of(bo.client.get(MINE))


def test_a_wish_is_taken_back_and_written_anew(bo):
    bo.client.post(ASK, {"text": WORDS})
    assert bo.client.post(reverse("withdraw_wish", args=[ContactWish.objects.get().pk])).url == ASK
    page = text_of(bo.client.get(ASK))
    assert "Du fortrød fredag 20. november." in page
    assert "Send til lederen" in page
    assert "Bed om en anden medarbejder" in text_of(bo.client.get(MINE))


def test_the_answer_is_read_in_words(house, bo):
    bo.client.post(ASK, {"text": WORDS})
    answer(house)
    assert "Lederen svarede på dit ønske om en anden medarbejder mandag 23. november." in text_of(
        bo.client.get(MINE)
    )
    page = text_of(bo.client.get(ASK))
    assert "Lederen svarede nej mandag 23. november." in page
    assert "Lad os tale om det." in page


def test_a_promise_says_who(house, bo):
    bo.client.post(ASK, {"text": WORDS})
    answer(house, granted=True, promised=house.jonas, answer="Jonas ringer.")
    assert "Lederen svarede ja mandag 23. november: du får Jonas Holm." in text_of(bo.client.get(ASK))


def test_when_the_contact_leads_the_unit_the_page_says_who_reads_it(house):
    boss, freja = cast.a_leader("Lise Leder"), house.citizen("Freja Dam")
    cast.a_course(freja, contact=boss)
    page = text_of(browser_of(freja).get(ASK))
    assert "Det er Lise Leder selv." in page
    assert "kan ikke se det" not in page


def test_without_a_course_there_is_somebody_to_call_and_nothing_is_lost(house, bo):
    bo.client.post(ASK, {"text": WORDS})
    actions.close_course(house.course, because="work", by=house.amina.user, at=AT, today=TODAY)
    page = text_of(bo.client.get(ASK))
    assert "11 11 11 11" in page
    assert "Forløbet sluttede, før du fik svar." in page
    late = bo.client.post(ASK, {"text": "Skrevet for sent"})
    assert late.status_code == 409
    assert "Skrevet for sent" in text_of(late)


def test_one_citizen_never_reads_or_takes_back_anothers_wish(house, bo):
    bo.client.post(ASK, {"text": WORDS})
    other = house.citizen("Freja Dam")
    house.follow(other)
    assert WORDS not in text_of(browser_of(other).get(ASK))
    theirs = reverse("withdraw_wish", args=[ContactWish.objects.get().pk])
    assert browser_of(other).post(theirs).status_code == 404


def test_who_is_with_and_what_was_chosen_is_said_in_plain_words(house, bo):
    until = TODAY + days(14)
    actions.draw_in(
        house.course,
        employee=house.jonas,
        reason="language",
        since=TODAY,
        until=until,
        by=house.amina.user,
        at=AT,
    )
    actions.choose_roles(house.course, roles=["mentor", "company"], by=house.amina.user, at=AT)
    page = text_of(bo.client.get(MINE))
    assert "Jonas Holm taler dit sprog, til og med torsdag 3. december." in page
    assert "en mentor ved din side" in page
    assert "en, der kender virksomhederne" in page
    assert "coach" not in page


def test_every_reason_and_role_has_words(house, bo):
    roles = TalkRole.values
    actions.choose_roles(house.course, roles=roles, by=house.amina.user, at=AT)
    for reason in DrawnInReason:
        actions.draw_in(
            house.course, employee=cast.an_employee(), reason=reason, since=TODAY, until=TODAY + days(2),
            by=house.amina.user, at=AT,
        )  # fmt: skip
    page = text_of(bo.client.get(MINE))
    assert page.count("til og med lørdag 21. november.") == len(DrawnInReason)
    assert page.count("<li>") >= len(roles)
