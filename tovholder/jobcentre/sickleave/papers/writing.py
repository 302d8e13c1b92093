"""The writing of a paper, the same for the employee and the citizen: what was typed, and what stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

from django.forms import Form
from django.http import HttpRequest, QueryDict

from tovholder.jobcentre.access.refused import Refused
from tovholder.jobcentre.sickleave.actions import StalePaper, Written, written_in
from tovholder.jobcentre.sickleave.models import WorkplacePaper
from tovholder.jobcentre.sickleave.papers.forms import PAPER_FORMS, PaperForm, PartTimeForm, as_typed
from tovholder.jobcentre.sickleave.papers.words import Shown, remarks, shown, stages_of, sums_of

FormLike = TypeVar("FormLike", bound=Form)


@dataclass
class Typed:
    """A form as it stands; `written` when it holds a version to save."""

    form: PaperForm
    status: int = 200
    written: Written | None = None
    refused: str = ""
    newer: Shown | None = None
    # What a plan comes to, when it is looked at before it is saved.
    seen: dict[str, Any] = field(default_factory=dict)

    def given(self) -> dict[str, Any]:
        """What the action takes beside who, when and where."""
        return {
            "written": self.written,
            "read_version": self.form.cleaned_data["read_version"],
            "said_not_health": bool(self.form.health_words),
        }

    def refuse(self, refused: Refused) -> None:
        """What was typed stays, a newer version stands beside it, and the next save builds on that one."""
        self.status, self.refused = 409, str(refused)
        on_newest(self.form, refused)
        if isinstance(refused, StalePaper):
            self.newer = shown(refused.newer)

    def context(self) -> dict[str, Any]:
        return {"form": self.form, "refused": self.refused, "newer": self.newer, "seen": self.seen}


def on_newest(form: FormLike, refused: Refused) -> FormLike:
    """The form as it was typed, on the newer version when that is what refused it: the next press builds on it."""
    if isinstance(refused, StalePaper):
        typed = cast(QueryDict, form.data).copy()
        typed["read_version"] = str(refused.newer.version)
        form.data = typed
    return form


def read_typed(
    request: HttpRequest,
    kind: str,
    paper: WorkplacePaper | None,
    *,
    today: date,
    begun: Mapping[str, Any] | None = None,
) -> Typed:
    """The form of a kind: as the newest version says when the page is opened, with what was `begun`, else as it was
    sent.

    What is asked for is only shown: more empty rows (`flere`), or the plan looked at before it is saved (`se`).
    """
    newest = paper.versions.order_by("-version").first() if paper else None
    initial = as_typed(written_in(newest), newest.version) if newest else {"read_version": 0}
    make = PAPER_FORMS[kind]
    if request.method != "POST":
        return Typed(make(initial=initial | dict(begun or {}), today=today))
    if "flere" in request.POST and issubclass(make, PartTimeForm):
        return Typed(make.with_more_rows(request.POST, today=today))
    form = make(request.POST, initial=initial, today=today)
    if not form.is_valid():
        return Typed(form, status=422)
    if "se" in request.POST and isinstance(form, PartTimeForm) and form.plan is not None:
        tasks = {stage.week: stage.tasks for stage in form.stages}
        stages, sums = stages_of(form.plan, tasks), sums_of(form.plan)
        return Typed(form, seen={"stages": stages, "sums": sums, "remarks": remarks(form.plan)})
    return Typed(form, written=form.written())
