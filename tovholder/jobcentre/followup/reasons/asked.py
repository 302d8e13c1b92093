"""What stands in the reasons' queries for what they are asked with: they are written once (`prepared`).

`courses`, `contacts` and `citizens` are the numbers of those the question is about, `employee` that of who asks.
"""

from tovholder.jobcentre.prepared import GivenMany, day, moment, number

CONTACTS, COURSES, CITIZENS = GivenMany("contacts"), GivenMany("courses"), GivenMany("citizens")
EMPLOYEE = number("employee")
NOW, TODAY = moment("now"), day("today")
