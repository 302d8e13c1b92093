"""What can be wrong with a panel or with what is asked of it, in Danish."""

_SHAPE = "Den skal have en række for hver kommune og periode: kommune; periode; tal."

SENTENCES: dict[str, str] = {
    "too_big": "Filen er over %(n)s MB. Tag færre perioder med.",
    "not_text": f"Filen er ikke tekst. Gem den som CSV. {_SHAPE}",
    "no_rows": f"Filen er tom. {_SHAPE}",
    "no_columns": f"Filen mangler kolonnen med %(column)s. {_SHAPE}",
    "broken": f"Filen kan ikke læses som CSV. {_SHAPE}",
    "too_few_cells": "Rækken har %(cells)s felter; der skal være %(least)s.",
    "no_unit": "Kommunen mangler.",
    "no_period": "»%(cell)s« er ikke en periode. Skriv den som 2019, 2019-01 eller 2019Q1.",
    "other_kind": "»%(cell)s« er en anden slags periode end de andre. Hold jer til år, kvartaler eller måneder.",
    "no_number": "»%(cell)s« er ikke et tal. Skriv det som 4,5.",
    "twice": "%(unit)s, %(period)s, står også i række %(row)s. Slet den ene.",
    "period_missing": "Ingen har tal for %(period)s. Hent også den periode, og prøv igen.",
    "nobody_whole": "Ingen kommune har tal for alle perioder. %(unit)s mangler %(period)s.",
    "too_many": "Der er %(n)s %(what)s i filen; højst %(most)s kan regnes på.",
    "one_unit": "Der er kun én kommune i filen. Der skal være andre at sammenligne med.",
    "no_such_unit": "%(unit)s er ikke i filen. Skriv navnet, som det står der.",
    "left_out": "%(unit)s mangler tal for %(period)s og kan derfor ikke følges. Hent også den periode.",
    "none_after": "Filen slutter med %(last)s, så der er intet at se efter starten.",
    "few_before": "Der er kun %(found)s perioder før starten. Der skal være mindst %(least)s.",
}
