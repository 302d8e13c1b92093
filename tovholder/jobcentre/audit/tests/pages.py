"""Throwaway pages for the guards: some record the look, some forget to, some write where they should not."""

from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from tovholder.config import urls
from tovholder.jobcentre.access.gate import public
from tovholder.jobcentre.access.models import User
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.citizens.models import Citizen, Course
from tovholder.jobcentre.staff.models import Unit


def look(request: HttpRequest, citizen: int) -> None:
    record.look("page", citizen, by=request.user, at=timezone.now())


@public
def forgets(request: HttpRequest, pk: int) -> HttpResponse:
    status = int(request.GET.get("status", 200))
    return HttpResponse(Citizen.objects.get(pk=pk).name, status=status)


@public
def remembers(request: HttpRequest, pk: int) -> HttpResponse:
    name = Citizen.objects.get(pk=pk).name
    look(request, pk)
    return HttpResponse(name, status=int(request.GET.get("status", 200)))


@public
def remembers_one_of_two(request: HttpRequest, pk: int) -> HttpResponse:
    names = [citizen.name for citizen in Citizen.objects.order_by("pk")]
    look(request, pk)
    return HttpResponse(", ".join(names))


@public
def remembers_the_list(request: HttpRequest) -> HttpResponse:
    people = list(Citizen.objects.order_by("pk"))
    record.look_at_list("page", [person.pk for person in people], by=request.user, at=timezone.now())
    return HttpResponse(", ".join(person.name for person in people))


@public
def reads_the_course_alone(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(str(Course.objects.get(citizen=pk).since))


@public
def redirects(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(f"/borger/{Citizen.objects.get(pk=pk).pk}/")


@public
def reads_while_the_template_is_written(request: HttpRequest, pk: int) -> HttpResponse:
    template = engines["django"].from_string("{{ people.first.name }}")
    return TemplateResponse(request, template, {"people": Citizen.objects.order_by("pk")})


@public
def streams(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    return StreamingHttpResponse(person.name for person in Citizen.objects.filter(pk=pk).iterator())


@public
def reads_values(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(Citizen.objects.values_list("name", flat=True).get(pk=pk))


@public
def is_missing_after_all(request: HttpRequest, pk: int) -> HttpResponse:
    raise Http404(Citizen.objects.get(pk=pk).name)


WRITES = {
    "insert": lambda: Unit.objects.create(name="Ny", telephone="1"),
    "bulk insert": lambda: Unit.objects.bulk_create([Unit(name="Ny", telephone="1")]),
    "save": lambda: Unit.objects.first().save(update_fields=["name"]),
    "update": lambda: Unit.objects.update(name="Anden"),
    "delete": lambda: Unit.objects.all().delete(),
    "login stamp": lambda: User.objects.update(last_login=None),
    "raw": lambda: connection.cursor().execute("update staff_unit set name = 'Anden'"),
    "raw after spaces": lambda: connection.cursor().execute("\n  DELETE FROM staff_unit"),
    "raw with": lambda: connection.cursor().execute("WITH x AS (SELECT 1) DELETE FROM staff_unit"),
    "raw after a remark": lambda: connection.cursor().execute("/* hm */ DELETE FROM staff_unit"),
    "many": lambda: connection.cursor().executemany("UPDATE staff_unit SET name = %s", [["Anden"]]),
    "table": lambda: connection.cursor().execute("DROP TABLE staff_unit"),
}


@public
def writes(request: HttpRequest, how: str) -> HttpResponse:
    with transaction.atomic():
        WRITES[how]()
    return HttpResponse("written")


@public
def looks(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        look(request, 1)
    return HttpResponse("looked")


def without_a_gate(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


urlpatterns = [
    *urls.urlpatterns,
    path("forgets/<int:pk>/", forgets),
    path("remembers/<int:pk>/", remembers),
    path("remembers-one/<int:pk>/", remembers_one_of_two),
    path("remembers-list/", remembers_the_list),
    path("course/<int:pk>/", reads_the_course_alone),
    path("redirects/<int:pk>/", redirects),
    path("template/<int:pk>/", reads_while_the_template_is_written),
    path("streams/<int:pk>/", streams),
    path("values/<int:pk>/", reads_values),
    path("missing/<int:pk>/", is_missing_after_all),
    path("writes/<str:how>/", writes),
    path("looks/", looks),
    path("without-a-gate/", without_a_gate),
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
