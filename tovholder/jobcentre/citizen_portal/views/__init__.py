from tovholder.jobcentre.citizen_portal.views.course import (
    another_person,
    my_course,
    my_meeting,
    my_message,
    who_looked,
    withdraw_wish,
)
from tovholder.jobcentre.citizen_portal.views.papers import (
    answer_my_paper,
    my_paper,
    my_paper_pdf,
    share_my_paper,
    stop_sharing_mine,
    write_my_paper,
)

__all__ = [
    "another_person", "answer_my_paper", "my_course", "my_meeting", "my_message", "my_paper",
    "my_paper_pdf", "share_my_paper", "stop_sharing_mine", "who_looked", "withdraw_wish", "write_my_paper",
]  # fmt: skip
