"""The whole demo, once: what must always hold, and what there must be to see."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from stdnum.dk import cvr as stdnum_cvr

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role as Who
from tovholder.jobcentre.audit.models import Record
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import (
    Citizen,
    Course,
    CourseContact,
    Disqualification,
    DrawnIn,
    EmergencyAccess,
    Handover,
    SupportSpell,
)
from tovholder.jobcentre.companies.models import (
    Company,
    CompanyPerson,
    Workplace,
    WorkplaceChoice,
    WorkplaceNote,
)
from tovholder.jobcentre.demo import cast
from tovholder.jobcentre.demo.actions import NotEmpty, fill
from tovholder.jobcentre.demo.generate.municipality import ORDER
from tovholder.jobcentre.demo.tests.conftest import NOW, TODAY
from tovholder.jobcentre.followup.reasons import reasons_for
from tovholder.jobcentre.followup.workplaces import due, rhythms_of
from tovholder.jobcentre.names.fold import fold
from tovholder.jobcentre.sickleave.models import AbsenceNotice, NoticeKind, SpokenAnswer
from tovholder.jobcentre.staff.models import ContactProfile, Employee, StandIn, Unit
from tovholder.jobcentre.talks.models import Message, Note, RoleTaken, Talk
from tovholder.registers.tables import benefits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hedelund")]


# --- What must always hold --------------------------------------------------------------------------------------------


def test_every_open_course_has_exactly_the_contact_it_says() -> None:
    open_row = Q(contacts__isnull=False, contacts__until__isnull=True)
    courses = Course.objects.open().annotate(
        rows=Count("contacts", filter=open_row),
        agree=Count("contacts", filter=open_row & Q(contacts__employee=F("contact"))),
    )
    assert courses.count() > 400
    assert not courses.exclude(rows=1, agree=1).exists()
    assert not CourseContact.objects.open().exclude(course__until__isnull=True).exists()


def test_the_contacts_of_a_course_follow_each_other_from_its_first_day_to_its_last() -> None:
    for course in Course.objects.prefetch_related("contacts"):
        rows = sorted(course.contacts.all(), key=lambda row: row.since)
        assert rows[0].since == course.since
        assert rows[-1].until == course.until
        assert all(before.until == after.since for before, after in pairwise(rows))


def test_every_change_of_contact_has_its_handover() -> None:
    changes = CourseContact.objects.count() - Course.objects.count()
    assert changes == Handover.objects.count() > 300
    assert not Handover.objects.filter(from_employee=F("to_employee")).exists()


def test_every_workplace_has_exactly_the_contact_it_says() -> None:
    open_row = Q(contacts__until__isnull=True)
    workplaces = Workplace.objects.annotate(
        rows=Count("contacts", filter=open_row),
        agree=Count("contacts", filter=open_row & Q(contacts__employee=F("contact"))),
    )
    assert workplaces.count() == 60
    assert Company.objects.count() == 40
    assert not workplaces.exclude(rows=1, agree=1).exists()


def test_everybody_followed_has_somebody_who_can_follow_them() -> None:
    contacts = Employee.objects.filter(
        Q(courses__until__isnull=True, courses__isnull=False) | Q(workplaces__isnull=False)
    )
    assert not contacts.exclude(pk__in=Employee.objects.who_can_be_contact(TODAY)).exists()
    assert not contacts.exclude(user__role=Who.EMPLOYEE).exists()
    assert not Course.objects.filter(citizen__is_protected=True, contact__has_clearance=False).exists()
    barred = Disqualification.objects.filter(
        employee=OuterRef("contact"), cpr_fingerprint=OuterRef("citizen__cpr_fingerprint")
    )
    assert not Course.objects.filter(Exists(barred)).exists()


def test_everybody_follows_about_as_many() -> None:
    follows = Counter(Course.objects.open().values_list("contact__user__username", flat=True))
    assert follows["nadia"] == 41
    assert set(follows) == {name for name in follows if 35 <= follows[name] <= 55}
    assert cast.employee("nadia").workplaces.count() == 12


def test_a_unit_has_somebody_who_receives_and_works_in_it() -> None:
    assert [unit.name for unit in Unit.objects.order_by("pk")] == list(cast.UNITS)
    assert all(unit.receiver.unit_id == unit.pk for unit in Unit.objects.all())
    assert ContactProfile.objects.filter(profile="employment").exists()


def test_numbers_are_nobodys_and_say_the_right_birth_date() -> None:
    for citizen in Citizen.objects.all():
        digits = cpr.decrypt(citizen.cpr_encrypted)
        assert cpr.is_demo(digits)
        assert cpr.fingerprint(digits) == citizen.cpr_fingerprint
        assert cpr.birth_date(digits) == citizen.birth_date
        assert 18 <= citizen.age(TODAY) <= 67
        assert citizen.telephone[:3] in {"", "00 "}
    assert not any(stdnum_cvr.is_valid(number) for number in Company.objects.values_list("cvr", flat=True))
    for model in (Citizen, Employee, Workplace, CompanyPerson):
        numbers = list(model.objects.exclude(telephone="").values_list("telephone", flat=True))
        assert len(set(numbers)) == len(numbers)
    assert Citizen.objects.count() == 500


def test_everything_is_marked_as_demo_and_no_password_opens_it() -> None:
    for model in (User, Citizen, Company):
        assert not model.objects.filter(is_demo=False).exists()
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_names_are_found_as_they_are_searched() -> None:
    for model in (Citizen, Company, Workplace):
        assert all(row.search_name == fold(row.name) for row in model.objects.all())


def test_nothing_has_happened_that_is_still_to_come() -> None:
    for model in ORDER:
        for field in model._meta.get_fields():
            name = field.name
            if name in {
                "held_at",
                "cancelled_at",
                "shared_at",
                "accepted_at",
                "confirmed_at",
                "answered_at",
                "received_at",
                "at",
            }:
                assert not model._base_manager.filter(**{f"{name}__gt": NOW}).exists(), (
                    f"{model.__name__}.{name}"
                )
            if name == "since":
                assert not model._base_manager.filter(since__gt=TODAY).exists(), model.__name__
    assert (
        not Talk.objects.booked()
        .filter(starts_at__lt=timezone.make_aware(timezone.datetime(2026, 11, 23)))
        .exists()
    )


def test_a_day_happens_while_the_centre_is_open() -> None:
    for moments in (
        Talk.objects.values_list("starts_at", flat=True),
        SpokenAnswer.objects.values_list("at", flat=True),
        Handover.objects.exclude(citizen__name="Søren Bæk").values_list("accepted_at", flat=True),
    ):
        local = [timezone.localtime(moment) for moment in moments]
        assert local
        assert all(8 <= moment.hour <= 16 for moment in local)
    assert all(timezone.localtime(talk.starts_at).weekday() < 5 for talk in Talk.objects.all())


def test_held_talks_belong_to_their_course_and_say_which_roles_were_taken() -> None:
    held = Talk.objects.held()
    assert held.count() > 5000
    assert not held.filter(roles__isnull=True).exists()
    assert not held.filter(notes__isnull=True).exists()
    assert not held.exclude(citizen=F("course__citizen")).exists()
    assert not held.filter(held_at__date__lt=F("course__since")).exists()
    assert not held.filter(held_at__date__gt=F("course__until")).exists()
    assert set(RoleTaken.objects.values_list("role", flat=True).distinct()) == {
        "authority", "mentor", "coach", "company", "motivating",
    }  # fmt: skip
    own = held.filter(
        Exists(
            CourseContact.objects.filter(course=OuterRef("course"), employee=OuterRef("employee"))
            .filter(since__lte=OuterRef("held_at__date"))
            .filter(Q(until__isnull=True) | Q(until__gt=OuterRef("held_at__date")))
        )
    )
    assert 0.85 < own.count() / held.count() < 0.99


def test_an_agreed_time_is_booked_and_a_booked_time_is_agreed() -> None:
    for course in Course.objects.open().exclude(next_on=None).filter(next_time__isnull=False):
        talk = Talk.objects.booked().get(course=course)
        local = timezone.localtime(talk.starts_at)
        assert (local.date(), local.time(), talk.form) == (course.next_on, course.next_time, course.next_form)
    assert Talk.objects.booked().count() == Course.objects.filter(next_time__isnull=False).count()
    assert not Course.objects.filter(until__isnull=False, next_on__isnull=False).exists()
    slots = list(Talk.objects.booked().values_list("employee", "starts_at"))
    assert len(set(slots)) == len(slots)


def test_support_is_within_the_days_each_benefit_existed() -> None:
    for spell in SupportSpell.objects.all():
        assert benefits().holds(spell.benefit, spell.since)
        assert spell.until is None or spell.since < spell.until
    closed = SupportSpell.objects.filter(benefit__in=["uddannelseshjaelp", "sho_ydelse"])
    assert closed.exists()
    assert not closed.exclude(until__lte=date(2025, 7, 1)).exists()


def test_support_neither_rises_nor_falls_because_of_how_it_was_made() -> None:
    now = SupportSpell.objects.on(TODAY).count()
    for days in (180, 365, 730):
        assert 0.8 < SupportSpell.objects.on(TODAY - timedelta(days=days)).count() / now < 1.25


def test_a_message_is_written_by_the_side_that_it_says() -> None:
    for message in Message.objects.select_related("citizen", "by"):
        assert (message.by_id == message.citizen.user_id) == (message.side == "citizen")
        assert message.answered_at is None or (message.side == "citizen" and message.answered_at > message.at)


def test_notices_of_all_five_kinds_are_answered_after_minutes_or_days() -> None:
    assert set(AbsenceNotice.objects.values_list("kind", flat=True)) == set(NoticeKind.values)
    waits = [
        answer.at - answer.notice.received_at for answer in SpokenAnswer.objects.select_related("notice")
    ]
    assert all(wait > timedelta() for wait in waits)
    assert sum(wait < timedelta(hours=1) for wait in waits) > 30
    assert sum(wait > timedelta(days=1) for wait in waits) > 5
    assert 1 <= AbsenceNotice.objects.unanswered().count() <= 6
    assert set(AbsenceNotice.objects.values_list("begun_by", flat=True)) == {"company", "centre"}


def test_the_log_says_that_the_demo_was_filled() -> None:
    filled = Record.objects.get(what="demo_fill")
    assert filled.detail == {"citizens": 500, "seed": 1, "today": "2026-11-23"}
    assert Record.objects.filter(what="citizen", kind="look").count() > 5


def test_a_used_database_is_left_as_it_is() -> None:
    before = Citizen.objects.count()
    with pytest.raises(NotEmpty):
        fill(today=TODAY)
    assert Citizen.objects.count() == before


# --- What there must be to see ----------------------------------------------------------------------------------------


def test_nadia_has_somebody_for_every_reason() -> None:
    found = {(reason.code, reason.name) for reason in reasons_for(cast.user("nadia"), now=NOW)}
    assert found >= {
        ("company_wrote", "Hedelund Savværk"),
        ("waiting_for_me", "Maja Krogh"),
        ("meeting_answered", "Hedelund Savværk"),
        ("meeting_passed", "Plejehjemmet Solgården"),
        ("contact_due", "Fatima El-Amin"),
        ("workplace_due", "Plejehjemmet Solgården"),
        ("no_next_contact", "Kirsten Abildgaard"),
        ("new_to_me", "Søren Bæk"),
        ("note_not_shared", "Preben Toft"),
        ("matter_not_noted", "Maja Krogh"),
        ("mentor_ends", "Preben Toft"),
        ("plan_to_evaluate", "Jens Ågård"),
    }
    assert len(found) < 30
    assert "Torben Holm" not in {name for _code, name in found}


def test_nadias_day_has_three_talks_and_one_of_them_is_kaspers() -> None:
    today = Talk.objects.booked().filter(employee=cast.employee("nadia"), starts_at__date=TODAY)
    assert today.count() == 3
    assert today.filter(citizen=cast.citizen("jens"), form="workplace").exists()
    assert today.filter(citizen=cast.citizen("hanne"), course__contact=cast.employee("kasper")).exists()
    others = Employee.objects.filter(courses__until__isnull=True, courses__isnull=False).exclude(
        user__username="kasper"
    )
    for employee in others.distinct():
        assert Talk.objects.booked().filter(employee=employee, starts_at__date=TODAY).exists(), employee


def test_kasper_is_away_until_friday_and_nadia_stands_in() -> None:
    stands_in = StandIn.objects.on(TODAY).get()
    assert (stands_in.employee.name, stands_in.stand_in.name) == ("Kasper Lundgaard", "Nadia Holm")
    assert stands_in.until == date(2026, 11, 28)
    seen = Citizen.objects.visible_to(cast.user("nadia"), TODAY)
    assert seen.filter(name="Hanne Rosenkilde").exists()
    assert not seen.filter(name="Torben Holm").exists()


def test_the_protected_are_seen_by_sidsel_alone() -> None:
    ingrid = cast.citizen("ingrid")
    assert ingrid.is_protected
    assert Citizen.objects.visible_to(cast.user("sidsel"), TODAY).filter(pk=ingrid.pk).exists()
    for username in ("nadia", "ellen", "pernille"):
        assert not Citizen.objects.visible_to(cast.user(username), TODAY).filter(pk=ingrid.pk).exists()


def test_the_sawmill_wrote_forty_minutes_ago_without_a_name() -> None:
    notice = AbsenceNotice.objects.unanswered().get(workplace=cast.workplace("savværk"))
    assert (notice.kind, notice.person_name, notice.citizen) == ("expected", "", None)
    assert notice.received_at == NOW - timedelta(minutes=40)
    assert notice.sender.user == cast.user("rikke")
    assert cast.workplace("solgården").notices.filter(spoken_answer__isnull=False).exists()


def test_the_sawmill_has_what_stands_between_us_and_nadia_somebody_to_ring() -> None:
    sawmill = cast.workplace("savværk")
    assert sawmill.relation == "partnership"
    assert sawmill.touches.filter(how="sparring", theme__isnull=False).exists()
    assert sawmill.agreements.exists()
    assert WorkplaceNote.objects.for_company(sawmill.pk).exists()
    mine = Workplace.objects.filter(contact=cast.employee("nadia"), closed_on=None)
    waiting = due(rhythms_of(mine.order_by("name_order", "pk"), WorkplaceChoice.now()), TODAY)
    assert cast.workplace("nørreskov").pk in waiting
    assert 2 <= len(waiting) < mine.count()


def test_jens_works_at_the_sawmill_and_reads_what_was_shared() -> None:
    jens = cast.citizen("jens")
    assert jens.employments.on(TODAY).get().workplace == cast.workplace("savværk")
    assert jens.support_spells.on(TODAY).get().benefit == "sygedagpenge"
    assert Talk.objects.shared().filter(citizen=jens).count() >= 3
    assert Record.objects.filter(citizen=jens.pk, kind="look").exists()


def test_camilla_is_back_at_work() -> None:
    course = cast.course("camilla")
    assert course.ended_because == "work"
    assert cast.citizen("camilla").employments.on(TODAY).exists()


def test_specialists_are_drawn_in_and_emergencies_await_the_leader() -> None:
    drawn_in = DrawnIn.objects.on(TODAY).values_list("employee__user__username", flat=True)
    assert {"birgit", "yusuf"} <= set(drawn_in)
    assert EmergencyAccess.objects.get().seen_by_leader_at is None
    assert EmergencyAccess.objects.get().citizen.courses.open().get().unit.name == cast.WORK


def test_notes_are_in_versions_and_a_few_are_kept_private_with_a_reason() -> None:
    assert Note.objects.filter(version=2).exists()
    assert Talk.objects.exclude(kept_private_because="").filter(shared_at__isnull=True).exists()
    private = Talk.objects.held().filter(shared_at__isnull=True, kept_private_because="")
    assert 1 <= private.count() <= 20
    assert not private.filter(held_at__lt=NOW - timedelta(days=12)).exists()
