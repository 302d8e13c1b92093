"""Papers: versions and stale saves, what the citizen answers, what a workplace may read and when, and evaluations."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from tests import cast
from tests.cast import AT, TODAY, days
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens.actions import close_course
from tovholder.jobcentre.citizens.models import Consent
from tovholder.jobcentre.citizens.tests.asking import mails
from tovholder.jobcentre.companies.models import CompanyPerson
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.models import PaperKind, PaperVersion, PlanStage, WorkplacePaper

LATER = AT + timedelta(hours=1)


@pytest.fixture
def bo(db):
    return cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN), email="bo@example.dk")


@pytest.fixture
def nordlyst(amina, bo):
    workplace = cast.a_workplace(contact=amina)
    cast.works_at(bo, workplace)
    return workplace


@pytest.fixture
def paper(course, nordlyst):
    return cast.a_paper(course, nordlyst)


def shared(workplace) -> list[int]:
    return [version.version for version in PaperVersion.objects.shared_with(workplace.pk).order_by("pk")]


# --- Written in versions


@pytest.mark.parametrize("kind", PaperKind.values)
def test_a_paper_of_each_kind_says_what_was_written(kind, course, nordlyst, amina):
    paper = cast.a_paper(course, nordlyst, kind)
    version = paper.versions.get()
    assert (version.version, version.side, version.by, version.at) == (1, "employee", amina.user, AT)
    assert actions.written_in(version) == actions.Written(**cast.PAPERS[kind])


def test_each_side_writes_versions_and_none_is_overwritten(paper, course, nordlyst, bo):
    cast.a_paper(course, nordlyst, by=bo.user, read_version=1, citizen_does="Møder klokken ni")
    said = [
        (version.version, version.side, version.citizen_does)
        for version in paper.versions.order_by("version")
    ]
    assert said == [(1, "employee", "Siger til fredag"), (2, "citizen", "Møder klokken ni")]


def test_a_save_on_an_old_version_is_refused_with_the_newer_text(paper, course, nordlyst, bo, jonas):
    cast.a_paper(course, nordlyst, by=bo.user, read_version=1, we_do="Nyt")
    with pytest.raises(actions.StalePaper) as stale:
        cast.a_paper(course, nordlyst, by=jonas.user, read_version=1, we_do="Også nyt")
    assert (stale.value.newer.version, stale.value.newer.we_do) == (2, "Nyt")
    assert paper.versions.count() == 2


def test_a_paper_begun_by_two_at_once_is_one_and_the_second_sees_the_first(paper, course, nordlyst, jonas):
    with pytest.raises(actions.StalePaper) as stale:
        cast.a_paper(course, nordlyst, by=jonas.user, we_do="Også nyt")
    assert stale.value.newer.version == 1
    assert WorkplacePaper.objects.count() == 1


def test_a_double_press_is_one_version(paper, course, nordlyst):
    assert cast.a_paper(course, nordlyst, at=LATER) == paper
    plan = cast.a_paper(course, nordlyst, "part_time_plan")
    cast.a_paper(course, nordlyst, "part_time_plan", at=LATER)
    assert (paper.versions.count(), plan.versions.count()) == (1, 1)


def test_only_where_the_citizen_works(course, nordlyst, amina):
    elsewhere = cast.a_workplace("Sydlyst", contact=amina)
    with pytest.raises(Refused, match="arbejder ikke"):
        cast.a_paper(course, elsewhere)


def test_nothing_is_written_in_a_closed_course(paper, course, nordlyst, bo, amina):
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    for act in (
        lambda: cast.a_paper(course, nordlyst, read_version=1, we_do="Nyt"),
        lambda: actions.answer_paper(paper, read_version=1, agrees=True, words="", by=bo.user, at=AT),
        lambda: cast.share(paper, by=bo.user),
        lambda: evaluate(paper, amina),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.parametrize("role", [Role.COMPANY, Role.CITIZEN, Role.MANAGER])
def test_nobody_but_the_citizen_and_employees_writes(role, course, nordlyst):
    with pytest.raises(Refused):
        cast.a_paper(course, nordlyst, by=cast.a_user(role))


def test_the_other_side_is_told_without_a_name_or_a_reason(course, nordlyst, bo, amina):
    cast.a_paper(course, nordlyst)
    cast.a_paper(course, nordlyst, by=bo.user, read_version=1, we_do="Nyt")
    assert [to for to, _subject, _body in mails()] == ["bo@example.dk", amina.email]
    for _to, subject, body in mails():
        text = (subject + body).lower()
        assert not [word for word in ("kragh", "nordlyst", "syg", "plan", "papir", "tilbage") if word in text]


def test_those_at_the_workplace_who_can_log_in_are_told_that_something_is_shared(paper, nordlyst, bo, amina):
    """In Danish, once for each version, and of nothing else; not those elsewhere, nor whoever cannot read it."""
    gone = cast.a_user(Role.COMPANY)
    gone.is_active = False
    gone.save()
    elsewhere = cast.a_workplace("Andre", contact=amina)
    for email, workplace, user in (
        ("reads@example.dk", nordlyst, cast.a_user(Role.COMPANY)),
        ("gone@example.dk", nordlyst, gone),
        ("link@example.dk", nordlyst, None),
        ("elsewhere@example.dk", elsewhere, cast.a_user(Role.COMPANY)),
    ):
        CompanyPerson.objects.create(workplace=workplace, name="Rikke", email=email, user=user)
    before = len(mails())
    with translation.override("en"):
        cast.share(paper, by=bo.user)
        cast.share(paper, by=bo.user)
    actions.stop_sharing(paper, by=bo.user, at=LATER)
    [(to, subject, body)] = [mail for mail in mails()[before:] if mail[0] != amina.email]
    assert to == "reads@example.dk"
    assert "Log ind på Min kontakt, og åbn det, der er delt med jer." in body
    text = (subject + body).lower()
    assert not [word for word in ("kragh", "nordlyst", "syg", "plan", "papir", "rikke") if word in text]


def test_what_is_done_is_on_record_without_what_was_written(paper, course, nordlyst, bo, amina):
    actions.answer_paper(paper, read_version=1, agrees=False, words="Mærket svar", by=bo.user, at=AT)
    cast.share(paper, by=bo.user, words="Mærket hilsen")
    actions.stop_sharing(paper, by=bo.user, at=LATER)
    evaluate(paper, amina, words="Mærket evaluering")
    lines = Record.objects.filter(subject="sickleave.workplacepaper", subject_id=paper.pk).order_by("pk")
    assert [line.what for line in lines] == [
        "write_paper", "answer_paper", "share_paper", "stop_sharing", "evaluate_paper",
    ]  # fmt: skip
    assert {line.citizen for line in lines} == {bo.pk}
    assert {line.kind for line in lines} == {"action"}
    assert lines[0].detail == {"paper": "retention_plan", "version": 1}
    assert not [
        line for line in Record.objects.all() if "Mærket" in str(line.detail) or "makker" in str(line.detail)
    ]


# --- What the database refuses


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"first_day": TODAY},
        {"first_day": TODAY, "full_hours": 37, "evaluate_on": TODAY},
        {"first_day": TODAY, "last_day": TODAY - days(1)},
        {"first_day": TODAY, "full_hours": 38},
        {"first_day": TODAY, "full_hours": 0},
        {"evaluate_on": TODAY, "side": "company"},
        {"evaluate_on": TODAY, "version": 1},
    ],
)
def test_the_database_refuses_what_is_no_version(wrong, paper, bo, amina):
    given = {"version": 2, "side": "employee"} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperVersion.objects.create(paper=paper, citizen=bo, by=amina.user, at=AT, **given)


@pytest.mark.parametrize("wrong", [{"week": 0}, {"weeks": 0}, {"hours": 0}, {"hours": 38}, {"week": 105}])
def test_the_database_refuses_what_is_no_stage(wrong, paper, bo):
    given = {"week": 1, "weeks": 1, "hours": 12} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanStage.objects.create(version=paper.versions.get(), citizen=bo, **given)


def test_the_database_refuses_a_second_paper_of_a_kind(paper, course, nordlyst, bo):
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkplacePaper.objects.create(
            citizen=bo, course=course, workplace=nordlyst, kind=paper.kind, begun_at=AT
        )


# --- The citizen's answer


def test_the_citizen_agrees_or_not_and_the_newest_answer_holds(paper, bo):
    actions.answer_paper(paper, read_version=1, agrees=False, words="Fredag går ikke", by=bo.user, at=AT)
    for _twice in range(2):
        actions.answer_paper(paper, read_version=1, agrees=True, words="", by=bo.user, at=LATER)
    answers = paper.versions.get().answers.order_by("pk")
    assert [(answer.agrees, answer.words) for answer in answers] == [(False, "Fredag går ikke"), (True, "")]


def test_an_answer_is_the_citizens_has_words_when_it_is_no_and_is_to_what_was_read(
    paper, course, nordlyst, bo, amina
):
    with pytest.raises(Refused, match="Kun borgeren"):
        actions.answer_paper(paper, read_version=1, agrees=True, words="", by=amina.user, at=AT)
    with pytest.raises(Refused, match="ikke er enig"):
        actions.answer_paper(paper, read_version=1, agrees=False, words=" ", by=bo.user, at=AT)
    cast.a_paper(course, nordlyst, read_version=1, we_do="Nyt")
    with pytest.raises(actions.StalePaper):
        actions.answer_paper(paper, read_version=1, agrees=True, words="", by=bo.user, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.versions.first().answers.create(citizen=bo, agrees=False, words="", by=bo.user, at=AT)


# --- What a workplace may read


def test_nothing_is_shared_before_the_citizen_has_said_so(paper, nordlyst):
    assert shared(nordlyst) == []


@pytest.mark.parametrize("who", ["bo", "amina"])
def test_shared_by_the_citizen_or_by_what_they_said_until_taken_back(who, paper, nordlyst, bo, amina):
    by = {"bo": bo, "amina": amina}[who].user
    cast.share(paper, by=by)
    assert shared(nordlyst) == [1]
    assert Consent.objects.get().how == {"bo": "themselves", "amina": "orally"}[who]
    actions.stop_sharing(paper, by=by, at=LATER)
    actions.stop_sharing(paper, by=by, at=LATER + days(1))
    assert shared(nordlyst) == []
    assert Consent.objects.get().taken_back_at == LATER


def test_only_the_version_that_was_read_is_shared_and_a_new_one_asks_again(paper, course, nordlyst, bo):
    cast.share(paper, by=bo.user)
    cast.a_paper(course, nordlyst, read_version=1, we_do="Nyt")
    assert shared(nordlyst) == [1]
    with pytest.raises(actions.StalePaper):
        cast.share(paper, by=bo.user, read_version=1)
    cast.share(paper, by=bo.user, read_version=2, at=LATER)
    assert shared(nordlyst) == [2]
    assert Consent.objects.filter(taken_back_at=None).count() == 1


def test_shared_twice_is_once(paper, bo):
    for _twice in range(2):
        cast.share(paper, by=bo.user)
    assert Consent.objects.count() == 1


def test_another_workplace_reads_nothing(paper, amina, bo):
    cast.share(paper, by=bo.user)
    assert shared(cast.a_workplace("Sydlyst", contact=amina)) == []


def test_each_kind_is_consented_to_by_itself(paper, course, nordlyst, bo):
    cast.a_paper(course, nordlyst, "possibility_statement")
    cast.share(paper, by=bo.user)
    kinds = [version.paper.kind for version in PaperVersion.objects.shared_with(nordlyst.pk)]
    assert kinds == ["retention_plan"]


def test_a_closed_course_is_read_by_no_workplace_and_can_still_be_taken_back(
    paper, course, nordlyst, bo, amina
):
    cast.share(paper, by=bo.user)
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    assert shared(nordlyst) == []
    actions.stop_sharing(paper, by=bo.user, at=LATER)
    assert Consent.objects.get().taken_back_at == LATER


@pytest.mark.parametrize("role", [Role.COMPANY, Role.MANAGER, Role.CITIZEN])
def test_nobody_else_says_what_is_shared(role, paper, nordlyst, bo):
    other = cast.a_user(role)
    with pytest.raises(Refused):
        cast.share(paper, by=other)
    cast.share(paper, by=bo.user)
    with pytest.raises(Refused):
        actions.stop_sharing(paper, by=other, at=LATER)
    assert shared(nordlyst) == [1]


# --- Who may open a paper


def test_a_paper_is_open_to_those_who_may_open_the_citizen_and_to_no_company(
    paper, nordlyst, bo, amina, jonas
):
    cast.share(paper, by=bo.user)
    company = cast.a_user(Role.COMPANY)
    seen = [
        WorkplacePaper.objects.visible_to(who, TODAY).count()
        for who in (amina.user, bo.user, jonas.user, company)
    ]
    assert seen == [1, 1, 0, 0]


# --- Evaluated


def evaluate(paper, by, *, due_on=cast.PAPERS["retention_plan"]["evaluate_on"], words="Det gik godt."):
    return actions.evaluate_paper(paper, due_on=due_on, words=words, by=by.user, at=AT)


def test_a_plan_is_evaluated_once_for_its_day(paper, amina):
    first = evaluate(paper, amina)
    assert evaluate(paper, amina) == first
    with pytest.raises(Refused, match="allerede evalueret"):
        evaluate(paper, amina, words="Noget andet")
    assert not WorkplacePaper.objects.to_evaluate(first.due_on).exists()


def test_a_plan_waits_from_its_day_and_again_when_it_gets_a_later_one(paper, course, nordlyst, amina):
    day = cast.PAPERS["retention_plan"]["evaluate_on"]
    to_evaluate = WorkplacePaper.objects.to_evaluate
    assert not to_evaluate(day - days(1)).exists()
    assert to_evaluate(day).exists()
    evaluate(paper, amina)
    cast.a_paper(course, nordlyst, read_version=1, we_do="En rettelse")
    assert not to_evaluate(day + days(9)).exists(), "a correction does not ask for a second evaluation"
    cast.a_paper(course, nordlyst, read_version=2, evaluate_on=day + days(30))
    assert not to_evaluate(day + days(29)).exists()
    assert to_evaluate(day + days(30)).exists()


def test_what_cannot_be_evaluated(paper, course, nordlyst, amina, bo):
    statement = cast.a_paper(course, nordlyst, "possibility_statement")
    for wrong in (
        lambda: evaluate(statement, amina),
        lambda: evaluate(paper, bo),
        lambda: evaluate(paper, amina, words="  "),
        lambda: evaluate(paper, amina, due_on=TODAY),
    ):
        with pytest.raises(Refused):
            wrong()
