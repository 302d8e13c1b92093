from datetime import date

import pytest
from cryptography.fernet import InvalidToken
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.cast import AT, TODAY
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions, cpr
from tovholder.jobcentre.citizens.cpr import WrongCpr
from tovholder.jobcentre.citizens.models import Citizen


@pytest.mark.parametrize(
    "written",
    ["010190-1234", "0101901234", "010190 1234", " 01 01 90 1234 ", "010190–1234", "010190\u00a01234", "010190‑1234"],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(written):
    assert cpr.read(written) == "0101901234"


@pytest.mark.parametrize(
    "wrong",
    [
        *("", "-", "010190", "010190123", "01019012345", "010190-123a", "O10190-1234", "010190.1234"),
        *("０１０１９０１２３４", "٠١٠١٩٠١٢٣٤", "010190123²", "010190\n1234", "010190\x001234"),
    ],
)
def test_what_is_not_ten_digits_gets_a_sentence(wrong):
    with pytest.raises(WrongCpr, match="har ti cifre"):
        cpr.read(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        *("3002901234", "3104901234", "0013901234", "0113901234", "0001901234", "3201901234"),
        *("2902901234", "2902001234"),  # neither 1990 nor 1900 was a leap year
        *("6002901234", "9201901234", "9902901234", "9002901234"),  # replacement numbers of days that are not
    ],
)
def test_a_day_that_never_was_gets_a_sentence(wrong):
    with pytest.raises(WrongCpr, match="en dato, der findes"):
        cpr.read(wrong)


@pytest.mark.parametrize(
    ("digits", "born"),
    [
        ("2902921234", date(1992, 2, 29)),
        ("2902004234", date(2000, 2, 29)),
        ("6101901234", date(1990, 1, 1)),  # day + 60: a replacement number
        ("9112901234", date(1990, 12, 31)),
        ("8902921234", date(1992, 2, 29)),
    ],
)
def test_the_day_of_birth(digits, born):
    assert cpr.birth_date(cpr.read(digits)) == born


def century_by_the_table(year: int, seventh: int) -> int:
    """CPR-kontoret, "Personnummeret i CPR": the table as printed."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


@given(year=st.integers(0, 99), seventh=st.integers(0, 9))
def test_the_century_stands_in_the_seventh_digit(year, seventh):
    born = cpr.birth_date(f"0101{year:02}{seventh}123")
    assert born.year == century_by_the_table(year, seventh) + year


def test_modulus_11_is_not_asked_about():
    """New numbers have not kept it since 2007."""
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    remainders = set()
    for serial in range(1234, 1245):
        digits = cpr.read(f"010190{serial}")
        remainders.add(sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11)
    assert len(remainders) > 1


@pytest.mark.parametrize("digits", ["6101909900", "9112909999", "610190-9950"])
def test_the_demos_numbers_belong_to_the_demo(settings, digits):
    with pytest.raises(WrongCpr, match="hører til prøvekommunen"):
        cpr.read(digits)
    settings.DEMO = True
    assert cpr.is_demo(cpr.read(digits))


@pytest.mark.parametrize("digits", ["0101909900", "6101909899", "6101901234"])
def test_real_numbers_are_not_the_demos(digits):
    assert not cpr.is_demo(cpr.read(digits))


# --- Kept so that nobody reads it -------------------------------------------------------------------------------------

some_number = st.integers(0, 9_999_999_999).map(lambda number: f"{number:010}")


@given(digits=some_number)
def test_what_is_locked_can_be_unlocked_and_is_never_the_same_twice(digits):
    locked = cpr.encrypt(digits)
    assert cpr.decrypt(locked) == digits
    assert digits not in locked
    assert cpr.encrypt(digits) != locked


@given(one=some_number, other=some_number)
def test_the_fingerprint_is_the_same_every_time_and_for_nobody_else(one, other):
    assert cpr.fingerprint(one) == cpr.fingerprint(one)
    assert (cpr.fingerprint(one) == cpr.fingerprint(other)) == (one == other)
    assert len(cpr.fingerprint(one)) == 64
    assert one not in cpr.fingerprint(one)


def forget_the_key() -> None:
    cpr._key.cache_clear()
    cpr._cipher.cache_clear()


def test_without_the_key_the_database_tells_nothing(settings):
    locked, fingerprint = cpr.encrypt("0101901234"), cpr.fingerprint("0101901234")
    key = settings.CPR_KEY
    try:
        settings.CPR_KEY = "another-key-" + "k" * 32
        forget_the_key()
        assert cpr.fingerprint("0101901234") != fingerprint
        with pytest.raises(InvalidToken):
            cpr.decrypt(locked)
    finally:
        settings.CPR_KEY = key
        forget_the_key()


# --- And stands nowhere -----------------------------------------------------------------------------------------------

NUMBER = "0711851234"


@pytest.fixture
def bo(db) -> Citizen:
    return cast.a_citizen("Bo Kragh", digits=NUMBER)


def test_a_citizen_is_found_by_the_whole_number_alone(bo):
    assert Citizen.objects.with_cpr(NUMBER).get() == bo
    assert not Citizen.objects.with_cpr("0711851235").exists()
    bo.refresh_from_db()
    assert cpr.decrypt(bo.cpr_encrypted) == NUMBER
    assert bo.birth_date == date(1985, 11, 7)
    assert not bo.is_demo


def test_a_number_is_one_person(bo):
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.a_citizen("En anden", digits=NUMBER)
    assert Citizen.objects.count() == 1


def test_the_number_stands_in_no_log_no_address_and_no_name(bo):
    amina = cast.an_employee("Amina Yusuf")
    cast.a_course(bo, contact=amina)
    jonas = cast.an_employee("Jonas Holm")
    actions.open_in_emergency(digits=NUMBER, reason="Akut opkald", by=jonas.user, at=AT, today=TODAY)
    actions.keep_apart(cast.an_employee(), digits=NUMBER, closeness="own", by=None, at=AT)
    log = [str(vars(line)) for line in Record.objects.all()]
    assert len(log) >= 5
    assert not [line for line in log if "Bo Kragh" in line or "Akut" in line]
    rows = [f"{row!r} {row} {vars(row)}" for row in (bo, bo.courses.get(), bo.emergencies.get())]
    for text in (*log, *rows, reverse("citizen", args=[bo.pk])):
        assert NUMBER not in text
        assert f"{NUMBER[:6]}-{NUMBER[6:]}" not in text


@pytest.mark.parametrize("wrong", ["0711851", "9999991234", "6101909900"])
def test_the_sentence_does_not_repeat_the_number(wrong):
    with pytest.raises(WrongCpr) as said:
        cpr.read(wrong)
    assert wrong not in str(said.value)


def test_age_turns_on_the_birthday(bo):
    assert [bo.age(date(2026, 11, day)) for day in (6, 7)] == [40, 41]
    leapling = Citizen(birth_date=date(1992, 2, 29))
    assert [leapling.age(day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [33, 34]


def test_nobody_is_registered_before_they_are_born(db):
    with pytest.raises(WrongCpr, match="ikke er født endnu"):
        actions.register_citizen(digits="0101505123", name="Født Senere", by=None, at=AT)
