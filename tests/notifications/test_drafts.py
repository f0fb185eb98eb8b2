"""What may be sent."""

import pytest

from notifications.drafts import draft
from realtime.errors import Refused


def refused_field(**texts: str) -> str | None:
    with pytest.raises(Refused) as caught:
        draft(**({"title": "Hello"} | texts))
    assert caught.value.code == "invalid"
    return caught.value.field


@pytest.mark.parametrize("title", ["", "   ", "\n", "x" * 201, "two\nlines", "nul\0", "\ud800"])
def test_a_title_is_one_line_of_at_most_200_characters(title):
    assert refused_field(title=title) == "title"


def test_texts_are_kept_as_they_are_but_for_their_ends():
    made = draft("  Tea ", "\n*now*\r\nhere ", " /rooms/3/?x=1#top ", "abc")
    assert (made.title, made.body, made.url, made.client_id) == (
        "Tea",
        "*now*\nhere",
        "/rooms/3/?x=1#top",
        "abc",
    )


def test_only_the_title_is_required():
    assert draft("Tea").body == draft("Tea", "  ").body == ""
    assert draft("x" * 200, "y" * 10_000).title == "x" * 200


@pytest.mark.parametrize("body", ["y" * 10_001, "nul\0", "\udfff"])
def test_a_body_is_text_of_at_most_10_000_characters(body):
    assert refused_field(body=body) == "body"


@pytest.mark.parametrize("url", ["/", "/rooms/3/", "https://example.org/a?b=c", "http://[::1]:8000/x"])
def test_links_lead_to_a_path_here_or_to_the_web(url):
    assert draft("Tea", url=url).url == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "rooms/3",
        "https://",
        "http:///path",
        "http://[broken",
        "https://a b.example/",
        "java\tscript:x",
        "/a\nb",
        "ftp://example.org/",
        "/" + "x" * 2_000,
    ],
)
def test_no_other_link_passes(url):
    assert refused_field(url=url) == "url"


def test_a_client_id_is_short():
    assert refused_field(client_id="x" * 65) == "client_id"
