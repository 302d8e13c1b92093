"""What is opened and pressed on a citizen's page."""

from uuid import uuid4

from django.urls import reverse

from tovholder.jobcentre.workbench.tests.page import Page

NOTE = "Bo sover bedre. “Jeg vil gerne i gang”, siger han.\nVi ringer til værkstedet."


def page_of(citizen, query="") -> str:
    return reverse("citizen", args=[citizen.pk]) + query


def the_form(client, bo, query="?samtale=1"):
    return Page(client.get(page_of(bo, query))).form(reverse("hold_talk", args=[bo.pk]))


def a_talk(**more) -> dict:
    return {
        "token": uuid4(),
        "form": "walk",
        "roles": ["coach"],
        "text": NOTE,
        "next_contact": "fre 10 gåtur",
        "minutes": "",
    } | more


def hold(client, bo, **more):
    return client.post(reverse("hold_talk", args=[bo.pk]), a_talk(**more))
