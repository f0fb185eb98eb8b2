"""Small lexers for C, C++, C# and Java. Pygments' own take seconds for some short texts (they look for declarations
over many lines); these look one word ahead at most, so that they are linear."""

import re
from typing import Final

from pygments.lexer import Lexer, RegexLexer, words
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text

SHARED: Final = """break case catch class const continue default do else enum for goto if namespace new private
    protected public return sizeof static struct switch this throw try using virtual volatile while"""
TYPES: Final = """bool boolean byte char decimal double float int long object short signed string uint ulong unsigned
    ushort void"""
OWN: Final = {
    "c": "auto extern inline register restrict typedef union size_t uint8_t uint16_t uint32_t uint64_t int8_t int16_t int32_t int64_t NULL",  # noqa: E501
    "cpp": "alignas auto co_await co_return co_yield concept consteval constexpr constinit decltype delete explicit extern false final friend inline mutable noexcept nullptr operator override requires static_assert static_cast template true typedef typeid typename union",  # noqa: E501
    "csharp": "abstract as async await base checked delegate event explicit extern false finally fixed foreach get implicit in init interface internal is lock null operator out override params readonly record ref required sealed set true typeof unchecked unsafe value var where yield",  # noqa: E501
    "java": "abstract assert extends false final finally implements import instanceof interface native null package permits record sealed strictfp super synchronized throws transient true var yield",  # noqa: E501
}


def lexer_class(language: str) -> type[Lexer]:
    """The lexer of one of `OWN`."""
    keywords = tuple(f"{SHARED} {OWN[language]}".split())
    rules = {
        "root": [
            (r"\s+", Text),
            (r"//[^\n]*", Comment.Single),
            (r"/\*", Comment.Multiline, "comment"),
            (r"#[ \t]*\w+", Comment.Preproc),
            (r'[@$uULR]?"(?:\\.|[^"\\\n])*"?', String),
            (r"'(?:\\.|[^'\\\n])*'?", String.Char),
            (r"@\w+", Name.Decorator),
            (words(keywords, suffix=r"\b"), Keyword),
            (words(tuple(TYPES.split()), suffix=r"\b"), Keyword.Type),
            (r"[A-Za-z_]\w*(?=\()", Name.Function),
            (r"[^\W\d]\w*", Name),
            (r"\d[\w.]*", Number),
            (r"[-+*/%&|^!~<>=?:]", Operator),
            (r"[()\[\]{},.;]", Punctuation),
            (r".", Text),
        ],
        "comment": [
            (r"[^*]+", Comment.Multiline),
            (r"\*/", Comment.Multiline, "#pop"),
            (r"\*", Comment.Multiline),
        ],
    }
    return type(
        f"{language.title()}Lexer", (RegexLexer,), {"name": language, "tokens": rules, "flags": re.DOTALL}
    )
