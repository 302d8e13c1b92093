"""What is sent to a citizen's page and is no form."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import text_of
from tovholder.jobcentre.talks.models import Talk
from tovholder.jobcentre.workbench.tests.citizen.presses import a_talk, page_of

pytestmark = pytest.mark.usefixtures("friday_at_ten")


@pytest.fixture
def as_served(client, amina, bo) -> Client:
    """A browser that sends the token of its own page, as outside the tests: bodies are read before the view."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    strict.get(page_of(bo))
    strict.defaults["HTTP_X_CSRFTOKEN"] = strict.cookies["csrftoken"].value
    return strict


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_ten_megabytes_is_too_much(as_served, bo, content_type):
    body = "text=" + "x" * 10_000_000
    if content_type.startswith("multipart"):
        body = f'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n{body}\r\n--x--\r\n'
    response = as_served.generic("POST", reverse("hold_talk", args=[bo.pk]), body, content_type)
    assert response.status_code == 413
    assert "Det var for meget på én gang" in text_of(response)
    assert not Talk.objects.exists()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xff\xfe\x00\x80" * 99, "application/x-www-form-urlencoded"),
        (b"text=%FF%FE%00", "application/x-www-form-urlencoded"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"{}", "application/json"),
        (b"nothing", "multipart/form-data; boundary=x"),
        (b"nothing", "multipart/form-data"),
        (b"text=x", "application/x-www-form-urlencoded; charset=nonsense"),
    ],
)
def test_bytes_that_are_no_form_get_a_sentence(as_served, bo, body, content_type):
    response = as_served.generic("POST", reverse("hold_talk", args=[bo.pk]), body, content_type)
    assert response.status_code in {400, 422}
    assert "<h1>" in text_of(response)
    assert not Talk.objects.exists()


def test_a_page_without_its_token_is_told_to_load_again(as_served, bo):
    del as_served.defaults["HTTP_X_CSRFTOKEN"]
    response = as_served.post(reverse("hold_talk", args=[bo.pk]), a_talk())
    assert response.status_code == 403
    assert "Siden har stået åben for længe" in text_of(response)
    assert not Talk.objects.exists()
