"""The first page of *Mine borgere* is put into SQL once; here it is asked the slow, obvious way beside it."""

import pytest
from django.http import QueryDict

from tests import cast
from tovholder.jobcentre.workbench import followed
from tovholder.jobcentre.workbench.citizen_list import NAME_ORDER
from tovholder.jobcentre.workbench.pages import page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_clearance", [True, False])
@pytest.mark.parametrize("many", [0, followed.PAGE - 3, followed.PAGE + 5])
def test_the_first_page_and_the_numbers_are_those_asked_anew(has_clearance, many):
    me = cast.an_employee("Amina Yusuf", has_clearance=has_clearance)
    other = cast.an_employee("Ole Anders", has_clearance=True)
    cast.many_courses(many, contact=me)
    for name in ("Åse Lind", "Aage Bang"):
        cast.a_course(cast.a_citizen(name, is_protected=name == "Aage Bang"), contact=other)
    cast.a_course(cast.a_citizen("Bo Kragh"), contact=cast.an_employee("En Fremmed"))
    for contacts in ([me.pk], [me.pk, other.pk], []):
        known = followed.known(me.user, contacts)
        anew = page_of(
            followed.shown(known.open()), QueryDict(), known=known, by=NAME_ORDER, size=followed.PAGE
        )
        page = followed.first_page(me.user, contacts)
        assert [vars(row)["name"] for row in page.rows] == [vars(row)["name"] for row in anew.rows]
        assert (page.rows, page.foer, page.fra) == (anew.rows, None, anew.fra)
        theirs = many * (me.pk in contacts) + 2 * (other.pk in contacts)
        kept = 0 if has_clearance else int(other.pk in contacts)
        assert followed.number(me.user, contacts) == (theirs, kept)
