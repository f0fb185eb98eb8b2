"""Which language a request speaks, the page's words in it, and the check that finds texts outside the catalogues."""

import json
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from config.i18n import Languages, words_url

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def english_afterwards() -> Any:
    with translation.override("en"):
        yield


def spoken(**headers: str) -> str:
    """The language in which a request with these headers is answered."""
    said: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        said.append(translation.get_language())
        return HttpResponse("ok")

    answer = Languages(view)(RequestFactory().get("/", headers=headers))
    assert answer["Content-Language"] == said[0]
    return said[0]


def test_the_cookie_wins_over_the_browser_and_the_browser_over_english() -> None:
    assert spoken() == "en"
    assert spoken(**{"accept-language": "fr, de-CH;q=0.7"}) == "de"
    assert spoken(**{"accept-language": "de", "cookie": "language=en"}) == "en"
    assert spoken(**{"accept-language": "de", "cookie": "language=nonsense"}) == "de"


async def test_an_async_view_speaks_it_too() -> None:
    async def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(translation.get_language())

    answer = await Languages(view)(RequestFactory().get("/", headers={"accept-language": "de"}))
    assert answer.content == b"de"


def test_the_words_are_a_script_that_never_changes_under_its_name(client: Client) -> None:
    assert words_url("en") == ""
    address = words_url("de")
    answer = client.get(address)
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("text/javascript")
    words = json.loads(answer.content.decode().removeprefix("window.words=").removesuffix(";"))
    assert words["Send"] == "Senden"
    assert "" not in words.values()
    assert client.get("/words/de.000000000000.js").status_code == 404
    assert client.get(address.replace("/de.", "/fr.")).status_code == 404


def test_every_language_is_offered_under_its_own_name_and_has_both_catalogues() -> None:
    for code, _name in settings.LANGUAGES:
        if code != "en":
            assert (settings.WORDS_DIR / f"{code}.json").is_file()
            assert (ROOT / "locale" / code / "LC_MESSAGES" / "django.po").is_file()


# -- bin/words
@pytest.fixture(scope="module")
def tool() -> ModuleType:
    loader = SourceFileLoader("bin_words", str(ROOT / "bin" / "words"))
    spec = spec_from_loader("bin_words", loader)
    assert spec
    module = module_from_spec(spec)
    import sys

    sys.modules["bin_words"] = module  # dataclasses look their module up
    loader.exec_module(module)
    return module


def looked(tool: ModuleType, monkeypatch: pytest.MonkeyPatch, path: Path) -> Any:
    monkeypatch.setattr(tool, "ROOT", path.parent)
    found = tool.Found()
    (tool.look_into_python if path.suffix == ".py" else tool.look_into_template)(path, found)
    return found


def test_templates_are_read(tool: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        """{% load i18n %}{# not this #}<h1>{% translate "In" %}</h1><b title="Out one">{{ name }}</b>Out two
        {% blocktranslate count n=n trimmed %}{{ n }} thing{% plural %}{{ n }} things{% endblocktranslate %}
        <kbd>Ctrl</kbd><p>Collab</p>"""
    )
    found = looked(tool, monkeypatch, page)
    assert set(found.texts) == {("In", None), ("%(n)s thing", "%(n)s things")}
    assert len(found.faults) == 2
    assert "Out one" in "".join(found.faults)
    assert "Out two" in "".join(found.faults)


def test_python_is_read(tool: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text(
        """from django.utils.translation import gettext as _, gettext_noop as noop, ngettext
_("one " "two"); noop("marked"); ngettext("a", "b", 2); _(value)
raise Refused("invalid", "outside"); raise Refused("invalid", f"outside {x}"); raise Refused("invalid", _("inside"))
_(f"never {x}")
"""
    )
    found = looked(tool, monkeypatch, code)
    assert set(found.texts) == {("one two", None), ("marked", None), ("a", "b"), ("inside", None)}
    assert len(found.faults) == 3
