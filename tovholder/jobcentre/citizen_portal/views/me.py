"""Whose pages these are."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from tovholder.jobcentre.access.gate import SignedIn
from tovholder.jobcentre.citizens.models import Citizen


def me_of(request: SignedIn) -> Citizen:
    """The citizen who is logged in; not found for a log-in that is nobody's."""
    return get_object_or_404(Citizen.objects.visible_to(request.user, timezone.localdate()))
