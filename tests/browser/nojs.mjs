// SPDX-License-Identifier: GPL-2.0-or-later
//
// The pages without JavaScript: forms and links.
import { deepEqual, equal, match, ok, run } from "./harness.mjs";

const submit = (t, action) => Promise.all([t.page.waitForNavigation(), action()]);

await run({
  async "a form searches"(t) {
    await t.noJs();
    await t.open("/");
    await t.page.type("#q", "case recording");
    await submit(t, () => t.keys("Enter"));
    match(t.address, /^\/\?q=case\+recording/);
    ok((await t.count(".hit")) > 0);
  },

  async "filters are chosen and taken away"(t) {
    await t.noJs();
    await t.open("/?q=case");
    await t.page.click("#facet-grade input");
    await submit(t, async () => {
      await t.page.focus("#q");
      await t.keys("Enter");
    });
    match(t.address, /grade=/);
    await submit(t, () => t.page.click(".chips a"));
    ok(!/grade=/.test(t.address));
  },

  async "hostile text is only text"(t) {
    await t.noJs();
    await t.open("/?q=brimborion");
    equal(await t.count(".hit"), 3);
    match(await t.text("main"), /<script>alert\("x"\)<\/script>/);
    equal(await t.count("main script, main img"), 0);
  },

  async "searches are saved and removed"(t) {
    t.expects(/status of 409/);
    await t.noJs();
    for (const grade of ["inadequate", "adequate"]) {
      await t.open(`/saved?q=case&grade=${grade}`);
      await t.page.type("#name", "case-files");
      await submit(t, () => t.keys("Enter"));
    }
    match(await t.text(".problem"), /already: case --grade inadequate/);
    await t.page.click("[name=replace]");
    await submit(t, () => t.page.click("form.save button"));
    deepEqual(await t.texts("table.saved code"), ["case --grade adequate"]);
    await t.open("/?q=@case-files+records");
    match(t.address, /q=case records&grade=adequate/);
    await t.open("/saved");
    await submit(t, () => t.page.click("[name=remove]"));
    equal(await t.count("table.saved"), 0);
  },

  async "many themes are counted, and each count is what its link finds"(t) {
    await t.noJs();
    await t.open("/batch?grade=inadequate");
    await t.page.type("#themes", 'recording: case recording\n"case files"\nodd: "x\n');
    await submit(t, () => t.page.click("form.batch button"));
    match(t.address, /^\/batch\?themes=/);
    deepEqual(await t.texts("table.counts tbody th"),
              ["recording", '"case files"', "odd"]);
    match(await t.text("table.counts .problem"), /^line 3, character 6: .*quotation/);
    const count = await t.text("table.counts tbody td");
    await submit(t, () => t.page.click("table.counts tbody a"));
    match(t.address, /grade=inadequate/);
    equal(await t.page.$eval("[data-total]", (e) => e.dataset.total), count);
    await t.page.goBack();
    await t.page.select("#rows", "year");
    await submit(t, () => t.page.click("form.batch button"));
    match(await t.text("table.counts thead"), /^year ?all reports ?recording/);
    const cell = await t.page.$("table.counts td a");
    const n = await cell.evaluate((e) => e.textContent);
    await submit(t, () => cell.click());
    equal(await t.page.$eval("[data-total]", (e) => e.dataset.total), n);
  },

  async "the basket says what it needs"(t) {
    await t.noJs();
    await t.open("/basket");
    match(await t.text("noscript"), /needs JavaScript/);
    equal(await t.count("form:not([hidden]):not(.search)"), 0);
  },
});
