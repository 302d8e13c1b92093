from django.contrib.auth.backends import ModelBackend

from tovholder.jobcentre.access.models import User


class Backend(ModelBackend):
    """Fetches the person with their employee and unit in one query: every page needs all three."""

    def get_user(self, user_id: int) -> User | None:
        try:
            user = User.objects.select_related("employee__unit").get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None
