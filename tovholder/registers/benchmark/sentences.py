"""What can be wrong with the benchmark, in Danish. Whoever shows a sentence may translate it before filling it in."""

_FETCH = "Hent tabellen Y30R21 fra jobindsats.dk som JSON eller CSV, og prøv igen."

SENTENCES: dict[str, str] = {
    "not_text": f"Det er ikke en tekstfil. {_FETCH}",
    "empty": f"Den er tom. {_FETCH}",
    "broken_json": f"Den ligner JSON, men er ikke hel. {_FETCH}",
    "no_answer": f'Den mangler "Variables" eller "Data" og er ikke et svar fra jobindsats. {_FETCH}',
    "broken_csv": f"Den kan ikke læses som CSV med semikolon. {_FETCH}",
    "no_columns": f"Den har ingen af kolonnerne i tabellen Y30R21. {_FETCH}",
    "column_missing": f"Kolonnen mangler. {_FETCH}",
    "column_twice": "Kolonnen står der to gange. Slet den ene.",
    "no_rows": f"Der er ingen rækker. {_FETCH}",
    "row_twice": "Den samme kommune, periode og ydelsesgruppe står også i række %(row)s. Slet den ene.",
    "too_few_cells": "Rækken har %(cells)s felter; der skal være mindst %(least)s.",
    "difference": "Der står %(stated)s, men faktisk minus forventet er %(computed)s. Hent tabellen igen.",
    "no_words": "Feltet er tomt eller ikke tekst.",
    "too_long": "„%(text)s …“ er for langt. Er det den rigtige kolonne?",
    "no_period": "%(cell)s er ikke en periode. Den skal ligne 2020QMAT02.",
    "no_number": "%(cell)s er ikke et helt tal. Skriv det som 1710 eller 1.710.",
    "below_zero": "%(number)s er under nul, og det kan et antal personer ikke være.",
    "no_decimal": "%(cell)s er ikke et tal med komma. Skriv det som 9,08.",
    "no_share": "%(number)s er ikke en andel. Den skal være fra 0 til 100.",
    "no_rank": "%(number)s er ikke en placering. Den skal være fra 1 til %(last)s.",
}
