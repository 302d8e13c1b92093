from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from tovholder.jobcentre.access.gate import public
from tovholder.jobcentre.staff.models import EmployeePicture
from tovholder.jobcentre.staff.picture import CONTENT_TYPE

# Another picture has another address (docs/decisions/0019), so the browser may keep this one, and nobody on the way.
_FOR_GOOD = "private, max-age=31536000, immutable"


@public
@require_safe
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    row = get_object_or_404(EmployeePicture.objects.served_on(timezone.localdate()), employee__face=digest)
    return HttpResponse(
        bytes(row.image),
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": _FOR_GOOD, "Cross-Origin-Resource-Policy": "same-origin"},
    )
