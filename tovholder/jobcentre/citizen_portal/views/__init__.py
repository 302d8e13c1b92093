"""Mit forløb: my person, what we agreed, my plan, story and papers, and who has looked at my data."""

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
from tovholder.jobcentre.citizen_portal.views.plan import (
    accept_mine,
    do_mine,
    my_item,
    my_plan,
    my_plan_pdf,
    new_goal,
    new_step,
    talk_about,
)
from tovholder.jobcentre.citizen_portal.views.story import my_entry, my_story, take_back, tell_story
from tovholder.jobcentre.citizen_portal.views.thread import my_new_thread, my_thread, tie_mine, untie_mine

__all__ = [
    "accept_mine", "another_person", "answer_my_paper", "do_mine", "my_course", "my_entry", "my_item", "my_meeting",
    "my_message", "my_new_thread", "my_paper", "my_paper_pdf", "my_plan", "my_plan_pdf", "my_story", "my_thread",
    "new_goal", "new_step", "share_my_paper", "stop_sharing_mine", "take_back", "talk_about", "tell_story", "tie_mine",
    "untie_mine", "who_looked", "withdraw_wish", "write_my_paper",
]  # fmt: skip
