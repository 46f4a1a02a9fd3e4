"""Whatever is done in whatever order, the index says what the texts say."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from studydesk.app.undo import Done
from studydesk.domain.errors import ExpectedError
from studydesk.domain.notes import (
    LinkKind,
    LinkTarget,
    parse_attachments,
    parse_links,
    parse_tags,
    title_key,
    with_parents,
    word_count,
)
from tests.support.notes import OUTLIERS, SCALING, Bench

TITLES = st.sampled_from(["One", "one", "Two", "Outliers", "Scaling", "C# [x]", "Three words here"])
PIECES = st.sampled_from(
    [
        "[[One]]",
        "[[one|l]]",
        "[[Two#h]]",
        "[[Outliers]]",
        "[[Scaling|s]]",
        "[[Missing]]",
        "[[Three words here]]",
        "![[Two]]",
        f"[[node:{OUTLIERS}|x]]",
        "[[node:gone]]",
        "[[resource:r1]]",
        "#tag",
        "#a/b",
        "# head #no",
        "`[[One]]`",
        "```",
        "\n",
        " ",
        "One",
        "Outliers",
        "attachment:" + "0" * 64,
        "words",
        "[[C# [x]]]",
    ]
)
BODIES = st.lists(PIECES, max_size=12).map(" ".join)


class Notes(RuleBasedStateMachine):
    """Random saves, renames, trips to the trash, undos and redos."""

    notes = Bundle("notes")

    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench()
        self.undos: list[Callable[[datetime], Done]] = []

    def remember(self, done: Done) -> None:
        if done.undo is not None:
            self.undos.append(done.undo)

    @initialize(target=notes)
    def first(self) -> str:
        return self.bench.free("One", "[[Two]]")

    @rule(target=notes, title=TITLES, body=BODIES)
    def make(self, title: str, body: str) -> str:
        return self.bench.free(title, body)

    @rule(target=notes, node=st.sampled_from([OUTLIERS, SCALING]), body=BODIES.filter(bool))
    def write_topic(self, node: str, body: str) -> str:
        note_id = self.bench.topic(node, body)
        return note_id if self.bench.repository.get(note_id) is not None else self.first()

    @rule(note_id=notes, body=BODIES, note_of=notes)
    def save(self, note_id: str, body: str, note_of: str) -> None:
        if self.bench.repository.get(note_id) is not None:
            self.bench.write(note_id, f"{body} [[note:{note_of}]]")

    @rule(note_id=notes, title=TITLES)
    def rename(self, note_id: str, title: str) -> None:
        with suppress(ExpectedError):
            self.remember(self.bench.service.rename(note_id, title, self.bench.now))

    @rule(note_id=notes)
    def trash(self, note_id: str) -> None:
        if self.bench.repository.get(note_id) is not None:
            self.remember(self.bench.service.trash(note_id, self.bench.now))

    @rule(note_id=notes)
    def restore(self, note_id: str) -> None:
        if self.bench.repository.get(note_id) is not None:
            self.remember(self.bench.service.restore(note_id, self.bench.now))

    @rule(note_id=notes)
    def restore_revision(self, note_id: str) -> None:
        for revision in self.bench.service.revisions(note_id)[-1:]:
            self.remember(self.bench.service.restore_revision(note_id, revision.id, self.bench.now))

    @rule(note_id=notes)
    def link_mention(self, note_id: str) -> None:
        target = LinkTarget(LinkKind.NOTE, note_id)
        for mention in self.bench.service.unlinked_mentions(target)[:1]:
            self.remember(self.bench.service.link_mention(mention, target, self.bench.now))

    @rule(which=st.integers(0, 5))
    def undo(self, which: int) -> None:
        if self.undos:
            with suppress(ExpectedError):
                self.remember(self.undos.pop(-1 - which % len(self.undos))(self.bench.now))

    @rule(minutes=st.integers(1, 20))
    def wait(self, minutes: int) -> None:
        self.bench.later(minutes=minutes)

    @rule()
    def month(self) -> None:
        self.bench.later(days=31)
        self.bench.service.purge_expired(self.bench.now)

    @invariant()
    def index_says_what_texts_say(self) -> None:
        bench = self.bench
        for note_id in bench.repository.ids():
            note = bench.service.get(note_id)
            links, tags, attachments = bench.derived(note_id)
            if note.trashed_at is not None:
                assert (links, tags) == ([], set())
                continue
            written = [link for link in parse_links(note.body) if link.title]
            targets = [bench.service.resolve(link) for link in written]
            assert links == [
                (target.kind, target.id, link.shown, link.line) for target, link in zip(targets, written, strict=True)
            ]
            assert tags == with_parents(parse_tags(note.body))
            assert attachments >= set(parse_attachments(note.body))
            row = bench.database.row("SELECT * FROM note WHERE id = ?", (note_id,))
            assert row is not None
            assert row["words"] == word_count(note.body)
            assert row["title_key"] == title_key(note.title)

    @invariant()
    def full_text_is_whole(self) -> None:
        self.bench.database.connection.execute("INSERT INTO note_fts (note_fts, rank) VALUES ('integrity-check', 1)")

    @invariant()
    def one_note_for_a_node(self) -> None:
        rows = self.bench.database.rows(
            "SELECT anchor FROM note WHERE anchor IS NOT NULL AND trashed_at IS NULL GROUP BY anchor HAVING count(*) > 1"
        )
        assert rows == []

    def teardown(self) -> None:
        self.bench.database.close()


Notes.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestNotes = Notes.TestCase
