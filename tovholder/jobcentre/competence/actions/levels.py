"""How well somebody does something: written by themselves, or agreed between them and their leader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.competence.models import AgreedBecause, AgreedLevel, OwnView
from tovholder.jobcentre.staff.actions import led_by
from tovholder.jobcentre.staff.models import Employee


@dataclass(frozen=True)
class Written:
    """What an employee writes of themselves in one competence."""

    level: int
    is_unsure: bool = False
    wants: bool = False
    is_shared: bool = False


@transaction.atomic
def write_own_views(
    employee: Employee, views: Mapping[int, Written], *, by: User, at: datetime, today: date
) -> int:
    """Keep how an employee sees themselves, by the number a competence is kept under; return how many changed.

    What stood before is kept with its days. Refuses (`Refused`) anybody but the employee. The log says how many, never
    which: what is not shared is nobody else's. Twice is once.
    """
    employee = _self(employee, by)
    open_rows = {row.competence_id: row for row in OwnView.objects.open().filter(employee=employee)}
    changed = 0
    for competence, written in views.items():
        before = open_rows.get(competence)
        if _same(before, written):
            continue
        changed += 1
        if before is not None:
            _close(before, today)
        OwnView.objects.create(
            employee=employee, competence_id=competence, since=today, level=written.level,
            is_unsure=written.is_unsure, wants=written.wants, is_shared=written.is_shared,
        )  # fmt: skip
    if changed:
        record.action("write_own_views", by=by, at=at, on=employee, count=changed)
    return changed


@transaction.atomic
def share_own_views(employee: Employee, *, shared: bool, by: User, at: datetime) -> None:
    """Let the leader see all that an employee has written of themselves, or nothing of it.

    Refuses anybody but the employee. Twice is once.
    """
    employee = _self(employee, by)
    rows = OwnView.objects.open().filter(employee=employee).exclude(is_shared=shared)
    if rows.update(is_shared=shared):
        record.action("share_own_views", by=by, at=at, on=employee, shared=shared)


@transaction.atomic
def agree_levels(employee: Employee, levels: Mapping[int, int], *, by: User, at: datetime) -> None:
    """Keep the levels that leader and employee agree on, by the number a competence's levels are kept under.

    They decide the roles mastered from today on; what was agreed before is kept. Refuses anybody but who leads the
    employee's unit. Twice is once.
    """
    employee = led_by(by, employee)
    changed = agree(employee, levels, because=AgreedBecause.TALK, agreed_by=by, today=timezone.localdate(at))
    if changed:
        record.action("agree_levels", by=by, at=at, on=employee, levels=changed)


def agree(
    employee: Employee, levels: Mapping[int, int], *, because: AgreedBecause, agreed_by: User, today: date
) -> dict[int, list[int]]:
    """Inside another action's transaction: keep the levels that differ; return each as before and after."""
    open_rows = {row.competence_id: row for row in AgreedLevel.objects.open().filter(employee=employee)}
    changed = {}
    for competence, level in levels.items():
        before = open_rows.get(competence)
        if (before.level if before is not None else 0) == level:
            continue
        changed[competence] = [before.level if before is not None else 0, level]
        if before is not None:
            _close(before, today)
        AgreedLevel.objects.create(
            employee=employee,
            competence_id=competence,
            level=level,
            since=today,
            because=because,
            agreed_by=agreed_by,
        )
    return changed


def _self(employee: Employee, by: User) -> Employee:
    """The employee, held while their rows are changed; refuses anybody else."""
    if by.employee_or_none != employee:
        raise Refused(_("Kun medarbejderen selv kan skrive her."))
    return Employee.objects.select_for_update(of=("self",)).get(pk=employee.pk)


def _same(before: OwnView | None, written: Written) -> bool:
    if before is None:
        return written == Written(0)
    return written == Written(before.level, before.is_unsure, before.wants, before.is_shared)


def _close(row: OwnView | AgreedLevel, today: date) -> None:
    row.until = today
    row.save(update_fields=["until"])
