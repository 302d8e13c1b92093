"""What stands in the reasons' queries for what they are asked with: they are written once (`prepared`).

`courses`, `contacts` and `citizens` are the numbers of those the question is about, `employee` that of who asks.
"""

from datetime import datetime, time

from django.utils import timezone

from tovholder.jobcentre.prepared import Given

CONTACTS, COURSES, CITIZENS = Given.numbers("contacts"), Given.numbers("courses"), Given.numbers("citizens")
EMPLOYEE = Given.number("employee")
NOW, TODAY = Given.moment("now"), Given.day("today")
MORNING = Given.moment(lambda asked: timezone.make_aware(datetime.combine(asked.today, time())))
