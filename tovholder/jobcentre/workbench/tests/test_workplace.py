import re
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.urls import reverse
from django_q.models import OrmQ

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.companies.actions import change_workplace_contact
from tovholder.jobcentre.companies.door_link import open_link
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeKind, SpokenAnswer
from tovholder.jobcentre.sickleave.tests.house import NOW, TODAY, House, logged_in, plain_static_files

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def no_manifest(settings):
    plain_static_files(settings)


@pytest.fixture
def house(db) -> House:
    return House()


@pytest.fixture
def amina(house):
    return logged_in(house.amina)


@pytest.fixture
def jonas(house):
    return logged_in(house.jonas)


def page_of(workplace) -> str:
    return reverse("workplace", args=[workplace.pk])


def notice_of(notice) -> str:
    return reverse("notice", args=[notice.pk])


def text_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def words_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(response)).split())


def looks(what: str) -> list[Record]:
    return list(Record.objects.filter(what=what).order_by("pk"))


def digits_of(number: int) -> str:
    return f"010190{number:04}"


# --- My workplaces


def test_my_workplaces_and_those_i_cover_in_danish_order(house, jonas):
    mine = house.workplace("Ærø Havn", contact=house.jonas)
    other = house.workplace("Aabenraa Bageri", contact=house.jonas)
    house.workplace("Lukket", contact=house.jonas)
    house.workplace("Lises", contact=house.employee("lise", "Lise Berg"))
    type(mine).objects.filter(name="Lukket").update(closed_on=TODAY - DAY)
    rows = jonas.get("/mine-arbejdssteder/").context["rows"]
    assert [row.url for row in rows] == [page_of(mine), page_of(other)]
    house.away(house.amina, house.jonas)
    response = jonas.get("/mine-arbejdssteder/")
    assert [row.name for row in response.context["rows"]] == [
        "Nordlyst Møbler",
        "Ærø Havn",
        "Aabenraa Bageri",
    ]
    assert "Du dækker for Amina Yusuf til og med torsdag 26. november." in words_of(response)
    assert text_of(response).count("Du dækker for Amina") == 1
    assert "Du er fast kontakt for 2 arbejdssteder. Du dækker for 1 til." in words_of(response)


def test_what_waits_and_who_works_there(house, amina):
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    house.citizen("Mona Lund", at=house.nordlyst, contact=house.jonas)
    house.citizen("Ali Hamdan", at=house.workplace("Sydlyst", contact=house.jonas))
    left = house.citizen("Freja Dam")
    citizens.employ(left, workplace=house.nordlyst, since=TODAY - 90 * DAY, until=TODAY, by=None, at=NOW)
    house.notice()
    house.answer(house.notice())
    response = amina.get("/mine-arbejdssteder/")
    assert "En melding venter på svar." in words_of(response)
    assert "En af dine borgere arbejder her." in words_of(response)
    assert "Bo Kragh" not in text_of(response)
    (look,) = looks("my_workplaces")
    assert (look.kind, look.citizens, look.count) == (Kind.LIST, f",{bo.pk},", 1)


def test_a_notice_i_am_kept_from_is_counted_and_not_shown(house, amina):
    house.citizen("Beskyttet Person", at=house.nordlyst, contact=False, is_protected=True)
    house.notice(name="Beskyttet Person")
    house.notice()
    listed = words_of(amina.get("/mine-arbejdssteder/"))
    assert "En melding venter på svar. En melding vises ikke for dig." in listed
    page = text_of(amina.get(page_of(house.nordlyst)))
    assert "En melding vises ikke for dig." in page
    assert "Beskyttet Person" not in page


def test_eleven_queries_whatever_the_number(house, amina, django_assert_max_num_queries):
    for number in range(2):
        fill(house, house.workplace(f"Sted {number}"), 1)
    with django_assert_max_num_queries(11) as few:
        amina.get("/mine-arbejdssteder/")
    for number in range(30):
        fill(house, house.workplace(f"Andet sted {number}"), 2)
    with django_assert_max_num_queries(11) as many:
        assert len(amina.get("/mine-arbejdssteder/").context["rows"]) == 33
    assert len(few) == len(many)


def fill(house, workplace, n: int) -> None:
    for number in range(n):
        name = f"Borger {chr(65 + number // 26)}{chr(97 + number % 26)} {workplace.pk}"
        citizen = house.citizen(name, at=workplace)
        citizens.begin_support(citizen, benefit="sygedagpenge", since=TODAY - 9 * DAY, by=None, at=NOW)
        house.notice(workplace, name=name, sender=house.hanne)
        house.answer(house.notice(workplace, name=name, kind="since", first_day=TODAY - number * DAY))


# --- One workplace


def test_any_employee_opens_any_workplace(house, jonas):
    response = jonas.get(page_of(house.nordlyst))
    page = words_of(response)
    for words in (
        "Nordlyst Møbler",
        "Industrivej 4, 8800 Hedelund",
        "Fast kontakt: Amina Yusuf 22 22 22 22",
        "Hanne Friis",
    ):
        assert words in page
    assert 'href="tel:66666666"' in text_of(response)
    assert 'href="tel:55555555"' in text_of(response)
    (look,) = looks("workplace")
    assert (look.kind, look.count, look.detail) == (Kind.LIST, 0, {"workplace": house.nordlyst.pk})


def test_the_contact_through_time(house, amina):
    change_workplace_contact(
        house.nordlyst,
        from_employee=house.amina.pk,
        to=house.jonas,
        because="Ny fordeling",
        by=house.amina.user,
        at=NOW,
        today=TODAY + 10 * DAY,
    )
    page = words_of(amina.get(page_of(house.nordlyst)))
    assert "Amina Yusuf Fra fredag 20. november til og med søndag 29. november." in page
    assert "Jonas Holm Siden mandag 30. november. Ny fordeling" in page


def test_who_covers_stands_beside_the_contact(house, jonas):
    house.away(house.amina, house.jonas)
    assert "Jonas Holm dækker til og med torsdag 26. november 33 33 33 33" in words_of(
        jonas.get(page_of(house.nordlyst))
    )


def test_the_citizens_here_are_those_i_may_see(house, amina):
    bo = house.citizen("Bo Kragh", at=house.nordlyst)
    citizens.begin_support(bo, benefit="sygedagpenge", since=TODAY - 9 * DAY, by=None, at=NOW)
    house.citizen("Mona Lund", at=house.nordlyst, contact=house.jonas)
    family = house.citizen("Yasmin Yusuf", at=house.nordlyst)
    citizens.keep_apart(house.amina, digits=digits_of(house.numbers), closeness="family", by=None, at=NOW)
    response = amina.get(page_of(house.nordlyst))
    page = words_of(response)
    assert "Bo Kragh Arbejder her siden fredag 1. marts 2024. Sygedagpenge siden onsdag 11. november." in page
    assert reverse("citizen", args=[bo.pk]) in text_of(response)
    assert "Mona Lund" not in page
    assert "Yasmin" not in page
    assert "1 vises ikke." in page
    (look,) = looks("workplace")
    assert look.citizens == f",{bo.pk},"
    assert str(family.pk) not in look.citizens.split(",")


def test_notices_wait_with_their_age_and_a_button(house, amina):
    notice = house.notice(
        kind="expected", first_day=None, talk="you_lead", sender=house.hanne, at=NOW - timedelta(minutes=40)
    )
    response = amina.get(page_of(house.nordlyst))
    page = words_of(response)
    assert (
        "Uden navn En medarbejder taler om at blive sygemeldt. Vil gerne have, at vi leder en samtale."
        in page
    )
    assert "Modtaget for 40 minutter siden. Fra Hanne Friis." in page
    assert reverse("answer_notice", args=[notice.pk]) in text_of(response)
    assert "Vi har talt sammen" in page


def test_a_named_notice_in_the_list_is_a_recorded_look(house, amina):
    mona = house.citizen("Mona Lund", at=house.nordlyst, contact=house.jonas)
    house.notice(name="Mona Lund")
    assert "Mona Lund" in words_of(amina.get(page_of(house.nordlyst)))
    assert looks("workplace")[0].citizens == f",{mona.pk},"


def test_earlier_notices_with_their_measures(house, amina):
    notice = house.notice(kind="since", first_day=TODAY - 3 * DAY, at=NOW - DAY)
    house.answer(notice, at=NOW - DAY + timedelta(minutes=30))
    page = words_of(amina.get(page_of(house.nordlyst)))
    assert (
        "Modtaget torsdag 19. november. Vi talte sammen efter 30 minutter i arbejdstiden. "
        "Kontakt med virksomheden 2 dage efter første fraværsdag."
    ) in page
    assert "Vi har talt sammen" not in page


def test_older_notices_stand_on_the_next_page(house, amina):
    for number in range(23):
        house.answer(house.notice(kind="since", first_day=TODAY - number * DAY))
    first = amina.get(page_of(house.nordlyst))
    assert len(first.context["earlier"]) == 20
    second = amina.get(page_of(house.nordlyst), {"foer": first.context["more"]})
    assert len(second.context["earlier"]) == 3
    assert second.context["more"] is None
    shown = [row.notice.pk for page in (first, second) for row in page.context["earlier"]]
    assert len(set(shown)) == 23
    assert amina.get(page_of(house.nordlyst), {"foer": "²"}).status_code == 200
    assert amina.get(page_of(house.nordlyst), {"foer": "9" * 40}).status_code == 200


def test_earlier_notices_are_in_the_order_they_came_whatever_order_they_were_written_in(house, amina):
    """The days they came are no order of their numbers; some came at the same moment."""
    for number in range(25):
        at = NOW - (number * 7 % 12) * DAY
        house.answer(house.notice(kind="since", first_day=at.date(), at=at), at=at)
    shown, behind = [], None
    while shown == [] or behind:
        page = amina.get(page_of(house.nordlyst), {"foer": behind} if behind else {})
        shown += [row.notice for row in page.context["earlier"]]
        behind = page.context["more"]
    assert [row.pk for row in shown] == [
        row.pk for row in sorted(shown, key=lambda row: (row.received_at, row.pk), reverse=True)
    ]
    assert len({row.pk for row in shown}) == len(shown) == 25


def test_a_colleague_sees_the_workplace_and_not_its_notices(house, jonas):
    house.notice(name="Bo Kragh", text="hemmelig")
    house.answer(house.notice(name="Mona Lund"))
    page = text_of(jonas.get(page_of(house.nordlyst)))
    for hidden in ("Bo Kragh", "Mona Lund", "hemmelig", "vises ikke"):
        assert hidden not in page
    assert "Meldinger herfra går til arbejdsstedets faste kontakt." in page


def test_the_same_queries_with_three_rows_and_with_sixty(
    house, amina, django_assert_max_num_queries, django_assert_num_queries
):
    few, many = house.workplace("Få"), house.workplace("Mange")
    fill(house, few, 3)
    fill(house, many, 60)
    for number in range(2):
        house.person(few, f"Person {number}")
    for number in range(20):
        house.person(many, f"Person {number}")
    with django_assert_max_num_queries(27) as asked:
        amina.get(page_of(few))
    with django_assert_num_queries(len(asked)):
        response = amina.get(page_of(many))
    assert len(response.context["waiting"]) == len(response.context["citizens"]) == 60


# --- A call, written down


class Form(HTMLParser):
    """What can be pressed on a page, and what is chosen or hidden from the start."""

    def __init__(self, response) -> None:
        super().__init__()
        self.radios: dict[str, list[str]] = {}
        self.buttons: list[tuple[str, str]] = []
        self.hidden: dict[str, str] = {}
        self.chosen: list[str] = []
        self.links: list[str] = []
        self.disabled_first: bool | None = None
        self.main = False
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.main = self.main or tag == "main"
        if not self.main:
            return
        if tag == "input" and given.get("type") == "radio":
            self.radios.setdefault(given["name"], []).append(given["value"])
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"]] = given["value"]
        if "checked" in given or "selected" in given:
            self.chosen.append(given.get("name", ""))
        if tag == "button" and "name" in given:
            self.buttons.append((given["name"], given["value"]))
        if tag == "button" and given.get("type") == "submit" and self.disabled_first is None:
            self.disabled_first = "disabled" in given
        if tag == "a":
            self.links.append(given.get("href", ""))

    def handle_endtag(self, tag):
        if tag == "main":
            self.main = False


TYPED = {"since": {"first_day": "18.11.2026"}, "returned_partly": {"hours_a_week": "20"}}


def test_a_call_takes_four_presses(house, amina):
    presses = 0
    opens = reverse("phone_notice", args=[house.nordlyst.pk])
    assert opens in Form(amina.get(page_of(house.nordlyst))).links
    presses += 1  # open
    form = Form(amina.get(opens))
    assert form.chosen == []
    optional = {"wages_paid"}  # left out in every post below
    presses += len(set(form.radios) - optional)  # what must be pressed: kind, and named or nameless
    presses += 1  # save, and whether a talk is wanted with it
    assert presses <= 4
    assert set(form.radios["kind"]) == set(NoticeKind.values) | {"returned_partly"}
    assert [value for name, value in form.buttons if name == "talk"] == ["no", "ourselves", "you_lead"]
    for kind in form.radios["kind"]:
        for agrees, name in (("yes", "Bo Kragh"), ("no", "")):
            for _, talk in form.buttons:
                pressed = {"kind": kind, "agrees": agrees, "talk": talk}
                typed = {"person_name": name} | TYPED.get(kind, {})
                hidden = Form(amina.get(opens)).hidden
                assert amina.post(opens, hidden | pressed | typed).status_code == 302, (pressed, typed)
    assert AbsenceNotice.objects.count() == 6 * 2 * 3
    assert AbsenceNotice.objects.filter(kind="returned", hours_a_week=20).count() == 6


def test_enter_does_not_save_a_wish_nobody_told(house, amina):
    opens = reverse("phone_notice", args=[house.nordlyst.pk])
    assert Form(amina.get(opens)).disabled_first
    response = amina.post(opens, call(talk=""))
    assert response.status_code == 422
    assert "Gem med en af knapperne" in text_of(response)


def call(**more) -> dict[str, str]:
    return {"token": str(uuid4()), "kind": "first_day", "agrees": "no", "talk": "no"} | more


def test_the_contact_who_takes_the_call_has_answered(house, amina):
    response = amina.post(reverse("phone_notice", args=[house.nordlyst.pk]), call(), follow=True)
    assert "Meldingen er gemt, og det er skrevet ned, at I har talt sammen." in text_of(response)
    notice = AbsenceNotice.objects.get()
    assert (notice.begun_by, notice.written_by, notice.sender) == ("company", house.amina.user, None)
    assert notice.spoken_answer.employee == house.amina


def test_a_colleague_who_takes_the_call_leaves_it_to_the_contact(house, amina, jonas):
    response = jonas.post(reverse("phone_notice", args=[house.nordlyst.pk]), call(), follow=True)
    assert "Den venter nu hos arbejdsstedets faste kontakt." in text_of(response)
    assert not SpokenAnswer.objects.exists()
    assert "Skrevet ned i telefonen." in words_of(amina.get(page_of(house.nordlyst)))


def test_a_call_saved_twice_is_one_notice(house, amina):
    twice = call()
    for _ in range(2):
        assert amina.post(reverse("phone_notice", args=[house.nordlyst.pk]), twice).status_code == 302
    assert AbsenceNotice.objects.count() == SpokenAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "Vælg, hvad der sker."),
        ({"kind": "since", "first_day": "20.11.2062"}, "Se efter, om årstallet er rigtigt."),
        ({"agrees": "no", "person_name": "Bo Kragh"}, "Slet navnet, eller vælg ja"),
        ({"kind": "returned_partly"}, "Skriv, hvor mange timer om ugen"),
        ({"token": "x"}, "Hent siden igen"),
    ],
)
def test_a_wrong_call_gets_a_sentence_and_stays(house, amina, wrong, sentence):
    response = amina.post(
        reverse("phone_notice", args=[house.nordlyst.pk]), call(text="Han ringede selv") | wrong
    )
    assert response.status_code == 422
    page = text_of(response)
    assert sentence in page
    for typed in ("Han ringede selv", wrong.get("person_name", ""), wrong.get("first_day", "")):
        assert typed in page
    assert not AbsenceNotice.objects.exists()


# --- One notice


def test_the_contact_opens_a_notice_and_not_the_citizen(house, amina):
    mona = house.citizen("Mona Lund", at=house.nordlyst, contact=house.jonas, telephone="98 76 54 32")
    house.talk(mona, by=house.jonas)
    notice = house.notice(name="Mona Lund", text="Vi vil gerne i gang", sender=house.hanne)
    response = amina.get(notice_of(notice))
    page = words_of(response)
    for words in (
        "Mona Lund",
        "Vi vil gerne i gang",
        "Fra Hanne Friis.",
        "har meldt sig syg fra fredag 20. november.",
    ):
        assert words in page
    assert 'href="tel:66666666"' in text_of(response)
    assert "98 76 54 32" not in page
    assert "Åbn borgerens side" not in page
    assert "Samtale med borgeren" not in page
    assert "Mona" not in response.content.decode().split("<title>")[1].split("</title>")[0]
    (look,) = looks("notice")
    assert (look.kind, look.citizen) == (Kind.LOOK, mona.pk)
    assert amina.get(reverse("citizen", args=[mona.pk])).status_code == 404


@pytest.mark.parametrize(("mail", "tell"), [("", True), ("mona@example.dk", False)])
def test_who_has_no_mail_is_to_be_told_by_us(house, jonas, amina, mail, tell):
    house.citizen("Mona Lund", at=house.nordlyst, contact=house.jonas, email=mail)
    page = notice_of(house.notice(name="Mona Lund", sender=house.hanne))
    sentence = "Mona Lund har ingen mail hos os og har ikke fået besked om meldingen. Sig det selv."
    assert (sentence in words_of(jonas.get(page))) == tell
    assert "ingen mail" not in words_of(amina.get(page)), "only for whoever may open the citizen"


def test_the_citizens_contact_opens_it_too_and_the_citizen(house, jonas):
    mona = house.citizen("Mona Lund", at=house.nordlyst, contact=house.jonas)
    notice = house.notice(name="Mona Lund", kind="since", first_day=TODAY - 2 * DAY)
    house.talk(mona, by=house.jonas)
    page = text_of(jonas.get(notice_of(notice)))
    assert reverse("citizen", args=[mona.pk]) in page
    assert "Samtale med borgeren 2 dage efter første fraværsdag." in page


def test_a_nameless_notice_is_nobodys_look(house, amina):
    assert amina.get(notice_of(house.notice())).status_code == 200
    assert looks("notice") == []


def test_a_notice_that_is_not_mine_is_not_found(house, jonas):
    notice = house.notice(name="Bo Kragh")
    assert jonas.get(notice_of(notice)).status_code == 404
    assert jonas.post(reverse("answer_notice", args=[notice.pk])).status_code == 404
    assert not SpokenAnswer.objects.exists()


def test_a_notice_about_family_is_not_found(house, amina):
    house.citizen("Yasmin Yusuf", at=house.nordlyst)
    citizens.keep_apart(house.amina, digits=digits_of(house.numbers), closeness="family", by=None, at=NOW)
    assert amina.get(notice_of(house.notice(name="Yasmin Yusuf"))).status_code == 404


def test_a_stand_in_sees_notices_while_covering_and_no_longer(house, time_machine):
    notice = house.notice()
    house.away(house.amina, house.jonas, since=TODAY + DAY, until=TODAY + 3 * DAY)
    seen, waits = [], ["En melding venter på svar."]
    for days in range(5):
        time_machine.move_to(NOW + days * DAY, tick=False)
        client = logged_in(house.jonas)
        listed = [row.waiting for row in client.get("/mine-arbejdssteder/").context["rows"]]
        seen.append((client.get(notice_of(notice)).status_code, listed))
    assert seen == [(404, []), (200, waits), (200, waits), (404, []), (404, [])]


def test_we_have_talked_is_one_press(house, amina, jonas):
    notice = house.notice()
    url = reverse("answer_notice", args=[notice.pk])
    assert amina.get(url).status_code == 405
    assert amina.post(url)["Location"] == notice_of(notice)
    assert amina.post(url, {"next": page_of(house.nordlyst)})["Location"] == page_of(house.nordlyst)
    assert amina.post(url, {"next": "https://elsewhere.example/"})["Location"] == notice_of(notice)
    answer = SpokenAnswer.objects.get()
    assert (answer.employee, answer.at) == (house.amina, NOW)
    page = words_of(amina.get(notice_of(notice)))
    assert "Amina Yusuf talte med virksomheden fredag 20. november kl. 10." in page
    assert "Vi har talt sammen" not in page
    house.away(house.amina, house.jonas)
    assert "En kollega havde allerede talt med virksomheden." in text_of(jonas.post(url, follow=True))
    assert SpokenAnswer.objects.get().employee == house.amina


def test_the_legal_frame_stands_beside_with_source_and_doubt(house, amina):
    page = words_of(amina.get(notice_of(house.notice())))
    assert "Som reglerne er fredag 20. november." in page
    assert "senest fire uger efter første sygedag. Det er fredag 18. december." in page
    assert "sygedagpengeloven § 7 a" in page
    assert "Ikke bekræftet." in page
    assert 'href="https://elov.dk/sygedagpengeloven/paragraf/40"' in text_of(
        amina.get(notice_of(house.notice()))
    )


# --- The link to the door


def test_a_link_is_sent_to_the_known_address(house, jonas):
    response = jonas.post(reverse("send_door_link", args=[house.hanne.pk]), follow=True)
    assert "Linket er sendt. Det virker i syv dage." in text_of(response)
    to, _subject, body = OrmQ.objects.get().task["args"]
    assert to == house.hanne.email
    link = re.search(r"http://testserver/doer/(\S+)/\n", body).group(1)
    assert open_link(link, at=NOW) == house.hanne
    jonas.post(reverse("send_door_link", args=[house.hanne.pk]))
    assert OrmQ.objects.count() == 1


def test_a_link_is_not_sent_by_looking(house, amina):
    assert amina.get(reverse("send_door_link", args=[house.hanne.pk])).status_code == 405
    assert amina.post(reverse("send_door_link", args=[0])).status_code == 404
    assert not OrmQ.objects.exists()


# --- The gate


def test_only_those_who_follow_citizens_come_in(house):
    notice = house.notice()
    OrmQ.objects.all().delete()  # the mail to the contact
    pages = {
        "/mine-arbejdssteder/": "get",
        page_of(house.nordlyst): "get",
        reverse("phone_notice", args=[house.nordlyst.pk]): "post",
        notice_of(notice): "get",
        reverse("answer_notice", args=[notice.pk]): "post",
        reverse("send_door_link", args=[house.hanne.pk]): "post",
    }
    for role in (Role.MANAGER, Role.DATA_OWNER, Role.CITIZEN, Role.COMPANY):
        user = User.objects.create(username=f"some-{role}", role=role)
        client = logged_in(type("Somebody", (), {"user": user}))
        for url, method in pages.items():
            assert getattr(client, method)(url).status_code == 403, (role, url)
    assert AbsenceNotice.objects.count() == 1
    assert not SpokenAnswer.objects.exists()
    assert not OrmQ.objects.exists()


def test_a_leader_opens_what_an_employee_opens(house):
    leader = logged_in(house.employee("ellen", "Ellen Berg", role=Role.LEADER))
    assert leader.get(page_of(house.nordlyst)).status_code == 200
    assert leader.get("/mine-arbejdssteder/").status_code == 200
    assert leader.get(notice_of(house.notice())).status_code == 404


@pytest.mark.parametrize("name", ["workplace", "phone_notice", "notice"])
def test_what_is_not_there_is_not_found(house, amina, name):
    assert amina.get(reverse(name, args=[0])).status_code == 404
