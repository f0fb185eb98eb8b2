"""The colours of code: tokens of Pygments as spans with its short classes (styles/code.css has both themes). Pure.

Only languages of the list are coloured: each was timed with hostile text (tests/chat/test_markdown_code.py), for
a lexer is a pile of regular expressions and nobody can stop one that runs.
"""

from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Final

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import STANDARD_TYPES, Token, _TokenType

from chat.markdown import c_family

LONGEST_LINE: Final = 300
"""Characters. Minified code is not read, and long lines are where lexers take long."""
MOST_EMPTY_LINES: Final = 10
"""One after the other: some lexers read them again and again."""

LANGUAGES: Final = frozenset({
    "bash", "c", "cpp", "csharp", "css", "dart", "diff", "docker", "elixir", "go", "graphql", "haskell", "html", "ini",
    "java", "javascript", "json", "kotlin", "lua", "make", "nginx", "perl", "php", "powershell", "pycon", "python", "r",
    "ruby", "rust", "scala", "scss", "sql", "swift", "toml", "typescript", "xml", "yaml",
})  # fmt: skip
ALIASES: Final = {
    "c#": "csharp", "c++": "cpp", "cc": "cpp", "console": "bash", "cs": "csharp", "dockerfile": "docker",
    "ex": "elixir", "exs": "elixir", "golang": "go", "h": "c", "hpp": "cpp", "hs": "haskell", "htm": "html",
    "js": "javascript", "jsx": "javascript", "kt": "kotlin", "makefile": "make", "mjs": "javascript",
    "patch": "diff", "pl": "perl", "postgresql": "sql", "ps1": "powershell", "py": "python", "py3": "python",
    "python3": "python", "rb": "ruby", "rs": "rust", "sh": "bash", "shell": "bash", "sqlite": "sql", "svg": "xml",
    "ts": "typescript", "tsx": "typescript", "yml": "yaml", "zsh": "bash",
}  # fmt: skip
CLASSES: Final = frozenset(STANDARD_TYPES.values()) - {""}


@lru_cache(len(LANGUAGES))
def _lexer(language: str) -> Lexer:
    kind = c_family.lexer_class(language) if language in c_family.OWN else find_lexer_class_by_name(language)
    extra = {"startinline": True} if language == "php" else {}
    return kind(stripnl=False, ensurenl=False, **extra)


def _readable(code: str) -> bool:
    lines = code.split("\n")
    if max(map(len, lines)) > LONGEST_LINE:
        return False
    runs = (sum(1 for _ in run) for empty, run in groupby(lines, key=lambda line: not line.strip()) if empty)
    return max(runs, default=0) <= MOST_EMPTY_LINES


def coloured(code: str, language: str, attributes: str = "") -> str:
    """HTML of the code, with every character of it; "" where there are no colours to give."""
    name = language.lower()
    name = ALIASES.get(name, name)
    if name not in LANGUAGES or not _readable(code):
        return ""
    tokens = ((_class_of(kind), text) for kind, text in _lexer(name).get_tokens(code))
    runs = groupby(tokens, key=lambda token: token[0])
    return "".join(_span(name, "".join(text for _, text in run)) for name, run in runs)


@lru_cache(500)
def _class_of(kind: _TokenType) -> str:
    """The class of a kind of token, or of the next wider kind that has one."""
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    return "" if kind in Token.Text else STANDARD_TYPES.get(kind, "")


def _span(name: str, text: str) -> str:
    said = escape(text, quote=False)
    return f'<span class="{name}">{said}</span>' if name and not text.isspace() else said
