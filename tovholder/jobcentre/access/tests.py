from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.cast import AT, browser_of, text_of
from tovholder.jobcentre.access import views
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import ROLES, May, Role, may
from tovholder.jobcentre.audit.models import Kind, Record

LOGIN = reverse("login")
DJANGOS_SESSIONS = "django.contrib.sessions.backends.db"
PASSWORD = "a long and good password"
WRONG = "Brugernavn og adgangskode passer ikke sammen."


@pytest.fixture
def amina(db):
    return cast.an_employee("Amina Yusuf", username="amina", password=PASSWORD)


# --- Roles and permissions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role.values)
def test_every_role_may_something_and_has_a_first_page(role):
    assert ROLES[role]
    assert reverse(views._FIRST_PAGE[Role(role)])


@pytest.mark.parametrize("permission", May)
def test_every_permission_is_somebodys(permission):
    assert any(may(role, permission) for role in Role.values)


def test_a_role_nobody_knows_may_nothing():
    assert not any(may("burglar", permission) for permission in May)
    assert not any(may("", permission) for permission in May)


def test_figures_are_not_people():
    """Manager and data owner see figures; the citizen and the company their own door alone."""
    for role in (Role.MANAGER, Role.DATA_OWNER, Role.CITIZEN, Role.COMPANY):
        assert not may(role, May.FOLLOW_CITIZENS)
        assert not may(role, May.LEAD)
    assert ROLES[Role.CITIZEN] == {May.OWN_COURSE}
    assert ROLES[Role.COMPANY] == {May.COMPANY_DOOR}


def test_somebody_who_cannot_log_in_may_nothing(amina):
    assert amina.user.may(May.FOLLOW_CITIZENS)
    amina.user.is_active = False
    assert not amina.user.may(May.FOLLOW_CITIZENS)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DATA_OWNER, Role.CITIZEN, Role.COMPANY])
def test_only_employees_and_leaders_are_employees(amina, role):
    assert amina.user.employee_or_none == amina
    amina.user.role = role
    assert amina.user.employee_or_none is None


def test_the_database_knows_the_roles(db):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="x", role="burglar")


# --- The gate ---------------------------------------------------------------------------------------------------------


@pytest.mark.urls("tovholder.jobcentre.audit.tests.pages")
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_view_without_a_gate_is_shown_to_nobody(amina, is_signed_in):
    client = browser_of(amina) if is_signed_in else Client()
    response = client.get("/without-a-gate/")
    assert response.status_code == 403
    assert "Den side er ikke din" in text_of(response)


def test_without_a_log_in_there_is_the_log_in_and_then_the_page(amina):
    client = Client()
    response = client.get("/min-dag/?grund=contact_due")
    assert response.url == f"{LOGIN}?next=/min-dag/%3Fgrund%3Dcontact_due"
    response = client.post(response.url, {"username": "amina", "password": PASSWORD, "next": "/min-dag/"})
    assert response.url == "/min-dag/"


def test_what_was_sent_without_a_log_in_is_not_sent_again_by_a_get(db):
    assert Client().post("/soeg/", {"text": "Bo"}).url == f"{LOGIN}?next=/"


@pytest.mark.parametrize(
    ("role", "name", "needs"),
    [
        (Role.MANAGER, "my_day", "follow_citizens"),
        (Role.DATA_OWNER, "team", "see_load"),
        (Role.CITIZEN, "my_day", "follow_citizens"),
        (Role.COMPANY, "results", "see_results"),
    ],
)
def test_a_page_of_another_role_is_refused_and_the_refusal_logged(db, role, name, needs):
    user = cast.a_user(role)
    response = browser_of(user).get(reverse(name))
    assert response.status_code == 403
    assert "Den side er ikke din" in text_of(response)
    line = Record.objects.get(kind=Kind.REFUSAL)
    assert (line.what, line.actor, line.role, line.detail) == (name, user.pk, role, {"needs": needs})


@pytest.mark.parametrize("role", Role.values)
def test_home_is_the_first_page_of_the_role(db, role):
    response = browser_of(cast.a_user(role)).get("/")
    assert response.url == reverse(views._FIRST_PAGE[Role(role)])


def test_somebody_closed_out_is_out_at_once(amina):
    client = browser_of(amina)
    assert client.get("/min-dag/").status_code == 200
    amina.user.is_active = False
    amina.user.save(update_fields=["is_active"])
    assert client.get("/min-dag/").url == f"{LOGIN}?next=/min-dag/"
    assert client.post("/soeg/", {"text": "Bo"}).url == f"{LOGIN}?next=/"


# --- In and out -------------------------------------------------------------------------------------------------------


def test_log_in_and_out_are_in_the_log(amina):
    client = Client()
    response = client.post(LOGIN, {"username": "amina", "password": PASSWORD})
    assert response.url == "/"
    response = client.post(reverse("logout"))
    assert response.url == LOGIN
    assert client.get("/min-dag/").status_code == 302
    entries = Record.objects.filter(kind=Kind.ENTRY).order_by("pk").values_list("what", "actor", "unit")
    assert list(entries) == [
        ("log_in", amina.user_id, amina.unit_id),
        ("log_out", amina.user_id, amina.unit_id),
    ]


def test_logging_out_takes_a_press_not_a_link(amina):
    client = browser_of(amina)
    assert client.get(reverse("logout")).status_code == 405
    assert client.get("/min-dag/").status_code == 200


@pytest.mark.parametrize(
    ("username", "password"), [("amina", "wrong"), ("nobody", PASSWORD), ("AMINA", PASSWORD)]
)
def test_a_wrong_password_is_one_danish_sentence_and_the_name_stays(amina, username, password):
    response = Client().post(LOGIN, {"username": username, "password": password})
    page = text_of(response)
    assert response.status_code == 422
    assert page.count(WRONG) == 1
    assert f'value="{username}"' in page
    assert password not in page
    assert not Record.objects.filter(kind=Kind.ENTRY).exists()


def test_somebody_closed_out_is_told_the_same_as_somebody_unknown(amina):
    amina.user.is_active = False
    amina.user.save(update_fields=["is_active"])
    response = Client().post(LOGIN, {"username": "amina", "password": PASSWORD})
    assert response.status_code == 422
    assert WRONG in text_of(response)


@pytest.mark.parametrize(
    ("username", "password", "sentence"),
    [
        ("", PASSWORD, "Skriv dit brugernavn."),
        ("amina", "", "Skriv din adgangskode."),
        ("a\x00", PASSWORD, "Noget af teksten kunne ikke læses."),
        ("amina", "a\x00", "Noget af teksten kunne ikke læses."),
        ("a" * 151, PASSWORD, WRONG),
    ],
)
def test_what_cannot_be_a_log_in_says_what_to_do(amina, username, password, sentence):
    response = Client().post(LOGIN, {"username": username, "password": password})
    assert response.status_code == 422
    assert sentence in text_of(response)


def test_who_is_logged_in_already_goes_on(amina):
    assert browser_of(amina).get(LOGIN).url == "/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_log_in_leads_nowhere_else(amina, elsewhere):
    response = Client().post(LOGIN, {"username": "amina", "password": PASSWORD, "next": elsewhere})
    assert response.url == "/"


def test_the_person_comes_with_employee_and_unit_in_one_query(amina, django_assert_num_queries):
    from tovholder.jobcentre.access.backend import Backend

    with django_assert_num_queries(1):
        assert Backend().get_user(amina.user_id).employee.unit == amina.unit
    assert Backend().get_user(0) is None


def test_a_log_in_that_fails_is_in_the_log_without_the_name_that_was_typed(amina):
    Client().post(reverse("login"), {"username": "Bo Kragh", "password": "gættet forkert"})
    line = Record.objects.get(kind=Kind.REFUSAL, what="log_in")
    assert (line.actor, line.detail, line.citizens) == (None, {}, "")


# --- Sessions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [timedelta(seconds=2), timedelta(0), -timedelta(days=3)])
def test_a_session_holds_until_it_expires_and_no_longer(amina, left):
    ours, djangos = (import_module(name).SessionStore for name in (settings.SESSION_ENGINE, DJANGOS_SESSIONS))
    kept = ours()
    kept["written"] = "here"
    kept.save()
    Session.objects.update(expire_date=AT + left)
    with time_machine.travel(AT, tick=False):
        found = [store(kept.session_key).get("written") for store in (ours, djangos)]
    assert found == ["here" if left > timedelta(0) else None] * 2


@pytest.mark.parametrize("key", ["unknown-to-anybody", "", None])
def test_a_session_that_was_never_is_empty(db, key):
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    assert store.is_empty() or not store.keys()
    assert store.session_key is None
