"""Who follows whom: a `Problem` in, a `Result` out, with a proof of how far it is from the best there can be.

Pure: no Django, no database, no clock of its own. People decide; this proposes and says why.

solve.solve(problem)        the whole house, or those who move, and the proof
newcomer.suggest(...)       one newcomer, at once
leaving.without(problem)    somebody leaves: only theirs move
house.most_helpful(result)  which moves help most
check.check(result)         is the result what it says? Without a solver
explain.reasons(...)        why, as sentences
"""
