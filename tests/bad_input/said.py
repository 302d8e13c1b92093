"""What each of these tests asks of an answer, and a talk as it is saved."""

from uuid import uuid4

from django.http import HttpResponse

TYPED = "Det her må ikke gå tabt."


def says(response: HttpResponse, sentence: str, status: int) -> str:
    text = response.content.decode()
    assert response.status_code == status, text[:500]
    assert sentence in text
    return text


def talk(**changed: object) -> dict[str, object]:
    return {
        "token": str(uuid4()), "form": "walk", "roles": ["coach"], "text": TYPED, "next_contact": "fre 10 gåtur",
        "share": "1",
    } | changed  # fmt: skip
