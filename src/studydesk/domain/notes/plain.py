"""Plain words of a Markdown text: for counting, for excerpts and for what a search found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_FENCE_LINE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_LINE_START = re.compile(
    r"^[ \t]*(?:>[ \t]?)*[ \t]*(?:#{1,6}[ \t]+|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|(?:!!!|\?\?\?\+?)[ \t]+\w+[ \t]*)?",
    re.MULTILINE,
)
_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$|^(?=[ \t|:]*-{3})[ \t|:-]+$", re.MULTILINE)
_WIKI = re.compile(r"!?\[\[(?:(?:note|node|resource):[^\[\]|\n]*\|)?([^\[\]\n]*)\]\]")
_INLINE = re.compile(r"!?\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_TAGS = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_SIGNS = re.compile(r"[*_]{1,3}|~~|==|`+|\\(?=[^\w\s])")
_WORD = re.compile(r"[^\W_]+(?:['’.,\-][^\W_]+)*")

EXCERPT = 160


def strip_markup(text: str) -> str:
    """The words of `text` as a reader sees them: no markers, no addresses; code stays, line ends stay."""
    text = _FENCE_LINE.sub("", text)
    text = _RULE.sub("", text)
    text = _LINE_START.sub("", text)
    text = _WIKI.sub(lambda match: match[1].split("|")[-1], text) if "[[" in text else text
    text = _INLINE.sub(r"\1", text) if "](" in text or "][" in text else text
    text = _TAGS.sub("", text) if "<" in text else text
    return _SIGNS.sub(_without_sign, text).replace("|", " ")


def _without_sign(match: re.Match[str]) -> str:
    """Stars and lines count as markup at the edge of a word, not within one (`snake_case`) or alone (`2 * 3`)."""
    sign = match[0]
    if sign[0] not in "*_":
        return ""
    before = match.string[match.start() - 1 : match.start()] or " "
    after = match.string[match.end() : match.end() + 1] or " "
    is_within = before.isalnum() and after.isalnum() and "_" in sign
    return sign if is_within or (before.isspace() and after.isspace()) else ""


def word_count(text: str) -> int:
    """Words of `text` without its markup; a Chinese or Japanese sign counts as one."""
    words = _WORD.findall(strip_markup(text))
    return len(words) + sum(_unspaced_words(word) - 1 for word in words if not word.isascii())


def _unspaced_words(word: str) -> int:
    """How many words a run of letters is: each Chinese or Japanese sign, and what stands between them."""
    spread = "".join(
        f" {sign} " if "\u3040" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" else sign for sign in word
    )
    return sum(any(sign.isalnum() for sign in part) for part in spread.split())


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """The beginning of `text` on one line without markup, at most `limit` characters and an ellipsis."""
    words = " ".join(strip_markup(text[: limit * 12]).split())
    return _cut(words, 0, limit)


def snippet(text: str, words: Sequence[str], limit: int = EXCERPT) -> str:
    """The surroundings of the first place in `text` where one of `words` begins a word, or else stands; "" when none does."""
    wanted = [word for word in words if word]
    if not wanted:
        return ""
    either = "|".join(re.escape(word) for word in wanted)
    match = re.search(rf"(?<!\w)(?:{either})", text, re.IGNORECASE) or re.search(either, text, re.IGNORECASE)
    if match is None:
        return ""
    # Only what is shown is cleaned, so that a list of hits costs little however long the notes are.
    line = text.rfind("\n", 0, match.start()) + 1
    start = line if match.start() - line <= limit else match.start() - limit // 2
    around = " ".join(strip_markup(text[start : match.start() + limit + limit // 2]).split())
    at = _find(around, wanted)
    cut = _cut(around, max(0, at - limit // 3), limit)
    return cut if start == line or cut.startswith("…") else "…" + cut


def _find(text: str, words: Sequence[str]) -> int:
    folded = unicodedata.normalize("NFC", text).casefold()
    places = [at for at in (folded.find(unicodedata.normalize("NFC", word).casefold()) for word in words) if at >= 0]
    return min(places, default=0)


def _cut(text: str, start: int, limit: int) -> str:
    if start:
        blank = text.find(" ", start)
        start = blank + 1 if 0 <= blank < start + limit // 4 else start
    end = start + limit
    if end < len(text):
        blank = text.rfind(" ", start, end)
        end = blank if blank > start + limit // 2 else end
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
