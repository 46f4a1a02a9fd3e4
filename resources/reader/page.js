// Runs in a world of its own, which the page's content cannot reach; the page's own scripts are off.
// @START@ and @TOKEN@ are filled in for each page: where to be in it, and the word that marks our messages.
(() => {
  "use strict";
  const start = @START@;
  const tell = (kind, data) => console.info("@TOKEN@" + JSON.stringify([kind, data]));
  const EDGE = 24;
  let settled = false;
  let waiting = false;
  let last = 0;
  let expected = 0;

  const sections = () => document.querySelectorAll("h1[id], h2[id], h3[id], h4[id], h5[id], section[id], article[id], tr[id], dt[id]");
  const topOf = (element) => element.getBoundingClientRect().top + window.scrollY;

  function position() {
    const root = document.documentElement;
    let anchor = "";
    let top = 0;
    for (const one of sections()) {
      const at = topOf(one);
      if (at > window.scrollY + EDGE) break;
      anchor = one.id;
      top = at;
    }
    return { anchor, offset: window.scrollY - top, y: window.scrollY, height: root.scrollHeight, view: window.innerHeight };
  }

  // Timers do not run in a page whose scripts are off; frames do.
  function report(now) {
    if (now - last < 80) {
      requestAnimationFrame(report);
      return;
    }
    last = now;
    waiting = false;
    tell("position", position());
  }

  function later() {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(report);
    }
  }

  function go(anchor, offset) {
    const element = anchor ? document.getElementById(anchor) : null;
    window.scrollTo({ top: (element ? topOf(element) : 0) + (element || !anchor ? offset : 0), behavior: "instant" });
  }

  // Faces and pictures arrive after the text and move it. Until they are there, or the reader goes elsewhere, we put ourselves right again.
  function place() {
    if (settled) return;
    go(start.anchor, start.offset);
    expected = window.scrollY;
  }

  function settle() {
    settled = true;
    document.documentElement.style.overflowAnchor = "";
  }

  function addCopyButtons() {
    for (const code of document.querySelectorAll("pre")) {
      const box = code.parentElement && code.parentElement.children.length === 1 && code.parentElement.tagName === "DIV" ? code.parentElement : null;
      const frame = box || document.createElement("div");
      if (!box) {
        code.replaceWith(frame);
        frame.append(code);
      }
      frame.classList.add("sd-code");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sd-copy";
      button.textContent = start.words.copy;
      button.addEventListener("click", (event) => {
        if (!event.isTrusted) return;
        tell("copy", code.textContent);
        button.textContent = start.words.copied;
        button.animate([], { duration: 1500 }).onfinish = () => { button.textContent = start.words.copy; };
      });
      frame.append(button);
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      .sd-code { position: relative; }
      .sd-copy { position: absolute; top: 6px; right: 6px; font: 500 12px/1 Inter, sans-serif; padding: 5px 8px; border-radius: 6px;
        color: var(--muted); background: var(--surface); border: 1px solid var(--border-strong); opacity: 0; cursor: pointer; }
      .sd-code:hover > .sd-copy, .sd-copy:focus-visible { opacity: 1; }
      .sd-copy:hover { color: var(--text); }
      .sd-copy:focus-visible { outline: 2px solid var(--focus); }
      @media print { .sd-copy { display: none; } }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  // The boxes of a note's tasks answer a click; the note itself is changed by the program, which then shows it anew.
  function addTasks() {
    document.querySelectorAll("article input[type=checkbox]").forEach((box, number) => {
      box.disabled = false;
      box.addEventListener("click", (event) => {
        event.preventDefault();
        if (event.isTrusted) tell("task", number);
      });
    });
  }

  if (start.ours) addCopyButtons();
  if (location.host === "note") addTasks();
  // Chromium's own corrections would look like the reader's going elsewhere.
  document.documentElement.style.overflowAnchor = "none";
  place();
  window.addEventListener("scroll", () => {
    if (Math.abs(window.scrollY - expected) > 2) settle();
    later();
  }, { passive: true });
  for (const kind of ["wheel", "keydown", "pointerdown", "touchstart"]) window.addEventListener(kind, settle, { passive: true, once: true });
  window.addEventListener("load", () => document.fonts.ready.then(() => { place(); settle(); later(); }));
  new ResizeObserver(() => { place(); later(); }).observe(document.documentElement);
  const headings = () => JSON.stringify([...document.querySelectorAll("h1[id], h2[id], h3[id], h4[id]")].slice(0, 400)
    .map((one) => [one.id, one.textContent.trim().slice(0, 200), Number(one.tagName[1])]));

  function theme(name) {
    const tokens = document.querySelector("link#tokens");
    if (!start.ours || !tokens) return;
    // The old colours stay until the new ones are there.
    const next = tokens.cloneNode();
    next.href = `studydesk://asset/tokens-${name}.css`;
    next.addEventListener("load", () => {
      tokens.remove();
      document.documentElement.className = name;
      document.documentElement.dataset.theme = name;
    });
    tokens.after(next);
  }

  globalThis.studydesk = { headings, theme, go: (anchor, offset) => { settle(); go(anchor, offset); later(); } };
})();
