"""Markdown: nothing dangerous, nothing raised, and the short way gives what the long way gives."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat.markdown import ATTRIBUTES, TAGS, is_plain, render, render_fully, render_is_cheap
from chat.markdown.brief import brief
from chat.markdown.clean import ALLOWED_CLASSES
from chat.markdown.marks import MOST_MARKS, PLACE

WORDS = r"""a b Z 9 0 é ß 中 ª 🙂 . , : ; ! ? ' " ( ) % $ - – … # > + = * _ ~ ` & < @ / \ | [ ] { } ^
    a.com www http:// mailto: o: a@b.co a@b 10:30 ftp 1. 2) 10) --- === ``` ~~~ &amp; &#106; javascript: </p> <script>
    <!-- ![x](y) [x](http://y) [x]: |a|b| :-: setext @ann @Bo.c- @room @here @ann's (@bo) "@bo" @_x_ #hall #1 #_ ##a
    :tada: :+1: :x_y: :100: ||s|| || ||| [x](/rooms/3/) [x](/rooms/3/m/4/) [x](/documents/5/) /rooms/3/ [ ] [x] -"""
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
        "@ann can you look? @bo-b too",
        ":tada: done, see you at 10:30",
        "thanks :heart: @room",
    ],
)
def test_ordinary_talk_goes_the_short_way(text: str) -> None:
    assert is_plain(text)
    assert render(text) == render_fully(text)


class Audit(HTMLParser):
    """Fails on any tag, attribute, class or link that the allow list does not have."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        extra = {"rel", "target", "class"} if tag == "a" else {"class"} if tag in ALLOWED_CLASSES else set()
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()) | extra, (tag, name)
            if name == "href":
                assert re.match(r"(https?://|mailto:)", value or "") or PLACE.match(value or ""), value
            if name == "class" and tag == "code":
                assert re.fullmatch(r"language-[^ \t\n\f\r]*", value or ""), value
            elif name == "class":
                assert set((value or "").split()) <= ALLOWED_CLASSES[tag], value
        if tag == "a":
            given = dict(attrs)
            assert given["rel"] == "noopener nofollow"
            outside = PLACE.match(given.get("href") or "") is None
            assert given.get("target") == ("_blank" if outside else None)


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
        "[x](/rooms/3/../../logout)",
        "[x](/documents/3/?next=//evil.example)",
        "[x](/documents/3/?at=AA&next=//evil.example)",
        "[x](/documents/3/?comment=4#//evil.example)",
        "[x](/rooms/٣/)",
        '@ann" onclick="alert(1)',
        '[x](http://a.b \'<span class="mention" data-user="ann">\')',
        "||<b onmouseover=alert(1)>||",
        "```python\n</code><script>alert(1)</script>\n```",
        '```python" class="evil\nx\n```',
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
        ("```\nx = 1 < 2\n```", "<pre><code>x = 1 &lt; 2\n</code></pre>\n"),
        ("```nothing\nx < 2\n```", '<pre><code class="language-nothing">x &lt; 2\n</code></pre>\n'),
        (
            '```py\nx = "<"\n```',
            '<pre><code class="language-py"><span class="n">x</span> <span class="o">=</span> '
            '<span class="s2">"&lt;"</span>\n</code></pre>\n',
        ),
        ("@Ann, look", '<p><span class="mention" data-user="ann">@Ann</span>, look</p>\n'),
        (
            "**@room**",
            '<p><strong><span class="mention everyone" data-everyone="room">@room</span></strong></p>\n',
        ),
        ("a@b @ann@b `@ann`", "<p>a@b @ann@b <code>@ann</code></p>\n"),
        ("in #hall!", '<p>in <span class="room-mark" data-name="hall">#hall</span>!</p>\n'),
        ("issue #12", "<p>issue #12</p>\n"),
        (":tada: `:tada:` :nothing_such:", "<p>🎉 <code>:tada:</code> :nothing_such:</p>\n"),
        ("at 10:100:30 and std::on::x", "<p>at 10:100:30 and std::on::x</p>\n"),
        ("a ||b *c*|| d", '<p>a <span class="spoiler">b <em>c</em></span> d</p>\n'),
        ("a || b", "<p>a || b</p>\n"),
        (
            "[The hall](/rooms/3/)",
            '<p><a href="/rooms/3/" class="room-link" data-room="3" rel="noopener nofollow">The hall</a></p>\n',
        ),
        (
            "[There](/documents/3/?at=AAUH_A.-A)",
            '<p><a href="/documents/3/?at=AAUH_A.-A" class="document-link" data-document="3" '
            'rel="noopener nofollow">There</a></p>\n',
        ),
        ("[There](/documents/3/?next=/logout)", "<p>[There](/documents/3/?next=/logout)</p>\n"),
        (
            "- [ ] one\n- [x] two\n- [y] three",
            '<ul>\n<li class="task"><span class="task-box">☐</span> one</li>\n'
            '<li class="task done"><span class="task-box">☑</span> two</li>\n<li>[y] three</li>\n</ul>\n',
        ),
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


def test_only_so_many_marks_become_elements() -> None:
    text = " ".join(f"@p{number}" for number in range(MOST_MARKS + 50))
    assert render(text).count("<span") == MOST_MARKS
    assert render(text) == render_fully(text)
    assert render(f"**a** {text}").count("<span") == MOST_MARKS
    assert render(text.replace(" @p", "\n\n#a @p")).count("<span") == MOST_MARKS


@pytest.mark.parametrize("text", ["@a ", "a.co ", "#b ", "||c|| ", "`(` "])
def test_little_does_not_become_much(text: str) -> None:
    assert len(render((text * 16_000)[:16_000])) <= 120_000
    assert len(render(f"```js\n{'(1' * 3_900}\n```")) <= 120_000


def test_ordinary_talk_is_cheap_and_long_code_is_not() -> None:
    assert render_is_cheap("see you tomorrow, @ann " * 400 + "then")
    assert render_is_cheap("**short** `code`")
    assert not render_is_cheap("```py\n" + "x = 1\n" * 100 + "```")
    assert not render_is_cheap("*a* " * 1_000)


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "unit",
    ["![", "[a](", "_*", "[", "`", "> ", "- ", "a.com ", "|", "*a ", "||", "||a ", "@", "@a", "@a.", ":", ":a", ":a:",
     "#", "#a", "#a-", "- [ ] ", "@a.-_", "a@b.", "/rooms/1/", "~~a "],
)  # fmt: skip
def test_no_message_keeps_the_server_busy(unit: str) -> None:
    html = render((unit * 16_000)[:16_000])
    Audit().feed(html)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("soup :stew: and std::on::x", "soup 🍲 and std::on::x"),
        ("the end: ||it was the || gardener||, :heart:", "the end: ▒▒▒ gardener||, ❤️"),
        ("||a|b|| a || b || c", "▒▒▒ a || b || c"),
        ("**bold** stays", "**bold** stays"),
        ("|" * 5000, "|" * 5000),
    ],
)
def test_what_is_shown_of_a_message_elsewhere(body: str, shown: str) -> None:
    assert brief(body) == shown
