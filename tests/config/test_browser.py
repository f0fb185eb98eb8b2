"""Chromium starts under our flags, and axe-core tells a bad page from a good one."""

import pytest
from playwright.sync_api import Browser

from tests.browsers import accessibility_problems

pytestmark = pytest.mark.browser
GOOD = "<!doctype html><html lang=en><title>T</title><main><h1>T</h1><button>Send</button></main>"


def test_axe_tells_good_from_bad(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(GOOD)
    assert accessibility_problems(page) == []
    page.set_content(GOOD.replace("Send", ""))
    assert [problem.split(":")[0] for problem in accessibility_problems(page)] == ["button-name"]


def test_contexts_are_separate_people(browser: Browser) -> None:
    one, two = browser.new_context(), browser.new_context()
    one.add_cookies([{"name": "who", "value": "ann", "url": "http://127.0.0.1"}])
    assert two.cookies() == []
