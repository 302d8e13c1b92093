"""The employee's pages of papers: found, written, looked through, put right, shared as the citizen said, evaluated."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import AT, TODAY, text_of
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.actions import close_course
from tovholder.jobcentre.citizens.models import Consent
from tovholder.jobcentre.sickleave import actions
from tovholder.jobcentre.sickleave.models import PaperKind, WorkplacePaper

PLAN = {
    "read_version": "0", "rows": "4", "first_day": "2026-11-23", "full_hours": "37",
    "week_0": "1", "weeks_0": "2", "hours_0": "12", "tasks_0": "Lageret",
    "week_1": "3", "weeks_1": "", "hours_1": "37", "tasks_1": "",
}  # fmt: skip
RETENTION = {"read_version": "0", "we_do": "Kommer forbi", "evaluate_on": "2026-12-11"}
STATEMENT = {
    "read_version": "0", "hard_at_work": "De tunge løft", "agreed": "Kontrol", "first_day": "2026-11-23",
    "last_day": "2026-12-23",
}  # fmt: skip


@pytest.fixture(autouse=True)
def friday_in_november(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def bo(db):
    return cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))


@pytest.fixture
def nordlyst(amina, bo):
    workplace = cast.a_workplace(contact=amina)
    cast.works_at(bo, workplace)
    return workplace


@pytest.fixture
def client(amina, course):
    return cast.browser_of(amina)


def write(client, bo, workplace, kind, given):
    return client.post(reverse("write_paper", args=[bo.pk, workplace.pk, kind]), given)


# --- The way there


def test_three_presses_from_the_citizen_to_a_plan(client, bo, nordlyst):
    page = text_of(client.get(reverse("citizen", args=[bo.pk])))
    assert reverse("papers", args=[bo.pk]) in page
    papers = text_of(client.get(reverse("papers", args=[bo.pk])))
    for kind in PaperKind.values:
        address = reverse("write_paper", args=[bo.pk, nordlyst.pk, kind])
        assert address in papers
        assert client.get(address).status_code == 200


def test_what_is_begun_is_opened_and_not_begun_again(client, bo, nordlyst, course):
    paper = cast.a_paper(course, nordlyst)
    for name in ("citizen", "papers"):
        page = text_of(client.get(reverse(name, args=[bo.pk])))
        assert reverse("paper", args=[paper.pk]) in page
        assert "Ikke delt med arbejdsstedet." in page
    assert reverse("write_paper", args=[bo.pk, nordlyst.pk, paper.kind]) not in page


def test_the_notice_leads_there_only_when_the_citizen_may_be_opened(client, bo, nordlyst, amina, jonas):
    nordlyst.contact = jonas
    nordlyst.save(update_fields=["contact"])
    notice = cast.a_notice(nordlyst, employee_agrees=True, person_name="Bo Kragh")
    to_papers = reverse("papers", args=[bo.pk])
    assert to_papers in text_of(client.get(reverse("notice", args=[notice.pk])))
    assert to_papers not in text_of(cast.browser_of(jonas).get(reverse("notice", args=[notice.pk])))


def test_nothing_is_begun_without_a_place_or_a_course(client, bo, amina, course):
    assert "ikke nogen arbejdsplads" in text_of(client.get(reverse("papers", args=[bo.pk])))
    elsewhere = cast.a_workplace("Sydlyst", contact=amina)
    assert write(client, bo, elsewhere, "retention_plan", RETENTION).status_code == 404
    cast.works_at(bo, elsewhere)
    assert write(client, bo, elsewhere, "sick_note", RETENTION).status_code == 404
    leader = cast.a_leader(unit=course.unit)
    close_course(course, because="work", by=amina.user, at=AT, today=TODAY)
    assert "ikke noget åbent forløb" in text_of(cast.browser_of(leader).get(reverse("papers", args=[bo.pk])))
    assert write(cast.browser_of(leader), bo, elsewhere, "retention_plan", RETENTION).status_code == 404


# --- Written


@pytest.mark.parametrize(
    ("kind", "given"),
    [("part_time_plan", PLAN), ("retention_plan", RETENTION), ("possibility_statement", STATEMENT)],
)
def test_each_kind_is_written_and_read_again(kind, given, client, bo, nordlyst):
    response = write(client, bo, nordlyst, kind, given)
    paper = WorkplacePaper.objects.get()
    assert response.url == reverse("paper", args=[paper.pk])
    version = paper.versions.get()
    assert (version.version, version.side, version.said_not_health) == (1, "employee", False)
    page = text_of(client.get(response.url))
    for word in [given[name] for name in ("tasks_0", "we_do", "hard_at_work", "agreed") if name in given]:
        assert word in page
    form = text_of(client.get(reverse("write_paper", args=[bo.pk, nordlyst.pk, kind])))
    assert 'name="read_version" value="1"' in form


def test_a_plan_shows_its_days_and_sums(client, bo, nordlyst):
    page = text_of(client.get(write(client, bo, nordlyst, "part_time_plan", PLAN).url))
    for said in (
        "Uge 1 til 2",
        "mandag 23. november til og med søndag 6. december",
        "12 timer om ugen",
        "På fuld tid fra mandag 7. december. 24 timer i alt inden da.",
    ):
        assert said in page
    assert "Se lige efter" not in page


def test_what_is_unusual_is_said_and_saved_all_the_same(client, bo, nordlyst):
    odd = PLAN | {"week_1": "4", "hours_1": "10", "week_2": "5", "hours_2": "34"}
    seen = write(client, bo, nordlyst, "part_time_plan", odd | {"se": "1"})
    said = (
        "Der er ikke aftalt noget for uge 3.",
        "Fra uge 4 er der færre timer end ugen før.",
        "Planen slutter efter uge 5, før der er aftalt fuld tid.",
        "Fra uge 5 mangler der kun 3 timer om ugen. Så er man efter reglen helt tilbage.",
    )
    for sentence in said:
        assert sentence in text_of(seen)
    assert not WorkplacePaper.objects.exists(), "it was only looked at"
    page = text_of(client.get(write(client, bo, nordlyst, "part_time_plan", odd).url))
    for sentence in said:
        assert sentence in page


def test_more_rows_keep_what_was_typed_however_wrong(client, bo, nordlyst):
    typed = PLAN | {"first_day": "snart", "hours_1": "mange", "flere": "1"}
    response = write(client, bo, nordlyst, "part_time_plan", typed)
    page = text_of(response)
    assert response.status_code == 200
    assert "form-error-message" not in page
    assert 'name="week_6"' in page
    for value in ("snart", "mange", "Lageret"):
        assert value in page
    assert 'name="rows" value="7"' in page


def test_there_are_never_more_rows_than_fit(client, bo, nordlyst):
    page = text_of(write(client, bo, nordlyst, "part_time_plan", PLAN | {"rows": "999", "flere": "1"}))
    assert 'name="week_23"' in page
    assert 'name="week_24"' not in page
    assert "Flere rækker" not in page


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("part_time_plan", {"first_day": ""}, "Skriv den første dag tilbage."),
        ("part_time_plan", {"first_day": "2062-01-01"}, "Se efter, om årstallet er rigtigt."),
        ("part_time_plan", {"full_hours": ""}, "Skriv, hvor mange timer om ugen fuld tid er."),
        ("part_time_plan", {"full_hours": "38"}, "Skriv timerne som et helt tal fra 1 til 37."),
        ("part_time_plan", {"full_hours": "10"}, "Det er flere timer end fuld tid."),
        ("part_time_plan", {"hours_0": "tolv"}, "Skriv timerne som et helt tal fra 1 til 37."),
        ("part_time_plan", {"hours_0": ""}, "Skriv, hvor mange timer om ugen."),
        ("part_time_plan", {"week_0": ""}, "Skriv, fra hvilken uge."),
        ("part_time_plan", {"week_1": "2"}, "Uge 2 står i to rækker."),
        ("part_time_plan", {"week_1": "104", "weeks_1": "2"}, "Skriv ugen som et helt tal fra 1 til 104."),
        ("part_time_plan", {"tasks_0": "Mens stress går over"}, "Det ligner oplysninger om helbred: stress."),
        ("part_time_plan", {"tasks_0": "x" * 501}, "Teksten er for lang: højst 500 tegn."),
        ("retention_plan", {"evaluate_on": ""}, "Skriv den dag, I ser på planen igen."),
        ("retention_plan", {"evaluate_on": "2026-11-19"}, "Dagen er gået. Skriv en, der kommer."),
        ("retention_plan", {"we_do": ""}, "Skriv, hvad mindst én af jer gør."),
        ("retention_plan", {"we_do": "Taler om depressionen"}, "helbred: depressionen"),
        ("retention_plan", {"we_do": "CPR 010190-1234"}, "Skriv ikke et CPR-nummer her."),
        ("retention_plan", {"read_version": "x"}, "Hent siden igen"),
        ("possibility_statement", {"hard_at_work": "Ondt i ryggen"}, "Det ligner oplysninger om helbred"),
        ("possibility_statement", {"agreed": ""}, "Skriv, hvad der er aftalt."),
        ("possibility_statement", {"last_day": "2026-11-22"}, "Perioden kan ikke slutte, før den begynder."),
    ],
)
def test_bad_input_gets_a_sentence_and_stays(kind, given, sentence, client, bo, nordlyst):
    sound = {"part_time_plan": PLAN, "retention_plan": RETENTION, "possibility_statement": STATEMENT}[kind]
    response = write(client, bo, nordlyst, kind, sound | given)
    page = text_of(response)
    assert response.status_code == 422
    assert sentence in page
    for value in (sound | given).values():
        assert value in page
    assert not WorkplacePaper.objects.exists()


def test_an_empty_plan_asks_for_a_week(client, bo, nordlyst):
    empty = {name: PLAN[name] for name in ("read_version", "rows", "first_day", "full_hours")}
    assert "Skriv mindst én uge med timer." in text_of(write(client, bo, nordlyst, "part_time_plan", empty))


def test_words_that_only_look_like_health_are_kept_when_somebody_says_so(client, bo, nordlyst):
    typed = RETENTION | {"we_do": "Kursus om stress"}
    assert "Det er ikke oplysninger om helbred" in text_of(
        write(client, bo, nordlyst, "retention_plan", typed)
    )
    write(client, bo, nordlyst, "retention_plan", typed | {"not_health": "on"})
    assert WorkplacePaper.objects.get().versions.get().said_not_health


def test_the_statement_says_that_part_two_is_not_here_and_has_no_field_for_it(client, bo, nordlyst):
    page = text_of(client.get(reverse("write_paper", args=[bo.pk, nordlyst.pk, "possibility_statement"])))
    assert "Del 2 er lægens, og den har vi ikke noget felt til" in page
    fields = {field.name for field in WorkplacePaper.versions.rel.related_model._meta.get_fields()}
    assert not [
        name for name in fields if any(part in name for part in ("diagnos", "doctor", "illness", "medical"))
    ]


def test_the_law_stands_beside_with_its_source_and_its_doubt(client, bo, nordlyst, course):
    for kind, act in (
        ("part_time_plan", "sygedagpengeloven, om delvis uarbejdsdygtighed"),
        ("retention_plan", "sygedagpengeloven § 7 b"),
        ("possibility_statement", "sygedagpengeloven § 36 a"),
    ):
        for address in (
            reverse("write_paper", args=[bo.pk, nordlyst.pk, kind]),
            reverse("paper", args=[cast.a_paper(course, nordlyst, kind).pk]),
        ):
            page = text_of(client.get(address))
            assert act in page
            assert "Ikke bekræftet." in page


# --- Put right, and somebody else was first


def test_a_stale_save_shows_both_and_the_next_one_is_saved(client, bo, nordlyst, course, jonas):
    paper = cast.a_paper(course, nordlyst)
    cast.a_paper(course, nordlyst, by=jonas.user, read_version=1, we_do="Jonas kommer forbi")
    typed = RETENTION | {"read_version": "1", "we_do": "Amina kommer forbi"}
    response = write(client, bo, nordlyst, "retention_plan", typed)
    page = text_of(response)
    assert response.status_code == 409
    assert "Der er gemt en nyere udgave" in page
    assert "Jonas kommer forbi" in page
    assert "Amina kommer forbi" in page
    assert 'name="read_version" value="2"' in page
    again = write(client, bo, nordlyst, "retention_plan", typed | {"read_version": "2"})
    assert again.status_code == 302
    assert [version.we_do for version in paper.versions.order_by("version")] == [
        "Kommer forbi", "Jonas kommer forbi", "Amina kommer forbi",
    ]  # fmt: skip
    shown = text_of(client.get(again.url))
    assert "2 tidligere udgaver" in shown
    assert "af Jonas Holm" in shown


def test_two_who_begin_at_once_lose_nothing(client, bo, nordlyst, course, jonas):
    cast.a_paper(course, nordlyst, "part_time_plan", by=jonas.user)
    response = write(client, bo, nordlyst, "part_time_plan", PLAN | {"tasks_0": "Aminas opgaver"})
    page = text_of(response)
    assert response.status_code == 409
    assert "Lageret og ordrer" in page
    assert "Aminas opgaver" in page


@pytest.mark.parametrize("read_version", ["9" * 30, "-1", ""])
def test_a_version_nobody_read_loses_nothing(read_version, client, bo, nordlyst, course):
    cast.a_paper(course, nordlyst)
    response = write(client, bo, nordlyst, "retention_plan", RETENTION | {"read_version": read_version})
    assert response.status_code in {409, 422}
    assert "Kommer forbi" in text_of(response)


# --- Shared, as the citizen said


def test_what_the_citizen_said_is_written_down_and_taken_back(client, nordlyst, course, bo, amina):
    paper = cast.a_paper(course, nordlyst)
    page = reverse("paper", args=[paper.pk])
    assert "Nej. Nordlyst Møbler kan ikke se den." in text_of(client.get(page))
    share = reverse("share_paper", args=[paper.pk])
    assert client.post(share, {"read_version": "1", "words": "Tak"}).url == page
    shown = text_of(client.get(page))
    assert "Nordlyst Møbler kan læse den. Samtykket er givet fredag 20. november." in shown
    assert "Mundtligt, skrevet ned af en medarbejder" in shown
    assert Consent.objects.get().written_by == amina.user
    client.post(reverse("stop_sharing", args=[paper.pk]))
    assert "Nej. Nordlyst Møbler kan ikke se den." in text_of(client.get(page))


def test_sharing_what_was_changed_meanwhile_is_refused_and_words_stay(client, nordlyst, course, bo):
    paper = cast.a_paper(course, nordlyst)
    cast.share(paper, by=bo.user)
    cast.a_paper(course, nordlyst, read_version=1, we_do="Nyt")
    shown = text_of(client.get(reverse("paper", args=[paper.pk])))
    assert "kan kun læse udgaven fra fredag 20. november" in shown
    share = reverse("share_paper", args=[paper.pk])
    response = client.post(share, {"read_version": "1", "words": "Mine ord"})
    assert response.status_code == 409
    assert "Mine ord" in text_of(response)
    assert text_of(response).count('name="read_version" value="2"') == 1, (
        "the next press is to what is shown now"
    )
    response = client.post(share, {"read_version": "2", "words": "Jeg har angst"})
    assert response.status_code == 422
    assert "helbred: angst" in text_of(response)


# --- Evaluated


def test_a_plan_that_is_due_is_on_my_day_until_it_is_evaluated(nordlyst, course, amina, time_machine):
    paper = cast.a_paper(course, nordlyst)
    day = cast.PAPERS["retention_plan"]["evaluate_on"]
    time_machine.move_to(AT + timedelta(days=14), tick=False)
    client = cast.browser_of(amina)  # the log-in of a fortnight ago is over
    my_day = reverse("my_day")
    page = text_of(client.get(my_day))
    assert "Fastholdelsesplanen skal evalueres i dag." in page
    assert reverse("paper", args=[paper.pk]) in page
    evaluate = reverse("evaluate_paper", args=[paper.pk])
    empty = client.post(evaluate, {"due_on": day.isoformat(), "words": " "})
    assert (empty.status_code, "Skriv, hvordan det gik." in text_of(empty)) == (422, True)
    wrong = client.post(evaluate, {"due_on": "2026-11-21", "words": "Mine ord"})
    assert (wrong.status_code, "Mine ord" in text_of(wrong)) == (409, True)
    client.post(evaluate, {"due_on": day.isoformat(), "words": "Det gik godt."})
    assert "skal evalueres" not in text_of(client.get(my_day))
    assert "Det gik godt." in text_of(client.get(reverse("paper", args=[paper.pk])))


# --- In print, and on record


@pytest.mark.parametrize("kind", PaperKind.values)
def test_a_paper_is_taken_out_as_a_file_and_it_is_on_record(kind, client, nordlyst, course, bo, amina):
    paper = cast.a_paper(course, nordlyst, kind)
    address = reverse("paper_pdf", args=[paper.pk])
    assert client.get(address).status_code == 405
    response = client.post(address)
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    assert "Kragh" not in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF-")
    line = Record.objects.get(kind=Kind.EXPORT)
    assert (line.what, line.citizen, line.actor) == ("paper_pdf", bo.pk, amina.user.pk)


def test_every_look_is_on_record(client, nordlyst, course, bo):
    paper = cast.a_paper(course, nordlyst)
    client.get(reverse("papers", args=[bo.pk]))
    client.get(reverse("paper", args=[paper.pk]))
    client.get(reverse("write_paper", args=[bo.pk, nordlyst.pk, paper.kind]))
    looks = Record.objects.filter(kind=Kind.LOOK, citizen=bo.pk).order_by("pk")
    assert [line.what for line in looks] == ["papers", "paper", "write_paper"]


def test_colleagues_who_do_not_follow_the_citizen_find_nothing(nordlyst, course, bo, jonas):
    paper = cast.a_paper(course, nordlyst)
    stranger = cast.browser_of(jonas)
    for name in ("share_paper", "stop_sharing", "evaluate_paper", "paper_pdf"):
        assert stranger.post(reverse(name, args=[paper.pk])).status_code == 404
    assert stranger.get(reverse("paper", args=[paper.pk])).status_code == 404
    assert write(stranger, bo, nordlyst, "retention_plan", RETENTION).status_code == 404


def test_a_page_costs_the_same_with_many_versions(
    client, nordlyst, course, bo, django_assert_max_num_queries
):
    paper = cast.a_paper(course, nordlyst, "part_time_plan")
    for version in range(1, 15):
        stages = (actions.WrittenStage(1, 1, version), actions.WrittenStage(2, 1, 37))
        cast.a_paper(course, nordlyst, "part_time_plan", read_version=version, stages=stages)
    cast.share(paper, by=bo.user, read_version=15)
    with django_assert_max_num_queries(15):
        page = text_of(client.get(reverse("paper", args=[paper.pk])))
    assert "10 tidligere udgaver" in page
