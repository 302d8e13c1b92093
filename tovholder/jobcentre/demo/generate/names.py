"""Invented people's names: Danish of two generations, double ones, and those of people who came from elsewhere.

None is the first or family name of anybody in the articles the model comes from; a test holds it.
"""

from random import Random
from typing import NamedTuple

_OLDER_WOMEN = """
    Anne-Grethe Annelise Bente Birthe Bodil Connie Dorthe Elin Else Gitte Grethe Hanne Helle Inge Inger-Lise Jette
    Jonna Karen Karin Kirsten Lene Lis Lisbeth Lone Lotte Marianne Merete Mette Pia Randi Rikke Ruth Solveig Susanne
    Tina Tove Ulla Vibeke Winnie
""".split()
_YOUNGER_WOMEN = """
    Agnes Alberte Amalie Anna-Sofia Asta Astrid Caroline Cecilie Ditte Ea Emilie Frida Gry Ida Ida-Marie Johanne
    Josefine Julie Karla Katrine Laura Liv Louise Maja Malene Maria Marie Mathilde Nanna Natasja Olivia Rosa Sanne
    Sara Selma Simone Smilla Stine Tilde Trine Vilma Ylva
""".split()
_OLDER_MEN = """
    Anders Arne Benny Bent Bjarne Børge Carsten Claus Erik Erling Finn Flemming Frank Frode Hans Hans-Jørgen Henning
    Ib Jan Jens Jesper John Jørgen Kaj Karsten Kim Knud Kurt Lars Leif Mogens Niels Ole Palle Per Peter Poul-Erik
    Steen Svend Søren Torben Tage Ulrik Verner
""".split()
_YOUNGER_MEN = """
    Adam Albert Aksel Andreas Anton Asger Bertram Casper Christian Daniel Emil Elias Esben Frederik Gustav Jakob
    Joakim Kasper Kristoffer Lasse Laurits Lucas Mads Magnus Malthe Marius Martin Mathias Mikkel Morten Nicklas Nikolaj
    Oskar Rasmus Sebastian Silas Simon Stefan Thor Tobias Troels Viktor Villads Øjvind Åge
""".split()
_FAMILY_NAMES = """
    Aagaard Abel Agerskov Ahlgren Almind Andersen Ankersen Bach Bagger Bang Beck Bendtsen Bertelsen Bjerre Bonde
    Brandt Brix Bruun Bukh Byskov Carlsen Christensen Christiansen Dahlgaard Damsgaard Degn Drejer Enevoldsen Eriksen
    Faber Frandsen Fuglsang Gade Gammelgård Gregersen Grønbæk Haagensen Hald Hansen Hedegaard Hermansen Hjort Holmgaard
    Højgaard Iversen Jacobsen Jensen Jepsen Jessen Johansen Juhl Jørgensen Karlsen Kirkegaard Kjær Kjærsgaard Knudsen
    Kofoed Korsgaard Kristensen Larsen Lauridsen Lindberg Madsen Markussen Mathiesen Mikkelsen Mortensen Munk Møller
    Nielsen Nygaard Nørgaard Olesen Overgaard Paaske Pedersen Petersen Poulsen Qvist Rasmussen Ravnsborg Rosendahl
    Sandø Schou Simonsen Skov Skriver Smed Svane Søgaard Søndergaard Sørensen Thomsen Thygesen Toftegaard Trolle
    Uldall Vestergaard Villadsen Winther Ørskov Østergaard Åkjær
""".split()
# Most people's, so drawn more often.
_COMMON = ["Nielsen", "Jensen", "Hansen", "Pedersen", "Andersen", "Christensen", "Larsen", "Sørensen"]


class Origin(NamedTuple):
    language: str
    women: list[str]
    men: list[str]
    family_names: list[str]


_ORIGINS = (
    Origin(
        "arabisk",
        "Hala Iman Lina Maysa Nour Rania Rima Samira Zainab".split(),
        "Bilal Hassan Ibrahim Karim Khaled Omar Rami Tarek".split(),
        "Al-Khatib Awad Darwish El-Sayed Haddad Khalil Mansour Nasser".split(),
    ),
    Origin(
        "tyrkisk",
        "Aylin Derya Elif Fadime Gülsen Hatice Zeynep".split(),
        "Cem Emre Hakan Kemal Mehmet Serkan".split(),
        "Aydin Çelik Kaya Öztürk Sahin Yildiz".split(),
    ),
    Origin(
        "polsk",
        "Agnieszka Beata Ewa Magdalena Urszula".split(),
        "Grzegorz Krzysztof Marek Piotr Tomasz".split(),
        "Kowalczyk Lewandowski Nowak Szymanski Zielinski".split(),
    ),
    Origin(
        "ukrainsk",
        "Halyna Iryna Oksana Olena Yuliia".split(),
        "Andrii Bohdan Mykola Serhii".split(),
        "Bondarenko Kovalenko Melnyk Shevchuk Tkachenko".split(),
    ),
    Origin(
        "somali",
        "Asha Hodan Ifrah Sahra".split(),
        "Abdi Guled Mahad Warsame".split(),
        "Abdullahi Farah Hirsi Jama Warsame".split(),
    ),
    Origin(
        "tigrinya",
        "Abrehet Feven Luwam Selam".split(),
        "Filmon Kibrom Merhawi Yonas".split(),
        "Berhane Ghebremedhin Habte Tesfay".split(),
    ),
    Origin(
        "vietnamesisk",
        "Hoa Lan Thu Trang".split(),
        "Duc Hung Minh Tuan".split(),
        "Hoang Nguyen Pham Tran".split(),
    ),
)
_TRIES = 6
_FROM_ELSEWHERE, _SPEAKS_DANISH, _DOUBLE_FAMILY_NAME, _COMMON_NAME = 0.14, 0.55, 0.16, 0.35


class Named(NamedTuple):
    name: str
    language: str


class Names:
    """Gives every person a name nobody else has, so that a search in a test finds one."""

    def __init__(self, rng: Random, taken: set[str]) -> None:
        self._rng, self._taken = rng, set(taken)

    def person(self, *, is_woman: bool, is_older: bool) -> Named:
        elsewhere = self._rng.random() < _FROM_ELSEWHERE
        named = self._unused(is_woman=is_woman, is_older=is_older, elsewhere=elsewhere)
        self._taken.add(named.name)
        return named

    def _unused(self, *, is_woman: bool, is_older: bool, elsewhere: bool) -> Named:
        """Return a name of one's own: when the plain ones are used up, with a name more in the middle."""
        middle = 0
        while True:
            for _try in range(_TRIES):
                named = (
                    self._from_elsewhere(is_woman, middle) if elsewhere else self._danish(is_woman, is_older)
                )
                if not elsewhere and middle:
                    named = named._replace(name=self._with_middle_names(named.name, middle))
                if named.name not in self._taken:
                    return named
            middle += 1

    def _with_middle_names(self, name: str, how_many: int) -> str:
        first, *rest = name.split()
        return " ".join([first, *(self._rng.choice(_FAMILY_NAMES) for _each in range(how_many)), *rest])

    def _danish(self, is_woman: bool, is_older: bool) -> Named:
        women, men = (_OLDER_WOMEN, _OLDER_MEN) if is_older else (_YOUNGER_WOMEN, _YOUNGER_MEN)
        first = self._rng.choice(women if is_woman else men)
        last = self._rng.choice(_COMMON if self._rng.random() < _COMMON_NAME else _FAMILY_NAMES)
        if self._rng.random() < _DOUBLE_FAMILY_NAME:
            last = f"{self._rng.choice(_FAMILY_NAMES)}{self._rng.choice([' ', ' ', '-'])}{last}"
        return Named(f"{first} {last}", "dansk")

    def _from_elsewhere(self, is_woman: bool, middle: int) -> Named:
        origin = self._rng.choice(_ORIGINS)
        first = self._rng.choice(origin.women if is_woman else origin.men)
        speaks_danish = self._rng.random() < _SPEAKS_DANISH
        family = self._rng.sample(origin.family_names, min(middle + 1, len(origin.family_names)))
        return Named(" ".join([first, *family]), "dansk" if speaks_danish else origin.language)


def every_part() -> set[str]:
    """Return every first and family name that can be drawn."""
    lists = [_OLDER_WOMEN, _YOUNGER_WOMEN, _OLDER_MEN, _YOUNGER_MEN, _FAMILY_NAMES, _COMMON]
    lists += [part for origin in _ORIGINS for part in (origin.women, origin.men, origin.family_names)]
    return {name for names in lists for name in names}
