"""Whether it works: one municipality before and after, beside those it can be compared with. Pure.

A panel of many municipalities over time goes in; out comes what happened here, what would have happened by the others,
and how often a difference as large comes of nothing at all. Numbers and reasons, never a verdict without its doubt.
"""
