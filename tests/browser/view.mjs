// SPDX-License-Identifier: GPL-2.0-or-later
//
// A paragraph where it is printed: the PDF at its page with the paragraph marked, or
// the text of the report.
import { deepEqual, equal, match, ok, origin, run, until } from "./harness.mjs";

const paragraph = "/view/wyndmoor-2015-03-26/7"; // on page 4 of 6
const opening = "Case recording is weak.";
const hasPdfjs = (await fetch(`${origin}/pdfjs/pdf.min.mjs`)).ok;

async function open(t, address = paragraph) {
  await t.open(address);
  await t.sees(".found", /marked on page/);
  await drawn(t, 4);
}

const drawn = (t, page) =>
  until(() => t.page.$(`.sheet:nth-child(${page}) canvas`), `page ${page}`);

/** The words of the text layer that the mark covers. */
const marked = (t) =>
  t.page.evaluate(() => {
    const boxes = [...document.querySelectorAll("polygon")].map((mark) =>
      mark.getBoundingClientRect());
    return [...document.querySelectorAll(".textLayer span")].filter((span) => {
      const { left, right, top, bottom } = span.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      return boxes.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
    }).map((span) => span.textContent).join(" ").replace(/\s+/g, " ").trim();
  });

const isSeen = (t, selector) =>
  t.page.$eval(selector, (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

const current = (t) => t.page.$eval("[name=page]", (field) => field.value);

const locate = (t, text, pieces) =>
  t.page.evaluate((wanted, strs) => {
    const found = locate(wanted, strs.map((str) => ({ str })));
    return found.marks.map(({ n, begin, end }) => strs[n].slice(begin, end));
  }, text, pieces);

const drawing = {
  async "the PDF is at the page of the paragraph, which is marked"(t) {
    await open(t);
    equal(await t.text(".found"), "The paragraph is marked on page 4.");
    equal(await current(t), "4");
    ok(await isSeen(t, "polygon"));
    await until(async () => (await marked(t)) !== "");
    match(await marked(t), new RegExp(`^${opening}`));
    equal(await marked(t), await t.text("#passage"));
    match(await t.page.title(), /^Wyndmoor, .*, page 4 – /);
  },

  async "pages are turned and chosen"(t) {
    await open(t);
    await t.page.click("[name=next]");
    await drawn(t, 5);
    await until(async () => (await current(t)) === "5");
    await t.page.click("[name=prev]");
    await until(async () => (await current(t)) === "4");
    await t.page.click("[name=page]", { clickCount: 3 });
    await t.keys("6", "Enter");
    await drawn(t, 6);
    await until(async () => (await current(t)) === "6");
    ok(await t.page.$eval("[name=next]", (button) => button.disabled));
    await t.page.click("[name=mark]");
    await until(() => isSeen(t, "polygon"));
  },

  async "the mark stays with the words at any size"(t) {
    const width = () => t.page.$eval(".sheet:nth-child(4) canvas", (c) => c.width).catch(() => 0);
    await open(t);
    const before = await width();
    await t.page.click("[name=in]");
    await t.page.click("[name=in]");
    await until(async () => (await width()) > 1.5 * before);
    equal(await marked(t), await t.text("#passage"));
    await t.size(400);
    await until(async () => (await width()) < before);
    equal(await marked(t), await t.text("#passage"));
  },

  async "the place stays when the window changes"(t) {
    const scale = () => t.page.$eval(".pages", (e) =>
      +getComputedStyle(e).getPropertyValue("--total-scale-factor"));
    // Where the mark is, as a share of the window.
    const place = () => t.page.$eval("polygon", (e) => {
      const { top, bottom } = e.getBoundingClientRect();
      return (top + bottom) / 2 / innerHeight;
    });
    await t.size(1200);
    await open(t);
    await until(() => isSeen(t, "polygon"));
    // The paragraph is beside the pages in a wide window, and above them otherwise.
    for (const [width, height] of [[500, 900], [1200, 900], [700, 600], [400, 900], [1400, 700]]) {
      const before = await scale();
      await t.size(width, height);
      await until(async () => (await scale()) !== before);
      await until(async () => Math.abs((await place()) - 0.5) < 0.06,
                  `the mark in the middle at ${width}`);
      equal(await current(t), "4");
    }
    // Also where somebody has scrolled to.
    await t.page.click("[name=next]");
    await t.page.evaluate(() => scrollBy(0, 200));
    const where = () => t.page.$eval(".sheet:nth-child(5)", (e) => {
      const { top, height } = e.getBoundingClientRect();
      return (innerHeight / 2 - top) / height;
    });
    await until(async () => (await current(t)) === "5");
    const before = await where();
    await t.size(420);
    await until(async () => Math.abs((await where()) - before) < 0.01);
    await t.page.click("[name=in]");
    ok(Math.abs((await where()) - before) < 0.01);
  },

  async "all of it is done by keyboard"(t) {
    await open(t);
    // On the way are links at the top.
    await t.tabTo("[name=mark]");
    await t.keys("Enter");
    await until(async () => (await isSeen(t, "polygon")) && (await current(t)) === "4");
    await t.page.keyboard.down("Shift");
    await t.tabTo("[name=next]");
    await t.page.keyboard.up("Shift");
    await t.keys("Enter");
    await until(async () => (await current(t)) === "5");
    await t.tabTo(".pages");
    await t.keys("ArrowLeft");
    await until(async () => (await current(t)) === "4");
    const scale = () => t.page.$eval(".pages", (e) =>
      +getComputedStyle(e).getPropertyValue("--total-scale-factor"));
    const before = await scale();
    await t.keys("+");
    ok((await scale()) > before);
    await t.keys("-", "-");
    ok((await scale()) < before);
  },

  async "one goes on to the next hit, and back"(t) {
    await open(t, `${paragraph}?q=case%20recording%20weak&authority=Wyndmoor`);
    const here = t.address;
    await Promise.all([t.page.waitForNavigation(), t.page.click("a[rel=next]")]);
    match(t.address, /^\/view\/wyndmoor-2015-03-26\/\w+\?q=case recording weak&authority=Wyndmoor/);
    await t.sees(".found", /marked on page/);
    await t.page.goBack();
    equal(t.address, here);
    await t.sees(".found", /marked on page 4/);
  },

  async "it can be read at any width, in light and dark"(t) {
    for (const scheme of ["light", "dark"])
      for (const width of [320, 1000, 2560]) {
        await t.scheme(scheme);
        await t.size(width);
        await open(t);
        await t.fits();
        await t.axe();
      }
  },

  async "what is on the screen is printed, a page on a sheet"(t) {
    await open(t);
    const drawn = await t.count(".sheet canvas");
    for (const landscape of [false, true]) {
      const paper = Buffer.from(await t.page.pdf({ format: "A4", landscape })).toString("latin1");
      equal(paper.match(/\/Type *\/Page\b/g).length, 1 + drawn);
    }
    await t.page.emulateMediaType("print");
    ok(await t.page.$eval(".on-paper", (e) => e.checkVisibility()));
    equal(await t.page.$eval(".textLayer", (e) => e.checkVisibility()), false);
    const [page, paper] = await t.page.$eval(".sheet:has(canvas)", (e) => {
      const { width, height } = e.getBoundingClientRect();
      const { width: w, height: h } = e.querySelector("canvas");
      return [width / height, w / h];
    });
    ok(Math.abs(page - paper) < 0.01, "its shape is that of the page");
  },

  async "without scripts there are links instead"(t) {
    await t.noJs();
    await t.open(paragraph);
    match(await t.text(".paper noscript"), /open the PDF at page 4/);
    ok(await t.page.$('noscript a[href="/original/wyndmoor-2015-03-26#page=4"]'));
    await Promise.all([t.page.waitForNavigation(), t.page.click("noscript a + a")]);
    match(t.address, /^\/text\/wyndmoor-2015-03-26\/7#7$/);
    match(await t.text("mark"), new RegExp(`^${opening}`));
    await until(() => isSeen(t, "mark"), "the mark is seen");
  },

  async "what is between the parts of a paragraph is not marked"(t) {
    await open(t);
    const text = "The “first” difficult meeting is self-governing, and it is co-operative to the end.";
    deepEqual(
      await locate(t, text, [
        "The first meal is late.",
        "23.", "The ‘ﬁrst’ diﬃ-", "cult meeting is self-", "governing, and3 ",
        "3 A note that is at the foot of the page", "12", "Inspection of Wyndmoor",
        "it  is co­operative", "to the end. The next one.",
      ]),
      ["The ‘ﬁrst’ diﬃ-", "cult meeting is self-", "governing, and",
       "it  is co­operative", "to the end."],
    );
    deepEqual(await locate(t, "Kites are late.", ["Boats are", "in the port."]), []);
    deepEqual(await locate(t, "", ["Boats"]), []);
    // Of two places, that with all of the words.
    deepEqual(
      await locate(t, "The boats are late, and many of them leak.", [
        "The boats are late, which is known.", "The boats are late,", "and many of them leak.",
      ]),
      ["The boats are late,", "and many of them leak."],
    );
  },
};

if (!hasPdfjs) console.log("skipped: the PDFs; this build has no pdf.js");
await run({
  ...(hasPdfjs ? drawing : {}),

  async "a report in another format is shown as text, with the paragraph marked"(t) {
    await t.noJs();
    await t.open("/view/northmere-2010-02-19/23?q=case+recording");
    equal(t.address, "/text/northmere-2010-02-19/23?q=case recording#23");
    equal(await t.count("mark"), 1);
    await until(() => isSeen(t, "mark"), "the mark is seen");
    for (const width of [320, 1000]) {
      await t.size(width);
      await t.fits();
    }
  },

  async "from a hit one goes through the originals, and back to the results"(t) {
    const go = (selector) =>
      Promise.all([t.page.waitForNavigation(), t.page.click(selector)]);
    const search = "/?q=case recording&authority=Northmere";
    await t.open(search);
    const ids = await t.page.$$eval(".hit h3 a", (links) =>
      links.map((link) => link.pathname.replace("/paragraph/", "")));
    await go(".hit .actions a[href^='/view/']");
    equal(t.address.split("?")[0], `/text/${ids[0]}`);
    await go("a[rel=next]");
    equal(t.address.split("?")[0], `/text/${ids[1]}`);
    await go("main a[href^='/?']");
    equal(t.address, search);
  },

  async "the text is for everyone"(t) {
    await t.open("/text/northmere-2010-02-19/23");
    await t.axe();
    await t.scheme("dark");
    await t.axe();
  },

  async "hostile text is only text"(t) {
    await t.open("/?q=brimborion");
    const hits = await t.page.$$eval('a[href^="/paragraph/"]', (links) =>
      links.map((link) => link.pathname.replace("/paragraph/", "/view/")));
    ok(hits.length > 0);
    for (const address of new Set(hits)) {
      await t.open(address);
      match(t.address, /^\/text\//);
      equal(await t.count("main script, main img"), 0);
    }
  },
});
