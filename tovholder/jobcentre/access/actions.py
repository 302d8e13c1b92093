"""Tries at the doors that everybody can reach; and what the municipality chooses for everybody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from tovholder.jobcentre.access.limits import FOR, is_over
from tovholder.jobcentre.access.models import Attempt, User
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.audit import record

Choice = TypeVar("Choice", bound=Model)


@transaction.atomic
def count_try(what: str, who: str, *, at: datetime) -> bool:
    """Count a try by `who` (a fingerprint); False: there were too many within the hour, and this one is not counted.

    What is older than an hour is thrown away. Nothing of it goes to the log: it is about nobody.
    """
    Attempt.objects.filter(at__lte=at - FOR).delete()
    if is_over(what, who, at=at):
        return False
    Attempt.objects.create(what=what, who=who, at=at)
    return True


def chooses_for_all(user: User) -> bool:
    """Whether `user` chooses for the municipality: the manager, and nobody else."""
    return user.is_active and user.role == Role.MANAGER


@transaction.atomic
def keep_choice(
    model: type[Choice],
    chosen: Mapping[str, Any],
    *,
    what: str,
    by: User,
    at: datetime,
    also: Mapping[str, Any] | None = None,
) -> Choice:
    """Keep `chosen` in the one row of `model`; the log is told `what` changed, with `also` changed beside it.

    Refuses anybody but the manager, and what is outside the limits of a field. The same again is nothing.
    """
    if not chooses_for_all(by):
        raise Refused(_("Kun arbejdsmarkedschefen vælger her. Bed arbejdsmarkedschefen om at gøre det."))
    choice, _made = model._default_manager.select_for_update().get_or_create(pk=1)
    changed = {name: value for name, value in chosen.items() if getattr(choice, name) != value}
    before = {f"{name}_before": getattr(choice, name) for name in changed}
    for name, value in changed.items():
        setattr(choice, name, value)
    try:
        choice.clean_fields()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    if changed:
        choice.save(update_fields=list(changed))
    if changed or also:
        record.action(what, by=by, at=at, on=choice, **before, **changed, **(also or {}))
    return choice
