"""Code blocks: Pygments with class names, the output of a block below it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape

#: characters; longer blocks are shown without colours
HIGHLIGHT_LIMIT = 60_000

#: what notes may name: lexers whose expressions are known to be quick
_QUICK = (
    "bash c console cpp csharp css cuda diff docker dockerfile go graphql html http ini java javascript js json julia kotlin latex "
    "lua make makefile markdown md nginx numpy pgsql php postgres powershell promql protobuf py py3 pycon python python3 r ruby rust "
    "scala sh shell sql sqlite3 swift tex toml ts typescript xml yaml yml zsh"
)
LANGUAGES = frozenset(_QUICK.split())
_SHOWN = {
    "bash": "Shell",
    "console": "Shell",
    "cpp": "C++",
    "csharp": "C#",
    "css": "CSS",
    "docker": "Dockerfile",
    "html": "HTML",
    "http": "HTTP",
    "ini": "INI",
    "javascript": "JavaScript",
    "js": "JavaScript",
    "json": "JSON",
    "latex": "LaTeX",
    "md": "Markdown",
    "php": "PHP",
    "promql": "PromQL",
    "py": "Python",
    "py3": "Python",
    "pycon": "Python",
    "python3": "Python",
    "sh": "Shell",
    "shell": "Shell",
    "sql": "SQL",
    "text": "",
    "toml": "TOML",
    "ts": "TypeScript",
    "txt": "",
    "typescript": "TypeScript",
    "xml": "XML",
    "yaml": "YAML",
    "yml": "YAML",
}


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """`info` is what stands behind the ticks; `output` is what the block prints, None when nothing is shown."""

    info: str
    body: str
    output: str | None = None

    @property
    def language(self) -> str:
        """The first word of `info` in small letters: `python` of `python run` and of `{.python}`."""
        words = self.info.strip().lstrip("{.").rstrip("}").split()
        return words[0].lower()[:20] if words else ""


def code_html(block: CodeBlock) -> str:
    """The block as HTML; its language is an attribute that the style sheet shows."""
    if block.language == "output":
        return _output(block.body)
    label = _SHOWN.get(block.language, block.language.capitalize())
    name = f' data-language="{escape(label)}"' if label else ""
    body = f'<div class="code"{name}><pre tabindex="0"><code>{highlight(block.body, block.language)}</code></pre></div>'
    if block.output is None:
        return body
    return f'<div class="example">{body}{_output(block.output)}</div>'


def _output(text: str) -> str:
    return f'<div class="output" data-language="Output"><pre tabindex="0"><samp>{escape(text)}</samp></pre></div>'


@lru_cache(maxsize=256)
def highlight(text: str, language: str) -> str:
    """`text` as HTML with Pygments' short class names; plain when the language is not known or the text is very long."""
    if language not in LANGUAGES or len(text) > HIGHLIGHT_LIMIT:
        return escape(text)
    from pygments import highlight as colour  # type: ignore[import-untyped]
    from pygments.formatters.html import HtmlFormatter  # type: ignore[import-untyped]
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return escape(text)
    return str(colour(text, lexer, HtmlFormatter(nowrap=True)))
