// SPDX-License-Identifier: GPL-2.0-or-later
//
// Filters, sorting, pages and years with a script: no page is loaded, the address says
// all, and the keyboard does what the pointer does.
import { deepEqual, equal, match, notEqual, ok, run, until } from "./harness.mjs";

const args = (t) => new URL(t.page.url()).searchParams;
const total = (t) => t.page.$eval("#results [data-total]", (e) => Number(e.dataset.total));

/** Mark the page, so that a reload is noticed. */
const stay = (t) => t.page.evaluate(() => (window.isSame = true));
const stayed = (t) => t.page.evaluate(() => window.isSame === true);

await run({
  async "values of a facet are chosen together, and the focus stays"(t) {
    await t.open("/?q=case");
    await stay(t);
    const [first, second] = await t.page.$$eval(
      "#facet-grade input", (all) => all.map((e) => e.value));
    const counts = await t.page.$$eval(
      "#facet-grade .n", (all) => all.map((e) => Number(e.textContent.replace(",", ""))));
    await t.page.focus(`#facet-grade input[value="${first}"]`);
    await t.keys("Space");
    await until(() => args(t).get("grade") === first);
    await until(async () => (await total(t)) === counts[0]);
    ok(await t.focused(`#facet-grade input[value="${first}"]`));
    await t.page.click(`#facet-grade input[value="${second}"]`);
    await until(() => args(t).getAll("grade").length === 2);
    await until(async () => (await total(t)) === counts[0] + counts[1]);
    await t.page.goBack();
    await until(async () => (await total(t)) === counts[0]);
    deepEqual(args(t).getAll("grade"), [first]);
    ok(await stayed(t));
    match(await t.page.title(), /case/);
    await t.axe();
  },

  async "what is chosen is done at once, without a button"(t) {
    await t.open("/?q=case");
    equal(await t.count(".apply"), 2);
    deepEqual(await t.page.$$eval(".apply", (all) => all.map((e) => e.checkVisibility())),
              [false, false]);
  },

  async "a chip takes away one filter, and an option follows"(t) {
    await t.open("/?q=case&grade=inadequate&exact=1");
    await stay(t);
    const chips = await t.page.$$eval(".chips a", (all) => all.map((e) => e.getAttribute("href")));
    ok(chips.length >= 2);
    for (const chip of chips)
      if (chip.includes("grade=") && !chip.includes("exact=")) {
        await t.page.click(`.chips a[href="${chip}"]`);
        break;
      }
    await until(() => !args(t).has("exact"));
    equal(args(t).get("grade"), "inadequate");
    equal(await t.page.$eval("#options [name=exact]", (e) => e.checked), false);
    ok(await stayed(t));
  },

  async "typing keeps the filters, and filters keep what is typed"(t) {
    await t.open("/?grade=inadequate");
    await stay(t);
    await t.page.type("#q", "case");
    await until(() => args(t).get("q") === "case");
    equal(args(t).get("grade"), "inadequate");
    await t.page.type("#q", " records");
    await t.page.waitForFunction(() => /case records/.test(document.title));
    await t.keys("Enter");
    await until(async () => (await t.count("#facet-authority input")) > 0);
    await t.page.click("#facet-authority input");
    await until(() => args(t).has("authority"));
    equal(args(t).get("q"), "case records");
    equal(args(t).get("grade"), "inadequate");
    ok(await stayed(t));
  },

  async "pages and the order change without loading"(t) {
    await t.open("/?q=children");
    await stay(t);
    const first = await t.text(".hit h3");
    await t.page.click("[rel=next]");
    await until(() => args(t).get("offset") === "10");
    await until(async () => (await t.text(".hit h3")) !== first);
    await t.page.select("#results select[name=sort]", "oldest");
    await until(() => args(t).get("sort") === "oldest");
    equal(args(t).get("offset"), null);
    ok(await stayed(t));
  },

  async "years are chosen by dragging"(t) {
    await t.open("/?q=children");
    await stay(t);
    const bars = await t.page.$$eval("svg.years [data-year]", (all) =>
      all.map((e) => {
        const { left, right, bottom } = e.getBoundingClientRect();
        return { year: e.dataset.year, x: (left + right) / 2, y: bottom - 3 };
      }));
    const [from, to] = [bars[1], bars.at(-2)];
    await t.page.$eval("svg.years", (e) => e.scrollIntoView({ block: "center" }));
    const y = await t.page.$eval("svg.years", (e) => e.getBoundingClientRect().bottom - 5);
    // From right to left is the same.
    await t.page.mouse.move(to.x, y);
    await t.page.mouse.down();
    await t.page.mouse.move((from.x + to.x) / 2, y);
    await t.page.mouse.move(from.x, y);
    ok((await t.count("svg.years .picked")) > 1);
    await t.page.mouse.up();
    await until(() => args(t).get("from") === from.year);
    equal(args(t).get("to"), to.year);
    ok(await stayed(t));
  },

  async "years are chosen with the keyboard"(t) {
    await t.open("/?q=children");
    await stay(t);
    const years = await t.page.$$eval("svg.years [data-year]", (all) =>
      all.map((e) => e.dataset.year));
    await t.page.$eval("svg.years [data-year]", (e) => e.focus());
    await t.page.keyboard.down("Shift");
    await t.keys("ArrowRight", "ArrowRight");
    await t.page.keyboard.up("Shift");
    await t.sees(".said", new RegExp(`${years[0]} to ${years[2]}`));
    await t.keys("Enter");
    await until(() => args(t).get("to") === years[2]);
    equal(args(t).get("from"), years[0]);
    ok(await stayed(t));
  },

  async "a click on a bar is that year"(t) {
    await t.open("/?q=children");
    const year = await t.page.$eval("svg.years [data-year]", (e) => e.dataset.year);
    await t.page.click("svg.years [data-year]");
    await until(() => args(t).get("from") === year && args(t).get("to") === year);
  },

  async "permalinks and citations are copied, and it is said"(t) {
    await t.open("/?q=case+recording");
    await t.page.click(".hit h3 a");
    await t.page.waitForSelector("button.copy:not([hidden])");
    await t.page.evaluate(() => {
      navigator.clipboard.writeText = async (text) => { window.copied = text; };
    });
    for (const from of await t.page.$$eval("button.copy", (all) => all.map((e) => e.dataset.copy))) {
      await t.page.click(`button.copy[data-copy="${from}"]`);
      await t.sees(".said", /Copied/);
      const copied = await t.page.evaluate(() => window.copied);
      const said = await t.page.$eval(from, (e) => e.href ?? e.textContent.replace(/\s+/g, " ").trim());
      equal(copied, said);
      notEqual(copied, "");
    }
  },
});
