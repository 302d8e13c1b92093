"""Files and pictures of another kind, and bytes where none are expected."""

from io import BytesIO
from urllib.parse import quote_from_bytes, urlencode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests import cast
from tests.access.world import World
from tests.bad_input.said import says, talk
from tovholder.jobcentre.staff.models import EmployeePicture
from tovholder.jobcentre.talks.models import (
    Talk,
)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x14\x00\x06\x00", b"%PDF-1.7\n\x00", b""]
)
def test_a_file_of_another_format(content: bytes, world: World) -> None:
    client = world.client("data_owner")
    response = client.post(
        reverse("import"), {"token": uuid4(), "file": SimpleUploadedFile("liste.csv", content)}
    )
    says(response, "form-error-message", 422)


def of_many_points(kind: str) -> bytes:
    """One colour in 10,000 × 10,000 points: next to nothing to send, and 300 MB to unpack."""
    written = BytesIO()
    Image.new("1", (10_000, 10_000)).save(written, kind)
    return written.getvalue()


_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


BAD_PICTURES = {
    "no picture": (lambda: b"Hej", "kan ikke læses som et billede"),
    "a drawing that is code": (lambda: _SVG, "kan ikke læses som et billede"),
    "half a JPEG": (lambda: cast.a_photo()[:900], "kan ikke læses som et billede"),
    "another kind of picture": (lambda: cast.a_photo("GIF"), "kan ikke læses som et billede"),
    "too many points": (lambda: of_many_points("PNG"), "Billedet har for mange punkter"),
    "too heavy": (lambda: cast.a_photo() + bytes(8 * 1024 * 1024), "Billedet fylder mere end 8 MB"),
    "nothing": (lambda: b"", "Filen er tom"),
}


@pytest.mark.parametrize("what", BAD_PICTURES)
def test_a_picture_that_is_none(what: str, world: World) -> None:
    client = world.client("contact")
    client.post(reverse("my_picture"), {"file": SimpleUploadedFile("mig.jpg", cast.a_photo())})
    before = EmployeePicture.objects.get()
    make, sentence = BAD_PICTURES[what]
    response = client.post(reverse("my_picture"), {"file": SimpleUploadedFile("blå bænk.jpg", make())})
    assert before.employee.face in says(response, sentence, 422), "the picture that was there is still shown"
    assert EmployeePicture.objects.get() == before


def test_no_picture_at_all(world: World) -> None:
    says(world.client("contact").post(reverse("my_picture")), "Vælg et billede.", 422)


def test_a_picture_where_none_is_expected(world: World) -> None:
    given = talk(picture=SimpleUploadedFile("x.jpg", cast.a_photo()))
    response = world.client("contact").post(reverse("hold_talk", args=[world.rows.liv.pk]), given)
    says(response, "Det var for meget på én gang", 413)


def test_ten_megabytes_where_no_file_is_expected(world: World) -> None:
    client = world.client("contact")
    response = client.post(reverse("hold_talk", args=[world.rows.liv.pk]), talk(text="x" * 10_000_000))
    says(response, "Det var for meget på én gang", 413)


@pytest.mark.parametrize("raw", [b"\xff\xfe\xfd", b"a\x00b", b"\x1b[31m"])
def test_bytes_that_are_not_text(raw: bytes, world: World) -> None:
    client = world.client("contact")
    given = (
        urlencode({k: v for k, v in talk().items() if k not in {"text", "roles"}})
        + "&roles=coach&text="
        + quote_from_bytes(raw)
    )
    before = Talk.objects.count()
    response = client.post(
        reverse("hold_talk", args=[world.rows.liv.pk]),
        given,
        content_type="application/x-www-form-urlencoded",
    )
    says(response, "Noget af teksten kunne ikke læses.", 422)
    assert Talk.objects.count() == before
