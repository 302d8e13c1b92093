"""My picture: what citizens, companies and colleagues see beside my name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tovholder.jobcentre.access.gate import SignedIn, gate
from tovholder.jobcentre.access.permissions import May
from tovholder.jobcentre.staff.actions import remove_picture, set_picture
from tovholder.jobcentre.workbench.forms.picture import PictureForm


@gate(needs=May.FOLLOW_CITIZENS)
@require_http_methods(["GET", "HEAD", "POST"])
def my_picture(request: SignedIn) -> HttpResponse:
    form = PictureForm()
    if request.method == "POST":
        form = PictureForm(request.POST, request.FILES)
        if form.is_valid():
            image = form.cleaned_data["file"]
            set_picture(request.user.employee, image=image, by=request.user, at=timezone.now())
            messages.success(request, _("Dit billede er gemt."))
            return redirect("my_picture")
    employee = request.user.employee
    context = {"form": form, "employee": employee}
    return render(request, "workbench/my_picture.html", context, status=422 if form.errors else 200)


@gate(needs=May.FOLLOW_CITIZENS)
@require_POST
def remove_my_picture(request: SignedIn) -> HttpResponse:
    remove_picture(request.user.employee, by=request.user, at=timezone.now())
    messages.success(request, _("Dit billede er fjernet. Nu vises dine forbogstaver."))
    return redirect("my_picture")
