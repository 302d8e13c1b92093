from tovholder.jobcentre.company_portal.views.door import (
    call_me,
    company_meeting,
    correct_told,
    door,
    door_correct,
    door_withdraw,
    my_contact,
    notice_received,
    withdraw_told,
)
from tovholder.jobcentre.company_portal.views.papers import shared_paper, shared_papers

__all__ = [
    "call_me", "company_meeting", "correct_told", "door", "door_correct", "door_withdraw", "my_contact",
    "notice_received", "shared_paper", "shared_papers", "withdraw_told",
]  # fmt: skip
