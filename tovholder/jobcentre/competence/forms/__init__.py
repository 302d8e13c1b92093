from tovholder.jobcentre.competence.forms.catalogue import CompetenceForm
from tovholder.jobcentre.competence.forms.practice import CommentForm, FollowForm, PracticeForm
from tovholder.jobcentre.competence.forms.profile import AgreeForm, OwnViewsForm
from tovholder.jobcentre.competence.forms.training import TrainingForm

__all__ = [
    "AgreeForm",
    "CommentForm",
    "CompetenceForm",
    "FollowForm",
    "OwnViewsForm",
    "PracticeForm",
    "TrainingForm",
]
