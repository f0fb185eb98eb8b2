"""Markdown: nothing dangerous, nothing raised, and the short way gives what the long way gives."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat.markdown import ATTRIBUTES, TAGS, is_plain, render, render_fully

WORDS = r"""a b Z 9 0 é ß 中 ª 🙂 . , : ; ! ? ' " ( ) % $ - – … # > + = * _ ~ ` & < @ / \ | [ ] { } ^
    a.com www http:// mailto: o: a@b.co a@b 10:30 ftp 1. 2) 10) --- === ``` ~~~ &amp; &#106; javascript: </p> <script>
    <!-- ![x](y) [x](http://y) [x]: |a|b| :-: setext"""
PIECES = [*WORDS.split(), "\t", "\x0b", "\x1c", "\x85", "\u00a0", "\u2028", "\u3000", "\u200b", "\ufe0f"]
piece = st.one_of(
    st.sampled_from([*PIECES, " ", " ", "\n", "\n\n", "  "]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=5),
)
texts = st.lists(piece, max_size=16).map("".join)


@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts)
def test_the_short_way_is_the_long_way(text: str) -> None:
    assert render(text) == render_fully(text)


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "Hello, world! How are you?",
        "one\ntwo, three",
        "It is 10 o'clock (or so). See: you",
        "well-known 🙂",
    ],
)
def test_ordinary_talk_goes_the_short_way(text: str) -> None:
    assert is_plain(text)
    assert render(text) == render_fully(text)


class Audit(HTMLParser):
    """Fails on any tag, attribute or link that the allow list does not have."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()) | ({"rel", "target"} if tag == "a" else set()), (
                tag,
                name,
            )
            if name == "href":
                assert re.match(r"(https?://|mailto:)", value or ""), value
            if name == "class":
                assert re.fullmatch(r"language-[^ \t\n\f\r]*", value or ""), value
        if tag == "a":
            assert dict(attrs)["rel"] == "noopener nofollow"


@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts)
def test_no_text_makes_dangerous_html(text: str) -> None:
    Audit().feed(render(text))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x](data:text/html;base64,xx)",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n[x]",
        '[x](http://a.b "onmouseover=alert(1)")',
        "![x](http://tracker.example/pixel.png)",
        "<img src=x onerror=alert(1)>",
        '```" onmouseover="alert(1)\nx\n```',
        "[x](//evil.example)",
        "[x](/logout)",
    ],
)
def test_known_attacks(text: str) -> None:
    html = render(text)
    Audit().feed(html)
    assert "<img" not in html and "<script" not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**b** *i* ~~s~~ `c`", "<p><strong>b</strong> <em>i</em> <s>s</s> <code>c</code></p>\n"),
        ("a\nb", "<p>a<br>\nb</p>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
        ("# Big", "<h3>Big</h3>\n"),
        ("###### Small", "<h6>Small</h6>\n"),
        ("```py\nx = 1 < 2\n```", '<pre><code class="language-py">x = 1 &lt; 2\n</code></pre>\n'),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>\n"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>\n'),
        (
            "see example.com",
            '<p>see <a href="http://example.com" target="_blank" rel="noopener nofollow">example.com</a></p>\n',
        ),
    ],
)
def test_what_people_write(text: str, html: str) -> None:
    assert render(text) == html


def test_tables_keep_their_alignment() -> None:
    html = render("|a|b|\n|:-|-:|\n|1|2|")
    assert '<th align="left">a</th>' in html and '<td align="right">2</td>' in html


@pytest.mark.parametrize("text", ["[a]: http://b.c", " \n ", "&nbsp;"])
def test_nothing_is_invisible(text: str) -> None:
    assert render(text).startswith("<p>")


@pytest.mark.timeout(10)
@pytest.mark.parametrize("unit", ["![", "[a](", "_*", "[", "`", "> ", "- ", "a.com ", "|", "*a "])
def test_no_message_keeps_the_server_busy(unit: str) -> None:
    html = render((unit * 16_000)[:16_000])
    Audit().feed(html)
