import pytest
from django.core import mail
from django.db import transaction
from django_q.models import OrmQ

from tovholder.jobcentre.post.actions import queue_mail
from tovholder.jobcentre.post.delivery import deliver

pytestmark = pytest.mark.django_db

LETTER = {"to": "anna@example.dk", "subject": "Jeres kontakt i jobcentret", "body": "Hej\n\næøå"}


def test_a_mail_is_queued_and_not_sent_by_the_page():
    queue_mail(**LETTER)
    task = OrmQ.objects.get().task
    assert task["func"] == "tovholder.jobcentre.post.delivery.deliver"
    assert task["args"] == (LETTER["to"], LETTER["subject"], LETTER["body"])
    assert mail.outbox == []


def test_a_mail_goes_away_with_the_change_it_belongs_to():
    with transaction.atomic():
        queue_mail(**LETTER)
        assert OrmQ.objects.exists()
        transaction.set_rollback(True)
    assert not OrmQ.objects.exists()


def test_what_is_queued_can_be_delivered(settings):
    queue_mail(**LETTER)
    deliver(*OrmQ.objects.get().task["args"])
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == ([LETTER["to"]], LETTER["subject"], LETTER["body"])
    assert sent.from_email == settings.DEFAULT_FROM_EMAIL


def test_a_calendar_file_goes_with_the_text_and_says_what_to_do_with_it():
    file = {"calendar": "BEGIN:VCALENDAR\r\nX-PLACE:Blåbærhøj\r\nEND:VCALENDAR\r\n", "method": "CANCEL"}
    with transaction.atomic():
        queue_mail(**LETTER, **file)
        transaction.set_rollback(True)
    assert not OrmQ.objects.exists(), "it goes away with the change it belongs to"
    queue_mail(**LETTER, **file)
    deliver(*OrmQ.objects.get().task["args"])
    [sent] = mail.outbox
    text, calendar = sent.message().get_payload()
    assert sent.message().get_content_type() == "multipart/alternative"
    assert text.get_content_type() == "text/plain"
    assert (calendar.get_content_type(), calendar.get_param("method")) == ("text/calendar", "CANCEL")
    assert "Blåbærhøj" in calendar.get_payload(decode=True).decode()


def test_a_mail_that_cannot_be_sent_says_so_to_the_worker(settings):
    """The worker tries again only when the delivery fails aloud."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(OSError, match="refused"):
        deliver(LETTER["to"], LETTER["subject"], LETTER["body"])
    assert settings.Q_CLUSTER["max_attempts"] > 1
    assert settings.Q_CLUSTER["retry"] > settings.Q_CLUSTER["timeout"]
