"""What a month brings: every indicator on a register's files, small numbers hidden, in files that say what they are.

`figures` reckons, `shown` decides what may be seen, `files` reads and writes, `run` puts them together.
"""
