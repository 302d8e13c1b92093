"""One click to log in: with the demo flag, on this machine, as one of the demo's own people; else nothing is there."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.demo import actions, cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_cast")]

PAGE = "/proeve/"


def door(username: str = "nadia") -> str:
    return reverse("demo_login", args=[cast.user(username).pk])


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@override_settings(DEMO=True)
def test_the_page_has_a_button_for_everybody(client: Client) -> None:
    page = client.get(PAGE)
    shown = page.content.decode()
    for person in cast.PEOPLE:
        assert person.name in shown
        assert f'action="{door(person.username)}"' in shown
    assert page.status_code == 200


@override_settings(DEMO=True)
@pytest.mark.parametrize("person", cast.PEOPLE, ids=lambda person: person.username)
def test_one_press_logs_in_and_is_on_record(client: Client, person: cast.Person) -> None:
    response = client.post(door(person.username))
    assert response["Location"] == reverse("home")
    user = cast.user(person.username)
    assert client.session["_auth_user_id"] == str(user.pk)
    entry = Record.objects.get(kind=Kind.ENTRY)
    assert (entry.what, entry.actor, entry.role) == ("demo_login", user.pk, user.role)


@override_settings(DEMO=True)
def test_looking_does_not_log_in(client: Client) -> None:
    assert client.get(door()).status_code == 405
    assert not is_logged_in(client)


@override_settings(DEMO=True)
def test_a_press_from_elsewhere_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(door()).status_code == 403
    assert not is_logged_in(client)


@override_settings(DEMO=False)
def test_without_the_flag_nothing_is_there(client: Client) -> None:
    assert client.get(PAGE).status_code == 404
    assert client.post(door()).status_code == 404
    assert not is_logged_in(client)


@override_settings(DEMO=True, ALLOWED_HOSTS=["*"])
@pytest.mark.parametrize(
    "elsewhere",
    [
        {"HTTP_HOST": "jobcenter.hedelund.example"},
        {"HTTP_HOST": "192.0.2.7:8000"},
        {"HTTP_HOST": "127.0.0.1.hedelund.example"},
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "2001:db8::1"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "::ffff:192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
    ],
    ids=str,
)
def test_on_another_machine_nothing_is_there(client: Client, elsewhere: dict[str, str]) -> None:
    assert client.get(PAGE, **elsewhere).status_code == 404
    assert client.post(door(), **elsewhere).status_code == 404
    assert not is_logged_in(client)


@override_settings(DEMO=True)
@pytest.mark.parametrize(
    "here",
    [
        {"HTTP_HOST": "127.0.0.1:8000"},
        {"HTTP_HOST": "localhost"},
        {"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"},
        {"REMOTE_ADDR": "::ffff:127.0.0.1"},
    ],
    ids=str,
)
def test_on_this_machine_it_is_open_by_any_of_its_names(client: Client, here: dict[str, str]) -> None:
    assert client.get(PAGE, **here).status_code == 200
    client.post(door(), **here)
    assert is_logged_in(client)


@override_settings(DEMO=True)
@pytest.mark.parametrize("change", [{"is_demo": False}, {"is_active": False}], ids=str)
def test_only_the_demos_own_people_who_may_log_in(client: Client, change: dict[str, bool]) -> None:
    address = door("nadia")
    user = cast.user("nadia")
    User.objects.filter(pk=user.pk).update(**change)
    assert client.post(address).status_code == 404
    assert not is_logged_in(client)
    user.refresh_from_db()
    with pytest.raises(Refused):
        actions.log_in(client.request().wsgi_request, user=user, at=timezone.now())


@override_settings(DEMO=True)
def test_an_empty_municipality_says_so(client: Client) -> None:
    User.objects.exclude(role=Role.MANAGER).update(is_demo=False)
    User.objects.filter(role=Role.MANAGER).update(is_active=False)
    assert "tovholder demo" in client.get(PAGE).content.decode()
