"""Links between notes, topics and resources: `[[Title]]`, `[[Title|label]]`, `[[Title#heading]]`, `[[node:id|label]]`, `![[embed]]`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from studydesk.domain.notes.prose import prose, title_key
from studydesk.domain.notes.values import LinkKind, LinkTarget

_LINK = re.compile(r"(!?)\[\[([^\[\]|#\n\0]*)(?:#([^\[\]|\n\0]*))?(?:\|([^\[\]\n\0]*))?\]\]")
_ADDRESS = re.compile(
    r"\[([^\[\]\n\0]*)\]\(<?studydesk://(page|resource|note)/([^\s()<>#\0]+)(?:#([^\s()<>\0]*))?[^()\n\0]*\)"
)
_EXPLICIT = re.compile(r"(note|node|resource):(\S+)\Z")
_ATTACHMENT = re.compile(r"attachment:([0-9a-f]{64})(?![0-9a-f])")
_UNWRITABLE = re.compile(r"[\[\]|#\n\\`\0]")
_ADDRESS_KINDS = {"page": LinkKind.NODE, "resource": LinkKind.RESOURCE, "note": LinkKind.NOTE}


@dataclass(frozen=True, slots=True)
class WikiLink:
    """A link as it is written at `start`..`end` (characters) on `line` (from 0).

    `title` is what stands before `#` and `|`; `explicit` is the target of a link that names an id, else None.
    `label` is "" when none is written.
    """

    start: int
    end: int
    line: int
    title: str
    heading: str = ""
    label: str = ""
    is_embed: bool = False
    explicit: LinkTarget | None = None

    @property
    def shown(self) -> str:
        """What a reader sees."""
        return self.label or (
            f"{self.title} › {self.heading}" if self.title and self.heading else self.title or self.heading
        )


def parse_links(text: str) -> list[WikiLink]:
    """Every `[[link]]` outside code, in order. `[[#heading]]` leads into the note itself and has an empty title."""
    if "[[" not in text:
        return []
    found: list[WikiLink] = []
    line = counted = 0
    for match in _LINK.finditer(prose(text)):
        bang, title, heading, label = match.groups()
        # In a table the bar is written \|.
        if label is not None and heading is not None:
            heading = heading.removesuffix("\\")
        elif label is not None:
            title = title.removesuffix("\\")
        title, heading, label = title.strip(), (heading or "").strip(), (label or "").strip()
        if not title and not heading:
            continue
        line += text.count("\n", counted, match.start())
        counted = match.start()
        found.append(
            WikiLink(
                start=match.start(),
                end=match.end(),
                line=line,
                title=title,
                heading=heading,
                label=label,
                is_embed=bool(bang),
                explicit=explicit_target(title),
            )
        )
    return found


def parse_addresses(text: str) -> list[WikiLink]:
    """Markdown links to addresses of the desk outside code, `[text](studydesk://page/id#part)`; a quote has one."""
    if "](studydesk://" not in text and "](<studydesk://" not in text:
        return []
    found: list[WikiLink] = []
    line = counted = 0
    for match in _ADDRESS.finditer(prose(text)):
        label, kind, target, part = match.groups()
        line += text.count("\n", counted, match.start())
        counted = match.start()
        found.append(
            WikiLink(
                start=match.start(),
                end=match.end(),
                line=line,
                title=target,
                heading=part or "",
                label=label.strip(),
                explicit=LinkTarget(_ADDRESS_KINDS[kind], target),
            )
        )
    return found


def parse_attachments(text: str) -> list[str]:
    """SHA-256 of every attachment named anywhere in `text`, code included: what is named is kept."""
    return list(dict.fromkeys(_ATTACHMENT.findall(text))) if "attachment:" in text else []


def explicit_target(title: str) -> LinkTarget | None:
    """The target of `note:…`, `node:…`, `resource:…`; None for a title."""
    match = _EXPLICIT.match(title)
    return LinkTarget(LinkKind(match[1]), match[2]) if match is not None else None


def is_linkable(title: str) -> bool:
    """Whether `[[title]]` is read back as a link with exactly this title."""
    return (
        bool(title) and title == title.strip() and _UNWRITABLE.search(title) is None and explicit_target(title) is None
    )


def link_label(label: str) -> str:
    """`label` without the signs that would end a link; "·" when nothing is left."""
    return " ".join(re.sub(r"[\[\]|\\`\0]", " ", label).split()) or "·"


def link_text(target: LinkTarget, label: str) -> str:
    """A link that names its target by id: `[[node:m1w2b1.outliers|label]]`."""
    return f"[[{target.kind}:{target.id}|{link_label(label)}]]"


def put_link(text: str, start: int, end: int, target: LinkTarget | None) -> str:
    """`text` with `start`..`end` made a link that shows the same words; `target` None links by the words themselves."""
    words = text[start:end]
    if target is None:
        return f"{text[:start]}[[{words}]]{text[end:]}"
    return f"{text[:start]}[[{target.kind}:{target.id}{_bar(text, start)}{words}]]{text[end:]}"


def rewrite_links(text: str, old: str, new: str, *, explicit: LinkTarget | None = None) -> str:
    """`text` with every link outside code that is written with the title `old` written with `new` instead.

    Labels, headings, embeds and everything else stay; a link all in small or all in capital letters stays so.
    With `explicit` (for a `new` that cannot stand in a link or would lead elsewhere) the link names that id and shows `new`.
    """
    key = title_key(old)

    def replace(link: WikiLink) -> str | None:
        if link.explicit is not None or not link.title or title_key(link.title) != key:
            return None
        written = text[link.start : link.end]
        opening = "![[" if link.is_embed else "[["
        rest = written[len(opening) :]
        at = rest.index(link.title)
        after = rest[at + len(link.title) :]
        if explicit is None:
            return opening + rest[:at] + _in_case_of(link.title, old, new) + after
        if not link.label:
            after = after[:-2] + _bar(text, link.start) + link_label(new) + "]]"
        return f"{opening}{explicit.kind}:{explicit.id}{after}"

    return replace_links(text, replace)


def replace_links(text: str, replace: Callable[[WikiLink], str | None]) -> str:
    """`text` with every `[[link]]` outside code replaced by what `replace` returns for it; None leaves it as it is."""
    pieces: list[str] = []
    done = 0
    for link in parse_links(text):
        new = replace(link)
        if new is not None:
            pieces += (text[done : link.start], new)
            done = link.end
    pieces.append(text[done:])
    return "".join(pieces)


def _bar(text: str, at: int) -> str:
    """What parts target and label: in a row of a table a plain bar would end the cell."""
    return "\\|" if text[text.rfind("\n", 0, at) + 1 : at].lstrip().startswith("|") else "|"


def _in_case_of(written: str, old: str, new: str) -> str:
    if written != old and title_key(new.lower()) == title_key(new.upper()) == title_key(new):
        if written == old.lower():
            return new.lower()
        if written == old.upper():
            return new.upper()
    return new
