"""A small municipality in which everybody stands in a known relation to one citizen, Liv."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.access.marked import ABOUT_HER, IN_ACTIVITIES, IN_PAPERS, THE_WORKPLACES_TOO
from tests.access.written import ask_and_answer, write_the_rest
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.activities import actions as activities
from tovholder.jobcentre.allocation import actions as allocation
from tovholder.jobcentre.authority import actions as authority
from tovholder.jobcentre.citizens import actions as citizens
from tovholder.jobcentre.citizens.models import Citizen, Course, DrawnIn
from tovholder.jobcentre.companies import actions as companies
from tovholder.jobcentre.competence import actions as competence
from tovholder.jobcentre.competence.models import Competence, Profile
from tovholder.jobcentre.exchange.models import ImportRun
from tovholder.jobcentre.plans import actions as plans
from tovholder.jobcentre.plans.actions import Told
from tovholder.jobcentre.plans.models import PlanItem
from tovholder.jobcentre.results import actions as results
from tovholder.jobcentre.results.models import Study
from tovholder.jobcentre.sickleave import actions as sickleave
from tovholder.jobcentre.sickleave.models import MinutesDraft
from tovholder.jobcentre.staff import actions as staff
from tovholder.jobcentre.staff.models import Employee, StaffProfile, Unit
from tovholder.jobcentre.talks import actions as talks

AT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))


@dataclass
class World:
    at: datetime
    today: date
    people: dict[str, User] = field(default_factory=dict)
    rows: SimpleNamespace = field(default_factory=SimpleNamespace)
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, who: str | None) -> Client:
        """A browser in which this person has logged in; nobody, for None."""
        client = Client()
        if who is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        return client


def build(at: datetime) -> World:
    world = World(at=at, today=timezone.localdate(at))
    _staff(world)
    _learning(world)
    _company(world)
    _liv(world)
    _asked(world)
    _papers(world)
    _activities(world)
    _meetings(world)
    write_the_rest(world)
    _others(world)
    for who, user in world.people.items():
        client = Client()
        client.force_login(user)
        world.sessions[who] = client.session.session_key
    return world


def _employee(world: World, who: str, unit: Unit, role: str = Role.EMPLOYEE, **more) -> Employee:
    employee = staff.add_employee(
        username=who,
        password=None,
        role=role,
        number=who,
        name=f"{who.replace('_', ' ').title()} Ansat",
        unit=unit,
        email=f"{who}@hedelund.example",
        telephone="00 00 00 00",
        by=None,
        at=world.at,
        **more,
    )
    world.people[who] = employee.user
    return employee


def _staff(world: World) -> None:
    here = staff.add_unit("Her", telephone="00 10 00 00", by=None, at=world.at)
    elsewhere = staff.add_unit("Der", telephone="00 20 00 00", by=None, at=world.at)
    rows = world.rows
    rows.unit, rows.elsewhere = here, elsewhere
    rows.contact = _employee(world, "contact", here)
    for who in (
        "colleague",
        "stand_in",
        "was_stand_in",
        "drawn_in",
        "was_drawn_in",
        "family",
        "emergency",
        "emergency_yesterday",
    ):
        setattr(rows, who, _employee(world, who, here))
    rows.cleared = _employee(world, "cleared", here, has_clearance=True)
    _employee(world, "leader", here, Role.LEADER)
    _employee(world, "leader_elsewhere", elsewhere, Role.LEADER)
    _employee(world, "manager", here, Role.MANAGER)
    _employee(world, "data_owner", here, Role.DATA_OWNER)
    rows.consultant = _employee(world, "consultant", here, profile=StaffProfile.JOB_CONSULTANT)
    by, day = world.people["leader"], timedelta(days=1)
    staff.register_absence(
        rows.contact,
        since=world.today - 9 * day,
        until=world.today - 7 * day,
        stand_in=rows.was_stand_in,
        by=by,
        at=world.at,
    )
    rows.absence = staff.register_absence(
        rows.contact,
        since=world.today,
        until=world.today + 2 * day,
        stand_in=rows.stand_in,
        by=by,
        at=world.at,
    )


def _learning(world: World) -> None:
    """A catalogue; the contact is unsure of one thing, which nobody else may see, and wishes for another, shared."""
    rows = world.rows
    competence.load_catalogues(by=None, at=world.at)
    rows.field = Profile.objects.get(code="viden")
    rows.competence = Competence.objects.get(code="mentorrollen")
    coaching = Competence.objects.get(code="coaching")
    written = {
        rows.competence.pk: competence.Written(1, is_unsure=True),
        coaching.pk: competence.Written(2, wants=True, is_shared=True),
    }
    me = {"by": rows.contact.user, "at": world.at}
    mentor = competence.Offered(
        "Mentor intro", "Practice.", rows.competence, 3, world.at + timedelta(days=5), 180, "Room 1", 1
    )
    rows.training = competence.offer_training(mentor, by=world.people["leader"], at=world.at)
    worked = competence.Worked(
        rows.competence, "Walk first", "It helps.", "experience", "", world.today + timedelta(days=300)
    )
    rows.practice = competence.write_practice_note(worked, by=rows.colleague.user, at=world.at)
    rows.sign_up = competence.sign_up(rows.training, rows.contact, **me)
    competence.write_own_views(rows.contact, written, today=world.today, **me)


def _company(world: World) -> None:
    rows = world.rows
    sawmill = companies.add_company(
        cvr="10000009", name="Savværket", contact=rows.contact, by=None, at=world.at
    )
    rows.workplace = companies.add_workplace(
        sawmill, p_number="1000000001", name="Savværket", by=None, at=world.at, today=world.today
    )
    by = world.people["contact"]
    rows.agreement = companies.make_agreement(
        rows.workplace, token=uuid4(), what="To praktikpladser", person=None, last_day=None, by=by, at=world.at,
        today=world.today,
    )  # fmt: skip
    rows.place_note, rows.place_note_for_all = (
        companies.write_note(
            rows.workplace, token=uuid4(), text="Portkoden er hemmelig", audience=audience, by=by, at=world.at
        )
        for audience in ("contact", "followers")
    )
    other = companies.add_company(
        cvr="10000017", name="Bageriet", contact=rows.colleague, by=None, at=world.at
    )
    rows.other_workplace = companies.add_workplace(
        other, p_number="1000000002", name="Bageriet", by=None, at=world.at, today=world.today
    )
    for who, workplace in (("company", rows.workplace), ("other_company", rows.other_workplace)):
        user = User.objects.create(username=who, role=Role.COMPANY)
        world.people[who] = user
        setattr(
            rows,
            f"person_at_{who}",
            companies.add_person(
                workplace, name=f"HR {who}", email=f"{who}@firma.example", user=user, by=None, at=world.at
            ),
        )


def _citizen(world: World, who: str, digits: str, name: str, **more):
    user = User.objects.create(username=who, role=Role.CITIZEN)
    world.people[who] = user
    return citizens.register_citizen(digits=digits, name=name, user=user, by=None, at=world.at, **more)


def _course(world: World, citizen: Citizen, *, contact: Employee, days_ago: int) -> Course:
    return citizens.open_course(
        citizen,
        unit=world.rows.unit,
        because="asked",
        by=None,
        at=world.at,
        today=world.today - timedelta(days=days_ago),
        contact=contact,
    )


def _liv(world: World) -> None:
    rows, day = world.rows, timedelta(days=1)
    citizens.keep_apart(rows.family, digits="6101801234", closeness="family", by=None, at=world.at)
    known = {name: ABOUT_HER[name] for name in ("telephone", "email", "language")}
    rows.liv = _citizen(world, "liv", "6101801234", "Liv Hemmelig", **known)
    rows.course = _course(world, rows.liv, contact=rows.colleague, days_ago=30)
    by = world.people["leader"]
    rows.handover = citizens.change_contact(
        rows.course,
        from_employee=rows.colleague.pk,
        to=rows.contact,
        reason="room",
        what_matters="Kaffe først",
        next_step=ABOUT_HER["next_step"],
        citizen_wish=ABOUT_HER["citizen_wish"],
        no_joint_talk_because=ABOUT_HER["no_joint_talk"],
        by=by,
        at=world.at,
        today=world.today - 20 * day,
    )
    rows.course.refresh_from_db()
    for who, since, until in (("drawn_in", 0, 5), ("was_drawn_in", -5, 0)):
        row = citizens.draw_in(
            rows.course,
            employee=getattr(rows, who),
            reason="coach",
            since=world.today + since * day,
            until=world.today + until * day,
            by=by,
            at=world.at + since * day,
        )
        setattr(rows, f"{who}_row", row)
    rows.later_row = citizens.draw_in(
        rows.course, employee=rows.drawn_in, reason="coach", since=world.today + 10 * day,
        until=world.today + 12 * day, by=by, at=world.at,
    )  # fmt: skip
    # No action lets anybody draw family in; even so, they see nothing.
    DrawnIn.objects.create(
        course=rows.course, citizen=rows.liv, employee=rows.family, reason="coach",
        since=world.today, until=world.today + 5 * day,
    )  # fmt: skip
    for who, when in (("emergency", world.at), ("emergency_yesterday", world.at - day)):
        access = citizens.open_in_emergency(
            digits="6101801234",
            reason="Ringede grædende",
            by=world.people[who],
            at=when,
            today=timezone.localdate(when),
        )
        setattr(rows, f"{who}_access", access)
    citizens.employ(rows.liv, workplace=rows.workplace, since=world.today - 90 * day, by=None, at=world.at)
    rows.talk = talks.hold_talk(
        rows.course,
        token=uuid4(),
        form="walk",
        roles=["coach"],
        text="En privat note",
        citizen_words="Et citat mærket",
        share=False,
        next_contact=None,
        by=world.people["contact"],
        at=world.at - day,
    )
    offering = talks.Offering(range(5), time(9), time(11), 30, ["walk", "telephone"], "", world.today, None)
    rows.offered, *_others = talks.offer_times(
        rows.contact, offering, by=world.people["contact"], at=world.at
    )
    rows.booked = talks.book_talk(
        rows.course,
        employee=rows.contact,
        starts_at=world.at + day,
        form="walk",
        by=world.people["contact"],
        at=world.at,
    )
    rows.notice = sickleave.receive_notice(
        rows.workplace, token=uuid4(), kind="first_day", begun_by="company", talk="no",
        by=world.people["company"], sender=rows.person_at_company,
        at=world.at, today=world.today, first_day=world.today, employee_agrees=True, person_name="Liv Hemmelig",
        text=THE_WORKPLACES_TOO["told"],
    )  # fmt: skip
    rows.goal = _plan(world, "goal", "Et hemmeligt mål", by=world.people["liv"])
    rows.step = _plan(world, "step", "Et hemmeligt skridt", by=world.people["contact"])
    told = Told(about="health", readers="person", text="En hemmelig historie")
    rows.entry = plans.tell(rows.liv, told, token=uuid4(), by=world.people["liv"], at=world.at)
    rows.thread = plans.begin_thread(rows.liv, name="En hemmelig tråd", by=world.people["liv"], at=world.at)
    plans.tie(rows.thread, rows.entry, by=world.people["liv"], at=world.at)
    plans.tie(rows.thread, rows.talk, by=world.people["liv"], at=world.at)
    rows.matter = authority.mark_matter(
        rows.course, token=uuid4(), kind="support", what="En hemmelig ydelse", arose_on=world.today,
        days=authority.Days(reference="Nummer hemmeligt"), text="Et hemmeligt notat", by=world.people["contact"],
        at=world.at,
    )  # fmt: skip
    granted = plans.Granted(
        "Et hemmeligt mål med støtten", "Mentor Hemmelig", Decimal("2"), world.today, world.today + 90 * day
    )
    rows.grant = plans.grant_mentor(
        rows.course, granted, token=uuid4(), by=world.people["contact"], at=world.at
    )
    rows.coordination = talks.coordinate(
        rows.course, with_whom="partner", minutes=15, token=uuid4(), by=world.people["contact"], at=world.at
    )
    sees = citizens.Named(
        "representative", "Rep Hemmelig", telephone=ABOUT_HER["rep_telephone"], email=ABOUT_HER["rep_email"],
        sees=["plan"],
    )  # fmt: skip
    rows.representative = citizens.name_representative(
        rows.liv, sees, token=uuid4(), address_of="https://hedelund.example/{}".format, by=world.people["liv"],
        at=world.at,
    )  # fmt: skip
    rows.nameless = sickleave.receive_notice(
        rows.workplace, token=uuid4(), kind="recurring", begun_by="company", talk="no",
        by=world.people["company"], sender=rows.person_at_company, at=world.at, today=world.today,
    )  # fmt: skip
    rows.asked_call = sickleave.ask_for_call(
        token=uuid4(), company="Savværket", caller="HR", telephone="00 30 00 00", by=None, at=world.at
    )


def _plan(world: World, kind: str, text: str, *, by: User) -> PlanItem:
    return plans.write_item(world.rows.course, kind=kind, text=text, token=uuid4(), by=by, at=world.at)


def _asked(world: World) -> None:
    """Liv has asked for another person; and her contact has asked the other unit to follow her."""
    rows = world.rows
    ask_and_answer(world)
    rows.wish = citizens.ask_for_another(
        rows.course, text="Vi taler forbi hinanden", by=world.people["liv"], at=world.at
    )
    rows.move = citizens.ask_for_unit(
        rows.course,
        to_unit=rows.elsewhere,
        because="Hun er snart 25",
        by=world.people["contact"],
        at=world.at,
    )


def _papers(world: World) -> None:
    """Liv has one of each, marked in every field: none is shared, one was. A colleague at the sawmill shares his."""
    rows, day, marked = world.rows, timedelta(days=1), IN_PAPERS
    by, at = world.people["contact"], world.at

    def write(course: Course, kind: str, *, read: int = 0, **said):
        written = sickleave.Written(**said)
        return sickleave.write_paper(
            course, workplace=rows.workplace, kind=kind, written=written, read_version=read, by=by, at=at
        ).paper

    stages = (sickleave.WrittenStage(1, 2, 12, marked["tasks"]), sickleave.WrittenStage(3, 1, 37))
    rows.plan = write(
        rows.course, "part_time_plan", first_day=world.today + day, full_hours=37, stages=stages
    )
    statement = {"first_day": world.today, "last_day": world.today + 30 * day}
    statement |= {"hard_at_work": marked["hard_at_work"], "agreed": marked["agreed"]}
    rows.statement = write(rows.course, "possibility_statement", **statement)
    write(rows.course, "retention_plan", evaluate_on=world.today, we_do=marked["version 1"])
    does = {name: marked[name] for name in ("workplace_does", "citizen_does", "we_do")}
    rows.paper = write(rows.course, "retention_plan", read=1, evaluate_on=world.today, **does)
    liv = world.people["liv"]
    sickleave.answer_paper(rows.paper, read_version=2, agrees=False, words=marked["answer"], by=liv, at=at)
    sickleave.share_paper(rows.paper, read_version=2, words=marked["words"], by=liv, at=at)
    sickleave.stop_sharing(rows.paper, by=liv, at=at)
    sickleave.evaluate_paper(rows.paper, due_on=world.today, words=marked["evaluation"], by=by, at=at)

    rows.sharer = citizens.register_citizen(digits="6404841237", name="Aksel Delt", by=None, at=at)
    citizens.employ(rows.sharer, workplace=rows.workplace, since=world.today - 90 * day, by=None, at=at)
    course = _course(world, rows.sharer, contact=rows.contact, days_ago=20)
    rows.shared = write(
        course,
        "part_time_plan",
        first_day=world.today,
        full_hours=30,
        stages=(sickleave.WrittenStage(1, 4, 12),),
    )
    sickleave.share_paper(rows.shared, read_version=1, by=by, at=at)


def _activities(world: World) -> None:
    """Liv is placed at the sawmill, and was in an internal offer before; every word of it is marked."""
    rows, day, marked = world.rows, timedelta(days=1), IN_ACTIVITIES
    by, at = world.people["contact"], world.at
    placed = activities.Planned(
        "workplace", marked["what"], world.today - 20 * day, None, Decimal("13.5"), "all",
        workplace=rows.workplace, placement="internship",
    )  # fmt: skip
    rows.activity = activities.agree_activity(rows.course, placed, token=uuid4(), by=by, at=at)
    offer = activities.Planned(
        "internal", marked["offer"], world.today - 90 * day, world.today - 30 * day, Decimal(6), "both",
        because=marked["because"],
    )  # fmt: skip
    before = activities.agree_activity(rows.course, offer, token=uuid4(), by=by, at=at)
    activities.end_activity(
        before, outcome="done", words=marked["outcome"], last_day=world.today - 30 * day, by=by, at=at,
        today=world.today,
    )  # fmt: skip


def _meetings(world: World) -> None:
    """Two talks about Liv's absence: one held, with minutes that are shared, and one that is coming."""
    rows, by, day = world.rows, world.people["contact"], timedelta(days=1)
    offered = {
        "led_by": "centre", "form": "workplace", "place": THE_WORKPLACES_TOO["meeting_place"], "minutes": 60,
        "agenda": THE_WORKPLACES_TOO["agenda"],
        "people": [rows.person_at_company], "with_citizen": True, "by": by,
    }  # fmt: skip
    address_of = "https://hedelund.example/{}".format
    rows.held = sickleave.offer_talk(
        rows.notice, token=uuid4(), starts_at=world.at - timedelta(hours=1), at=world.at - day, **offered
    )
    sickleave.invite_parties(rows.held, address_of=address_of, by=by, at=world.at - day)
    leader = rows.held.parties.get(role="leader")
    rows.held = sickleave.hold_sick_leave_talk(rows.held, were_there=[leader.pk], by=by, at=world.at)
    tasks = [
        sickleave.Task(party, f"Det gør {party.role}", world.today + day) for party in rows.held.parties.all()
    ]
    tasks.append(sickleave.Task(None, THE_WORKPLACES_TOO["our_task"], world.today + day))
    for because in ("", THE_WORKPLACES_TOO["changed_because"]):
        read = MinutesDraft.objects.filter(talk=rows.held).values_list("saves", flat=True).first() or 0
        sickleave.share_minutes(
            rows.held, conclusion=THE_WORKPLACES_TOO["conclusion"], for_citizen="Kun til Liv selv", for_others=True,
            because=because, tasks=tasks, typed={}, read_saves=read, address_of=address_of, by=by, at=world.at,
        )  # fmt: skip
    rows.meeting = sickleave.offer_talk(
        rows.notice, token=uuid4(), starts_at=world.at + 3 * day, at=world.at, **offered
    )
    sickleave.invite_parties(rows.meeting, address_of=address_of, by=by, at=world.at)
    rows.own_party = rows.meeting.parties.get(role="citizen")
    rows.company_party = rows.meeting.parties.get(role="leader")
    rows.new_party = sickleave.add_party(
        rows.meeting, role="companion", name="Ida Sø", email="ida@hedelund.example", by=by, at=world.at
    )


def _others(world: World) -> None:
    rows = world.rows
    rows.sleeping = _citizen(world, "was_citizen", "6202821235", "Per Afsluttet")
    closed = _course(world, rows.sleeping, contact=rows.contact, days_ago=300)
    citizens.close_course(
        closed,
        because="work",
        by=world.people["leader"],
        at=world.at,
        today=world.today - timedelta(days=100),
    )
    rows.protected = _citizen(world, "protected", "6303831236", "Nora Skjoldborg", is_protected=True)
    _course(world, rows.protected, contact=rows.cleared, days_ago=10)
    asked = allocation.ask_about_unit(rows.unit, by=world.people["leader"], at=world.at, later=False)
    allocation.work_out([proposal.pk for proposal in asked], by=None, at=world.at)
    rows.proposal = asked[0]
    results.keep_demo_studies(by=None, at=world.at)
    rows.study = Study.objects.order_by("pk").first()
    rows.run = ImportRun.objects.order_by("pk").first()
