"""Absence, pure: how soon a first sick day was met, and what raw notices tell of when somebody was away.

measures.py      the three measures of contact from the first sick day
notices.py       raw notices, corrected and withdrawn only by later ones -> stretches of days away, by workplace
occurrences.py   stretches -> occurrences (gap 0) -> spells (merge gap a setting)
return_plan.py   a plan for coming back in part: weeks to days, hours on a day
pattern.py       how often, how long, on which weekdays, and whether it is more than the year before
told.py          the absences behind a figure: one value each, though not every return is told
oracle.py        the same, day by day, in the slowest and most obvious way
"""
