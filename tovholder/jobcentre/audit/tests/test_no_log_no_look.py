"""No log, no look: a page is held back unless every citizen in it is on record as looked at."""

import logging

import pytest
from django.test import Client

from tests import cast
from tovholder.jobcentre.audit.looks import noticed
from tovholder.jobcentre.audit.middleware import UnrecordedLook
from tovholder.jobcentre.audit.models import Kind, Personal, Record
from tovholder.jobcentre.audit.record import export, look_at_list
from tovholder.jobcentre.citizens.models import Citizen

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tovholder.jobcentre.audit.tests.pages")]


@pytest.fixture(autouse=True)
def quiet_log(caplog):
    caplog.set_level(logging.CRITICAL, logger="tovholder.jobcentre.audit.middleware")


@pytest.fixture
def amina():
    return cast.an_employee("Amina Yusuf")


@pytest.fixture
def bo(amina) -> Citizen:
    bo = cast.a_citizen("Bo Kragh")
    cast.a_course(bo, contact=amina)
    return bo


@pytest.fixture
def client(amina) -> Client:
    return cast.browser_of(amina)


HELD_BACK = ["forgets", "remembers-one", "course", "template", "streams"]


@pytest.mark.parametrize("address", HELD_BACK)
def test_a_page_that_forgets_somebody_is_held_back(client, bo, address):
    cast.a_citizen("Freja Dam")
    with pytest.raises(UnrecordedLook):
        b"".join(client.get(f"/{address}/{bo.pk}/"))


@pytest.mark.parametrize("status", [200, 201, 400, 403, 404, 409, 413, 422, 500])
def test_pages_of_every_status_are_held_back(client, bo, status):
    with pytest.raises(UnrecordedLook):
        client.get(f"/forgets/{bo.pk}/?status={status}")
    with pytest.raises(UnrecordedLook):
        client.post(f"/forgets/{bo.pk}/?status={status}")
    assert client.get(f"/remembers/{bo.pk}/?status={status}").content == b"Bo Kragh"


def test_what_is_held_back_never_reaches_the_browser(client, bo):
    client.raise_request_exception = False
    response = client.get(f"/forgets/{bo.pk}/")
    assert response.status_code == 500
    assert "Bo Kragh" not in response.content.decode()


def test_the_look_is_on_record_when_the_page_leaves(client, amina, bo):
    assert client.get(f"/remembers/{bo.pk}/").content == b"Bo Kragh"
    line = Record.objects.get(kind=Kind.LOOK)
    assert (line.citizen, line.actor, line.role, line.unit) == (
        bo.pk,
        amina.user_id,
        "employee",
        amina.unit_id,
    )


def test_one_line_covers_a_list(client, bo):
    freja = cast.a_citizen("Freja Dam")
    assert client.get("/remembers-list/").content == b"Bo Kragh, Freja Dam"
    line = Record.objects.get(kind=Kind.LIST)
    assert (line.citizens, line.count, line.citizen) == (f",{bo.pk},{freja.pk},", 2, None)


@pytest.mark.parametrize("status", [204, 302])
def test_what_shows_nothing_needs_no_look(client, bo, status):
    page = f"/redirects/{bo.pk}/" if status == 302 else f"/forgets/{bo.pk}/?status=204"
    assert client.get(page).status_code == status


def test_one_request_does_not_answer_for_the_next(client, bo):
    client.get(f"/remembers/{bo.pk}/")
    with pytest.raises(UnrecordedLook):
        client.get(f"/forgets/{bo.pk}/")


def test_values_are_not_noticed_so_the_laws_of_the_code_forbid_them(client, bo):
    """The known way around: rows that never become objects. tests/laws holds it where this cannot."""
    assert client.get(f"/values/{bo.pk}/").content == b"Bo Kragh"
    with noticed() as looks:
        list(Citizen.objects.values("name"))
        assert not looks.seen
        list(Citizen.objects.raw("SELECT * FROM citizens_citizen"))
        assert looks.seen == {bo.pk}


def test_reading_every_kind_of_personal_row_is_noticed(bo):
    for model in (model for model in Personal.__subclasses__() if not model._meta.abstract):
        fields = {field.attname for field in model._meta.concrete_fields}
        assert "citizen_id" in fields or model is Citizen, model
    assert len(Personal.__subclasses__()) >= 9


def test_looks_are_noticed_by_whoever_reads_last(bo):
    with noticed() as outer:
        with noticed() as inner:
            Citizen.objects.get(pk=bo.pk)
        assert (inner.seen, outer.seen) == ({bo.pk}, set())
        look_at_list("page", [bo.pk], by=None, at=cast.AT)
        assert outer.recorded == {bo.pk}


def test_an_export_is_one_line_for_each_citizen(bo):
    freja = cast.a_citizen("Freja Dam")
    export("citizens", [freja.pk, bo.pk, bo.pk], by=None, at=cast.AT)
    assert list(Record.objects.filter(kind=Kind.EXPORT).values_list("citizen", flat=True).order_by("pk")) == [
        bo.pk,
        freja.pk,
    ]


def test_an_empty_list_is_on_record_too(db):
    line = look_at_list("my_day", [], by=None, at=cast.AT, filter="contact_due")
    assert (line.citizens, line.count, line.detail) == ("", 0, {"filter": "contact_due"})
