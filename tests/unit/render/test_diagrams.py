from __future__ import annotations

import pytest

from studydesk.render import diagrams
from studydesk.render.diagrams import Diagrams
from studydesk.render.markdown import RenderContext, render

KINDS = {
    "flow": "graph TD\n A[Raw data] --> B{Missing?}\n B -->|yes| C[Impute]",
    "sequence": "sequenceDiagram\n Client->>Server: predict\n Server-->>Client: 0.7",
    "state": "stateDiagram-v2\n [*] --> Trained\n Trained --> [*]",
    "class": "classDiagram\n Estimator <|-- Scaler",
    "er": "erDiagram\n USER ||--o{ ORDER : places",
}


def html_of(text: str) -> str:
    return render(text, context=RenderContext()).html


@pytest.mark.parametrize("source", KINDS.values(), ids=KINDS)
def test_diagrams_are_drawn_offline(source: str) -> None:
    html = html_of(f"Before\n\n```mermaid\n{source}\n```\n\nAfter")
    assert html.count("<svg") == 1
    assert "Source of the diagram" in html
    assert "@import" not in html
    assert "http" not in html
    assert "<style" not in html


def test_what_cannot_be_drawn_is_its_source_with_a_sentence() -> None:
    html = html_of('```mermaid\npie title X\n "<b>" : 3\n```')
    assert "<svg" not in html
    assert "This diagram is not drawn: Invalid mermaid header" in html
    assert "&lt;b&gt;" in html


def test_words_in_a_diagram_are_words() -> None:
    html = html_of('```mermaid\ngraph TD\n A["<img src=x onerror=alert(1)>"] --> B[<script>x</script>]\n```')
    assert "<script" not in html
    assert "<img" not in html


def test_a_hostile_diagram_ends_and_the_next_text_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagrams, "BUDGET", 0.5)
    edges = "\n".join(f" n{a} --> n{(a * 7 + b) % 90}" for a in range(90) for b in range(12))
    drawn = Diagrams()
    assert "not drawn" in drawn.html(f"graph TD\n{edges}")
    assert "took too long" in drawn.html("graph TD\n A --> B1")
    assert "<svg" in Diagrams().html("graph TD\n A --> B2")


def test_without_the_script_the_source_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(diagrams, "_ENGINE", diagrams._Engine())
    monkeypatch.setattr(diagrams, "assets_dir", lambda: tmp_path)
    assert "not drawn" in Diagrams().html("graph TD\n A --> Nowhere")
