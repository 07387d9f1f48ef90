// SPDX-License-Identifier: GPL-2.0-or-later
//
// page.js: the search while one types, and without loading whole pages. What is shown
// is always what the address says: a change fetches the changed address with
// part=results, and puts the answer in place of #results. Its first element has the
// title of the page as data-title.
"use strict";

const findings = (() => {
  const PAUSE = 80; // ms without a key after which is searched
  const SPEAK = 900; // ms after which a screen reader says what was found
  const REMEMBER = 120; // ms after scrolling until the place is remembered
  const showing = []; // called with whatever was put into the page
  const name = " – findings";
  const gone = "findings-web does not answer. Start it again with: findings web";
  let said, speaking;

  const byId = (id) => document.getElementById(id);
  const on = (type, listener, early) => document.addEventListener(type, listener, early);

  /** A new element with these properties. */
  const make = (tag, properties) =>
    Object.assign(document.createElement(tag), properties);

  /** Let screen readers say it, after what they say now. */
  function say(text, delay = 0) {
    if (!said) {
      said = make("p", { className: "said", role: "status" });
      document.body.append(said);
    }
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      said.textContent = "";
      requestAnimationFrame(() => (said.textContent = text));
    }, delay);
  }

  /** Call this with the document, which has been read, and with every part that is
   * put into it later. */
  function onShow(f) {
    showing.push(f);
    f(document);
  }

  function show(part) {
    for (const f of showing) f(part);
  }

  /** Whether keys are text where the focus is. */
  const isTyping = () =>
    document.activeElement?.matches("input:not([type=checkbox]), textarea, select");

  // The results.

  const results = () => byId("results");
  const box = () => byId("q");
  let asking, pausing; // the fetch that is on its way; the timer of the next
  let isFresh = true; // nothing was typed since the view was chosen

  /** What finds the element that has the focus again, when it has been replaced. */
  function focusKey(root) {
    const e = document.activeElement;
    if (!e || e === root || !root.contains(e)) return null;
    const at = (attribute) =>
      e.hasAttribute(attribute)
        ? `[${attribute}="${CSS.escape(e.getAttribute(attribute))}"]`
        : "";
    return e.id
      ? `#${CSS.escape(e.id)}`
      : e.localName + at("name") + at("value") + at("data-key");
  }

  function put(html) {
    const root = results();
    const key = focusKey(root);
    const open = [...root.querySelectorAll("details[id][open]")].map((e) => e.id);

    root.innerHTML = html;
    for (const id of open) byId(id)?.setAttribute("open", "");
    if (key) (root.querySelector(key) ?? root).focus({ preventScroll: true });
    show(root);
    const title = root.firstElementChild?.dataset.title;
    if (title) document.title = title + name;
    return title;
  }

  /** Let the controls that are not among the results say what the address says. */
  function follow(url) {
    for (const e of box()?.form.elements ?? []) {
      const values = url.searchParams.getAll(e.name);
      if (!e.name || e === box() || results().contains(e)) continue;
      if (e.type === "checkbox") e.checked = values.includes(e.value);
      else e.value = values[0] ?? "";
    }
  }

  function fail(text) {
    results().querySelector(":scope > .problem")?.remove();
    results().prepend(make("p", { className: "problem", textContent: text }));
    say(text);
  }

  /** Show the address in place of the results. how is "push" or "replace" for the
   * browser's history; null if it has the address already, or words were typed. */
  async function go(address, how, { isTyped = false, scroll } = {}) {
    const url = new URL(address, location.href);

    asking?.abort();
    clearTimeout(pausing);
    const mine = (asking = new AbortController());
    const part = new URL(url);
    part.searchParams.set("part", "results");
    results().setAttribute("aria-busy", "true");
    try {
      const reply = await fetch(part, { signal: mine.signal });
      const html = await reply.text();
      if (mine.signal.aborted) return;
      if (reply.redirected) {
        url.search = new URL(reply.url).search;
        url.searchParams.delete("part");
        if (box()) box().value = url.searchParams.get("q") ?? "";
      }
      // An unfinished query often cannot be read: what was found before remains
      // until the pause is longer.
      if (!reply.ok && isTyped) {
        await new Promise((resolve) => setTimeout(resolve, SPEAK));
        if (mine.signal.aborted) return;
      }
      if (isTyped) {
        // Going back undoes all that was typed since something was chosen.
        how = isFresh ? "push" : "replace";
        isFresh = false;
      }
      if (how === "push") history.pushState({}, "", url);
      else if (how === "replace") history.replaceState(history.state, "", url);
      follow(url);
      say(put(html) ?? results().textContent.trim(), isTyped ? SPEAK : 0);
      if (scroll !== undefined) scrollTo(0, scroll);
    } catch (error) {
      if (error.name !== "AbortError") fail(gone);
    } finally {
      if (asking === mine) {
        asking = null;
        results().removeAttribute("aria-busy");
      }
    }
  }

  /** The address of the search with these words, and all else as it is. */
  function withWords(words) {
    const url = new URL(location.href);
    url.searchParams.delete("offset");
    if (words.trim()) url.searchParams.set("q", words);
    else url.searchParams.delete("q");
    url.hash = "";
    return url;
  }

  /** The address of a form, as the browser would make it, without what is empty. */
  function addressOf(form) {
    const url = new URL(form.action);
    for (const [key, value] of new FormData(form))
      if (value) url.searchParams.append(key, value);
    if (box() && url.pathname === location.pathname) {
      url.searchParams.delete("q");
      if (box().value.trim()) url.searchParams.set("q", box().value);
    }
    return url;
  }

  /** Whether the address is that of this page with other arguments. */
  const isHere = (url) =>
    results() && url.origin === location.origin && url.pathname === location.pathname;

  function typed() {
    // The name of a saved query is only one when it is whole.
    if (!results() || box().value.startsWith("@")) return;
    clearTimeout(pausing);
    pausing = setTimeout(() => go(withWords(box().value), null, { isTyped: true }), PAUSE);
  }

  function chose(url) {
    isFresh = true;
    const below = results().getBoundingClientRect().top < 0;
    return go(url, url.href === location.href ? null : "push").then(() => {
      if (below && url.searchParams.has("offset")) results().scrollIntoView();
    });
  }

  on("input", (event) => {
    if (event.target === box() && box()) typed();
  });

  on("submit", (event) => {
    const form = event.target;
    if (form.method !== "get" || !isHere(new URL(form.action))) return;
    event.preventDefault();
    chose(form.contains(box()) ? withWords(box().value) : addressOf(form));
  });

  on("change", (event) => {
    const form = event.target.form;
    if (!form || event.target === box()) return;
    if (form.method === "get" && isHere(new URL(form.action))) chose(addressOf(form));
  });

  on("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (
      !link || event.defaultPrevented || event.button !== 0 || link.download ||
      event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
    )
      return;
    const url = new URL(link.href.baseVal ?? link.href, location.href);
    if (!isHere(url) || url.hash || !results().contains(link)) return;
    event.preventDefault();
    chose(url).then(() => box() && (box().value = url.searchParams.get("q") ?? ""));
  });

  if ("scrollRestoration" in history) {
    let remembering;
    addEventListener("scroll", () => {
      clearTimeout(remembering);
      remembering = setTimeout(() => {
        if (results() && !asking)
          history.replaceState({ ...history.state, scroll: scrollY }, "");
      }, REMEMBER);
    });
    addEventListener("popstate", (event) => {
      if (!results() || location.hash) return;
      isFresh = true;
      if (box()) box().value = new URL(location.href).searchParams.get("q") ?? "";
      go(location.href, null, { scroll: event.state?.scroll ?? 0 });
    });
    if (results()) {
      history.scrollRestoration = "manual";
      if (history.state?.scroll) scrollTo(0, history.state.scroll);
    }
  }

  on("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping() || !box()) return;
    event.preventDefault();
    box().focus();
    box().select();
  });

  // Copying and saving.

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https, on another computer, there is only the old way.
      const area = make("textarea", { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  /** Save the blob as a file of this name. */
  function download(blob, download) {
    const link = make("a", { href: URL.createObjectURL(blob), download });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  on("click", async (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    const from = document.querySelector(button.dataset.copy);
    await copy(from?.href ?? from?.textContent.replace(/\s+/g, " ").trim() ?? "");
    const label = button.textContent;
    button.textContent = "Copied";
    say("Copied");
    setTimeout(() => (button.textContent = label), 2000);
  });

  onShow((root) => {
    for (const e of root.querySelectorAll("button[data-copy]")) e.hidden = false;
  });

  return {
    byId, on, make, say, onShow, chose, withWords, box, results, download, gone,
  };
})();
