// SPDX-License-Identifier: GPL-2.0-or-later
//
// The PDF of a report, drawn by pdf.js: its pages below each other, each of them
// when it comes near, beginning at that of the paragraph, which is marked.
"use strict";

async function viewPdf(paper) {
  // Both are large: neither waits for the other.
  const workerPort = new Worker("/pdfjs/pdf.worker.min.mjs", { type: "module" });
  const pdfjs = await import("/pdfjs/pdf.min.mjs");
  const form = paper.querySelector(".tools");
  const tools = form.elements;
  const said = paper.querySelector(".found");
  const passage = document.getElementById("passage");
  const SVG = "http://www.w3.org/2000/svg";

  pdfjs.GlobalWorkerOptions.workerPort = workerPort;
  const pdf = await pdfjs.getDocument({
    url: paper.dataset.pdf,
    standardFontDataUrl: "/pdfjs/standard_fonts/",
    wasmUrl: "/pdfjs/wasm/",
    iccUrl: "/pdfjs/iccs/",
    useWorkerFetch: true,
    isEvalSupported: false,
  }).promise;
  const clamp = (n) => Math.min(Math.max(n, 1), pdf.numPages);
  const first = clamp(+paper.dataset.page);
  const { width, height } = (await pdf.getPage(first)).getViewport({ scale: 1 });
  let current = first;
  let zoom = 1;
  let scale = 1; // CSS pixels of a point
  let at = 0; // how much of the current page is above the middle of the window
  let wide; // the width for which that is known

  const make = (name, into, ns) => {
    const made = ns ? document.createElementNS(ns, name) : document.createElement(name);
    into.append(made);
    return made;
  };
  const pages = paper.querySelector(".pages");
  const sheets = Array.from({ length: pdf.numPages }, (_, i) => {
    const box = make("div", pages);
    box.className = "sheet";
    box.role = "group";
    box.ariaLabel = `Page ${i + 1}`;
    return { n: i + 1, box, drawn: 0, near: false };
  });
  const setSize = (sheet, w, h) => {
    sheet.box.style.setProperty("--w", w);
    sheet.box.style.setProperty("--h", h);
  };
  sheets.forEach((sheet) => setSize(sheet, width, height));

  async function draw(sheet) {
    const sharp = scale * devicePixelRatio;
    if (sheet.drawn === sharp) return;
    sheet.drawn = sharp;
    const page = await pdf.getPage(sheet.n);
    const plain = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: sharp });
    const canvas = document.createElement("canvas");
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    canvas.ariaHidden = "true";
    setSize(sheet, plain.width, plain.height);
    sheet.task?.cancel();
    sheet.task = page.render({ canvas, viewport });
    try {
      await sheet.task.promise;
    } catch {
      return; // it is drawn in another size, or not near any more
    }
    sheet.box.querySelector("canvas")?.remove();
    sheet.box.prepend(canvas);
    if (sheet.box.querySelector(".textLayer")) return;
    const container = make("div", sheet.box);
    container.className = "textLayer";
    await new pdfjs.TextLayer({
      textContentSource: page.streamTextContent(),
      container,
      viewport: page.getViewport({ scale }),
    }).render();
  }
  const place = () => sheets[current - 1].box.getBoundingClientRect();
  // Where it is now, unless a change of the window has moved all: then it was before.
  function remember() {
    if (pages.clientWidth !== wide) return;
    const { top, height } = place();
    at = (innerHeight / 2 - top) / height;
  }
  function setZoom(to) {
    zoom = Math.min(Math.max(to, 0.5), 3);
    wide = pages.clientWidth;
    const fitting = Math.min((wide - 2) / width, 2);
    if (fitting * zoom === scale) return;
    scale = fitting * zoom;
    pages.style.setProperty("--total-scale-factor", scale);
    const { top, height } = place();
    scrollBy(0, top + at * height - innerHeight / 2);
    sheets.filter((sheet) => sheet.near).forEach(draw);
  }
  function go(n) {
    sheets[clamp(n) - 1].box.scrollIntoView();
    setCurrent(clamp(n));
  }
  function setCurrent(n) {
    current = n;
    remember();
    tools.page.value = n;
    tools.prev.disabled = n === 1;
    tools.next.disabled = n === pdf.numPages;
  }

  // Where the paragraph is, on its page and the next.
  async function mark() {
    const pieces = [];
    for (let n = first; n <= Math.min(first + 1, pdf.numPages); n++) {
      const page = await pdf.getPage(n);
      const { items } = await page.getTextContent();
      const viewport = page.getViewport({ scale: 1 });
      pieces.push(...items.map((item) => ({ ...item, n, viewport })));
    }
    const { marks, share } = locate(passage.textContent, pieces);
    if (share < 0.5) return [];
    for (const { n, begin, end } of marks) {
      const { str, width, transform, viewport, n: number } = pieces[n];
      const { box } = sheets[number - 1];
      const [a, b, c, d, x, y] = pdfjs.Util.transform(viewport.transform, transform);
      const along = width / str.length / (Math.hypot(a, b) || 1);
      const corner = (at, up) =>
        `${x + a * along * at + c * up},${y + b * along * at + d * up}`;
      let svg = box.querySelector("svg");
      if (!svg) {
        svg = make("svg", box, SVG);
        svg.setAttribute("viewBox", `0 0 ${viewport.width} ${viewport.height}`);
        svg.setAttribute("aria-hidden", "true");
      }
      make("polygon", svg, SVG).setAttribute("points",
        [corner(begin, -0.25), corner(end, -0.25), corner(end, 0.9), corner(begin, 0.9)].join(" "));
    }
    // A line beside them, for those who do not see the colour.
    for (const svg of pages.querySelectorAll("svg")) {
      const { x, y, height } = svg.getBBox();
      make("path", svg, SVG).setAttribute("d", `M${x - 6} ${y}v${height}`);
    }
    return [...new Set(marks.map(({ n }) => pieces[n].n))];
  }
  const toMark = () => pages.querySelector("polygon")?.scrollIntoView({ block: "center" });

  form.hidden = pages.hidden = false;
  tools.page.max = pdf.numPages;
  form.querySelector(".count").textContent = `of ${pdf.numPages}`;
  const deeds = {
    prev: () => go(current - 1),
    next: () => go(current + 1),
    out: () => setZoom(zoom / 1.25),
    in: () => setZoom(zoom * 1.25),
    mark: toMark,
  };
  form.onclick = ({ target }) => deeds[target.name]?.();
  form.onsubmit = (event) => event.preventDefault();
  tools.page.onchange = () => go(+tools.page.value || current);
  pages.onkeydown = ({ key, ctrlKey, altKey, metaKey }) => {
    const deed = { "+": "in", "=": "in", "-": "out" }[key] ??
      (zoom <= 1 && { ArrowLeft: "prev", ArrowRight: "next" }[key]);
    if (!ctrlKey && !altKey && !metaKey) deeds[deed]?.();
  };

  setZoom(1);
  go(first);
  const observe = (rootMargin, seen) => {
    const observer = new IntersectionObserver((entries) => entries.forEach((entry) =>
      seen(sheets.find(({ box }) => box === entry.target), entry.isIntersecting)),
    { rootMargin });
    sheets.forEach(({ box }) => observer.observe(box));
  };
  observe("50%", (sheet, isNear) => {
    sheet.near = isNear;
    if (isNear) return draw(sheet);
    sheet.task?.cancel();
    sheet.drawn = 0;
    sheet.box.querySelector("canvas")?.remove();
  });
  // The page in the middle of the window.
  observe("-50% 0px", (sheet, isThere) => isThere && setCurrent(sheet.n));
  onscroll = remember;
  new ResizeObserver(() => setZoom(zoom)).observe(pages);

  if (!passage) return;
  const on = await mark();
  tools.mark.hidden = on.length === 0;
  toMark();
  said.textContent = on.length === 0
    ? `The paragraph is on page ${first}, but its words are not found there.`
    : `The paragraph is marked on page ${on.join(" and page ")}.`;
}

for (const paper of document.querySelectorAll("[data-pdf]"))
  viewPdf(paper).catch((error) => {
    const said = paper.querySelector(".found");
    said.classList.add("problem");
    said.textContent = `The PDF cannot be drawn (${error.message}). ` +
      "Open the file itself, or read the text of the report.";
  });
