// SPDX-License-Identifier: GPL-2.0-or-later
//
// tips.js: Escape dismisses the explanation that is shown beside what has the focus
// or the pointer, until it is shown again.
"use strict";

{
  findings.on("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const tip of document.querySelectorAll(".tip:hover, .tip:focus-within")) {
      const back = () => tip.classList.remove("hushed");
      tip.classList.add("hushed");
      tip.addEventListener("focusout", back, { once: true });
      tip.addEventListener("pointerleave", back, { once: true });
    }
  });
}
