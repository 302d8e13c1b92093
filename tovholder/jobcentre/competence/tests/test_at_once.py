"""Two at the same moment, on both databases."""

from datetime import timedelta

from tests import cast
from tests.cast import AT
from tests.own_database import at_once, wait_for_each_other
from tovholder.jobcentre.competence import actions
from tovholder.jobcentre.competence.actions import training as module
from tovholder.jobcentre.competence.models import SignUp, Step


def test_two_who_take_the_last_place_at_once(own_database, monkeypatch):
    amina, jonas = cast.an_employee(), cast.an_employee()
    offered = actions.Offered("X", "Y", cast.a_competence("coaching"), 3, AT + timedelta(days=5), 60, "Z", 1)
    training = actions.offer_training(offered, by=cast.a_leader().user, at=AT)
    monkeypatch.setattr(module, "_free_seat", wait_for_each_other(module._free_seat))
    rows = at_once(
        lambda: actions.sign_up(training, amina, by=amina.user, at=AT),
        lambda: actions.sign_up(training, jonas, by=jonas.user, at=AT),
    )
    assert sorted(row.step for row in rows) == [Step.PLACE, Step.SIGNED_UP]
    assert SignUp.objects.filter(seat=1).count() == 1
