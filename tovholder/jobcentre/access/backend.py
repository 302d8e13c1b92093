from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.prepared import Given, Prepared

_USER = Prepared(lambda: User.objects.select_related("employee__unit").filter(pk=Given.number("user")))


class Backend(ModelBackend):
    """Fetches the person with their employee and unit in one query: every page needs all three.

    Lets nobody in from the day they no longer work here: a log-in that was open closes at the next press.
    """

    def get_user(self, user_id: int) -> User | None:
        user = _USER.first(user=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        employee = getattr(user, "employee", None)
        has_left = employee is not None and employee.has_left(timezone.localdate())
        return super().user_can_authenticate(user) and not has_left
