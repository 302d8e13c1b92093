"""Mit forløb: my person, what we agreed, my plan, story and papers, and who has looked at my data."""

from tovholder.jobcentre.citizen_portal.views.activities import my_activities
from tovholder.jobcentre.citizen_portal.views.booking import (
    book_time,
    cancel_my_talk,
    move_my_talk,
    my_talk,
    my_talk_calendar,
)
from tovholder.jobcentre.citizen_portal.views.course import (
    another_person,
    my_course,
    my_meeting,
    my_message,
    who_looked,
    withdraw_wish,
)
from tovholder.jobcentre.citizen_portal.views.drafts import discard_my_draft, keep_my_draft
from tovholder.jobcentre.citizen_portal.views.heard import heard
from tovholder.jobcentre.citizen_portal.views.looks import choose_looks, export_who_looked
from tovholder.jobcentre.citizen_portal.views.matters import my_matters
from tovholder.jobcentre.citizen_portal.views.mentor import my_mentor
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
from tovholder.jobcentre.citizen_portal.views.progress import (
    forget_my_progress,
    my_progress,
    share_my_progress,
)
from tovholder.jobcentre.citizen_portal.views.reminding import remind_me
from tovholder.jobcentre.citizen_portal.views.representatives import (
    my_representative,
    my_representatives,
    name_mine,
    withdraw_mine,
)
from tovholder.jobcentre.citizen_portal.views.represented import represented
from tovholder.jobcentre.citizen_portal.views.story import my_entry, my_story, take_back, tell_story
from tovholder.jobcentre.citizen_portal.views.thread import my_new_thread, my_thread, tie_mine, untie_mine

__all__ = [
    "accept_mine", "another_person", "answer_my_paper", "book_time", "cancel_my_talk", "choose_looks",
    "discard_my_draft", "do_mine", "export_who_looked", "forget_my_progress", "heard", "keep_my_draft",
    "move_my_talk", "my_activities", "my_course", "my_entry", "my_item", "my_matters", "my_meeting",
    "my_mentor", "my_message", "my_new_thread", "my_paper", "my_paper_pdf", "my_plan", "my_plan_pdf",
    "my_progress", "my_representative", "my_representatives", "my_story", "my_talk", "my_talk_calendar",
    "my_thread", "name_mine", "new_goal", "new_step", "remind_me", "represented", "share_my_paper",
    "share_my_progress", "stop_sharing_mine", "take_back", "talk_about", "tell_story", "tie_mine",
    "untie_mine", "who_looked", "withdraw_mine", "withdraw_wish", "write_my_paper",
]  # fmt: skip
