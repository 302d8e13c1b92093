"""Why, in Danish. Whoever shows a sentence may translate it before filling it in."""

SENTENCES: dict[str, str] = {
    # Why this employee
    "keeps": "Beholder sin faste medarbejder.",
    "stays": "Skal ikke flyttes nu.",
    "wish": "Borgerens ønske er imødekommet.",
    "only_one": "%(employee)s er den eneste, der må følge borgeren.",
    "knows": "%(employee)s kender borgeren fra før.",
    "meets": "%(employee)s er fast kontakt for %(workplace)s.",
    "has_competence": "%(employee)s kan det, der er brug for: %(competence)s.",
    "speaks": "%(employee)s taler %(language)s.",
    "same_unit": "%(employee)s er i samme enhed: %(unit)s.",
    "has_room": "%(employee)s får %(load)s af sine %(hours)s timer optaget.",
    # What it breaks, or does not reach
    "present_left": "Borgerens hidtidige medarbejder er her ikke længere.",
    "present_may_not": "%(present)s må ikke følge borgeren.",
    "present_full": "%(present)s har ikke timer nok.",
    "fits_better": "Fordelingen bliver bedre end hos %(present)s.",
    "new_person": "Borgeren får en ny person og er ikke længere hos %(present)s.",
    "not_known": "%(employee)s kender ikke borgeren; det gør en kollega.",
    "not_meeting": "%(employee)s er ikke fast kontakt for %(workplace)s; det er en kollega.",
    "lacks_competence": "%(employee)s mangler %(levels)s trin i %(competence)s.",
    "does_not_speak": "%(employee)s taler ikke %(language)s.",
    "other_unit": "%(employee)s er ikke i enheden %(unit)s.",
    "too_full": "%(employee)s får %(hours)s timer for meget.",
    # Nobody
    "nobody_cleared": "Borgeren er beskyttet, og ingen, der må følge beskyttede borgere, kan.",
    "nobody_wished": "Ingen af dem, borgeren er lovet, kan.",
    "nobody_may": "Ingen her må følge borgeren.",
    # What is short in the whole house
    "short": "Der mangler %(hours)s timer i %(unit)s.",
    "short_without_unit": "Der mangler %(hours)s timer hos medarbejdere uden enhed.",
    "nobody_speaks": "Ingen taler %(language)s. Antal borgere, der har brug for det: %(citizens)s.",
    "no_room_language": "Ingen med %(language)s har plads. Antal borgere, der har brug for det: %(citizens)s.",
    "nobody_has_competence": "Ingen kan nok om %(competence)s. Antal borgere, der har brug for det: %(citizens)s.",
    "no_room_competence": (
        "Ingen, der kan nok om %(competence)s, har plads. Antal borgere, der har brug for det: %(citizens)s."
    ),
    "unplaced": "Antal borgere, som ingen her må følge: %(citizens)s.",
}
