"""Nothing about employees is timed but what is said to be: a talk carries its length, coordination its minutes."""

import re

from django.apps import apps
from django.db.models import DurationField

from tovholder.jobcentre.staff.models import Employee

# Every model that has minutes beside an employee, and what they are of.
TIMED = {
    "Talk": "how long the two talked",
    "Coordination": "minutes about a citizen with others",
    "WorkplaceTouch": "sparring to a company",
    "SickLeaveTalk": "how long those invited are asked to set aside",
    "OfferedTime": "how long a time that can be booked is",
    "Proposal": "how long the computer worked on it",
}
_A_TIME = re.compile("minute|duration|second|spent")


def test_only_what_is_said_to_be_timed_is() -> None:
    timed = set()
    for model in apps.get_models():
        fields = [field for field in model._meta.get_fields() if field.concrete]
        if not any(field.related_model is Employee for field in fields if field.is_relation):
            continue
        if any(_A_TIME.search(field.name) or isinstance(field, DurationField) for field in fields):
            timed.add(model.__name__)
    assert timed == TIMED.keys()
