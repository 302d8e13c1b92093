"""A face: what is kept of the picture that was sent, who changes it, and how it is given out."""

import secrets
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.cast import AT, TODAY, a_photo, a_picture, days
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.staff import picture
from tovholder.jobcentre.staff.actions import remove_picture, set_picture
from tovholder.jobcentre.staff.models import Employee, EmployeePicture
from tovholder.jobcentre.staff.picture import LIGHT_ENOUGH, NotAPicture, made_small

KINDS = ("JPEG", "PNG", "WEBP")
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def opened(image: bytes) -> Image.Image:
    return Image.open(BytesIO(image))


def saved(image: Image.Image, kind: str, **more) -> bytes:
    written = BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def near(point: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(point, tuple)
    return all(abs(one - other) < 30 for one, other in zip(point[:3], colour, strict=True))


# --- What is kept


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "1", "CMYK", "I;16"])
def test_every_kind_of_picture_becomes_a_small_square(kind: str, mode: str) -> None:
    if (kind, mode) in {("JPEG", "P"), ("JPEG", "RGBA"), ("JPEG", "I;16"), ("PNG", "CMYK")} or (
        kind == "WEBP" and mode not in {"RGB", "RGBA"}
    ):
        return  # there are none such
    small = opened(made_small(saved(Image.new(mode, (500, 300)), kind)))
    assert (small.format, small.mode, small.size) == ("WEBP", "RGB", (240, 240))


def test_the_middle_is_kept() -> None:
    wide = Image.new("RGB", (900, 300), "red")
    wide.paste("blue", (300, 0, 600, 300))
    small = opened(made_small(saved(wide, "PNG")))
    assert all(near(small.getpixel(at), (0, 0, 255)) for at in ((4, 4), (235, 235), (120, 120)))


def test_it_is_turned_as_the_camera_was_held() -> None:
    """Orientation 6: what is to be up lies to the left in the file."""
    lying = Image.new("RGB", (300, 300), "white")
    lying.paste("blue", (0, 0, 60, 300))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    small = opened(made_small(saved(lying, "JPEG", exif=exif)))
    assert near(small.getpixel((120, 10)), (0, 0, 255))
    assert near(small.getpixel((10, 230)), (255, 255, 255))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_a_camera_wrote_is_kept(kind: str) -> None:
    exif = Image.Exif()
    exif[MAKER] = "Hemmeligt kamera"
    exif.get_ifd(GPS).update({1: "N", 2: (56.0, 27.0, 11.0), 3: "E", 4: (9.0, 24.0, 0.0)})
    given = {"exif": exif, "icc_profile": b"Hemmelig profil"} | (
        {"comment": b"Hemmelig kommentar"} if kind == "JPEG" else {}
    )
    sent = saved(Image.new("RGB", (400, 400), "teal"), kind, **given)
    assert opened(sent).getexif().get_ifd(GPS), "the sample has a place"
    assert b"Hemmelig" in sent or kind == "PNG"
    kept = made_small(sent)
    assert not opened(kept).getexif()
    assert set(opened(kept).info) <= {"background", "loop", "timestamp", "duration"}
    assert not [word for word in (b"EXIF", b"Exif", b"ICCP", b"XMP", b"Hemmelig") if word in kept]


def test_what_one_could_see_through_becomes_white() -> None:
    assert near(opened(made_small(saved(Image.new("RGBA", (300, 300)), "PNG"))).getpixel((9, 9)), (255,) * 3)


def test_even_noise_is_light_enough() -> None:
    noise = Image.frombytes("RGB", (500, 500), secrets.token_bytes(750_000))
    assert len(made_small(saved(noise, "PNG"))) <= LIGHT_ENOUGH


def test_two_pictures_in_one_file_are_read_as_the_first() -> None:
    first, second = Image.new("RGB", (300, 300), "blue"), Image.new("RGB", (300, 300), "red")
    both = saved(first, "MPO", save_all=True, append_images=[second])
    assert near(opened(made_small(both)).getpixel((9, 9)), (0, 0, 255))


def test_more_points_than_we_unpack_are_refused_unread(monkeypatch) -> None:
    monkeypatch.setattr(picture, "_points_alone", lambda _picture: pytest.fail("unpacked"))
    with pytest.raises(NotAPicture, match="højst 16 millioner"):
        made_small(saved(Image.new("1", (10_000, 10_000)), "PNG"))
    with pytest.raises(NotAPicture, match="højst 60 millioner"):
        made_small(saved(Image.new("L", (10_000, 6_001)), "JPEG"))


def test_a_large_jpeg_of_a_telephone_is_read() -> None:
    assert made_small(saved(Image.new("L", (8000, 6000)), "JPEG"))


SAMPLES = [a_photo(kind, size=(40, 30)) for kind in KINDS]


@given(st.sampled_from(SAMPLES), st.integers(0, 10_000), st.binary(max_size=8), st.integers(0, 400))
def test_a_broken_file_is_a_picture_or_refused_and_nothing_else(
    sample: bytes, at: int, put_in: bytes, cut: int
) -> None:
    at %= len(sample)
    broken = sample[:at] + put_in + sample[at + len(put_in) :]
    try:
        kept = made_small(broken[: len(broken) - cut])
    except NotAPicture:
        return
    assert opened(kept).size == (240, 240)


# --- Who changes it


def test_a_new_picture_has_a_new_address_and_the_same_twice_is_once(amina: Employee) -> None:
    first = set_picture(amina, image=a_picture(), by=amina.user, at=AT)
    assert set_picture(amina, image=a_picture(), by=amina.user, at=AT).face == first.face
    other = set_picture(amina, image=a_picture("red"), by=amina.user, at=AT)
    back = set_picture(amina, image=a_picture(), by=amina.user, at=AT)
    assert len({first.face, other.face, back.face}) == 3
    assert all(len(one.face) == 64 for one in (first, other, back))
    assert EmployeePicture.objects.count() == 1
    lines = Record.objects.filter(what="set_picture")
    assert [(line.actor, line.subject, line.subject_id) for line in lines] == [
        (amina.user.pk, "staff.employee", amina.pk)
    ] * 3


def test_it_is_taken_out_once(amina: Employee) -> None:
    set_picture(amina, image=a_picture(), by=amina.user, at=AT)
    for _ in range(2):
        remove_picture(amina, by=amina.user, at=AT)
    assert not EmployeePicture.objects.exists()
    assert not Employee.objects.get(pk=amina.pk).face
    assert Record.objects.filter(what="remove_picture").count() == 1


# --- How it is given out


@pytest.fixture
def face(amina: Employee, time_machine) -> Employee:
    time_machine.move_to(AT, tick=False)
    return set_picture(amina, image=a_picture(), by=amina.user, at=AT)


def address(face: Employee) -> str:
    return reverse("picture", args=[face.face])


def test_a_browser_may_keep_it_for_good_and_nobody_on_the_way(face: Employee) -> None:
    response = Client().get(address(face))
    assert response.content == bytes(face.picture.image)
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "Vary" not in response
    assert not response.cookies


def test_an_old_address_leads_nowhere_and_that_is_not_kept(amina: Employee, face: Employee) -> None:
    set_picture(amina, image=a_picture("red"), by=amina.user, at=AT)
    response = Client().get(address(face))
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("digest", ["0", "x" * 400, "%00", "%C3%B8", "..%2F"])
def test_an_address_that_is_none_leads_nowhere(digest: str, face: Employee) -> None:
    assert Client().get(f"/billede/{digest}/").status_code == 404


@pytest.mark.parametrize(("left", "status"), [(0, 404), (-10, 404), (1, 200)])
def test_the_face_of_somebody_who_has_left_is_not_shown(
    left: int, status: int, amina: Employee, face: Employee
) -> None:
    amina.left_on = TODAY + days(left)
    amina.save(update_fields=["left_on"])
    assert Client().get(address(face)).status_code == status


def test_a_page_fetches_where_the_face_is_and_never_the_face(
    amina: Employee, jonas: Employee, face: Employee, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1) as queries:
        assert Employee.objects.get(pk=amina.pk).face == face.face
    assert '"image"' not in queries[0]["sql"]
