"""The figures as expressions: each defined once, and run on a laptop or on many machines by `engines`.

An expression takes rows as in `rows.SPELLS` and gives rows of exact numbers; what may be shown of them, `disclosure`
decides. Beside each stands the same figure in plain Python (`oracle`), and a test holds the two and the engines equal.
"""
