"""The pages of a path as HTML fragments: semantic elements with class names, no styles and no scripts.

A fragment stands inside `<article>`. What the style sheet finds in it:
`header` with `.eyebrow`, `h1` and `.lead` (`.lead.question` when it is a question); `dl.facts` (each pair in a `div`);
`.notice`; `details.objectives-box` with `.objectives-title` and `ul.objectives`; `div.lesson`, which holds what the renderer made;
`section` with `h2`; `ul.card-list` of `.card-head` (`.card-title`, `.card-meta`) and `.card-body` (`ul.nested`, `.authors`, `.question`);
`dl.entries`; `.table-wrap > table`; `.quiet`; `a.external`.
"""
