"""The named people: nobody else's names, one list for the terminal and the page."""

import pytest

from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.generate.dice import dice
from tovholder.jobcentre.demo.generate.faces import portrait
from tovholder.jobcentre.demo.generate.names import Names, every_part
from tovholder.jobcentre.demo.generate.stories import STORIES
from tovholder.jobcentre.demo.generate.words import _NOTES
from tovholder.jobcentre.staff.models import EmployeePicture
from tovholder.jobcentre.staff.picture import LIGHT_ENOUGH, made_small
from tovholder.jobcentre.talks.models import Role as TalkRole

# Those of the articles the model comes from, and those the pages were first drawn with.
OTHER_PEOPLES = {
    "Charlotte", "Burvil", "Vibjerg", "Sofie", "Steensgaard", "Signe", "Tonsberg",
    "Amina", "Bo", "Kragh", "Freja", "Dam", "Ali", "Hamdan", "Mona", "Lund", "Jonas", "Lise", "Nordlyst",
}  # fmt: skip


def test_nobody_is_named_after_anybody() -> None:
    people = [*cast.EMPLOYEES, *cast.CITIZENS]
    names = [one.name for one in people] + [place.person for place in cast.PLACES.values()]
    parts = {part for name in names for part in name.split()} | every_part()
    assert not parts & OTHER_PEOPLES


def test_names_are_never_given_twice_however_many() -> None:
    names = Names(dice(1, "names"), {"Nadia Holm"})
    drawn = [names.person(is_woman=n % 2 == 0, is_older=n % 3 == 0).name for n in range(4000)]
    assert len(set(drawn)) == 4000


def test_the_printed_list_has_everybody_with_their_role() -> None:
    printed = cast.printed_list()
    for person in cast.PEOPLE:
        assert f"  {person.name}" in printed
        assert str(person.role) in printed
        assert str(person.tries) in printed


def test_everybody_has_a_story_and_every_role_has_words() -> None:
    assert set(STORIES) == {one.key for one in cast.CITIZENS}
    assert set(_NOTES) == set(TalkRole)


@pytest.mark.django_db
@pytest.mark.usefixtures("the_cast")
def test_everybody_on_the_list_is_there_and_every_role_is_on_it() -> None:
    users = [cast.user(person.username) for person in cast.PEOPLE]
    assert {user.role for user in users} == set(Role.values)
    assert all(user.is_active for user in users)


@pytest.mark.django_db
@pytest.mark.usefixtures("the_cast")
def test_people_are_found_by_their_short_name() -> None:
    assert cast.employee("nadia").name == "Nadia Holm"
    assert cast.citizen("maja").user == cast.user("maja")
    assert cast.course("jens").contact == cast.employee("nadia")
    assert cast.workplace("savværk").contact == cast.employee("nadia")


@pytest.mark.django_db
@pytest.mark.usefixtures("the_cast")
def test_every_employee_of_the_cast_has_a_face_and_no_two_the_same() -> None:
    faces = {
        row.employee.name: bytes(row.image) for row in EmployeePicture.objects.select_related("employee")
    }
    assert set(faces) == {one.name for one in cast.EMPLOYEES}
    assert len(set(faces.values())) == len(faces)
    assert all(made_small(face) and len(face) < LIGHT_ENOUGH for face in faces.values())


def test_a_face_is_drawn_the_same_every_time() -> None:
    drawn = portrait("Nadia Holm")
    portrait.cache_clear()
    assert portrait("Nadia Holm") == drawn
    assert portrait("Kasper Lundgaard") != drawn
