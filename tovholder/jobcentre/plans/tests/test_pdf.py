"""The plan on paper: tagged, in the citizen's words, of this course and of those before."""

import re
import zlib

import pytest
from django.urls import reverse
from django.utils import translation

from tests.cast import AT, TODAY, a_goal, a_step, browser_of, days
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizens.actions import close_course, open_course
from tovholder.jobcentre.plans import actions
from tovholder.jobcentre.plans.pdf import plan_pdf, words_of
from tovholder.jobcentre.plans.plan import ended_of, plan_of


def read(course, citizen) -> tuple:
    given = {"reader": citizen.user, "now": AT}
    return plan_of(course, citizen, **given), ended_of(course, citizen, **given)


def words(course, citizen) -> dict:
    return words_of(*read(course, citizen), citizen=citizen, course=course, at=AT)


def pdf(course, citizen) -> bytes:
    return plan_pdf(*read(course, citizen), citizen=citizen, course=course, at=AT)


def inside(made: bytes) -> bytes:
    """The file with what is compressed in it laid open."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    opened = []
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return made + b"\n".join(opened)


def tags(made: bytes) -> dict[str, int]:
    """How many of each kind of tag the file has."""
    kinds = re.findall(rb"/Type\s*/StructElem.*?/S\s*/(\w+)|/S\s*/(\w+)\s*/P\s", inside(made))
    found: dict[str, int] = {}
    for first, second in kinds:
        name = (first or second).decode()
        found[name] = found.get(name, 0) + 1
    return found


@pytest.fixture
def planned(course, bo, amina):
    top = a_goal(course, "Et arbejde, hvor jeg bruger hænderne")
    actions.accept_item(top, read_version=1, by=amina.user, at=AT)
    a_step(course, "Ringe til Ole", under=top)
    a_step(course, "Gå en tur hver dag", by=amina.user)
    done = a_step(course, "Få styr på kørekortet")
    actions.end_item(done, ended_as="done", by=bo.user, at=AT)
    return course


def test_it_says_what_the_citizen_wrote_and_how_far_the_two_are(planned, bo):
    said = words(planned, bo)
    assert said["title"] == "Plan for Bo"
    assert said["lines"] == ["Bo Kragh", "Udskrevet fredag 20. november", "Fast medarbejder: Amina Yusuf"]
    goals, loose, ended = said["parts"]
    assert goals["goals"] == [
        {
            "text": "Et arbejde, hvor jeg bruger hænderne",
            "state": ["Aftalt af begge"],
            "steps": [{"text": "Ringe til Ole", "state": ["Ikke besvaret endnu"]}],
        }
    ]
    assert loose["steps"] == [{"text": "Gå en tur hver dag", "state": ["Foreslået af Amina"]}]
    assert ended["steps"] == [{"text": "Få styr på kørekortet", "state": ["Gjort fredag 20. november."]}]


def test_words_only_proposed_do_not_stand_as_the_citizens(planned, bo, amina):
    goal = bo.plan_items.get(is_top=True)
    actions.revise_item(goal, text="Aminas bud", read_version=1, by=amina.user, at=AT)
    [goal] = words(planned, bo)["parts"][0]["goals"]
    assert goal["text"] == "Et arbejde, hvor jeg bruger hænderne"
    assert goal["state"] == ["Amina foreslår: “Aminas bud”"]


def test_disagreement_is_printed(planned, bo, amina):
    step = bo.plan_items.get(ended_at=None, kind="step", under=None)
    actions.decline_item(step, words="Ikke hver dag", read_version=1, by=bo.user, at=AT)
    assert "Bo: “Ikke hver dag”" in words(planned, bo)["parts"][1]["steps"][0]["state"]


def test_it_is_tagged_and_says_its_language_and_title(planned, bo):
    made = pdf(planned, bo)
    opened = inside(made)
    assert made.startswith(b"%PDF-")
    for sign in (b"pdfuaid:part>1<", b"pdfaid:part>2<", b"/StructTreeRoot", b"/MarkInfo"):
        assert sign in opened, sign
    assert re.search(rb"/Lang\s*\(da", opened)
    found = tags(made)
    assert (found["H1"], found["H2"]) == (1, 3)
    assert found["L"] == 3
    assert found["LI"] == 3


def test_in_english_it_says_so(planned, bo):
    with translation.override("en"):
        opened = inside(pdf(planned, bo))
        assert words(planned, bo)["title"] == "Plan for Bo"
    assert re.search(rb"/Lang\s*\(en", opened)


@pytest.mark.parametrize("text", ['#panic("x") *fed* = Overskrift', "<a> @b $x$ \\ ] }", "مرحبا", "😀 smil"])
def test_whatever_somebody_wrote_is_printed_as_it_is(course, bo, text):
    a_goal(course, text)
    made = pdf(course, bo)
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in inside(made)
    assert words(course, bo)["parts"][0]["goals"][0]["text"] == text


def test_a_long_plan_and_an_empty_one(course, bo):
    assert words(course, bo)["parts"] == []
    assert pdf(course, bo).startswith(b"%PDF-")
    for number in range(45):
        a_step(course, f"Skridt {number} " + "ord " * 100)
    made = inside(pdf(course, bo))
    assert len(re.findall(rb"/Type\s*/Page\b", made)) > 2


# --- Fetched ----------------------------------------------------------------------------------------------------------


def test_the_citizen_fetches_it_and_an_earlier_one(planned, bo, amina):
    me = browser_of(bo)
    response = me.post(reverse("my_plan_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response.content.startswith(b"%PDF-")
    close_course(planned, because="work", by=amina.user, at=AT, today=TODAY - days(1))
    open_course(bo, unit=amina.unit, contact=amina, because="asked", by=None, at=AT, today=TODAY)
    new, old = me.post(reverse("my_plan_pdf")), me.post(f"{reverse('my_plan_pdf')}?forloeb={planned.pk}")
    assert len(tags(new.content)) < len(tags(old.content))
    assert me.get(reverse("my_plan_pdf")).status_code == 405


def test_taken_out_by_the_employee_it_is_on_record_as_a_file(planned, bo, amina, jonas):
    response = browser_of(amina).post(reverse("export_plan", args=[bo.pk]))
    assert response.content.startswith(b"%PDF-")
    line = Record.objects.get(kind=Kind.EXPORT)
    assert (line.what, line.citizen, line.actor) == ("export_plan", bo.pk, amina.user.pk)
    assert browser_of(jonas).post(reverse("export_plan", args=[bo.pk])).status_code == 404


def test_somebody_without_a_course_has_no_plan_to_fetch(bo):
    assert browser_of(bo).post(reverse("my_plan_pdf")).status_code == 404
