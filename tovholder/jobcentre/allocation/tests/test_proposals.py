"""From asking to handing over: proven, written once, and only what still holds."""

import pytest
from django.core.management import call_command

from tests import cast
from tests.cast import AT, TODAY
from tovholder.assignment.cost import may_follow
from tovholder.assignment.leaving import without
from tovholder.assignment.problem import Weights
from tovholder.assignment.tests.oracle import best_of_all
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.allocation import actions, drafts
from tovholder.jobcentre.allocation.actions.answer import Words, reason_for
from tovholder.jobcentre.allocation.background import work_out_all
from tovholder.jobcentre.allocation.models import (
    Proposal,
    ProposalKind,
    ProposedMove,
    ProposedWorkplaceMove,
    WeightChoice,
)
from tovholder.jobcentre.allocation.tests.towns import Town
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.citizens.models import Course, CourseRole, Employment, Handover
from tovholder.jobcentre.companies.models import WorkplaceContact
from tovholder.jobcentre.staff.models import Employee, EmployeeLanguage, Unit

pytestmark = pytest.mark.django_db


def proposed(unit: Unit, by=None) -> dict[str, Proposal]:
    asked = actions.ask_about_unit(unit, by=by, at=AT, later=False)
    actions.work_out([proposal.pk for proposal in asked], by=by, at=AT)
    assert not Proposal.objects.filter(failed_at__isnull=False).exists()
    return {proposal.kind: proposal for proposal in Proposal.objects.filter(unit=unit).order_by("pk")}


@pytest.fixture
def house():
    """Rune receives, Lise leads, Amina and Jonas could follow; three are new, and Grethe has left one behind."""
    unit = cast.a_unit("Job og Helhed")

    class House:
        rune = cast.an_employee("Rune Modtager", unit=unit, weekly_hours=1)
        lise = cast.a_leader("Lise Leder", unit=unit, weekly_hours=0)
        amina = cast.an_employee("Amina Yusuf", unit=unit)
        jonas = cast.an_employee("Jonas Holm", unit=unit)
        grethe = cast.an_employee("Grethe Gået", unit=unit)

    House.unit = unit
    House.new = [cast.a_course(cast.a_citizen(name), contact=House.rune) for name in ("Bo", "Ib", "Ea")]
    House.left = cast.a_course(cast.a_citizen("Per"), contact=House.grethe)
    House.place = cast.a_workplace(contact=House.grethe)
    Employee.objects.filter(pk=House.grethe.pk).update(left_on=TODAY)
    return House


# --- Reckoned ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_where_others_stay_nothing_better_can_be_found_by_trying_everything(seed: int) -> None:
    town = Town(seed, citizens=9)
    for unit in town.units:
        found = drafts.UnitDrafts(unit, AT, Weights())
        problem = without(found.question.problem, [])
        best = best_of_all(problem) if len(problem.citizens) < 8 or _few(problem) else None
        draft = found.newcomers()
        assert draft.bound <= draft.cost + 1e-6
        if best is not None:
            assert draft.cost == pytest.approx(best)


def _few(problem) -> bool:
    free = [
        sum(may_follow(citizen, employee) for employee in problem.employees) or 1
        for citizen in problem.citizens
    ]
    tried = 1
    for many in free:
        tried *= many
    return tried <= 20_000


@pytest.mark.parametrize("seed", range(3))
def test_the_units_moves_save_what_they_say(seed: int) -> None:
    town = Town(seed, citizens=14)
    found = drafts.UnitDrafts(town.units[0], AT, Weights())
    problem, draft = found.question.problem, found.unit()
    saving = [move for move in draft.moves if move.saves is not None]
    assert draft.cost == pytest.approx(draft.cost_today - sum(move.saves or 0 for move in saving))
    assert draft.bound <= draft.cost + 1e-6
    must = [move for move in draft.moves if move.saves is None]
    for move in must:
        citizen = problem.citizens[problem.citizen_at[move.key]]
        assert not may_follow(citizen, problem.employees[problem.employee_at[str(move.from_employee)]])


def test_newcomers_and_those_who_were_left_behind_are_proposed(house) -> None:
    found = proposed(house.unit)
    assert set(found) == {"newcomers", "leaving", "unit"}
    moves = found["newcomers"].moves.order_by("place")
    assert {move.course for move in moves} == set(house.new)
    assert {move.to_employee for move in moves} <= {house.amina, house.jonas}
    assert all(move.is_new and move.saves is None and move.alternatives for move in moves)
    [left] = found["leaving"].moves.order_by("pk")
    assert (left.course, left.from_employee) == (house.left, house.grethe)
    assert ["present_left", {}] in left.reasons
    [place] = found["leaving"].workplace_moves.order_by("pk")
    assert place.workplace == house.place
    assert place.to_employee != house.grethe
    assert not found["unit"].moves.exists()
    assert found["newcomers"].weights == WeightChoice().points


def test_somebody_who_is_to_leave_can_be_asked_about(house) -> None:
    stays = cast.a_course(cast.a_citizen("Ane"), contact=house.amina)
    goes = cast.a_course(cast.a_citizen("Kaj"), contact=house.jonas)
    [asked] = actions.ask_about_leaver(house.jonas, by=house.lise.user, at=AT, later=False)
    assert actions.work_out([asked.pk], by=None, at=AT) == 1
    [move] = asked.moves.order_by("pk")
    assert (move.course, move.to_employee) == (goes, house.amina)
    assert stays.contact == house.amina


def test_the_house_is_figures_without_people(house) -> None:
    [asked] = actions.ask_about_house(by=None, at=AT, later=False)
    assert actions.work_out([asked.pk], by=None, at=AT) == 1
    asked.refresh_from_db()
    assert asked.bound <= asked.cost_today
    assert set(asked.units) == {str(house.unit.pk)}
    assert not asked.moves.exists()


def test_a_course_that_needs_what_another_can_is_proposed_moved_and_says_why(house) -> None:
    bo = cast.a_course(cast.a_citizen("Samira", language="arabisk"), contact=house.amina)
    for role in ("mentor", "coach"):
        CourseRole.objects.create(course=bo, citizen=bo.citizen, role=role)
        cast.masters(house.jonas, role)
    EmployeeLanguage.objects.create(employee=house.jonas, language="arabisk")
    [move] = proposed(house.unit)["unit"].moves.order_by("pk")
    assert (move.course, move.to_employee) == (bo, house.jonas)
    assert move.saves == pytest.approx(6, abs=0.5)
    assert {"speaks", "has_competence", "new_person"} <= {code for code, _params in move.reasons}
    assert "Samira" not in str(move.reasons)
    assert reason_for(move) == "competence"


def test_asked_twice_is_asked_once_and_worked_out_once(house) -> None:
    first = actions.ask_about_unit(house.unit, by=None, at=AT, later=False)
    again = actions.ask_about_unit(house.unit, by=None, at=AT, later=False)
    assert again == first[:1]
    assert Proposal.objects.count() == len(first) == 3
    numbers = [proposal.pk for proposal in first]
    assert work_out_all(numbers) == 3
    assert work_out_all(numbers) == 0


def test_a_newer_proposal_takes_the_place_of_the_older(house) -> None:
    old = proposed(house.unit)
    new = proposed(house.unit)
    assert Proposal.objects.count() == 3
    assert not {one.pk for one in old.values()} & {one.pk for one in new.values()}


def test_the_command_has_everything_ready_for_the_morning(house, capsys) -> None:
    call_command("propose")
    assert "4 forslag er klar." in capsys.readouterr().out
    assert set(Proposal.objects.ready().values_list("kind", flat=True)) == set(ProposalKind.values)


def test_when_those_who_left_have_no_citizens_left_their_proposal_goes(house) -> None:
    proposed(house.unit)
    citizens.close_course(house.left, because="work", by=house.lise.user, at=AT, today=TODAY)
    assert "leaving" not in proposed(house.unit)


def test_what_does_not_hold_when_reckoned_again_is_shown_to_nobody(house, monkeypatch, caplog) -> None:
    monkeypatch.setattr(drafts, "check", lambda result: ["the bound is wrong"])
    asked = actions.ask_about_unit(house.unit, by=None, at=AT, later=False)
    assert actions.work_out([one.pk for one in asked], by=None, at=AT) == 0
    assert Proposal.objects.filter(failed_at=AT, ready_at=None).count() == 3
    assert not ProposedMove.objects.exists()
    assert "could not be worked out" in caplog.text


def test_what_changed_while_it_was_reckoned_is_left_out(house, monkeypatch) -> None:
    """Bo gets Amina between the question and the answer."""
    newcomers = drafts.UnitDrafts.newcomers

    def meanwhile(self):
        draft = newcomers(self)
        hand_over(house.new[0], house.amina, house)
        return draft

    monkeypatch.setattr(drafts.UnitDrafts, "newcomers", meanwhile)
    assert proposed(house.unit)["newcomers"].moves.count() == 2


def hand_over(course: Course, to: Employee, house) -> Handover:
    return citizens.change_contact(
        course, from_employee=course.contact_id, to=to, reason="room", what_matters="Ro", by=house.lise.user,
        no_joint_talk_because="De har sagt farvel.",
        at=AT, today=TODAY,
    )  # fmt: skip


# --- Answered ---------------------------------------------------------------------------------------------------------


def accept(house, moves, places=()):
    said = {
        move: Words(what_matters=text, no_joint_talk_because="De har sagt farvel." if text else "")
        for move, text in moves.items()
    }
    return actions.accept(said, places, by=house.lise.user, at=AT, today=TODAY)


def test_accepted_is_an_ordinary_handover_in_the_log(house) -> None:
    found = proposed(house.unit)
    [bo, ib, _ea] = found["newcomers"].moves.order_by("pk")
    [per] = found["leaving"].moves.order_by("pk")
    [place] = found["leaving"].workplace_moves.order_by("pk")
    assert accept(house, {bo: "", ib: ""}) == []
    assert accept(house, {per: "Per vil helst skrive."}, [place]) == []
    for move in (bo, ib, per):
        move.refresh_from_db()
        assert move.accepted
        assert move.course.contact == move.to_employee
        assert Record.objects.filter(what="change_contact", citizen=move.citizen_id).count() == 1
        assert Record.objects.filter(what="answer_proposed_move", citizen=move.citizen_id).count() == 1
    assert bo.handover.reason == "proposal"
    assert bo.handover.what_matters == "Borgeren er ny hos os og har endnu ikke haft en fast medarbejder."
    assert (per.handover.reason, per.handover.what_matters) == ("leaving", "Per vil helst skrive.")
    house.place.refresh_from_db()
    assert house.place.contact == place.to_employee
    assert WorkplaceContact.objects.get(workplace=house.place, until=None).because.startswith("Den hidtidige")


def test_accepted_twice_is_once(house) -> None:
    [move, *_others] = proposed(house.unit)["newcomers"].moves.order_by("pk")
    stale = ProposedMove.objects.get(pk=move.pk)
    assert accept(house, {move: ""}) == accept(house, {stale: ""}) == []
    assert Handover.objects.filter(course=move.course).count() == 1


def test_what_no_longer_holds_is_refused_and_named_and_the_rest_is_made(house) -> None:
    found = proposed(house.unit)
    [bo, ib, ea] = found["newcomers"].moves.order_by("pk")
    [place] = found["leaving"].workplace_moves.order_by("pk")
    hand_over(bo.course, house.amina if bo.to_employee == house.jonas else house.jonas, house)
    citizens.close_course(ib.course, because="work", by=house.lise.user, at=AT, today=TODAY)
    type(house.place).objects.filter(pk=house.place.pk).update(contact=house.rune)
    before = Handover.objects.count()
    refused = accept(house, {bo: "", ib: "", ea: ""}, [place])
    assert [refusal.move for refusal in refused] == [bo, ib, place]
    assert "en anden fast medarbejder" in refused[0].why
    assert "afsluttet" in refused[1].why
    ea.refresh_from_db()
    assert ea.accepted
    assert Handover.objects.count() == before + 1
    assert not ProposedMove.objects.get(pk=bo.pk).accepted


def test_whoever_has_left_since_or_may_not_any_longer_gets_nobody(house) -> None:
    [bo, ib, _ea] = proposed(house.unit)["newcomers"].moves.order_by("pk")
    citizens.keep_apart(bo.to_employee, digits=_digits(bo), closeness="family", by=None, at=AT)
    refused = accept(house, {bo: ""})
    assert "kan ikke følge denne borger" in refused[0].why
    Employee.objects.filter(pk=ib.to_employee_id).update(left_on=TODAY)
    assert "er her ikke længere" in accept(house, {ib: ""})[0].why


def _digits(move: ProposedMove) -> str:
    from tovholder.jobcentre.citizens import cpr

    return cpr.decrypt(move.citizen.cpr_encrypted)


def test_put_aside_is_a_no_to_all_that_waits(house) -> None:
    found = proposed(house.unit)
    assert actions.put_aside(found["leaving"], by=house.lise.user, at=AT) == 2
    assert actions.put_aside(found["leaving"], by=house.lise.user, at=AT) == 0
    assert not found["leaving"].moves.get().accepted
    assert Record.objects.get(what="put_proposal_aside").detail == {"asked_for": "leaving", "moves": 2}
    assert house.left.contact == house.grethe


def test_what_was_put_aside_is_not_accepted_from_another_window(house) -> None:
    found = proposed(house.unit)["newcomers"]
    [move, *_others] = found.moves.order_by("pk")
    actions.put_aside(found, by=house.lise.user, at=AT)
    assert accept(house, {move: ""}) == []
    assert not Handover.objects.exists()


@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        (["present_full", "speaks"], "room"),
        (["speaks", "fits_better"], "competence"),
        (["fits_better"], "room"),
        (["present_may_not"], "conflict"),
    ],
)
def test_the_handovers_reason_is_why_it_was_proposed(codes: list[str], reason: str, house) -> None:
    proposal = Proposal(kind=ProposalKind.UNIT, unit=house.unit, asked_at=AT)
    move = ProposedMove(proposal=proposal, course=house.left, reasons=[[code, {}] for code in codes])
    assert reason_for(move) == reason


# --- Workplaces -------------------------------------------------------------------------------------------------------


def test_a_workplace_is_proposed_to_the_one_who_follows_its_people(house) -> None:
    place = cast.a_workplace("Havnen", contact=house.rune)
    for number in range(4):
        course = cast.a_course(cast.a_citizen(f"Havn {number}"), contact=house.amina)
        Employment.objects.create(citizen=course.citizen, workplace=place, since=TODAY)
    move = ProposedWorkplaceMove.objects.filter(proposal=proposed(house.unit)["unit"]).get(workplace=place)
    assert (move.to_employee, move.meets, move.meets_today, move.people) == (house.amina, 4, 0, 4)
    assert move.saves == pytest.approx(4 * 5 - 10, abs=2)


# --- Weighed ----------------------------------------------------------------------------------------------------------


def test_the_manager_weighs_and_it_is_on_record() -> None:
    boss = cast.a_user(Role.MANAGER)
    actions.weigh({"language": 12}, by=boss, at=AT)
    actions.weigh({"language": 12}, by=boss, at=AT)
    assert WeightChoice.now().weights == Weights(language=12)
    assert Record.objects.get(what="weigh").detail == {"changed": {"language": [8.0, 12.0]}}


@pytest.mark.parametrize("role", [Role.LEADER, Role.EMPLOYEE, Role.DATA_OWNER])
def test_nobody_else_weighs(role: str) -> None:
    with pytest.raises(actions.NotYourWeights):
        actions.weigh({"language": 12}, by=cast.a_user(role), at=AT)
    assert WeightChoice.now().weights == Weights()


@pytest.mark.parametrize("points", [{"overflow": 1}, {"language": -1}, {"language": 101}])
def test_points_that_are_none_are_refused(points) -> None:
    with pytest.raises(Refused):
        actions.weigh(points, by=cast.a_user(Role.MANAGER), at=AT)
