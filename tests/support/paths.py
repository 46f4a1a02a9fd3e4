"""Learning paths for tests, made of plain numbers."""

from __future__ import annotations

from dataclasses import replace

from studydesk.domain.path import Area, LearningPath, Node, NodeKind, Skill


def make_path(*, phases: int = 1, weeks: int = 1, blocks: int = 2, topics: int = 3, exercises: int = 1) -> LearningPath:
    """Phases m1 …, weeks m1w1 …, blocks m1w1b1 …, topics m1w1b1.t1 … (the first with two nested), exercises m1w1b1e1 …

    Every topic trains the skill `a<area>.s<topic number>`; the blocks of a phase are one area each, in every phase the same.
    """
    nodes: dict[str, Node] = {}

    def add(node_id: str, kind: NodeKind, parent: str | None, children: tuple[str, ...] = (), minutes: int = 0) -> str:
        skills = ()
        if kind is NodeKind.TOPIC:
            week, _, rest = node_id.partition("w")[2].partition("b")
            block, _, topic = rest.partition(".t")
            skills = (f"a{(int(week) - 1) * blocks + int(block)}.s{topic.partition('.')[0]}",)
        nodes[node_id] = Node(node_id, kind, f"Title of {node_id}", node_id, parent, children, minutes, skills=skills)
        return node_id

    def add_block(block: str, week: str) -> str:
        children = []
        for t in range(1, topics + 1):
            topic = f"{block}.t{t}"
            nested = tuple(add(f"{topic}.n{n}", NodeKind.TOPIC, topic, minutes=10) for n in ((1, 2) if t == 1 else ()))
            children.append(add(topic, NodeKind.TOPIC, block, nested, minutes=20))
        children += [add(f"{block}e{e}", NodeKind.EXERCISE, block, minutes=40) for e in range(1, exercises + 1)]
        return add(block, NodeKind.BLOCK, week, tuple(children))

    roots = []
    for p in range(1, phases + 1):
        phase = f"m{p}"
        week_ids = []
        for w in range(1, weeks + 1):
            week = f"{phase}w{w}"
            block_ids = tuple(add_block(f"{week}b{b}", week) for b in range(1, blocks + 1))
            week_ids.append(add(week, NodeKind.WEEK, phase, block_ids))
        roots.append(add(phase, NodeKind.PHASE, None, tuple(week_ids)))
    skills = {
        f"a{b}.s{t}": Skill(f"a{b}.s{t}", f"a{b}", f"Skill {t} of {b}", "Can …")
        for b in range(1, weeks * blocks + 1)
        for t in range(1, topics + 1)
    }
    areas = tuple(
        Area(f"a{b}", f"Area {b}", tuple(skill for skill in skills if skill.startswith(f"a{b}.")))
        for b in range(1, weeks * blocks + 1)
    )
    return LearningPath("test", "Test path", "1", tuple(roots), nodes, areas, skills)


def rename(path: LearningPath, old: str, new: str) -> LearningPath:
    """The same path with a leaf's id changed as an update of the content would."""
    nodes: dict[str, Node] = {}
    for node in path.nodes.values():
        children = tuple(new if child == old else child for child in node.children)
        nodes[new if node.id == old else node.id] = replace(
            node,
            id=new if node.id == old else node.id,
            children=children,
            renamed_from=(*node.renamed_from, old) if node.id == old else node.renamed_from,
        )
    return LearningPath(path.id, path.title, path.version, path.roots, nodes, path.areas, path.skills, path.resources)
