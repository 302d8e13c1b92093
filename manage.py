#!/usr/bin/env python
"""Django's own door, for those used to it; `tovholder` is ours."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tovholder.config.settings")
    execute_from_command_line(sys.argv)
