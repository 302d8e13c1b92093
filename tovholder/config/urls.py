"""The whole site map. Addresses are Danish, as the screens are; no address ever holds a name or a CPR number."""

from django.urls import path

from tovholder.jobcentre.access import views as access
from tovholder.jobcentre.citizen_portal import views as citizen_portal
from tovholder.jobcentre.company_portal import views as company_portal
from tovholder.jobcentre.demo import views as demo
from tovholder.jobcentre.exchange import views as exchange
from tovholder.jobcentre.results import views as results
from tovholder.jobcentre.workbench.views import (
    citizen,
    citizens,
    day,
    exports,
    note,
    search,
    team,
    workplace,
    workplaces,
)

urlpatterns = [
    path("", access.home, name="home"),
    path("log-ind/", access.login, name="login"),
    path("log-ud/", access.logout, name="logout"),
    path("sprog/", access.language, name="language"),
    path("proeve/", demo.demo_people, name="demo_people"),
    path("proeve/<int:pk>/", demo.demo_login, name="demo_login"),
    # The employee
    path("min-dag/", day.my_day, name="my_day"),
    path("mine-borgere/", citizens.my_citizens, name="my_citizens"),
    path("mine-borgere/hent/", exports.export_my_citizens, name="export_my_citizens"),
    path("soeg/", search.search, name="search"),
    path("noedadgang/", search.emergency, name="emergency"),
    path("borger/<int:pk>/", citizen.citizen, name="citizen"),
    path("borger/<int:pk>/samtale/", citizen.hold_talk, name="hold_talk"),
    path("borger/<int:pk>/naeste-aftale/", citizen.agree_next, name="agree_next"),
    path("borger/<int:pk>/besked/", citizen.answer_message, name="answer_message"),
    path("borger/<int:pk>/timer/", citizen.set_hours, name="set_hours"),
    path("overlevering/<int:pk>/bekraeft/", citizen.confirm_handover, name="confirm_handover"),
    path("naeste-aftale/", citizen.understand_next, name="understand_next"),
    path("samtale/<int:pk>/aflys/", citizen.cancel_talk, name="cancel_talk"),
    path("samtale/<int:pk>/note/", note.note, name="note"),
    path("samtale/<int:pk>/del/", note.share_note, name="share_note"),
    path("samtale/<int:pk>/behold/", note.keep_private, name="keep_private"),
    path("mine-arbejdssteder/", workplaces.my_workplaces, name="my_workplaces"),
    path("mine-arbejdssteder/hent/", exports.export_my_workplaces, name="export_my_workplaces"),
    path("arbejdssted/<int:pk>/", workplace.workplace, name="workplace"),
    path("arbejdssted/<int:pk>/fravaersmelding/", workplace.phone_notice, name="phone_notice"),
    path("fravaersmelding/<int:pk>/", workplace.notice, name="notice"),
    path("fravaersmelding/<int:pk>/svar/", workplace.answer_notice, name="answer_notice"),
    path("kontaktperson/<int:pk>/link/", workplace.send_door_link, name="send_door_link"),
    # The team leader and the manager
    path("teamet/", team.team, name="team"),
    path("teamet/borgere/", team.team_citizens, name="team_citizens"),
    path("teamet/borgere/hent/", exports.export_team_citizens, name="export_team_citizens"),
    path("teamet/fravaer/<int:pk>/", team.register_absence, name="register_absence"),
    path("teamet/noedadgang/", team.team_emergencies, name="team_emergencies"),
    path("teamet/noedadgang/<int:pk>/set/", team.seen_emergency, name="seen_emergency"),
    path("teamet/forslag/", team.proposals, name="proposals"),
    path("teamet/forslag/<int:pk>/", team.answer_proposal, name="answer_proposal"),
    path("teamet/fordelingen/", team.sharing_out, name="sharing_out"),
    path("borger/<int:pk>/fast-medarbejder/", team.change_contact, name="change_contact"),
    path("resultater/", results.results, name="results"),
    path("resultater/hent/", exports.export_results, name="export_results"),
    path("resultater/mod-det-forventede/hent/", exports.export_expected, name="export_expected"),
    path("resultater/enheder/<str:code>/", results.results_units, name="results_units"),
    path("resultater/kommune/", results.choose_municipality, name="choose_municipality"),
    # The data owner
    path("indlaesning/", exchange.import_page, name="import"),
    path("indlaesning/hent/", exports.export_imports, name="export_imports"),
    path("indlaesning/<int:pk>/", exchange.import_report, name="import_report"),
    path("indlaesning/<int:pk>/gem/", exchange.import_confirm, name="import_confirm"),
    # The citizen
    path("mit-forloeb/", citizen_portal.my_course, name="my_course"),
    path("mit-forloeb/besked/", citizen_portal.my_message, name="my_message"),
    path("mit-forloeb/hvem-har-set/", citizen_portal.who_looked, name="who_looked"),
    # The company
    path("min-kontakt/", company_portal.my_contact, name="my_contact"),
    path("min-kontakt/modtaget/<int:pk>/", company_portal.notice_received, name="notice_received"),
    path("doer/<str:link>/", company_portal.door, name="door"),
]

handler400 = "tovholder.jobcentre.ui.errors.unreadable"
handler403 = "tovholder.jobcentre.ui.errors.refused"
handler404 = "tovholder.jobcentre.ui.errors.missing"
handler500 = "tovholder.jobcentre.ui.errors.broken"
