"""The access record in words a citizen can read: on which day, who (role and unit), and what they saw."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit.models import Kind, Record
from tovholder.jobcentre.citizen_portal.pages import Page, newest_first
from tovholder.jobcentre.citizen_portal.whys import Whys
from tovholder.jobcentre.citizens.models import Citizen, EmergencyAccess
from tovholder.jobcentre.staff.models import Unit

SHOWN = 50

# What each page that records a look, and each list taken out, shows. Tests find them and ask for their words here.
PAGES = {
    "citizen": later("åbnede din side"),
    "note": later("læste eller rettede noten fra en samtale"),
    "notice": later("åbnede en fraværsmelding om dig"),
    "sick_leave_talk": later("åbnede et møde med dit arbejdssted"),
    "sick_leave_minutes": later("læste eller rettede referatet af et møde med dit arbejdssted"),
    "change_contact": later("så på, hvem der skal være din faste medarbejder"),
    "wish": later("læste dit ønske om en anden medarbejder"),
    "draw_in": later("så på, hvilken kollega der kan hjælpe dig"),
    "prolong_drawn_in": later("så på, hvor længe en kollega skal hjælpe dig"),
    "ask_for_unit": later("så på, om du skal følges i en anden enhed"),
    "unit_move": later("så på, om du kan følges i deres enhed"),
    "proposals": later("så dig på en liste over forslag til, hvem der følger hvem"),
    "handover_list": later("så dig på en liste over borgere, der kan få en ny fast medarbejder"),
    "hand_over": later("så på, hvem der skal være din faste medarbejder"),
    "emergency_access": later("åbnede dine oplysninger med nødadgang"),
    "my_day": later("så dig på sin liste over dagen"),
    "my_citizens": later("så dig på listen over sine borgere"),
    "search": later("fandt dig ved en søgning"),
    "workplace": later("så dig på siden om et arbejdssted"),
    "my_workplaces": later("så dig på listen over sine arbejdssteder"),
    "team": later("så dig på siden om teamet"),
    "team_emergencies": later("så dig på listen over nødadgange"),
    "absence_talks": later("så dig på listen over samtaler, som en anden skal holde"),
    "team_citizens": later("så dig på listen over enhedens borgere"),
    "export_my_citizens": later("tog dig med ud i en fil med sine borgere"),
    "export_team_citizens": later("tog dig med ud i en fil med enhedens borgere"),
    "export_my_workplaces": later("tog dig med ud i en fil om sine arbejdssteder"),
    "export_my_day": later("tog dig med ud i en fil over sin dag"),
    "export_drawn_in": later("tog dig med ud i en fil med borgere, som en anden følger"),
    "export_search": later("tog dig med ud i en fil med det, en søgning fandt"),
    "export_absence_talks": later("tog dig med ud i en fil med samtaler, som en anden skal holde"),
    "export_notices": later("tog en melding om dig med ud i en fil"),
    "export_waiting": later("tog dig med ud i en fil med dem, der venter på svar"),
    "export_team_emergencies": later("tog dig med ud i en fil med nødadgange"),
    "export_proposals": later("tog dig med ud i en fil med forslag til, hvem der følger hvem"),
    "export_talks": later("tog listen over jeres samtaler med ud i en fil"),
    "export_activities": later("tog listen over det, du går til, med ud i en fil"),
    "export_matters": later("tog listen over det, der skal afgøres om dig, med ud i en fil"),
    "export_mentor_grants": later("tog listen over din mentorstøtte med ud i en fil"),
    "export_representatives": later("tog listen over dem, du har valgt, med ud i en fil"),
    "export_papers": later("tog listen over dine papirer med ud i en fil"),
    "export_coordination": later("tog sine minutter om dig med ud i en fil"),
    "export_who_looked": later("tog listen over, hvem der har set, med ud i en fil"),
    "export_citizens": later("tog dine oplysninger med ud i en fil med borgere"),
    "export_support": later("tog dine ydelser med ud i en fil"),
    "import": later("så dig i en indlæst fil"),
    "import_report": later("så dig i en indlæst fil"),
    "my_contact": later("så en fraværsmelding, som arbejdsstedet har sendt om dig"),
    "notice_received": later("så en fraværsmelding, som arbejdsstedet har sendt om dig"),
    "door": later("så en fraværsmelding, som arbejdsstedet har sendt om dig"),
    "papers": later("så listen over dine papirer til arbejdsstedet"),
    "paper": later("læste et af dine papirer til arbejdsstedet"),
    "write_paper": later("skrev i et af dine papirer til arbejdsstedet"),
    "paper_pdf": later("tog et af dine papirer til arbejdsstedet med ud i en fil"),
    "my_paper": later("læste sit papir til arbejdsstedet"),
    "write_my_paper": later("skrev i sit papir til arbejdsstedet"),
    "my_paper_pdf": later("tog sit papir til arbejdsstedet med ud i en fil"),
    "shared_papers": later("så listen over papirer, som er delt med arbejdsstedet"),
    "shared_paper": later("læste et papir, som du har delt med arbejdsstedet"),
    "another_person": later("så på sit ønske om en anden medarbejder"),
    "my_meeting": later("åbnede et møde med sit arbejdssted"),
    "my_course": later("åbnede dit forløb"),
    "my_plan": later("læste sin plan"),
    "new_item": later("skrev i sin plan"),
    "my_item": later("læste et mål eller et skridt i sin plan"),
    "plan": later("læste din plan"),
    "write_plan": later("skrev i din plan"),
    "plan_item": later("læste et mål eller et skridt i din plan"),
    "my_progress": later("så, hvordan det går med dig"),
    "my_story": later("læste eller skrev i sin historie"),
    "story": later("læste din historie"),
    "matters": later("læste eller skrev om det, der skal afgøres om dig"),
    "my_matters": later("læste, hvad der skal afgøres"),
    "representatives": later("så, hvem du har valgt til at være med dig"),
    "my_representatives": later("valgte, hvem der er med"),
    "represented": later("læste det, du har valgt, at din partsrepræsentant må se"),
    "coordination": later("skrev minutter eller så, hvor meget tid der er brugt på dig"),
    "mentor_grants": later("læste eller skrev om din mentorstøtte"),
    "my_mentor": later("læste om sin mentorstøtte"),
    "activities": later("så, hvad du går til"),
    "new_activity": later("skrev op, hvad du skal gå til"),
    "activity": later("så eller rettede noget, du går til"),
    "my_activities": later("så, hvad der er aftalt at gå til"),
    "book_time": later("så på tider til at mødes"),
    "my_talk": later("læste om en tid, I har aftalt"),
    "my_talk_calendar": later("lagde en tid, I har aftalt, i kalenderen"),
    "remind_me": later("valgte, om der skal mindes om jeres tider"),
    "my_plan_pdf": later("hentede sin plan"),
    "export_plan": later("tog din plan med ud i en fil"),
    "my_thread": later("læste en af sine tråde"),
    "thread": later("læste en af dine tråde"),
    "who_looked": later("læste, hvem der har set dine oplysninger"),
}
# A link is not a log-in: these were opened by the one it was sent to.
_THROUGH_A_LINK = {"represented": later("Din partsrepræsentant")}
_KINDS = {
    Kind.LOOK: later("åbnede en side med dine oplysninger"),
    Kind.EXPORT: later("tog dine oplysninger med ud i en fil"),
    Kind.EMERGENCY: later("åbnede dine oplysninger med nødadgang"),
    Kind.LIST: later("så en liste, som du står på"),
    Kind.SEARCH: later("fandt dig ved en søgning"),
}
_OPENINGS = (Kind.LOOK, Kind.EXPORT, Kind.EMERGENCY)
_LISTS = (Kind.LIST, Kind.SEARCH)


@dataclass
class Seen:
    """One line: who, what and why in words, how many times that day; and the written reason of an emergency access."""

    who: str
    what: str
    times: int = 1
    is_emergency: bool = False
    reason: str = ""
    why: str = ""


@dataclass(frozen=True)
class Day:
    on: date
    lines: list[Seen]


def openings(citizen: Citizen, me: User, *, before: str, size: int = SHOWN) -> Page:
    """The openings, exports and emergency accesses of one citizen by others, newest first."""
    rows = _by_others(me).filter(citizen=citizen.pk, kind__in=_OPENINGS)
    return newest_first(rows, "at", before=before, size=size)


def lists(citizen: Citizen, me: User, *, since: datetime, before: str, size: int = SHOWN) -> Page:
    """The lists and searches of others since a moment in which the citizen stood, newest first."""
    rows = _by_others(me).filter(kind__in=_LISTS, at__gte=since, citizens__contains=f",{citizen.pk},")
    return newest_first(rows, "at", before=before, size=size)


def _by_others(me: User) -> QuerySet[Record]:
    return Record.objects.exclude(actor=me.pk)


def in_words(
    citizen: Citizen, records: Iterable[Record], whys: Whys, *, with_names: bool = False
) -> list[Day]:
    """Return `records` (newest first) day by day; the same look twice on a day is one line. At most two queries.

    `with_names` is the municipality's choice (`LooksChoice`): whether the employee's name stands before the role.
    """
    rows = list(records)
    units = Unit.objects.in_bulk({row.unit for row in rows if row.unit})
    reasons = EmergencyAccess.objects.filter(citizen=citizen).in_bulk(
        [row.subject_id for row in rows if row.kind == Kind.EMERGENCY and row.subject_id]
    )
    days: dict[date, dict[tuple[str, ...], Seen]] = {}
    for row in rows:
        access = reasons.get(row.subject_id) if row.kind == Kind.EMERGENCY and row.subject_id else None
        who = (
            _(_THROUGH_A_LINK[row.what])
            if row.what in _THROUGH_A_LINK
            else _who(row.role, units.get(row.unit) if row.unit else None)
        )
        name = whys.name_of(row) if with_names else ""
        line = Seen(
            who=_("%(name)s, %(who)s") % {"name": name, "who": who[0].lower() + who[1:]} if name else who,
            what=_what(row),
            is_emergency=row.kind == Kind.EMERGENCY,
            reason=access.reason if access else "",
            why=whys.of(row),
        )
        lines = days.setdefault(timezone.localdate(row.at), {})
        known = lines.setdefault((line.who, line.what, line.reason, line.why), line)
        if known is not line:
            known.times += 1
    return [Day(on, list(lines.values())) for on, lines in days.items()]


def _who(role: str, unit: Unit | None) -> str:
    """The role and the unit."""
    words = {
        Role.EMPLOYEE: _("En medarbejder"),
        Role.LEADER: _("En afdelingsleder"),
        Role.MANAGER: _("Arbejdsmarkedschefen"),
        Role.DATA_OWNER: _("Data- og systemejeren"),
        Role.COMPANY: _("En person på et arbejdssted"),
        Role.CITIZEN: _("En borger"),
    }
    who = words[Role(role)] if role in Role.values else _("Systemet")
    return _("%(who)s i %(unit)s") % {"who": who, "unit": unit.name} if unit else who


def _what(record: Record) -> str:
    return _(PAGES.get(record.what, _KINDS[Kind(record.kind)]))
