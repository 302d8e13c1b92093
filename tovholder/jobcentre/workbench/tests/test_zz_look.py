import os
from datetime import date, timedelta
from decimal import Decimal
import pytest
from django.conf import settings
from tests import cast
from tests.cast import AT, TODAY, browser_of
from tovholder.jobcentre.workbench.tests.test_team import House
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.citizens import actions
from tovholder.jobcentre.citizens.models import EmergencyAccess
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.staff.models import Absence
from datetime import time
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
WIDE = """() => [...document.querySelectorAll('body *')].filter(e => {
 const box = e.getBoundingClientRect();
 if (!box.width || getComputedStyle(e).position === 'absolute') return false;
 for (let p = e; p && p !== document.body; p = p.parentElement)
   if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(p).overflowX)) return false;
 return box.right > 321;
}).map(e => e.outerHTML.slice(0, 120))"""

@pytest.fixture(autouse=True)
def _t(time_machine):
    time_machine.move_to(AT, tick=True)

def login(page, live_server, who):
    c = browser_of(who)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": c.cookies["sessionid"].value, "url": live_server.url}])

@pytest.mark.journey
def test_look(live_server, page, axe_source, transactional_db):
    from tovholder.jobcentre.staff.models import ContactProfile
    ContactProfile.objects.get_or_create(profile="employment")
    h = House()
    bo = cast.a_citizen("Bo Kragh", user=cast.a_user(Role.CITIZEN))
    course = cast.a_course(bo, contact=h.amina, unit=h.unit)
    actions.agree_next(course, on=date(2026,11,27), at_time=time(10), form="walk", by=h.amina.user, at=AT)
    for n in range(22):
        cast.a_held_talk(course, by=h.amina, at=AT-timedelta(days=n*9+1), text="Det går bedre om morgenen.\n\nBo vil gerne prøve to formiddage på værkstedet, og vi ringer til mester sammen.", minutes=35)
    cast.a_message(course, "Kan vi tale sammen i morgen? Jeg har tænkt over det, vi talte om.", at=AT-timedelta(days=1))
    cast.a_message(course, "Ja, ring til mig klokken ti.", by=h.amina.user, at=AT-timedelta(hours=20))
    cast.a_message(course, "Tak. Jeg ringer.", at=AT-timedelta(hours=2))
    actions.agree_next(course, on=date(2026,11,27), at_time=time(10), form="walk", by=h.amina.user, at=AT)
    for n in range(5):
        record.look("citizen", bo.pk, by=h.amina.user, at=AT-timedelta(days=n//2, hours=n))
        record.look_at_list("my_day", [bo.pk], by=h.amina.user, at=AT-timedelta(days=n))
    actions.open_in_emergency(digits=__import__("tovholder.jobcentre.citizens.cpr",fromlist=["x"]).decrypt(bo.cpr_encrypted), reason="Ringede og var bange for at miste sin bolig, og Amina var ikke til at få fat i.", by=h.ole.user, at=AT, today=TODAY)
    for n in range(60):
        h.follow(f"Borger Navnesen {n}", contact=[h.amina,h.lise,h.jonas][n%3], hours="1.4")
    for n in range(3):
        h.follow(f"Ny Borgersen {n}", contact=h.rune)
    h.away(h.jonas, h.amina)
    h.follow("Fylder", contact=h.lise, hours="10")
    uden = cast.a_citizen("Freja Uden", user=cast.a_user(Role.CITIZEN))
    shots = [
        ("course", bo, "/mit-forloeb/"), ("looked", bo, "/mit-forloeb/hvem-har-set/?lister=1"), ("nocourse", uden, "/mit-forloeb/"),
        ("team", h.lise, "/teamet/"), ("boss", h.boss, "/teamet/"), ("citizens", h.lise, "/teamet/borgere/"),
        ("absence", h.lise, f"/teamet/fravaer/{h.jonas.pk}/"), ("contact", h.lise, f"/borger/{bo.pk}/fast-medarbejder/"),
        ("badfilter", h.lise, "/teamet/borgere/?fast=999"),
    ]
    bad = []
    def check(name):
        for w in (390, 1280):
            page.set_viewport_size({"width": w, "height": 900})
            page.evaluate(axe_source)
            f = page.evaluate("r => axe.run(document, r)", RULES)
            for v in f["violations"]:
                for n in v["nodes"]:
                    bad.append((name, w, v["id"], n["html"][:150]))
            page.screenshot(path=f"/tmp/team/shots/{name}-{w}.png", full_page=True)
        page.set_viewport_size({"width": 320, "height": 900})
        for e in page.evaluate(WIDE): bad.append((name, 320, e))
    for name, who, path in shots:
        login(page, live_server, who)
        page.goto(live_server.url + path)
        check(name)
    login(page, live_server, h.lise)
    page.goto(live_server.url + f"/teamet/fravaer/{h.amina.pk}/")
    page.get_by_role("button", name="Gem fraværet").click(); page.wait_for_load_state(); check("absence-err")
    page.goto(live_server.url + f"/borger/{bo.pk}/fast-medarbejder/")
    page.get_by_role("button", name="Skift fast medarbejder").click(); page.wait_for_load_state(); check("contact-err")
    page.goto(live_server.url + f"/teamet/fravaer/{h.jonas.pk}/")
    page.get_by_role("button", name="Ret sidste dag").click(); page.wait_for_load_state(); check("absence-end-err")
    login(page, live_server, bo)
    page.goto(live_server.url + "/mit-forloeb/")
    page.get_by_role("button", name="Send").click(); page.wait_for_load_state(); check("course-err")
    Absence.objects.create(employee=h.amina, since=TODAY)
    page.goto(live_server.url + "/mit-forloeb/"); check("course-away")
    print("\n".join(map(str, bad)) or "NONE")
    assert not bad
