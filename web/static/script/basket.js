// SPDX-License-Identifier: GPL-2.0-or-later
//
// basket.js: the paragraphs that somebody has kept: their ids, notes and order, in
// this browser's localStorage. What they say comes from the server each time.
"use strict";

{
  const KEY = "findings-basket";
  const MOST = 500; // of basket.h
  const { byId, on, make, say, onShow, download, gone } = findings;

  /** The items of a basket that was stored or saved; null if it is none. */
  function read(text) {
    try {
      const { items } = JSON.parse(text);
      const ids = new Set();
      return items
        .filter(({ id }) => typeof id === "string" && id && !ids.has(id) && ids.add(id))
        .map(({ id, note, when }) => ({ id, note: String(note ?? ""), when }));
    } catch {
      return null;
    }
  }

  const load = () => read(localStorage.getItem(KEY)) ?? [];

  function store(items) {
    try {
      localStorage.setItem(KEY, JSON.stringify({ items }));
    } catch {
      say("The browser has no room for this. Save the basket as a file and empty it.");
    }
    showCount();
  }

  function showCount() {
    const kept = new Map(load().map((item) => [item.id, item]));
    for (const e of document.querySelectorAll("[data-basket-count]"))
      e.textContent = kept.size ? `(${kept.size})` : "";
    for (const button of document.querySelectorAll("button.keep")) {
      const isKept = kept.has(button.dataset.id);
      button.hidden = false;
      button.textContent = isKept ? "Kept in the basket" : "Keep";
      button.setAttribute("aria-pressed", String(isKept));
    }
  }

  function toggle(id) {
    const items = load();
    const others = items.filter((item) => item.id !== id);
    if (others.length === items.length && items.length >= MOST)
      return say(`The basket is full: it takes ${MOST} paragraphs`);
    if (others.length < items.length) store(others);
    else store([...items, { id, note: "", when: new Date().toISOString() }]);
    say(others.length < items.length ? "Taken out of the basket" : "Kept in the basket");
  }

  onShow(showCount);
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    showCount();
    if (list() && !list().contains(document.activeElement)) fill();
  });
  on("click", (event) => {
    const button = event.target.closest?.("button.keep");
    if (button) toggle(button.dataset.id);
  });

  // The page of the basket.

  const list = () => byId("basket");

  function problem(text) {
    let p = byId("basket-problem");
    if (!p) {
      p = make("p", { id: "basket-problem", className: "problem" });
      list().before(p);
    }
    p.hidden = !text;
    p.textContent = text;
    if (text) say(text);
  }

  function showForms(n) {
    byId("basket-empty").hidden = n > 0;
    for (const part of document.querySelectorAll("#basket-on, #basket-export, [data-basket]"))
      part.hidden = n === 0;
    byId("basket-file").hidden = false;
  }

  async function fill() {
    const items = load();
    const part = make("template");
    for (let from = 0, to; from < items.length; from = to) {
      // As many as fit into an address.
      const url = new URL("/basket?part=items", location.href);
      for (to = from; to < items.length && (to === from || url.href.length < 5000); to++)
        url.searchParams.append("id", items[to].id);
      try {
        const reply = await fetch(url);
        if (!reply.ok) throw reply;
        part.innerHTML += await reply.text();
      } catch {
        problem(gone);
        return;
      }
    }
    for (const li of part.content.children) {
      const { note } = items.find((item) => item.id === li.dataset.id) ?? {};
      li.querySelector("textarea").defaultValue = note ?? "";
      li.draggable = true;
    }
    list().replaceChildren(part.content);
    showForms(items.length);
  }

  /** Keep the order of the list as it is now. */
  function storeOrder() {
    const items = new Map(load().map((item) => [item.id, item]));
    store([...list().children].map((li) => items.get(li.dataset.id)).filter(Boolean));
    showForms(list().children.length);
  }

  function move(li, step) {
    const n = [...list().children].indexOf(li);
    const other = step < 0 ? li.previousElementSibling : li.nextElementSibling;
    if (step === 0) {
      li.remove();
      (other ?? list().lastElementChild ?? byId("main")).focus();
      say("Removed");
    } else if (other) {
      if (step < 0) other.before(li);
      else other.after(li);
      li.querySelector(`[data-move="${step}"]`).focus();
      say(`Now number ${n + 1 + step}`);
    }
    storeOrder();
  }

  async function exportAs(form, format) {
    const { title, style } = Object.fromEntries(new FormData(form));
    try {
      const reply = await fetch("/basket/export?part=problem", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ format, title, style, items: load() }),
      });
      if (!reply.ok) {
        const page = make("template");
        page.innerHTML = await reply.text();
        return problem(page.content.querySelector(".problem")?.textContent ?? "");
      }
      const name = /filename="([^"]+)"/.exec(reply.headers.get("Content-Disposition"));
      download(await reply.blob(), name?.[1] ?? "paragraphs");
      problem("");
      say("Downloaded");
    } catch {
      problem(gone);
    }
  }

  async function open(file) {
    const added = read(await file.text());
    const ids = new Set(load().map((item) => item.id));
    if (!added) return problem(`${file.name} is not a basket that was saved here`);
    const all = [...load(), ...added.filter((item) => !ids.has(item.id))];
    problem(all.length > MOST ? `A basket takes ${MOST} paragraphs; the rest is left out` : "");
    store(all.slice(0, MOST));
    await fill();
    say(`${list().children.length} paragraphs in the basket`);
  }

  onShow((root) => {
    if (root !== document || !list()) return;
    const form = byId("basket-export");
    let dragged;

    list().addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (button) move(button.closest("li"), Number(button.dataset.move));
    });
    list().addEventListener("input", (event) => {
      const { id } = event.target.closest("li").dataset;
      store(load().map((item) =>
        item.id === id ? { ...item, note: event.target.value } : item));
    });
    list().addEventListener("dragstart", (event) => {
      dragged = event.target.closest("li");
      dragged.classList.add("dragged");
    });
    list().addEventListener("dragover", (event) => {
      const over = event.target.closest("li");
      if (!dragged) return;
      event.preventDefault();
      if (!over || over === dragged) return;
      const { top, height } = over.getBoundingClientRect();
      if (event.clientY < top + height / 2) over.before(dragged);
      else over.after(dragged);
    });
    list().addEventListener("dragend", () => {
      dragged?.classList.remove("dragged");
      dragged = undefined;
      storeOrder();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      exportAs(form, event.submitter?.value ?? "docx");
    });
    byId("basket-file").addEventListener("click", (event) => {
      const { basket } = event.target.dataset;
      if (basket === "save")
        download(new Blob([JSON.stringify({ items: load() }, null, 1)],
                          { type: "application/json" }), "basket.json");
      if (basket === "clear" && confirm("Take all paragraphs out of the basket?")) {
        store([]);
        fill();
        say("The basket is empty");
      }
    });
    byId("basket-open").addEventListener("change", (event) => {
      if (event.target.files[0]) open(event.target.files[0]);
      event.target.value = "";
    });
    fill();
  });
}
