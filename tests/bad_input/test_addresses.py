"""Links that have run out, pages that are not there, and whoever is logged out."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from tests.access.world import AT, World
from tests.bad_input.said import TYPED, says
from tovholder.jobcentre.companies.door_link import make_link
from tovholder.jobcentre.sickleave.models import (
    AbsenceNotice,
)


def test_an_expired_link(world: World) -> None:
    link = make_link(world.rows.person_at_company, at=AT - timedelta(days=30))
    before = AbsenceNotice.objects.count()
    given = {"token": uuid4(), "kind": "recurring", "agrees": "no", "talk": "no", "text": TYPED}
    text = says(Client().post(reverse("door", args=[link]), given), "link", 410)
    assert TYPED in text
    assert AbsenceNotice.objects.count() == before


def test_a_page_that_is_not_there(world: World) -> None:
    says(world.client("contact").get("/findes/ikke/"), "Vi kan ikke finde siden", 404)


def test_a_form_from_another_browser(db) -> None:
    client = Client(enforce_csrf_checks=True)
    says(
        client.post(reverse("login"), {"username": "x", "password": "y"}),
        "Siden har stået åben for længe",
        403,
    )


def test_a_search_after_log_out_leads_to_the_log_in_page(world: World) -> None:
    response = Client().post(reverse("search"), {"text": "Liv"}, headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response["HX-Redirect"] == reverse("login")
