"""The whole site map. Addresses are Danish, as the screens are; no address ever holds a name or a CPR number."""

from django.urls import path

from tovholder.jobcentre.access import views as access
from tovholder.jobcentre.citizen_portal import views as citizen_portal
from tovholder.jobcentre.companies import views as companies
from tovholder.jobcentre.company_portal import views as company_portal
from tovholder.jobcentre.demo import views as demo
from tovholder.jobcentre.exchange import views as exchange
from tovholder.jobcentre.results import views as results
from tovholder.jobcentre.sickleave import views as sickleave
from tovholder.jobcentre.staff import views as staff
from tovholder.jobcentre.workbench.views import (
    about_me,
    away,
    citizen,
    citizens,
    colleague,
    day,
    exports,
    my_figures,
    note,
    notice,
    papers,
    picture,
    relation,
    search,
    taking,
    team,
    unit_move,
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
    path("billede/<slug:digest>/", staff.picture, name="picture"),
    # The employee
    path("min-dag/", day.my_day, name="my_day"),
    path("mit-billede/", picture.my_picture, name="my_picture"),
    path("mit-billede/fjern/", picture.remove_my_picture, name="remove_my_picture"),
    path("mit-fravaer/", away.my_absence, name="my_absence"),
    path("fravaer/<int:pk>/samtaler/", away.absence_talks, name="absence_talks"),
    path("mine-borgere/", citizens.my_citizens, name="my_citizens"),
    path("mine-borgere/hent/", exports.export_my_citizens, name="export_my_citizens"),
    path("mine-tal/", my_figures.my_figures, name="my_figures"),
    path("soeg/", search.search, name="search"),
    path("noedadgang/", search.emergency, name="emergency"),
    path("borger/<int:pk>/", citizen.citizen, name="citizen"),
    path("borger/<int:pk>/samtale/", citizen.hold_talk, name="hold_talk"),
    path("borger/<int:pk>/naeste-aftale/", citizen.agree_next, name="agree_next"),
    path("borger/<int:pk>/besked/", citizen.answer_message, name="answer_message"),
    path("borger/<int:pk>/timer/", citizen.set_hours, name="set_hours"),
    path("borger/<int:pk>/roller/", citizen.choose_roles, name="choose_roles"),
    path("borger/<int:pk>/inddrag/", colleague.draw_in, name="draw_in"),
    path("medinddraget/<int:pk>/forlaeng/", colleague.prolong_drawn_in, name="prolong_drawn_in"),
    path("medinddraget/<int:pk>/afslut/", colleague.end_drawn_in, name="end_drawn_in"),
    path("borger/<int:pk>/anden-enhed/", unit_move.ask_for_unit, name="ask_for_unit"),
    path("flytning/<int:pk>/fortryd/", unit_move.withdraw_move, name="withdraw_move"),
    path("om-mig/", about_me.about_me, name="about_me"),
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
    path("arbejdssted/<int:pk>/kontakt/", relation.write_touch, name="write_touch"),
    path("arbejdssted/<int:pk>/sparring/", relation.log_sparring, name="log_sparring"),
    path("arbejdssted/<int:pk>/aftale/", relation.make_agreement, name="make_agreement"),
    path("arbejdssted/<int:pk>/note/", relation.write_workplace_note, name="write_workplace_note"),
    path("arbejdssted/<int:pk>/forhold/", relation.set_relation, name="set_relation"),
    path("aftale/<int:pk>/afslut/", relation.end_agreement, name="end_agreement"),
    path("arbejdssted/note/<int:pk>/tag-ned/", relation.take_down_note, name="take_down_note"),
    path("fravaersmelding/<int:pk>/", workplace.notice, name="notice"),
    path("fravaersmelding/<int:pk>/sparring/", relation.spar_about_notice, name="spar_about_notice"),
    path("fravaersmelding/<int:pk>/svar/", workplace.answer_notice, name="answer_notice"),
    path("fravaersmelding/<int:pk>/tag/", taking.take_notice, name="take_notice"),
    path("fravaersmelding/<int:pk>/giv-tilbage/", taking.give_back_notice, name="give_back_notice"),
    path("fravaersmelding/<int:pk>/ret/", notice.correct_notice, name="correct_notice"),
    path("fravaersmelding/<int:pk>/traek-tilbage/", notice.withdraw_notice, name="withdraw_notice"),
    path("fravaersmelding/<int:pk>/trin/", notice.notice_step, name="notice_step"),
    path("borger/<int:pk>/papirer/", papers.papers, name="papers"),
    path("borger/<int:pk>/papirer/<int:workplace>/<slug:kind>/", papers.write_paper, name="write_paper"),
    path("papir/<int:pk>/", papers.paper, name="paper"),
    path("papir/<int:pk>/del/", papers.share_paper, name="share_paper"),
    path("papir/<int:pk>/del-ikke/", papers.stop_sharing, name="stop_sharing"),
    path("papir/<int:pk>/evaluering/", papers.evaluate_paper, name="evaluate_paper"),
    path("papir/<int:pk>/pdf/", papers.paper_pdf, name="paper_pdf"),
    path("kontaktperson/<int:pk>/link/", workplace.send_door_link, name="send_door_link"),
    # The team leader and the manager
    path("teamet/", team.team, name="team"),
    path("teamet/opkald/<int:pk>/talt/", team.answer_call, name="answer_call"),
    path("teamet/borgere/", team.team_citizens, name="team_citizens"),
    path("teamet/borgere/hent/", exports.export_team_citizens, name="export_team_citizens"),
    path("teamet/overlevering/", team.handover_list, name="handover_list"),
    path("teamet/overlevering/valgte/", team.hand_over, name="hand_over"),
    path("teamet/fravaer/<int:pk>/", away.register_absence, name="register_absence"),
    path("teamet/medarbejder/<int:pk>/", team.employee, name="employee"),
    path("teamet/medarbejder/<int:pk>/stopper/", team.leaving, name="leaving"),
    path("teamet/medarbejder/<int:pk>/stopper/fortryd/", team.undo_leaving, name="undo_leaving"),
    path("teamet/oenske/<int:pk>/", team.wish, name="wish"),
    path("teamet/flytning/<int:pk>/", team.unit_move, name="unit_move"),
    path("teamet/noedadgang/", team.team_emergencies, name="team_emergencies"),
    path("teamet/noedadgang/<int:pk>/set/", team.seen_emergency, name="seen_emergency"),
    path("teamet/forslag/", team.proposals, name="proposals"),
    path("teamet/forslag/<int:pk>/", team.answer_proposal, name="answer_proposal"),
    path("teamet/fordelingen/", team.sharing_out, name="sharing_out"),
    path("borger/<int:pk>/fast-medarbejder/", team.change_contact, name="change_contact"),
    path(
        "arbejdssted/<int:pk>/fast-kontakt/", team.change_workplace_contact, name="change_workplace_contact"
    ),
    path("resultater/", results.results, name="results"),
    path("resultater/hent/", exports.export_results, name="export_results"),
    path("resultater/mod-det-forventede/hent/", exports.export_expected, name="export_expected"),
    path("resultater/enheder/<str:code>/", results.results_units, name="results_units"),
    path("resultater/kommune/", results.choose_municipality, name="choose_municipality"),
    path("valg/arbejdssteder/", companies.choose_workplaces, name="choose_workplaces"),
    path("valg/sygefravaer/", sickleave.choose_sick_leave, name="choose_sick_leave"),
    # The data owner
    path("indlaesning/", exchange.import_page, name="import"),
    path("indlaesning/hent/", exports.export_imports, name="export_imports"),
    path("indlaesning/<int:pk>/", exchange.import_report, name="import_report"),
    path("indlaesning/<int:pk>/gem/", exchange.import_confirm, name="import_confirm"),
    # The citizen
    path("mit-forloeb/", citizen_portal.my_course, name="my_course"),
    path("mit-forloeb/besked/", citizen_portal.my_message, name="my_message"),
    path("mit-forloeb/anden-medarbejder/", citizen_portal.another_person, name="another_person"),
    path(
        "mit-forloeb/anden-medarbejder/<int:pk>/fortryd/", citizen_portal.withdraw_wish, name="withdraw_wish"
    ),
    path("mit-forloeb/papir/<int:pk>/", citizen_portal.my_paper, name="my_paper"),
    path("mit-forloeb/papir/<int:pk>/ret/", citizen_portal.write_my_paper, name="write_my_paper"),
    path("mit-forloeb/papir/<int:pk>/svar/", citizen_portal.answer_my_paper, name="answer_my_paper"),
    path("mit-forloeb/papir/<int:pk>/del/", citizen_portal.share_my_paper, name="share_my_paper"),
    path("mit-forloeb/papir/<int:pk>/del-ikke/", citizen_portal.stop_sharing_mine, name="stop_sharing_mine"),
    path("mit-forloeb/papir/<int:pk>/pdf/", citizen_portal.my_paper_pdf, name="my_paper_pdf"),
    path("mit-forloeb/hvem-har-set/", citizen_portal.who_looked, name="who_looked"),
    # The company
    path("min-kontakt/", company_portal.my_contact, name="my_contact"),
    path("min-kontakt/modtaget/<int:pk>/", company_portal.notice_received, name="notice_received"),
    path("min-kontakt/modtaget/<int:pk>/ret/", company_portal.correct_told, name="correct_told"),
    path("min-kontakt/modtaget/<int:pk>/traek-tilbage/", company_portal.withdraw_told, name="withdraw_told"),
    path("min-kontakt/papirer/", company_portal.shared_papers, name="shared_papers"),
    path("min-kontakt/papirer/<int:pk>/", company_portal.shared_paper, name="shared_paper"),
    path("bliv-ringet-op/", company_portal.call_me, name="call_me"),
    path("doer/<str:link>/", company_portal.door, name="door"),
    path("doer/<str:link>/ret/<int:pk>/", company_portal.door_correct, name="door_correct"),
    path("doer/<str:link>/traek-tilbage/<int:pk>/", company_portal.door_withdraw, name="door_withdraw"),
]

handler400 = "tovholder.jobcentre.ui.errors.unreadable"
handler403 = "tovholder.jobcentre.ui.errors.refused"
handler404 = "tovholder.jobcentre.ui.errors.missing"
handler500 = "tovholder.jobcentre.ui.errors.broken"
