from __future__ import annotations

import pytest
from django.test import RequestFactory

from socle.theme.web.views import appearance


def answer(**data: str):
    return appearance(RequestFactory().post("/apparence", data))


def test_the_choice_is_kept_in_a_cookie_and_the_page_comes_back():
    response = answer(theme="dark", next="/conventions?page=2")

    assert response.status_code == 302
    assert response["Location"] == "/conventions?page=2"
    assert response.cookies["theme"].value == "dark"
    assert response.cookies["theme"]["samesite"] == "Lax"


@pytest.mark.parametrize("elsewhere", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)"])
def test_the_way_back_stays_on_this_site(elsewhere):
    assert answer(theme="dark", next=elsewhere)["Location"] == "/"


def test_an_unknown_look_changes_nothing():
    assert not answer(theme="rose").cookies


def test_reading_is_not_choosing():
    assert appearance(RequestFactory().get("/apparence")).status_code == 405
