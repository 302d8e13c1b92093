"""Rows of a batch are seen by nobody until all are there, and then by everybody."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError

from tests import cast
from tovholder.jobcentre.citizens import cpr
from tovholder.jobcentre.citizens.actions.person import IsBeingReadIn
from tovholder.jobcentre.citizens.models import (
    Batch,
    Citizen,
    Course,
    CourseContact,
    Employment,
    SupportSpell,
)
from tovholder.jobcentre.citizens.models.batch import Batched

pytestmark = pytest.mark.django_db
NOW = cast.AT
BATCHED = {Citizen, Course, CourseContact, Employment, SupportSpell}


@pytest.fixture
def amina():
    return cast.an_employee("Amina Yusuf")


@pytest.fixture
def batch():
    return Batch.objects.create(begun_at=NOW)


@pytest.fixture
def bo(amina, batch):
    """Somebody with a course, a job and a benefit, all of which came with the batch."""
    citizen = cast.a_citizen("Bo Kragh")
    course = cast.a_course(citizen, contact=amina)
    Employment.objects.create(citizen=citizen, workplace=cast.a_workplace(contact=amina), since=course.since)
    SupportSpell.objects.create(citizen=citizen, benefit="sygedagpenge", since=course.since)
    for model in BATCHED:
        model.objects.update(batch=batch)
    return citizen


def show(batch):
    Batch.objects.filter(pk=batch.pk).update(visible_at=NOW)


def test_every_model_that_a_file_brings_many_of_is_here():
    assert {model for model in apps.get_models() if issubclass(model, Batched)} == BATCHED


@pytest.mark.parametrize("model", sorted(BATCHED, key=lambda model: model.__name__))
def test_hidden_until_the_batch_is_visible_and_then_all_at_once(model, bo, batch):
    assert not model.objects.exists()
    assert model.including_hidden.count() == 1
    show(batch)
    assert model.objects.count() == 1


def test_what_hangs_on_a_citizen_is_hidden_too(bo, batch):
    related = (bo.courses, bo.employments, bo.support_spells)
    assert not any(rows.exists() for rows in related)
    show(batch)
    assert all(rows.count() == 1 for rows in related)


def test_the_contact_sees_nobody_before_the_batch_is_visible(bo, batch, amina):
    today = NOW.date()
    assert not Citizen.objects.visible_to(amina.user, today).exists()
    assert not Course.objects.of(amina, today).exists()
    show(batch)
    assert Citizen.objects.visible_to(amina.user, today).get() == bo
    assert Course.objects.of(amina, today).count() == 1


def test_a_hidden_course_of_somebody_we_know_changes_nothing_for_them(amina, batch):
    lise = cast.an_employee("Lise Bro")
    bo = cast.a_citizen("Bo Kragh")
    course = cast.a_course(bo, contact=lise)
    ended = course.since + timedelta(days=10)
    Course.objects.filter(pk=course.pk).update(until=ended, ended_because="work")
    CourseContact.objects.update(until=ended)
    hidden = cast.a_course(bo, contact=amina, since=ended)
    Course.objects.filter(pk=hidden.pk).update(batch=batch)
    assert bo.courses.get() == course
    assert not Citizen.objects.visible_to(amina.user, NOW.date()).exists()


def test_a_row_that_came_by_hand_is_always_there(bo, amina):
    freja = cast.a_citizen("Freja Dam")
    assert Citizen.objects.get() == freja


def test_somebody_in_a_file_under_way_is_not_registered_by_hand_meanwhile(bo, batch):
    digits = cpr.decrypt(Citizen.including_hidden.get().cpr_encrypted)
    with pytest.raises(IsBeingReadIn, match="læses ind lige nu"):
        cast.a_citizen("Bo Kragh", digits=digits)
    show(batch)
    with pytest.raises(IntegrityError):
        cast.a_citizen("Bo Kragh", digits=digits)
