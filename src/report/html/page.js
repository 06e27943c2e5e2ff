
"use strict";
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const notes = all("details.remark");
  const toolbar = one(".toolbar");
  const filter = one("#filter");
  const keys = one("#keys");
  const root = document.documentElement;

  // The marks of each finding, by its number.
  const marks = new Map();
  for (const mark of all("mark")) {
    const number = mark.dataset.n;
    if (marks.has(number)) marks.get(number).push(mark);
    else marks.set(number, [mark]);
  }
  const marksOf = (note) => marks.get(note.dataset.n) ?? [];
  // What a note says and marks, to be searched; read once it is asked for.
  const said = new Map();
  const textOf = (note) => {
    if (!said.has(note)) said.set(note, note.textContent.toLowerCase() + " " + marksOf(note).map((mark) => mark.textContent.toLowerCase()).join(" "));
    return said.get(note);
  };

  toolbar.hidden = false;
  let current = null;
  let visible = notes;

  const checked = (name) => new Set(all(`input[name="${name}"]:checked`).map((input) => input.value));
  function apply() {
    const levels = checked("level");
    const families = checked("family");
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    visible = [];
    for (const note of notes) {
      const shown = levels.has(note.dataset.level) && families.has(note.dataset.family) && words.every((word) => textOf(note).includes(word));
      if (shown) visible.push(note);
      if (note.hidden !== shown) continue;
      note.hidden = !shown;
      for (const mark of marksOf(note)) mark.classList.toggle("off", !shown);
    }
    if (current?.hidden) leave();
    count();
  }
  function count() {
    const at = current ? visible.indexOf(current) + 1 : 0;
    const total = notes.length === 1 ? "1 finding" : `${notes.length} findings`;
    const part = visible.length === notes.length ? total : `${visible.length} of ${total}`;
    one("#shown").textContent = at ? `${at} / ${part}` : part;
  }

  function leave() {
    if (!current) return;
    current.classList.remove("current");
    for (const mark of marksOf(current)) mark.classList.remove("current");
    current = null;
  }
  function select(note, open) {
    if (current && current !== note) {
      current.open = false;
      leave();
    }
    current = note;
    note.classList.add("current");
    for (const mark of marksOf(note)) mark.classList.add("current");
    if (open) note.open = true;
    (marksOf(note)[0] ?? note).scrollIntoView({ block: "center" });
    note.querySelector("summary").focus({ preventScroll: true });
    count();
  }
  // Without a finding chosen, the next is the first that is not above the window.
  function step(by) {
    if (!visible.length) return;
    let at = current ? visible.indexOf(current) : -1;
    if (at < 0) {
      const below = visible.findIndex((note) => note.getBoundingClientRect().bottom > toolbar.getBoundingClientRect().bottom);
      at = below < 0 ? visible.length : below;
      if (by > 0) at -= 1;
    }
    select(visible[(at + by + visible.length) % visible.length], true);
  }
  function stepSeed(by) {
    const seeds = all("article.seed");
    const edge = toolbar.getBoundingClientRect().bottom + 80;
    const above = seeds.filter((seed) => seed.getBoundingClientRect().top <= edge).length - 1;
    const here = above >= 0 && by < 0 && seeds[above].getBoundingClientRect().top < 0 ? above + 1 : above;
    seeds[Math.min(Math.max(here + by, 0), seeds.length - 1)]?.scrollIntoView({ block: "start" });
  }

  function theme() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("seedlint-theme", root.dataset.theme); } catch { /* a page from a file may keep nothing */ }
  }
  try {
    const kept = localStorage.getItem("seedlint-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch { /* as above */ }
  function markup() {
    const shown = root.toggleAttribute("data-markup");
    one("#markup").setAttribute("aria-pressed", String(shown));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#f']");
    const mark = event.target.closest("mark:not(.off)");
    if (mark && !link && getSelection().isCollapsed) {
      const note = document.getElementById(`n${mark.dataset.n}`);
      if (note && !note.hidden) select(note, true);
    }
    const summary = event.target.closest(".remark > summary");
    if (summary && summary.parentElement !== current) {
      const note = summary.parentElement;
      leave();
      current = note;
      note.classList.add("current");
      for (const own of marksOf(note)) own.classList.add("current");
      count();
    }
    if (!event.target.closest(".families")) one(".families").open = false;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    const typing = event.target.closest?.("input[type=search], textarea");
    if (event.key === "Escape") {
      if (typing) {
        filter.value = "";
        filter.blur();
        apply();
      } else if (current) {
        const summary = current.querySelector("summary");
        current.open = false;
        leave();
        summary.blur();
        count();
      }
      one(".families").open = false;
      return;
    }
    if (typing) {
      if (event.key === "Enter" && visible.length) {
        leave();
        select(visible[0], true);
        event.preventDefault();
      }
      return;
    }
    const does = {
      j: () => step(1),
      k: () => step(-1),
      J: () => stepSeed(1),
      K: () => stepSeed(-1),
      "/": () => filter.select(),
      "?": () => keys.showModal(),
      m: markup,
      t: theme,
      Enter: () => {
        if (current) current.open = !current.open;
      },
    }[event.key];
    // What is in focus has its own use for Enter.
    if (!does || (event.key === "Enter" && event.target.closest("summary, button, a, input"))) return;
    event.preventDefault();
    does();
  });

  let typed;
  filter.addEventListener("input", () => {
    clearTimeout(typed);
    typed = setTimeout(apply, 80);
  });
  toolbar.addEventListener("change", apply);
  one("#next").addEventListener("click", () => step(1));
  one("#previous").addEventListener("click", () => step(-1));
  one("#markup").addEventListener("click", markup);
  one("#theme").addEventListener("click", theme);
  one("#help").addEventListener("click", () => keys.showModal());

  // On paper, nothing can be opened.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = notes.filter((note) => !note.open);
    for (const note of closed) note.open = true;
  });
  addEventListener("afterprint", () => {
    for (const note of closed) note.open = false;
  });
  count();
})();
