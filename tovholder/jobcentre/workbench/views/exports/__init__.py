"""The lists of the house as files: every page that shows a list has one here, or says why not (tests/laws)."""

from tovholder.jobcentre.workbench.views.exports.citizens import (
    export_drawn_in,
    export_my_citizens,
    export_search,
    export_team_citizens,
)
from tovholder.jobcentre.workbench.views.exports.day import (
    export_absence_talks,
    export_my_absence,
    export_my_day,
    export_my_figures,
    export_my_times,
    export_register_absence,
)
from tovholder.jobcentre.workbench.views.exports.figures import (
    export_evidence,
    export_expected,
    export_import_report,
    export_imports,
    export_results,
    export_results_benefits,
    export_results_model,
    export_study,
)
from tovholder.jobcentre.workbench.views.exports.learning import (
    export_catalogue,
    export_practice,
    export_training,
    export_trainings,
)
from tovholder.jobcentre.workbench.views.exports.of_citizen import (
    export_activities,
    export_coordination,
    export_matters,
    export_mentor_grants,
    export_papers,
    export_representatives,
    export_talks,
)
from tovholder.jobcentre.workbench.views.exports.team import (
    export_coverage,
    export_next_to_learn,
    export_proposals,
    export_sharing_out,
    export_skills,
    export_team,
    export_team_emergencies,
    export_waiting,
)
from tovholder.jobcentre.workbench.views.exports.workplaces import (
    export_agreements,
    export_contacts,
    export_leaving,
    export_my_workplaces,
    export_notices,
)

__all__ = [
    "export_absence_talks", "export_activities", "export_agreements", "export_catalogue", "export_contacts",
    "export_coordination", "export_coverage", "export_drawn_in", "export_evidence", "export_expected",
    "export_import_report", "export_imports", "export_leaving", "export_matters", "export_mentor_grants",
    "export_my_absence", "export_my_citizens", "export_my_day", "export_my_figures", "export_my_times",
    "export_my_workplaces", "export_next_to_learn", "export_notices", "export_papers", "export_practice",
    "export_proposals", "export_register_absence", "export_representatives", "export_results",
    "export_results_benefits", "export_results_model", "export_search", "export_sharing_out", "export_skills",
    "export_study", "export_talks", "export_team", "export_team_citizens", "export_team_emergencies",
    "export_training", "export_trainings", "export_waiting",
]  # fmt: skip
