"""What Jens, his workplace and Nadia have written together: one of each paper, the plan read by the workplace."""

from datetime import date, datetime, timedelta

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.citizens.models import Consent, GivenHow
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.demo.generate.days import Days, at
from tovholder.jobcentre.demo.generate.municipality import Life, Municipality
from tovholder.jobcentre.sickleave.models import (
    PaperAnswer,
    PaperKind,
    PaperShared,
    PaperVersion,
    PlanStage,
    WorkplacePaper,
)
from tovholder.jobcentre.talks.models import Side

# From which week, for how many, how many hours a week, and what is done then.
_FIRST_PLAN = (
    (1, 4, 12, "Lageret og kontrollen, tre formiddage om ugen"),
    (5, 4, 20, "Lageret og kontrollen, fire formiddage om ugen"),
    (9, 2, 30, "Også ordrer i telefonen"),
    (11, 1, 37, ""),
)
_PLAN = (
    (1, 2, 12, "Lageret og kontrollen, tre formiddage om ugen"),
    (3, 3, 20, "Lageret og kontrollen, fire formiddage om ugen"),
    (6, 2, 30, "Også ordrer i telefonen og den lille sav"),
    (8, 1, 37, "De sædvanlige opgaver"),
)


class Papers:
    def __init__(self, town: Municipality, days: Days, life: Life, workplace: Workplace) -> None:
        self.town, self.days, self.life, self.workplace = town, days, life, workplace
        self.nadia: User = life.follower.employee.user

    def build(self) -> None:
        """Add the three, as they were written; the plan for coming back was changed once and is shared."""
        first_day = self.days.workday_ago(30)
        plan = self._paper(PaperKind.PART_TIME_PLAN, 38)
        for version, ago, stages in ((1, 38, _FIRST_PLAN), (2, 17, _PLAN)):
            row = self._version(plan, version, ago, first_day=first_day, full_hours=37)
            for week, weeks, hours, tasks in stages:
                stage = PlanStage(version=row, week=week, weeks=weeks, hours=hours, tasks=tasks)
                stage.citizen = self.life.citizen
                self.town.add(stage)
        self._agreed_and_shared(plan, row)
        self._version(
            self._paper(PaperKind.RETENTION_PLAN, 35),
            *(1, 35),
            evaluate_on=self.days.workday_ago(1),
            workplace_does="Rikke lader Jens slippe for skiftehold og giver ham en makker ved de tunge løft.",
            citizen_does="Jens siger til fredag middag, når ugens opgaver har været for mange.",
            we_do="Nadia kommer forbi savværket hver anden uge og følger planen.",
        )
        self._version(
            self._paper(PaperKind.POSSIBILITY_STATEMENT, 30),
            *(1, 30),
            first_day=self.days.workday_ago(30),
            last_day=self._ahead(45),
            hard_at_work="De tunge løft ved rundsaven, og at køre truck en hel dag i træk.",
            agreed="Kontrol og lager om formiddagen. To korte pauser. Trucken højst en time ad gangen.",
        )

    def _ahead(self, days: int) -> date:
        return self.days.on_to_workday(self.days.today + timedelta(days=days))

    def _moment(self, ago: int, hour: int) -> datetime:
        return at(self.days.workday_ago(ago), hour, 20)

    def _paper(self, kind: str, ago: int) -> WorkplacePaper:
        assert self.life.course is not None
        return self.town.add(
            WorkplacePaper(
                citizen=self.life.citizen,
                course=self.life.course,
                workplace=self.workplace,
                kind=kind,
                begun_at=self._moment(ago, 11),
            )
        )

    def _version(self, paper: WorkplacePaper, version: int, ago: int, **said: object) -> PaperVersion:
        row = PaperVersion(paper=paper, citizen=self.life.citizen, version=version, side=Side.EMPLOYEE)
        row.by, row.at = self.nadia, self._moment(ago, 11)
        for name, value in said.items():
            setattr(row, name, value)
        return self.town.add(row)

    def _agreed_and_shared(self, plan: WorkplacePaper, version: PaperVersion) -> None:
        citizen = self.life.citizen
        assert citizen.user is not None
        answered, words = self._moment(16, 19), "Det er en god plan. Jeg vil gerne have fredag fri."
        self.town.add(
            PaperAnswer(
                version=version, citizen=citizen, agrees=True, words=words, by=citizen.user, at=answered
            )
        )
        consent = Consent(
            citizen=citizen,
            workplace=self.workplace,
            to=plan.kind,
            how=GivenHow.THEMSELVES,
            words="Tak, fordi I holder en plads til mig.",
            given_at=answered,
            written_by=citizen.user,
        )
        self.town.add(PaperShared(consent=self.town.add(consent), version=version))
