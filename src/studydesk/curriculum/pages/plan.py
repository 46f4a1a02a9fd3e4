"""The pages above the blocks: phases, weeks, and the overview of the whole path."""

from __future__ import annotations

from html import escape

from studydesk.curriculum.markup import TocLine
from studydesk.curriculum.model import Curriculum, Entry, Phase, Week
from studydesk.curriculum.pages.draft import Atlas, PageDraft, page
from studydesk.curriculum.pages.html import card, cards, counted, facts, link, section, span, table, unordered

DAYS = {"weekday": "Each weekday", "saturday": "Saturday", "sunday": "Sunday"}


def phase_page(atlas: Atlas, phase: Phase) -> PageDraft:
    """Summary, weeks with hours and milestones, the month's portfolio item."""
    hours = [sum(week.hours[end] for week in phase.weeks) for end in (0, 1)]
    blocks = sum(len(week.blocks) for week in phase.weeks)
    portfolio = [entry for entry in atlas.curriculum.portfolio if entry.group == phase.id]
    weeks = cards(
        card(
            atlas.address(week.id),
            week.title,
            meta=span(*week.hours, "hour"),
            body=f"<p>{escape(week.focus)}</p>" + unordered(atlas.node_link(block.id) for block in week.blocks),
        )
        for week in phase.weeks
    )
    html = (
        atlas.head(phase.id, phase.title, lead=atlas.markup.inline(phase.summary))
        + facts([("Time", span(hours[0], hours[1], "hour")), ("Blocks", str(blocks))])
        + section("weeks", "Weeks", weeks)
        + section("portfolio", "For the portfolio", _texts(atlas, portfolio))
    )
    return page(phase.id, "phase", phase.title, html)


def week_page(atlas: Atlas, phase: Phase, week: Week) -> PageDraft:
    """Focus, hours, milestone and the blocks."""
    blocks = cards(
        card(
            atlas.address(block.id),
            block.title,
            meta=f"{span(*block.hours, 'hour')} · {counted(len(list(block.walk())), 'topic')}"
            if block.topics
            else span(*block.hours, "hour"),
            body=f"<p>{atlas.markup.inline(block.concept)}</p>",
        )
        for block in week.blocks
    )
    html = (
        atlas.head(week.id, week.title, lead=escape(week.focus))
        + facts([("Time", span(*week.hours, "hour")), ("Milestone", escape(week.milestone))])
        + section("blocks", "Blocks", blocks)
        + section("portfolio", "For this month's portfolio", _texts(atlas, _portfolio(atlas.curriculum, phase)))
    )
    return page(week.id, "week", week.title, html)


def _portfolio(curriculum: Curriculum, phase: Phase) -> list[Entry]:
    return [entry for entry in curriculum.portfolio if entry.group == phase.id]


def path_page(atlas: Atlas) -> PageDraft:
    """The overview: phases, timeline, weekly schedule and self-assessment, portfolio, outcomes, next steps, key resources."""
    path = atlas.curriculum
    parts = [
        ("months", "Months", _phases(atlas)),
        ("timeline", "Timeline", _timeline(path)),
        ("schedule", "A week", _schedule(path)),
        ("assessment", "Every week, look back", _texts(atlas, path.assessment)),
        ("portfolio", "Every month, one piece for the portfolio", _texts(atlas, path.portfolio)),
        ("outcomes", "What counts in the end", _texts(atlas, path.outcomes)),
        ("next-steps", "Afterwards", _next_steps(atlas)),
        ("key-resources", "Key resources", _key_resources(atlas)),
    ]
    head = f'<header><h1 id="path">{escape(path.title)}</h1><p class="lead">{atlas.markup.inline(path.summary)}</p></header>'
    hours = [sum(week.hours[end] for week in path.weeks()) for end in (0, 1)]
    numbers = facts(
        [
            ("Time", span(hours[0], hours[1], "hour")),
            ("Blocks", str(len(atlas.blocks))),
            ("Topics", str(sum(1 for _ in path.topics()))),
            ("Exercises", str(sum(len(block.exercises) for block in path.blocks()))),
        ]
    )
    html = head + numbers + "".join(section(*part) for part in parts)
    toc = [TocLine(name, title, 2) for name, title, body in parts if body]
    return page("path", "path", path.title, html, toc=toc)


def _phases(atlas: Atlas) -> str:
    return cards(
        card(atlas.address(phase.id), phase.title, body=f"<p>{atlas.markup.inline(phase.summary)}</p>")
        for phase in atlas.curriculum.phases
    )


def _timeline(path: Curriculum) -> str:
    if not path.timeline:
        return ""
    rows = ((row.period, row.focus, span(*row.hours, "hour"), row.milestone) for row in path.timeline)
    return table(("Period", "Focus", "Time", "Milestone"), rows)


def _schedule(path: Curriculum) -> str:
    if not path.schedule:
        return ""
    rows = ((DAYS.get(row.day, row.day), span(*row.minutes, "minute"), row.title) for row in path.schedule)
    return table(("When", "Time", "What"), rows)


def _texts(atlas: Atlas, entries: tuple[Entry, ...] | list[Entry]) -> str:
    rows = "".join(f"<dt>{escape(entry.title)}</dt><dd>{atlas.markup.block(entry.text)}</dd>" for entry in entries)
    return f'<dl class="entries">{rows}</dl>' if rows else ""


def _next_steps(atlas: Atlas) -> str:
    groups: dict[str, list[Entry]] = {}
    for step in atlas.curriculum.next_steps:
        groups.setdefault(step.group, []).append(step)
    return "".join(f"<h3>{escape(group)}</h3>{_texts(atlas, steps)}" for group, steps in groups.items())


def _key_resources(atlas: Atlas) -> str:
    groups: dict[str, list[str]] = {}
    for resource in atlas.curriculum.resources:
        if resource.key:
            item = link(f"studydesk://resource/{resource.id}", resource.title)
            groups.setdefault(resource.key, []).append(item)
    titles = {"platform": "Platforms and communities"}
    return "".join(f"<h3>{titles.get(key, key.capitalize())}</h3>{unordered(items)}" for key, items in groups.items())
