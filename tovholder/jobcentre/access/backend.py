from django.contrib.auth.backends import ModelBackend

from tovholder.jobcentre.access.models import User


class Backend(ModelBackend):
    """Fetches the person with their employee and unit in one query: every page needs all three."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("employee__unit").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
