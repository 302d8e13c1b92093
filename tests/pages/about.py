"""What each page of the filled demo is opened about: the numbers in its address, of rows there are or that are made."""

from datetime import date, timedelta

from django.utils import timezone

from tovholder.jobcentre.citizens.actions import ask_for_another, ask_for_unit
from tovholder.jobcentre.citizens.models import ContactWish, DrawnIn, UnitMove
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.competence.models import Competence, PracticeNote, Profile, Training
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.plans.models import StoryEntry
from tovholder.jobcentre.results.actions import keep_demo_studies
from tovholder.jobcentre.results.models import Study
from tovholder.jobcentre.sickleave.models import AbsenceNotice, SickLeaveTalk, WorkplacePaper
from tovholder.jobcentre.staff.models import Absence
from tovholder.jobcentre.talks.actions import book_talk
from tovholder.jobcentre.talks.models import Talk

TODAY = date(2026, 11, 24)
ARGUMENTS = {
    "my_talk": lambda: [a_booked_talk().pk],
    "my_talk_calendar": lambda: [a_booked_talk().pk],
    "move_my_talk": lambda: [a_booked_talk().pk],
    "activities": lambda: [cast.citizen("fatima").pk],
    "new_activity": lambda: [cast.citizen("fatima").pk, "internal"],
    "activity": lambda: [cast.citizen("fatima").activities.first().pk],
    "results_figure": lambda: ["sick"],
    "citizen": lambda: [cast.citizen("jens").pk],
    "plan": lambda: [cast.citizen("jens").pk],
    "thread": lambda: [cast.citizen("jens").threads.first().pk],
    "my_thread": lambda: [cast.citizen("jens").threads.first().pk],
    "new_thread": lambda: [cast.citizen("jens").pk],
    "story": lambda: [cast.citizen("jens").pk],
    "coordination": lambda: [cast.citizen("jens").pk],
    "mentor_grants": lambda: [cast.citizen("jens").pk],
    "grant_mentor": lambda: [cast.citizen("jens").pk],
    "mentor_grant": lambda: [cast.citizen("jens").mentor_grants.order_by("pk").first().pk],
    "representatives": lambda: [cast.citizen("jens").pk],
    "name_representative": lambda: [cast.citizen("jens").pk],
    "change_representative": lambda: [cast.citizen("jens").representatives.first().pk],
    "my_representative": lambda: [cast.citizen("jens").representatives.first().pk],
    "matters": lambda: [cast.citizen("jens").pk],
    "mark_matter": lambda: [cast.citizen("jens").pk],
    "matter": lambda: [cast.citizen("jens").matters.order_by("pk").first().pk],
    "write_story": lambda: [cast.citizen("kirsten").pk],
    "write_plan": lambda: [cast.citizen("jens").pk],
    "change_contact": lambda: [cast.citizen("jens").pk],
    "absence_talks": lambda: [
        Absence.objects.filter(employee=cast.user(cast.AWAY).employee).latest("since").pk
    ],
    "draw_in": lambda: [cast.citizen("jens").pk],
    "ask_for_unit": lambda: [cast.citizen("jens").pk],
    "employee": lambda: [cast.user("nadia").employee.pk],
    "agree_levels": lambda: [cast.user("nadia").employee.pk, a_field().pk],
    "training": lambda: [Training.objects.order_by("pk").first().pk],
    "practice_note": lambda: [PracticeNote.objects.order_by("pk").first().pk],
    "training_calendar": lambda: [Training.objects.order_by("pk").first().pk],
    "write_profile": lambda: [a_field().pk],
    "add_competence": lambda: [a_field().pk],
    "describe_competence": lambda: [Competence.objects.order_by("pk").first().pk],
    "wish": lambda: [a_wish().pk],
    "unit_move": lambda: [a_move().pk],
    "register_absence": lambda: [cast.user("nadia").employee.pk],
    "leaving": lambda: [cast.user("nadia").employee.pk],
    "change_workplace_contact": lambda: [cast.workplace("savværk").pk],
    "workplace": lambda: [Workplace.objects.order_by("pk").first().pk],
    "write_touch": lambda: [Workplace.objects.order_by("pk").first().pk],
    "log_sparring": lambda: [Workplace.objects.order_by("pk").first().pk],
    "make_agreement": lambda: [Workplace.objects.order_by("pk").first().pk],
    "write_workplace_note": lambda: [Workplace.objects.order_by("pk").first().pk],
    "phone_notice": lambda: [Workplace.objects.order_by("pk").first().pk],
    "notice": lambda: [AbsenceNotice.objects.order_by("pk").first().pk],
    "offer_sick_leave_talk": lambda: [AbsenceNotice.objects.order_by("pk").first().pk],
    "sick_leave_talk": lambda: [a_meeting().pk],
    "party_text": lambda: [a_meeting().parties.get(role="leader").pk],
    "sick_leave_minutes": lambda: [
        SickLeaveTalk.objects.filter(held_at__isnull=False).order_by("pk").first().pk
    ],
    "my_meeting": lambda: [a_meeting().parties.get(role="citizen").pk],
    "company_meeting": lambda: [a_meeting().parties.get(role="leader").pk],
    "note": lambda: [Talk.objects.held().filter(citizen=cast.citizen("jens")).order_by("pk").first().pk],
    "papers": lambda: [cast.citizen("jens").pk],
    "write_paper": lambda: [cast.citizen("jens").pk, cast.workplace("savværk").pk, "part_time_plan"],
    "paper": lambda: [a_plan().pk],
    "my_paper": lambda: [a_plan().pk],
    "write_my_paper": lambda: [a_plan().pk],
    "shared_paper": lambda: [a_plan().pk],
    "study": lambda: [a_study().pk],
    "spar_about_notice": lambda: [a_told_notice(citizen=None).pk],
    "correct_notice": lambda: [AbsenceNotice.objects.order_by("pk").first().pk],
    "notice_received": lambda: [a_told_notice().pk],
    "correct_told": lambda: [a_told_notice().pk],
    "prolong_drawn_in": lambda: [DrawnIn.objects.on(TODAY).get(citizen=cast.citizen("kirsten")).pk],
    "plan_item": lambda: [cast.citizen("jens").plan_items.order_by("pk").first().pk],
    "my_item": lambda: [cast.citizen("jens").plan_items.order_by("pk").first().pk],
    "story_entry": lambda: [an_entry().pk],
    "my_entry": lambda: [an_entry().pk],
    "demo_login": None,  # a press on the page of people
    "import_report": None,  # needs a file that was read in; it has no choices
}


def a_meeting() -> SickLeaveTalk:
    """The one about Jens that is coming."""
    talk = SickLeaveTalk.objects.coming().filter(citizen=cast.citizen("jens")).order_by("pk").first()
    assert talk is not None
    return talk


def a_study() -> Study:
    """Sickness benefit in the demo's municipality; reckoned where it is not there yet."""
    if not Study.objects.exists():
        keep_demo_studies(by=None, at=timezone.now())
    return Study.objects.order_by("pk").first()


def a_booked_talk() -> Talk:
    """Jens has a time with Nadia; the same one when it is asked again."""
    jens = cast.citizen("jens")
    there = Talk.objects.booked().filter(citizen=jens, sick_leave_talk=None).order_by("pk").first()
    course = jens.courses.open().get()
    starts_at = timezone.now() + timedelta(days=3)
    return there or book_talk(
        course, employee=course.contact, starts_at=starts_at, form="walk", by=None, at=timezone.now()
    )


def a_field() -> Profile:
    return Profile.objects.order_by("pk").first()


def a_wish() -> ContactWish:
    """Jens asks for another person; the same one when it is asked again."""
    jens = cast.citizen("jens")
    course = jens.courses.open().get()
    return ask_for_another(course, text="x", by=jens.user, at=timezone.now())


def a_told_notice(**about) -> AbsenceNotice:
    """One that the sawmill has sent, and stands."""
    told = AbsenceNotice.objects.standing().filter(workplace=cast.workplace("savværk"), **about)
    return told.filter(sender__isnull=False).order_by("-pk").first()


def an_entry() -> StoryEntry:
    return cast.citizen("jens").story.exclude(readers="me").order_by("pk").first()


def a_plan() -> WorkplacePaper:
    """Jens' plan for coming back, which the sawmill may read."""
    return WorkplacePaper.objects.get(citizen=cast.citizen("jens"), kind="part_time_plan")


def a_move() -> UnitMove:
    """Hanne's contact asks Pernille's unit; the same one when it is asked again."""
    course = cast.citizen("hanne").courses.open().get()
    to_unit = cast.user("pernille").employee.unit
    return ask_for_unit(course, to_unit=to_unit, because="x", by=course.contact.user, at=timezone.now())
