// SPDX-License-Identifier: GPL-2.0-or-later
//
// suggest.js: what the words in the search box may be meant to become, below the box:
// the combobox with a listbox of WAI-ARIA. The options are made by /suggest; each is
// chosen with the arrow keys and Enter, or with a pointer, and has either the new
// words of the box (data-words) or an address to go to (data-address).
"use strict";

findings.onShow((root) => {
  const box = findings.box();
  if (root !== document || !box || !findings.results()) return;
  const list = findings.make("ul", {
    id: "suggestions", hidden: true, role: "listbox", ariaLabel: "Suggestions",
  });
  let active = -1, asking, pausing;
  const options = () => [...list.children];

  (box.closest(".box") ?? box).after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id,
    "aria-expanded": "false", autocomplete: "off", spellcheck: "false",
  }))
    box.setAttribute(name, value);

  function mark(i) {
    active = i;
    options().forEach((option, k) =>
      option.setAttribute("aria-selected", String(k === i)));
    if (i < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", options()[i].id);
      options()[i].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    asking?.abort();
    clearTimeout(pausing);
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  async function suggest() {
    asking?.abort();
    const mine = (asking = new AbortController());
    const url = new URL("/suggest", location.href);
    url.search = findings.withWords(box.value).search;
    // Where the word begins that is being typed, for the server in bytes.
    const before = new TextEncoder().encode(box.value.slice(0, box.selectionStart));
    url.searchParams.set("at", before.length);
    try {
      const reply = await fetch(url, { signal: mine.signal });
      const html = reply.ok ? await reply.text() : "";
      if (mine.signal.aborted || document.activeElement !== box) return;
      list.innerHTML = html;
      mark(-1);
      list.hidden = !html.trim();
      box.setAttribute("aria-expanded", String(!list.hidden));
    } catch {
      // The answer to the search says what is wrong.
    }
  }

  function choose(option) {
    const { words, address } = option.dataset;
    if (words !== undefined) {
      box.value = words;
      box.focus();
    }
    close();
    const url = address ? new URL(address, location.href) : findings.withWords(words);
    if (address) box.value = url.searchParams.get("q") ?? "";
    if (location.pathname === url.pathname) findings.chose(url);
    else location.assign(url);
  }

  box.addEventListener("input", () => {
    clearTimeout(pausing);
    if (box.value.trim()) pausing = setTimeout(suggest, 80);
    else close();
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close, true);
  box.addEventListener("keydown", (event) => {
    const n = options().length;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !list.hidden) {
      close();
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      choose(options()[active]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden && event.key === "ArrowDown") suggest();
      if (list.hidden || n === 0) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place in the circle is the box itself.
      mark(((active + 1 + step + n + 1) % (n + 1)) - 1);
    } else return;
    event.preventDefault();
  });
  // Before the box loses the focus.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
});
