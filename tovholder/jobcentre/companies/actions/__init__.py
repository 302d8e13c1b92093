"""What is done with companies: themselves, and what stands between them and us."""

from tovholder.jobcentre.companies.actions.choose import choose_workplaces
from tovholder.jobcentre.companies.actions.places import (
    ContactChanged,
    NotAContact,
    add_company,
    add_person,
    add_workplace,
    change_workplace_contact,
    send_door_link,
)
from tovholder.jobcentre.companies.actions.relation import (
    end_agreement,
    log_sparring,
    make_agreement,
    set_relation,
    take_down_note,
    write_down_touch,
    write_note,
)

__all__ = [
    "ContactChanged", "NotAContact", "add_company", "add_person", "add_workplace", "change_workplace_contact",
    "choose_workplaces", "end_agreement", "log_sparring", "make_agreement", "send_door_link",
    "set_relation", "take_down_note", "write_down_touch", "write_note",
]  # fmt: skip
