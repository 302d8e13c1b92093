"""What is answered to a text that is not understood. The Danish sentences are the source text of translations."""


def gettext_noop(text: str) -> str:
    """Marks a sentence for the extraction of texts; this package knows nothing of Django."""
    return text


SENTENCES = {
    "empty": gettext_noop(
        'Skriv, hvornår I taler sammen igen. Skriv fx "fre 10 gåtur" eller "27/11 kl. 9 telefon".'
    ),
    "too_long": gettext_noop(
        'Det er for langt til en aftale. Skriv fx "fre 10 gåtur" eller "27/11 kl. 9 telefon".'
    ),
    "unknown_word": gettext_noop(
        'Jeg forstår ikke "%(word)s". Skriv fx "fre 10 gåtur" eller "27/11 kl. 9 telefon".'
    ),
    "no_day": gettext_noop(
        'Jeg kan ikke se, hvilken dag det er. Skriv fx "fre 10 gåtur" eller "27/11 kl. 9 telefon".'
    ),
    "two_days": gettext_noop('Der står to dage, "%(one)s" og "%(other)s". Skriv kun den ene.'),
    "two_times": gettext_noop("Der står to forskellige klokkeslæt. Skriv kun det ene."),
    "two_forms": gettext_noop("Der står to forskellige måder at tale sammen på. Skriv kun den ene."),
    "time_or_date": gettext_noop(
        '"%(text)s" kan læses på to måder. Skriv klokkeslættet som "kl. 10.11" og datoen som "10/11".'
    ),
    "next_weekday": gettext_noop(
        '"%(text)s" kan være både i denne uge og i næste. Skriv datoen, fx "27/11".'
    ),
    "weekday_mismatch": gettext_noop('"%(day)s" falder ikke på "%(weekday)s". Ret den ene.'),
    "week_mismatch": gettext_noop('"%(day)s" ligger ikke i "%(week)s". Ret den ene.'),
    "no_such_date": gettext_noop('Datoen "%(text)s" findes ikke. Ret den.'),
    "no_such_week": gettext_noop('Ugen "%(text)s" findes ikke. Ret den.'),
    "no_such_time": gettext_noop(
        'Klokkeslættet "%(text)s" findes ikke. Skriv fx "kl. 10" eller "kl. 10.30".'
    ),
    "outside_hours": gettext_noop(
        '"%(text)s" er uden for dagen. Skriv et klokkeslæt fra 7 til 20, fx "kl. 14".'
    ),
    "which_day": gettext_noop('"%(text)s" er allerede begyndt. Skriv også dagen, fx "fredag".'),
    "past": gettext_noop('"%(text)s" er allerede gået. Skriv en dag fra i dag og frem.'),
    "too_far": gettext_noop('"%(text)s" er mere end to år ude i fremtiden. Skriv en dag, der er tættere på.'),
}


class NotUnderstood(ValueError):
    """Why a text cannot be read: a key of SENTENCES, and what to fill into it, for whoever translates."""

    def __init__(self, code: str, **params: str) -> None:
        self.code, self.params = code, params
        super().__init__(self.danish())

    def danish(self) -> str:
        return SENTENCES[self.code] % self.params
