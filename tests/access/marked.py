"""The words in Liv's fields, each standing there and nowhere else: where one of them is read, her field was read."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from tovholder.jobcentre.audit.models import Personal

# In her papers.
IN_PAPERS = {
    "tasks": "Rampen mærket",
    "workplace_does": "Kranen mærket",
    "citizen_does": "Vognen mærket",
    "we_do": "Kaffen mærket",
    "hard_at_work": "Savbladet mærket",
    "agreed": "Pausen mærket",
    "words": "Hilsenen mærket",
    "answer": "Svaret mærket",
    "evaluation": "Lærdommen mærket",
    "version 1": "Udkastet mærket",
}
# In what she does.
IN_ACTIVITIES = {
    "what": "Brædderne mærket",
    "offer": "Værkstedet mærket",
    "because": "Roen mærket",
    "outcome": "Gevinsten mærket",
}
# In what is known of her, agreed with her and written by her or about her.
ABOUT_HER = {
    "telephone": "98 76 54 32",
    "email": "liv.maerket@hedelund.example",
    "language": "somali mærket",
    "next_step": "Gåturen mærket",
    "citizen_wish": "Ønsket mærket",
    "no_joint_talk": "Farvellet mærket",
    "wish_answer": "Lederen mærket",
    "move_answer": "Enheden mærket",
    "message": "Beskeden mærket",
    "said": "Ordene mærket",
    "private": "Tavsheden mærket",
    "about": "Spørgsmålet mærket",
    "talk_place": "Stuen mærket",
    "remind_email": "sms.maerket@hedelund.example",
    "remind_telephone": "+4598123456",
    "mark": "Indvendingen mærket",
    "evaluation": "Støtten mærket",
    "minutes_draft": "Udkast mærket",
    "rep_email": "rep.maerket@hedelund.example",
    "rep_telephone": "98 11 22 33",
    "draft": "Kladden mærket",
    "talk_draft": "Noten mærket",
}
# What the workplace is a party to: it told this itself, or it was invited, or she agreed that it reads the minutes.
THE_WORKPLACES_TOO = {
    "told": "Fristen mærket",
    "agenda": "Dagsordenen mærket",
    "meeting_place": "Kantinen mærket",
    "our_task": "Opkaldet mærket",
    "changed_because": "Rettelsen mærket",
    "conclusion": "Fire timer",
}

NOBODYS_OUTSIDE = (
    "Liv Hemmelig",
    "Hemmelig",
    "Kaffe først",
    "En privat note",
    "Ringede grædende",
    "610180",
    "Skjoldborg",
    "Vi taler forbi hinanden",
    "Hun er snart 25",
    "hemmeligt mål",
    "hemmeligt skridt",
    "hemmelig historie",
    "hemmelig tråd",
    "hemmelig ydelse",
    "mål med støtten",
    "hemmeligt notat",
    "Nummer hemmeligt",
    "13,5",
    "Portkoden er hemmelig",
    "Kun til Liv selv",
    "Det gør citizen",
    *IN_PAPERS.values(),
    *IN_ACTIVITIES.values(),
    *ABOUT_HER.values(),
    # As telephones stand in links.
    ABOUT_HER["telephone"].replace(" ", ""),
    ABOUT_HER["remind_telephone"].removeprefix("+45"),
    ABOUT_HER["rep_telephone"].replace(" ", ""),
)


def secrets_for(who: str) -> tuple[str, ...]:
    """What this person outside must read nowhere."""
    return NOBODYS_OUTSIDE if who == "company" else (*NOBODYS_OUTSIDE, *THE_WORKPLACES_TOO.values())


# A field that holds no word of hers to mark, and why.
_FOLDED = "made of the name, which is marked; no page shows it"
_CIPHER = "the CPR number, enciphered or as a fingerprint; the number itself is marked (610180)"
_CODES = "numbers and codes the machine made; allocation.models says so, and nobody writes there"
NOTHING_TO_MARK = {
    "citizens.Citizen.search_name": _FOLDED,
    "citizens.Citizen.name_order": _FOLDED,
    "citizens.Citizen.cpr_encrypted": _CIPHER,
    "citizens.Citizen.cpr_fingerprint": _CIPHER,
    "allocation.ProposedMove.reasons": _CODES,
    "allocation.ProposedMove.alternatives": _CODES,
    "citizen_portal.Draft.place": "which form the draft belongs to: one of the codes of drafts.PLACES",
}


def text_fields() -> Iterator[tuple[str, models.Field]]:
    """Each field of a citizen's data in which words may stand, by model and name; not those chosen from a list."""
    for model in apps.get_models():
        if not issubclass(model, Personal):
            continue
        for field in model._meta.concrete_fields:
            holds_text = isinstance(
                field, models.CharField | models.TextField | models.JSONField | models.BinaryField
            )
            if holds_text and not field.choices:
                yield f"{model._meta.label}.{field.name}", field
