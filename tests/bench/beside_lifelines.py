"""Kaplan-Meier as lifelines reckons it: `python tests/bench/beside_lifelines.py SPELLS` prints seconds and shares.

It runs in a Python of its own (`requirements/beside.lock`), so nothing of ours may be imported but the lengths.
"""

import json
import sys
import time

from lengths import ASKED, drawn
from lifelines import KaplanMeierFitter

days, ended = drawn(int(sys.argv[1]))
begun = time.perf_counter()
fitted = KaplanMeierFitter().fit(days, ended)
seconds = time.perf_counter() - begun
sys.stdout.write(json.dumps({"seconds": seconds, "after": [float(fitted.predict(day)) for day in ASKED]}))
