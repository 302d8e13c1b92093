"""What the frame around every page needs: who is signed in, and where their role can go."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.ui.addresses import address

_MENU = (
    (May.FOLLOW_CITIZENS, "my_day", _("Min dag")),
    (May.FOLLOW_CITIZENS, "my_citizens", _("Mine borgere")),
    (May.FOLLOW_CITIZENS, "my_workplaces", _("Mine arbejdssteder")),
    (May.SEE_LOAD, "team", _("Teamet")),
    (May.LEARN, "my_profile", _("Min profil")),
    (May.SHAPE_CATALOGUE, "catalogue", _("Kompetencer")),
    (May.SEE_RESULTS, "results", _("Resultater")),
    (May.READ_FILES, "import", _("Indlæsning")),
    (May.OWN_COURSE, "my_course", _("Mit forløb")),
    (May.COMPANY_DOOR, "my_contact", _("Min kontakt")),
)


def frame(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": [], "me": None, "is_demo": settings.DEMO}
    here = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "menu": [
            {"url": address(name), "text": gettext(text), "here": name == here}
            for needs, name, text in _MENU
            if user.may(needs)
        ],
        "me": user,
        "can_search": user.may(May.FOLLOW_CITIZENS),
        "is_demo": settings.DEMO,
    }
