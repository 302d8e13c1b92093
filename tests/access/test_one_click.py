"""From a citizen's page, whatever there is about them is one click away."""

import re

from django.test import Client
from django.urls import resolve, reverse

from tests.access.world import World

# What the contact can open about Liv, of whom there is one of everything.
ONE_CLICK = {
    "plan", "plan_item", "thread", "story", "note", "activities", "papers", "notice", "workplace", "matters",
    "mentor_grants", "coordination", "representatives", "draw_in", "new_thread", "write_plan",
}  # fmt: skip


def test_nothing_that_matters_is_more_than_a_click_away(world: World) -> None:
    client = Client()
    client.force_login(world.people["contact"])
    page = client.get(reverse("citizen", args=[world.rows.liv.pk])).content.decode()
    links = {link.partition("?")[0].partition("#")[0] for link in re.findall(r'<a [^>]*href="([^"]*)"', page)}
    names = {resolve(link).url_name for link in links if link.startswith("/")}
    assert names >= ONE_CLICK, ONE_CLICK - names
    for link in links:
        if link.startswith("/"):
            assert client.get(link).status_code in {200, 302}, link
