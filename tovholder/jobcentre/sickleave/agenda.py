"""What a talk could be about, proposed from what was told: work, tasks and contact, never what anybody suffers from.

A document for those who come, so it is in Danish whatever language the writer's pages are in.
"""

from tovholder.jobcentre.sickleave.models import NoticeKind

_BEGINS = {
    NoticeKind.EXPECTED: (
        "Hvad skal der til for at blive på arbejde?",
        "Hvilke opgaver eller timer kan ændres en tid?",
    ),
    NoticeKind.FIRST_DAY: (
        "Hvordan holder I kontakten imens?",
        "Hvilke opgaver kan løses helt eller delvist, og hvornår?",
    ),
    NoticeKind.SINCE: (
        "Hvordan holder I kontakten imens?",
        "Hvad kan gøre det muligt at komme tilbage, helt eller nogle timer om ugen?",
        "Hvilke opgaver skal vente, og hvem løser dem imens?",
    ),
    NoticeKind.RECURRING: (
        "Er der noget i arbejdet, der kan ændres, så fraværet bliver mindre?",
        "Hvilke dage og opgaver er de sværeste?",
    ),
    NoticeKind.RETURNED: (
        "Hvordan går det med opgaverne nu?",
        "Hvad skal vi holde fast i, så det varer ved?",
    ),
}
_BACK_IN_PART = (
    "Hvordan går det med timerne, som de er nu?",
    "Hvordan kommer timerne op, og hvad skal der til?",
)
_ENDS = ("Hvad aftaler vi, hvem gør hvad, og hvornår taler vi sammen igen?",)


def proposed(kind: str, hours_a_week: int | None) -> str:
    """One line for each point, to be changed by whoever offers the talk."""
    in_part = kind == NoticeKind.RETURNED and hours_a_week
    begins = _BACK_IN_PART if in_part else _BEGINS[NoticeKind(kind)]
    return "\n".join(begins + _ENDS)
