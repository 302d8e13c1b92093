"""Django's own sessions in the database, whose one question, asked for every page, is put into SQL once."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import CharField
from django.utils import timezone

from tovholder.jobcentre.prepared import Given, Prepared

_SESSION = Prepared(
    lambda: Session.objects.filter(session_key=Given("key", CharField()), expire_date__gt=Given.moment("now"))
)


class SessionStore(DatabaseStore):
    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
