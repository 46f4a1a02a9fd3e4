"""The page about a resource: what it is, what it costs, where it is, what it serves."""

from __future__ import annotations

from html import escape

from studydesk.curriculum.pages.draft import COSTS, Atlas, PageDraft, page
from studydesk.curriculum.pages.html import facts, link, section, unordered
from studydesk.domain.path import Resource


def resource_page(atlas: Atlas, resource: Resource) -> PageDraft:
    """The page of `resource`; its id is "resource:" and the resource's id."""
    where = link(resource.address, resource.address) if resource.address else ""
    blocks = unordered(atlas.node_link(item) for item in resource.blocks if item in atlas.path.nodes)
    topics = unordered(atlas.node_link(item) for item in resource.topics if item in atlas.path.nodes)
    html = (
        '<header><p class="eyebrow">'
        + link("studydesk://page/path#key-resources", "Resources")
        + f'</p><h1 id="{escape(resource.id)}">{escape(resource.title)}</h1></header>'
        + facts(
            [
                ("By", escape(", ".join(resource.authors))),
                ("Year", str(resource.year) if resource.year else ""),
                ("Kind", escape(resource.kind)),
                ("Level", escape(resource.level)),
                ("Cost", escape(COSTS.get(resource.cost, resource.cost))),
                ("Licence", escape(resource.licence) or "not stated"),
                ("Address", where),
            ]
        )
        + atlas.markup.block(resource.about)
        + section("offline", "Having it offline", atlas.markup.block(resource.offline))
        + section("topics", "Serves these topics best", topics)
        + section("blocks", "Named by", blocks)
    )
    return page(f"resource:{resource.id}", "resource", resource.title, html)
