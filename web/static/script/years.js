// SPDX-License-Identifier: GPL-2.0-or-later
//
// years.js: years are chosen by dragging over their bars, or with Shift and the arrow
// keys from the bar that has the focus, and Enter.
"use strict";

{
  const { on } = findings;
  let range; // { svg, from, to } while years are being chosen
  let isDone = false; // the click that follows is a part of dragging

  const barOf = (e) => e.closest?.("svg.years [data-year]");
  const barsOf = (svg) => [...svg.querySelectorAll("[data-year]")];
  const yearOf = (bar) => Number(bar.dataset.year);
  const ends = () => [range.from, range.to].sort((a, b) => a - b);

  function extend(bar) {
    range.to = yearOf(bar);
    const [first, last] = ends();
    for (const e of barsOf(range.svg))
      e.classList.toggle("picked", yearOf(e) >= first && yearOf(e) <= last);
  }

  function begin(bar) {
    range = { svg: bar.closest("svg"), from: yearOf(bar) };
    extend(bar);
  }

  function choose() {
    const [first, last] = ends();
    const url = new URL(location.href);
    for (const name of ["year", "offset"]) url.searchParams.delete(name);
    url.searchParams.set("from", first);
    url.searchParams.set("to", last);
    range = undefined;
    findings.chose(url);
  }

  function giveUp() {
    for (const e of range?.svg.querySelectorAll(".picked") ?? [])
      e.classList.remove("picked");
    range = undefined;
  }

  on("pointerdown", (event) => {
    const bar = barOf(event.target);
    isDone = false;
    if (bar && event.button === 0 && findings.results()) begin(bar);
  });
  on("pointermove", (event) => {
    if (!range || !event.buttons) return;
    const away = (bar) => {
      const { left, right } = bar.getBoundingClientRect();
      return Math.abs((left + right) / 2 - event.clientX);
    };
    extend(barsOf(range.svg).reduce((a, b) => (away(b) < away(a) ? b : a)));
  });
  on("pointerup", () => {
    if (!range) return;
    isDone = range.from !== range.to;
    if (isDone) choose();
    else giveUp();
  });
  on("pointercancel", giveUp);
  on("dragstart", (event) => {
    if (barOf(event.target)) event.preventDefault();
  });
  on("click", (event) => {
    if (isDone && barOf(event.target)) event.preventDefault();
    isDone = false;
  }, true);

  on("keydown", (event) => {
    const bar = barOf(event.target);
    if (!bar) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Enter" && range && range.from !== range.to) {
      choose();
    } else if (event.shiftKey && step) {
      const bars = barsOf(bar.closest("svg"));
      const next = bars[bars.indexOf(bar) + step];
      if (!range) begin(bar);
      if (!next) return;
      next.focus();
      extend(next);
      findings.say(`${ends().join(" to ")}; press Enter to choose these years`);
    } else if (event.key === "Escape") {
      giveUp();
    } else {
      if (event.key !== "Shift") giveUp();
      return;
    }
    event.preventDefault();
  });
}
