// SPDX-License-Identifier: GPL-2.0-or-later
//
// Views that are tables and pictures.
import { deepEqual, equal, match, ok, run } from "./harness.mjs";

const views = [
  "/matrix?q=case+recording",
  "/matrix?q=case&rows=year&columns=area&count=reports&n=2&order=total",
  "/trend?q=supervision",
  "/trend?q=supervision&by=grade",
  "/trend?q=supervision&against=chronologies",
  "/judgements",
  "/judgements?authority=Northmere",
  "/compare",
  "/compare?side=Northmere&side=Marlingford&q=recording",
  "/compare?authority=Northmere",
  "/absent?q=private+fostering",
  "/absent",
];

/** Follow a link or send a form, and wait for the page that comes. */
const going = (t, action) =>
  Promise.all([t.page.waitForNavigation(), action()]);

/** The size of a PNG, from its head. */
const sizeOf = (bytes) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];

await run({
  async "everyone can read all views"(t) {
    for (const scheme of ["light", "dark"]) {
      await t.scheme(scheme);
      for (const view of views) {
        await t.open(view);
        await t.axe();
      }
    }
  },

  async "all views fit on screens of any width"(t) {
    for (const width of [320, 2560]) {
      await t.size(width);
      for (const view of views) {
        await t.open(view);
        await t.fits();
      }
    }
  },

  async "bars are as high as they are drawn"(t) {
    await t.open(views[2]);
    const bars = await t.page.$$eval("svg a rect", (all) =>
      all.map((rect) => [Number(rect.getAttribute("height")),
                         rect.getBBox().height, rect.getBBox().width]));
    ok(bars.length > 3);
    for (const [said, height, width] of bars) {
      ok(Math.abs(said - height) < 0.1, `${said} and ${height}`);
      equal(width, 36);
    }
  },

  async "a picture is saved as PNG"(t) {
    for (const view of [views[0], views[4], views[6]]) {
      await t.open(view);
      const { name, bytes } = await t.download(() => t.page.click("button.png"));
      match(name, /^(matrix|trend|judgements)\.png$/);
      equal(bytes.subarray(1, 4).toString(), "PNG");
      const svg = await t.page.evaluate(async () => {
        const reply = await fetch(document.querySelector("a.svg").href);
        return reply.text();
      });
      const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg);
      deepEqual(sizeOf(bytes), [2 * width, 2 * height]);
    }
  },

  async "a heading sorts, and the address says so"(t) {
    await t.open(views[0]);
    await going(t, () => t.page.click("thead th:last-child a"));
    match(t.address, /order=total/);
    const totals = (await t.texts("tbody td:last-child")).map(Number);
    ok(totals.length > 3);
    deepEqual(totals, [...totals].sort((a, b) => b - a));
    equal(await t.count("th[aria-sort=descending]"), 1);
    await t.page.goBack();
    equal(await t.count("th[aria-sort]"), 0);
  },

  async "a form asks only for what was chosen"(t) {
    await t.open("/matrix");
    await t.page.type("#q", "supervision");
    await t.page.select("#by-rows", "framework");
    await going(t, () => t.page.click(".choosing button"));
    match(t.address, /^\/matrix\?q=supervision&rows=framework&/);
    ok(!/=(&|$)/.test(t.address), t.address);
    match(await t.text("h1"), /by framework and grade: supervision/);
    equal(await t.page.$eval("#by-rows", (e) => e.value), "framework");
  },

  async "a filter is added and removed without a script"(t) {
    await t.noJs();
    await t.open("/matrix?q=case&kind=finding&kind=context");
    equal(await t.count(".chips li:not(.all) a"), 2);
    await t.page.$eval("details", (e) => (e.open = true));
    await t.page.select("#by-framework", "slac");
    await going(t, () => t.page.click(".choosing button"));
    equal(await t.count(".chips li:not(.all) a"), 3);
    await going(t, () => t.page.click(".chips li:not(.all) a"));
    equal(await t.count(".chips li:not(.all) a"), 2);
    ok((await t.count("tbody tr")) > 0);
  },

  async "a count leads to as many paragraphs"(t) {
    await t.open(views[0]);
    const link = "tfoot td:nth-last-child(2) a";
    const n = await t.text(link);
    await going(t, () => t.page.click(link));
    match(t.address, /^\/\?q=case%20recording&grade=|^\/\?q=case recording&grade=/);
    match(await t.text("main"), new RegExp(`\\b${n} `));
  },

  async "every count is reached with the keyboard, once"(t) {
    await t.open(views[2]);
    await t.tabTo("tbody tr:first-child td a");
    await t.keys("Tab");
    ok(await t.focused("tbody tr td a"));
  },

  async "hostile text is only text"(t) {
    for (const view of ["/judgements", "/matrix?q=brimborion&rows=report",
                        "/absent?q=case", "/trend?q=brimborion&by=authority"]) {
      await t.open(view);
      equal(await t.count("main script, main img"), 0);
    }
  },
});
