// SPDX-License-Identifier: GPL-2.0-or-later
//
// The search while one types: answers in order, addresses, suggestions.
import { deepEqual, equal, match, ok, origin, run, until } from "./harness.mjs";

/** How many paragraphs the results say were found. */
const found = async (t) =>
  Number(/([\d,]+) paragraph/.exec(await t.text("#results"))?.[1].replace(",", ""));

/** The hits of the address, without a script. */
async function served(t, address) {
  const page = await t.newPage();
  await page.setJavaScriptEnabled(false);
  await t.open(address, page);
  const headings = await page.$$eval(".hit h3", (all) => all.map((e) => e.textContent));
  await page.close();
  return headings;
}

await run({
  async "results follow what is typed, and the address follows them"(t) {
    await t.open("/");
    await t.page.type("#q", "case recording");
    await until(() => t.address === "/?q=case+recording");
    await until(async () => (await t.page.title()).startsWith("case recording"));
    equal(await t.page.$eval("#q", (e) => e.value), "case recording");
    ok(await t.focused("#q"));
    const headings = await t.page.$$eval(".hit h3", (all) => all.map((e) => e.textContent));
    ok(headings.length > 0);
    deepEqual(headings, await served(t, t.address));
  },

  async "one step back undoes typing, and forward does it again"(t) {
    await t.open("/?q=supervision");
    const before = await found(t);
    await t.page.click("#q", { count: 3 });
    await t.page.type("#q", "case");
    await until(() => t.address === "/?q=case");
    await t.page.type("#q", " recording");
    await until(() => t.address === "/?q=case+recording");
    await until(async () => (await found(t)) !== before);
    await t.page.goBack();
    equal(t.address, "/?q=supervision");
    await until(async () => (await found(t)) === before);
    equal(await t.page.$eval("#q", (e) => e.value), "supervision");
    await t.page.goForward();
    await until(async () => (await t.page.title()).startsWith("case recording"));
    equal(t.address, "/?q=case+recording");
  },

  async "a slow answer never takes the place of a later one"(t) {
    const held = [];
    await t.open("/");
    await t.page.setRequestInterception(true);
    t.page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.searchParams.get("part") === "results" &&
          url.searchParams.get("q") === "case")
        held.push(request);
      else request.continue();
    });
    await t.page.type("#q", "case");
    await until(() => held.length > 0);
    await t.page.type("#q", " recording");
    await until(() => t.address === "/?q=case+recording");
    const shown = await t.text("#results");
    for (const request of held) await request.continue().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 400));
    equal(await t.text("#results"), shown);
    equal(t.address, "/?q=case+recording");
  },

  async "a query that is not finished leaves what was found"(t) {
    t.expects(/status of 400/);
    await t.open("/?q=case");
    const before = await t.count(".hit");
    await t.page.focus("#q");
    await t.keys("End");
    await t.page.type("#q", ' "record');
    await new Promise((resolve) => setTimeout(resolve, 300));
    equal(await t.count(".hit"), before);
    await t.sees("#results", /quotation/);
    await t.page.type("#q", 'ing"');
    await until(async () => (await t.count(".hit")) > 0);
    ok(!/quotation/.test(await t.text("#results")));
  },

  async "a screen reader hears how many were found, once typing pauses"(t) {
    await t.open("/");
    await t.page.evaluate(() => {
      window.heard = [];
      new MutationObserver(() => {
        const text = document.querySelector(".said")?.textContent;
        if (text && text !== heard.at(-1)) heard.push(text);
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    await t.page.type("#q", "case recording", { delay: 30 });
    await until(() => t.page.evaluate(() => window.heard.length > 0));
    const heard = await t.page.evaluate(() => window.heard);
    equal(heard.length, 1);
    match(heard[0], /case recording.*paragraph/);
  },

  async "a permalink gives the same in another browser"(t) {
    await t.open("/");
    await t.page.type("#q", "care leavers");
    await until(() => t.address === "/?q=care+leavers");
    await until(async () => (await t.page.title()).startsWith("care leavers"));
    const shown = await t.text("#results");
    const other = await t.newPage();
    await t.open(t.address, other);
    equal(
      await other.$eval("#results", (e) => e.textContent.replace(/\s+/g, " ").trim()),
      shown,
    );
  },

  async "words are completed, by keys alone"(t) {
    await t.open("/");
    await t.keys("/");
    ok(await t.focused("#q"));
    await t.page.keyboard.type("superv");
    await t.page.waitForSelector("#suggestions [role=option]");
    equal(await t.page.$eval("#q", (e) => e.getAttribute("aria-expanded")), "true");
    const first = await t.page.$eval("#suggestions li", (e) => e.dataset.words.trim());
    await t.keys("ArrowDown");
    equal(
      await t.page.$eval("#q", (e) =>
        document.getElementById(e.getAttribute("aria-activedescendant"))
          .getAttribute("aria-selected")),
      "true",
    );
    await t.axe();
    await t.keys("Enter");
    equal((await t.page.$eval("#q", (e) => e.value)).trim(), first);
    await until(() => new URL(t.page.url()).searchParams.get("q").trim() === first);
    await t.keys("Tab");
    equal(await t.page.$eval("#suggestions", (e) => e.hidden), true);
  },

  async "a name becomes a filter"(t) {
    await t.open("/");
    await t.page.type("#q", "case recording northm");
    const option = await t.page.waitForSelector("#suggestions [data-address]");
    await option.click();
    await until(() => t.address === "/?q=case recording&authority=Northmere" ||
      t.address === "/?q=case+recording&authority=Northmere");
    equal(await t.page.$eval("#q", (e) => e.value), "case recording");
  },

  async "Escape closes the suggestions and keeps the words"(t) {
    await t.open("/");
    await t.page.type("#q", "superv");
    await t.page.waitForSelector("#suggestions [role=option]");
    await t.keys("Escape");
    equal(await t.page.$eval("#suggestions", (e) => e.hidden), true);
    equal(await t.page.$eval("#q", (e) => e.value), "superv");
  },

  async "a saved search is suggested, and shown as what it is"(t) {
    await t.open("/?q=case+recording&grade=inadequate");
    await Promise.all([
      t.page.waitForNavigation(),
      t.page.click('a[href^="/saved?"]'),
    ]);
    await t.page.type("#name", "weak");
    await Promise.all([t.page.waitForNavigation(), t.keys("Enter")]);
    equal(t.address, "/saved");
    deepEqual(await t.texts("table.saved th a"), ["weak"]);
    await t.axe();
    await t.open("/");
    await t.page.type("#q", "@we");
    await t.page.waitForSelector("#suggestions [role=option]");
    await t.keys("ArrowDown", "Enter");
    await until(() => /q=case.recording&grade=inadequate/.test(t.address));
    equal(await t.page.$eval("#q", (e) => e.value), "case recording");
    await t.open("/saved");
    await Promise.all([
      t.page.waitForNavigation(),
      t.page.click("button[name=remove]"),
    ]);
    equal(await t.count("table.saved"), 0);
  },

  async "hostile text is only text, also in suggestions"(t) {
    await t.open("/");
    await t.page.type("#q", "brimborion");
    await until(async () => (await t.count(".hit")) === 3);
    await t.page.type("#q", " hostile");
    await t.page.waitForSelector("#suggestions [data-address]");
    match(await t.text("#suggestions"), /<img src=x onerror=alert\(1\)>/);
    equal(await t.count("main img, main script"), 0);
    await t.page.evaluate(() => document.querySelector("#suggestions [data-address]").click());
    await until(() => t.address.includes("authority="));
    await until(async () => (await t.count(".hit")) === 3);
    const other = await t.newPage();
    await t.open(new URL(t.page.url()).href.slice(origin.length), other);
    equal((await other.$$(".hit")).length, 3);
  },

  async "what was scrolled to is there again after going back"(t) {
    await t.size(600, 400);
    await t.open("/?q=children");
    await t.page.evaluate(() => scrollTo(0, 300));
    await until(() => t.page.evaluate(() => history.state?.scroll === 300));
    await t.page.focus("#q");
    await t.page.evaluate(() => scrollTo(0, 300));
    await t.page.$eval(".hit a", (e) => e.click());
    await t.page.waitForNavigation();
    await t.page.goBack();
    await until(() => t.page.evaluate(() => Math.abs(scrollY - 300) < 5));
  },

  async "a server that is gone is said, and what was found stays"(t) {
    t.expects(/ERR_FAILED/);
    await t.open("/?q=case");
    const before = await t.count(".hit");
    await t.page.setRequestInterception(true);
    t.page.on("request", (request) => request.abort());
    await t.page.focus("#q");
    await t.keys("End");
    await t.page.keyboard.type(" recording");
    await t.sees("#results .problem", /does not answer.*findings web/);
    equal(await t.count(".hit"), before);
  },
});
