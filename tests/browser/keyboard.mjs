// SPDX-License-Identifier: GPL-2.0-or-later
//
// Everything with the keyboard alone: a search, a filter, the basket, a document.
import { equal, match, ok, run, until } from "./harness.mjs";

const args = (t) => new URL(t.page.url()).searchParams;

await run({
  async "the first Tab skips to the contents"(t) {
    await t.open("/?q=case");
    await t.keys("Tab");
    ok(await t.focused(".skip"));
    await t.keys("Enter");
    ok(await t.focused("#main"));
  },

  async "the filters are near on a wide page, too"(t) {
    await t.size(1400);
    await t.open("/?q=case+recording");
    equal(await t.page.$eval(".narrow a",
      (e) => e.getBoundingClientRect().right < 0), true);
    await t.tabTo(".narrow a", 20);
    ok(await t.page.$eval(".narrow a",
      (e) => e.getBoundingClientRect().left >= 0), "it is seen with the focus");
    await t.keys("Enter", "Tab");
    ok(await t.focused("#filters *"));
  },

  async "whatever has the focus can be seen"(t) {
    await t.open("/?q=case+recording&grade=inadequate");
    const unseen = [];
    for (let i = 0; i < 60; i++) {
      await t.keys("Tab");
      const what = await t.page.evaluate(() => {
        const e = document.activeElement;
        if (!e || e === document.body) return null;
        const { width, height } = e.getBoundingClientRect();
        const { outlineStyle, boxShadow } = getComputedStyle(e);
        const isSeen = width > 0 && height > 0 &&
          (outlineStyle !== "none" || boxShadow !== "none");
        return isSeen ? null : e.outerHTML.slice(0, 200);
      });
      if (what) unseen.push(what);
    }
    equal(unseen.join("\n"), "");
  },

  async "somebody searches, narrows, keeps, annotates and exports"(t) {
    await t.size(600);
    await t.open("/");
    await t.keys("/");
    await t.page.keyboard.type("case record");
    await until(() => args(t).get("q") === "case record");
    // Where there are none to close, browsers empty the box.
    await t.page.waitForSelector("#suggestions [role=option]");
    await t.keys("Escape");
    await t.page.waitForSelector(".narrow a");
    await t.tabTo(".narrow a");
    await t.keys("Enter");
    await t.tabTo("#facet-grade input");
    await t.keys("Space");
    await until(() => args(t).has("grade"));
    await t.page.evaluate(() => document.getElementById("results").focus());
    await t.tabTo("button.keep");
    await t.keys("Enter");
    await t.sees(".said", /Kept/);
    ok(await t.focused("button.keep[aria-pressed=true]"));

    await t.open("/basket");
    await until(async () => (await t.count("#basket > li")) === 1);
    await t.tabTo("#basket textarea");
    await t.page.keyboard.type("For the report");
    await t.tabTo("#basket-title");
    await t.page.keyboard.type("Recording");
    await t.tabTo("#basket-export button[value=markdown]");
    const { bytes } = await t.download(() => t.keys("Enter"));
    match(bytes.toString(), /# Recording[^]*For the report/);
  },

  async "letters that are typed are not taken for commands"(t) {
    await t.open("/basket");
    await t.page.evaluate(() => localStorage.setItem("findings-basket",
      JSON.stringify({ items: [{ id: "northmere-2010-02-19/23" }] })));
    await t.open("/basket");
    await t.page.waitForSelector("#basket textarea");
    await t.page.focus("#basket textarea");
    await t.page.keyboard.type("either/or jk");
    equal(await t.page.$eval("#basket textarea", (e) => e.value), "either/or jk");
  },
});
