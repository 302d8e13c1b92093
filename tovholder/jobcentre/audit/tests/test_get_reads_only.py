"""A GET writes nothing but the look itself."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests import cast
from tovholder.jobcentre.audit.middleware import WriteOnGet
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.audit.tests.pages import WRITES
from tovholder.jobcentre.staff.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tovholder.jobcentre.audit.tests.pages")]


@pytest.fixture
def client() -> Client:
    cast.a_unit("Job og Helhed")
    return Client()


@pytest.mark.parametrize("how", WRITES)
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_write_is_refused(client, method, how):
    with pytest.raises(WriteOnGet, match="A GET may only read"):
        getattr(client, method)(f"/writes/{how}/")
    assert [unit.name for unit in Unit.objects.all()] == ["Job og Helhed"]


@pytest.mark.parametrize("how", ["insert", "raw"])
def test_a_post_may_write(client, how):
    assert client.post(f"/writes/{how}/").content == b"written"
    assert Unit.objects.filter(name__in=["Ny", "Anden"]).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_look_itself_is_written(client, method):
    assert getattr(client, method)("/looks/").content == b"looked"
    assert Record.objects.filter(what="page").exists()


def test_the_guard_ends_with_the_request(client):
    with pytest.raises(WriteOnGet):
        client.get("/writes/insert/")
    cast.a_unit("Efter")
    assert Unit.objects.count() == 2


def test_a_session_that_no_longer_holds_is_thrown_away_on_a_get():
    amina = cast.an_employee("Amina Yusuf")
    client = cast.browser_of(amina)
    amina.user.set_password("a new and longer password")
    amina.user.save(update_fields=["password"])
    assert client.get("/min-dag/").status_code == 302
    assert not Session.objects.exists()
