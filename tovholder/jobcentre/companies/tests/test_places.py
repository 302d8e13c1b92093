import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import cast
from tests.cast import AT, LONG_AGO, TODAY, days
from tests.own_database import at_once, wait_for_each_other
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.companies import actions
from tovholder.jobcentre.companies.models import Company, Workplace, WorkplaceContact
from tovholder.jobcentre.companies.numbers import check_cvr, check_p_number, clean_number, is_cvr
from tovholder.jobcentre.staff.models import Employee, StaffProfile


@pytest.fixture
def amina(db) -> Employee:
    return cast.an_employee("Amina Yusuf")


@pytest.fixture
def jonas(amina) -> Employee:
    return cast.an_employee("Jonas Holm")


# --- Numbers ----------------------------------------------------------------------------------------------------------


def cvr_by_hand(digits: str) -> bool:
    return sum(int(d) * weight for d, weight in zip(digits, (2, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 11 == 0


def test_the_check_digit_of_every_cvr_number_of_a_stretch():
    for number in range(13_585_600, 13_585_700):
        assert is_cvr(str(number)) == cvr_by_hand(str(number))


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "1358562",
        "135856280",
        "1358562a",
        "1358 628",
        "-1358562",
        "١٣٥٨٥٦٢٨",
        "１３５８５６２８",
        "1358562²",
    ],
)
def test_a_cvr_number_has_eight_digits(wrong):
    with pytest.raises(ValidationError, match="otte cifre"):
        check_cvr(wrong)


def test_two_digits_swapped_in_a_cvr_number_are_found():
    check_cvr("13585628")
    with pytest.raises(ValidationError, match="to cifre er byttet om"):
        check_cvr("13585682")


def test_the_demos_own_numbers_are_let_in_by_the_demo_alone(settings):
    wrong = "13585682"
    settings.DEMO = True
    check_cvr(wrong)
    with pytest.raises(ValidationError):
        check_cvr("1358568")


@pytest.mark.parametrize("wrong", ["", "100000000", "10000000001", "100000000x", "١٠٠٠٠٠٠٠٠٠", "100000000²"])
def test_a_p_number_has_ten_digits(wrong):
    check_p_number("1000000000")
    with pytest.raises(ValidationError, match="ti cifre"):
        check_p_number(wrong)


def test_numbers_are_read_as_people_write_them():
    assert clean_number("13 58-56.28") == clean_number("13\u00a0585628") == "13585628"


# --- Companies and workplaces -----------------------------------------------------------------------------------------


def test_a_workplace_has_its_companys_contact_until_told_otherwise(amina, jonas):
    workplace = cast.a_workplace(contact=amina)
    assert workplace.contact == workplace.company.contact == amina
    other = actions.add_workplace(
        workplace.company, p_number="1000000009", name="Lageret", contact=jonas, by=None, at=AT, today=TODAY
    )
    assert other.contact == jonas
    history = WorkplaceContact.objects.get(workplace=other)
    assert (history.employee, history.since, history.until) == (jonas, TODAY, None)


def test_a_company_is_found_by_how_its_name_sounds(amina):
    workplace = cast.a_workplace("Søndergård & Co", company="Søndergaard Holding", contact=amina)
    assert workplace.search_name == "sondergard ko"
    assert workplace.company.search_name == "sondergard holding"


def test_wrong_and_known_numbers_are_refused_and_nothing_is_kept(amina):
    workplace = cast.a_workplace(contact=amina)
    cvr, p_number = workplace.company.cvr, workplace.p_number
    for number in ("12345678", cvr):
        with pytest.raises(ValidationError), transaction.atomic():
            actions.add_company(cvr=number, name="Anden", contact=amina, by=None, at=AT)
    for number in ("123", p_number):
        with pytest.raises(ValidationError), transaction.atomic():
            actions.add_workplace(
                workplace.company, p_number=number, name="Anden", by=None, at=AT, today=TODAY
            )
    assert (Company.objects.count(), Workplace.objects.count()) == (1, 1)
    assert Record.objects.filter(what__startswith="add_").exclude(subject__startswith="staff").count() == 2


def change(workplace, to, *, since, from_employee=None, today=TODAY):
    actions.change_workplace_contact(
        workplace,
        from_employee=(from_employee or workplace.contact).pk,
        to=to,
        because="Tættere på",
        by=since.user,
        at=AT,
        today=today,
    )


def test_a_new_contact_from_today(amina, jonas):
    workplace = cast.a_workplace(contact=amina)
    change(workplace, jonas, since=amina)
    workplace.refresh_from_db()
    assert workplace.contact == jonas
    assert workplace.company.contact == amina, "the company's is the default for new workplaces"
    history = workplace.contacts.order_by("pk").values_list("employee", "since", "until")
    assert list(history) == [(amina.pk, LONG_AGO, TODAY), (jonas.pk, TODAY, None)]
    line = Record.objects.get(what="change_workplace_contact")
    assert line.detail == {"before": amina.pk, "after": jonas.pk}, "and not the words of the reason"


def test_a_page_gone_stale_changes_nothing(amina, jonas):
    workplace = cast.a_workplace(contact=amina)
    lise = cast.an_employee("Lise Winther")
    change(workplace, jonas, since=amina)
    with pytest.raises(actions.ContactChanged, match="skiftet den faste kontakt imens"):
        change(workplace, lise, since=amina, from_employee=amina)
    workplace.refresh_from_db()
    assert workplace.contact == jonas


def test_contacts_may_change_twice_in_a_day(amina, jonas):
    workplace = cast.a_workplace(contact=amina)
    change(workplace, jonas, since=amina)
    workplace.refresh_from_db()
    change(workplace, amina, since=amina)
    workplace.refresh_from_db()
    assert workplace.contact == workplace.contacts.open().get().employee == amina


def test_pressing_twice_is_one_change(amina, jonas):
    workplace = cast.a_workplace(contact=amina)
    for _press in range(2):
        change(workplace, jonas, since=amina, from_employee=amina)
    assert workplace.contacts.count() == 2
    assert Record.objects.filter(what="change_workplace_contact").count() == 1


def test_who_has_left_or_cannot_be_contact_or_already_is_gets_no_workplace(amina, jonas):
    workplace = cast.a_workplace(contact=amina)
    jonas.left_on = TODAY
    jonas.save(update_fields=["left_on"])
    consultant = cast.an_employee(profile=StaffProfile.JOB_CONSULTANT)
    for to, sentence in (
        (jonas, "er her ikke længere"),
        (consultant, "kan ikke være fast"),
        (amina, "allerede"),
    ):
        with pytest.raises(actions.NotAContact, match=sentence):
            change(workplace, to, since=amina, from_employee=amina)
    assert workplace.contacts.get().employee == amina
    change(workplace, jonas, since=amina, from_employee=amina, today=TODAY - days(1))


def test_two_who_change_a_contact_at_once(own_database, monkeypatch):
    amina, jonas, lise = (cast.an_employee(name) for name in ("Amina Yusuf", "Jonas Holm", "Lise Winther"))
    workplace = cast.a_workplace(contact=amina)
    monkeypatch.setattr(
        WorkplaceContact.objects, "create", wait_for_each_other(WorkplaceContact.objects.create)
    )
    results = at_once(
        lambda: change(workplace, jonas, since=amina, from_employee=amina),
        lambda: change(workplace, lise, since=amina, from_employee=amina),
    )
    assert [type(result) for result in results if result] == [actions.ContactChanged]
    assert any("En anden har skiftet den faste kontakt imens" in str(result) for result in results)
    workplace.refresh_from_db()
    periods = workplace.contacts.order_by("pk").values_list("since", "until")
    assert list(periods) == [(LONG_AGO, TODAY), (TODAY, None)]
    assert workplace.contact == workplace.contacts.open().get().employee


def test_the_database_keeps_one_contact_at_a_time(amina, jonas):
    workplace = cast.a_workplace(contact=amina)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkplaceContact.objects.create(workplace=workplace, employee=jonas, since=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkplaceContact.objects.create(
            workplace=workplace, employee=jonas, since=LONG_AGO - days(1), until=TODAY
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Workplace.objects.update(contact=None)


def test_whose_workplaces_are_whose(amina):
    mine, other = cast.a_workplace(contact=amina), cast.a_workplace("Sydhavnens Smedje", contact=amina)
    person = actions.add_person(
        mine, name="Ole", email="ole@example.dk", user=cast.a_user(Role.COMPANY), by=None, at=AT
    )
    assert set(Workplace.objects.visible_to(amina.user)) == {mine, other}
    assert set(Workplace.objects.visible_to(cast.a_leader().user)) == {mine, other}
    assert list(Workplace.objects.visible_to(person.user)) == [mine]
    for role in (Role.MANAGER, Role.DATA_OWNER, Role.CITIZEN, Role.COMPANY):
        assert not Workplace.objects.visible_to(cast.a_user(role)).exists(), role
    person.user.is_active = False
    assert not Workplace.objects.visible_to(person.user).exists()
