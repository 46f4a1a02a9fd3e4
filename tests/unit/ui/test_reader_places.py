from __future__ import annotations

import json

import pytest

from studydesk.domain.path import LearningPath, Node, NodeKind
from studydesk.ui.reader.places import Place, Tab, TabSet, node_of, page_url, present


def tab(url: str) -> Tab:
    return Tab([Place(url)], 0, url)


def test_history_forgets_what_lay_ahead() -> None:
    one = Tab()
    one.visit(Place("a"))
    one.visit(Place("b"))
    assert one.places == [Place("a"), Place("b")]
    one.keep_position("s", 3.0)
    assert one.go(-1)
    assert not one.go(-1)
    assert one.can_go_forward
    one.visit(Place("c"))
    assert [place.url for place in one.places] == ["a", "c"]
    assert not one.can_go_forward


def test_the_start_page_leaves_no_trace() -> None:
    one = Tab()
    one.visit(Place("a"))
    assert not one.can_go_back


def test_closing_brings_the_right_neighbour_and_reopening_the_old_place() -> None:
    tabs = TabSet([tab("a"), tab("b"), tab("c")], 1)
    tabs.close(1)
    assert tabs.tab is not None
    assert tabs.tab.title == "c"
    tabs.close(1)
    assert tabs.tab is not None
    assert tabs.tab.title == "a"
    assert tabs.reopen() == 1
    assert tabs.reopen() == 1
    assert [one.title for one in tabs.tabs] == ["a", "b", "c"]
    assert tabs.reopen() == -1
    assert tabs.tab is not None
    assert tabs.tab.title == "a"


def test_closing_the_last_tab_leaves_nothing_in_front() -> None:
    tabs = TabSet([tab("a")], 0)
    tabs.close(0)
    assert tabs.tab is None
    assert tabs.current == -1


def test_moving_keeps_the_front() -> None:
    tabs = TabSet([tab("a"), tab("b"), tab("c")], 0)
    tabs.move(0, 2)
    assert [one.title for one in tabs.tabs] == ["b", "c", "a"]
    assert tabs.current == 2


def test_state_survives_json() -> None:
    tabs = TabSet([tab("a"), tab("b")], 1)
    tabs.tabs[1].visit(Place("b2", "s1", 12.5))
    again = TabSet.load(json.loads(json.dumps(tabs.save())))
    assert again.tabs == tabs.tabs
    assert again.current == 1


@pytest.mark.parametrize("state", [{}, {"tabs": [1, {"places": []}, {"places": [{"url": 3}]}], "current": "x"}])
def test_unreadable_state_is_passed_over(state: dict[str, object]) -> None:
    assert TabSet.load(state) == TabSet()


def path() -> LearningPath:
    nodes = {
        "b": Node("b", NodeKind.BLOCK, "B", "B", None, ("b.t",)),
        "b.t": Node("b.t", NodeKind.TOPIC, "T", "T", "b", ("b.t.n",), renamed_from=("b.old",)),
        "b.t.n": Node("b.t.n", NodeKind.TOPIC, "N", "N", "b.t"),
    }
    return LearningPath("p", "P", "1", ("b",), nodes)


@pytest.mark.parametrize(
    ("url", "now"),
    [
        ("studydesk://page/b.t.n", "studydesk://page/b.t#b.t.n"),
        ("studydesk://page/b.old", "studydesk://page/b.t"),
        ("studydesk://page/b.t#b.t", "studydesk://page/b.t"),
        ("studydesk://page/b.t#fn1", "studydesk://page/b.t#fn1"),
        ("studydesk://page/gone#x", "studydesk://page/gone#x"),
        ("studydesk://page/path", "studydesk://page/path"),
        ("https://example.org/", "https://example.org/"),
    ],
)
def test_addresses_follow_the_present_path(url: str, now: str) -> None:
    assert present(url, path()) == now


def test_the_node_of_an_address() -> None:
    assert node_of("studydesk://page/b.t#b.t.n", path()) == "b.t.n"
    assert node_of("studydesk://page/b.t#fn1", path()) == "b.t"
    assert node_of("studydesk://resource/r", path()) == ""
    assert page_url("studydesk://page/b.t#x") == "studydesk://page/b.t"
