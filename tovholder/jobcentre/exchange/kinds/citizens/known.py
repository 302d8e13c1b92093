"""What we have on the citizens of a file, before it is compared."""

from datetime import date
from typing import Any

from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.models import Citizen, Course, Employment
from tovholder.jobcentre.companies.models import Workplace
from tovholder.jobcentre.exchange.columns import Row
from tovholder.jobcentre.exchange.kinds.followers import Followers
from tovholder.jobcentre.exchange.plan import batches

# What a file states about the person: columns that are also the model's fields.
PERSON = ("name", "language", "needs_interpreter", "telephone", "email")


class Known:
    """What we have on some citizens of the file. Values, not rows: nobody is shown to anybody."""

    def __init__(self, rows: list[Row], followers: Followers) -> None:
        self.fingerprints = {row["cpr"]: cpr.fingerprint(row["cpr"]) for row in rows if row["cpr"]}
        self.births = {digits: cpr.birth_date(digits) for digits in self.fingerprints}
        self.followers = followers
        followers.meet(self.fingerprints.values())
        self.people: dict[str, dict[str, Any]] = {}
        for batch in batches(self.fingerprints.values()):
            people = Citizen.objects.filter(cpr_fingerprint__in=batch)
            for person in people.values("pk", "cpr_fingerprint", "is_protected", *PERSON):
                self.people[person["cpr_fingerprint"]] = person
        self.courses: dict[int, dict[str, Any]] = {}
        self.jobs: dict[tuple[int, int], date | None] = {}
        for ids in batches(person["pk"] for person in self.people.values()):
            courses = Course.objects.filter(citizen__in=ids).order_by("since")
            for course in courses.values(
                "citizen_id", "since", "until", "contact_id", "unit__name", "began_because"
            ):
                held = self.courses.get(course["citizen_id"])
                if held is None or held["until"] is not None:
                    self.courses[course["citizen_id"]] = course
            jobs = Employment.objects.filter(citizen__in=ids).order_by("since")
            for citizen, workplace, until in jobs.values_list("citizen_id", "workplace_id", "until"):
                self.jobs[citizen, workplace] = until
        self.workplaces: dict[str, Workplace] = {}
        for numbers in batches(row["workplace"] for row in rows if row["workplace"]):
            found = Workplace.objects.filter(p_number__in=numbers)
            self.workplaces |= {workplace.p_number: workplace for workplace in found}
