"""`make bench`: what Tovholder costs, measured over HTTP against the real `tovholder serve`, never asserted.

To add a figure: a page is one line in `pages.py`; anything else is one function in `parts.py` (it is given the served
house and yields figures) or, for files, one line in `files.py`. The rest (worlds, table, comparison) follows.

How it is measured, and why the figures can be believed:

- The house is `tovholder serve` as everybody starts it: granian, two workers, the background worker beside. Only its
  clock is moved (`clock/sitecustomize.py`): every process lives on the day the demo is told from, so that a filled
  world keeps for good and two runs months apart read the same pages. A page reads the clock some ninety times, at
  four millionths of a second each: a third of a millisecond that is ours, the same in every run.
- A world (`worlds.py`) is filled once for each database, size and version of the code that fills it. Each run works
  on a copy, so that saved talks and the log of 10,000 looks never weigh on the next run. PostgreSQL runs with its own
  default settings, with fsync, and is analysed once after filling, as its autovacuum would have done.
- Times are from the first byte sent to the last received, on kept connections, one request at a time, warm in all
  threads of both workers.
- Queries and time in SQL cannot be seen over HTTP: the same page is asked for in this process, against the same
  database, with every execute, fetch and commit timed (`queries.py`).
- The asking side shares the processors with the house. What it used itself stands beside every throughput, in per cent
  of one processor: far from 100 it was not what held things up (`asking.py`).
"""
