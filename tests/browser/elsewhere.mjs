// SPDX-License-Identifier: GPL-2.0-or-later
//
// A page of another origin in the same browser: it can neither read what is here nor
// change it nor show it as its own, but a link from it may be followed.
import { deepEqual, equal, match, ok, origin, run } from "./harness.mjs";

// A refusal names no icon, so the browser asks for one.
const forbidden = /status of 40[34]|blocked|Refused to|violates|ERR_|CORS/;

/** What fetch() in the other page gets, or "refused". */
const fetched = (t, address, options) =>
  t.page.evaluate(async (url, how) => {
    try {
      const response = await fetch(url, how);
      return response.type === "opaque" ? "opaque" : await response.text();
    } catch {
      return "refused";
    }
  }, `${origin}${address}`, options);

async function openOther(t, html = "<p>Elsewhere</p>") {
  t.expects(forbidden);
  await t.page.goto(await t.elsewhere(html));
}

await run({
  async "it cannot read a search"(t) {
    await openOther(t);
    for (const address of ["/?q=case", "/api/search?q=case", "/api/export", "/original/wyndmoor-2015-03-26"]) {
      equal(await fetched(t, address), "refused");
      equal(await fetched(t, address, { credentials: "include" }), "refused");
      // Without CORS a reply would be opaque; this one is not even that.
      equal(await fetched(t, address, { mode: "no-cors" }), "refused");
    }
  },

  async "it cannot load a picture or a script"(t) {
    await openOther(t);
    const loaded = await t.page.evaluate((url) => Promise.all(
      [["img", "/static/icon.svg"], ["script", "/static/findings.js"]].map(([name, path]) =>
        new Promise((done) => {
          const element = document.createElement(name);
          element.onload = () => done(true);
          element.onerror = () => done(false);
          element.src = url + path;
          document.body.append(element);
        }))), origin);
    deepEqual(loaded, [false, false]);
  },

  async "it cannot save a search"(t) {
    await openOther(t, `<form method="post" action="${origin}/saved">
      <input name="name" value="planted"><input name="q" value="case"></form>`);
    await Promise.all([
      t.page.waitForNavigation(),
      t.page.evaluate(() => document.forms[0].submit()),
    ]);
    match(await t.page.content(), /refused|another|elsewhere/i);
    await t.open("/saved");
    ok(!/planted/.test(await t.text("main")));
  },

  async "it cannot show a page in a frame"(t) {
    await openOther(t, `<iframe src="${origin}/?q=case"></iframe>`);
    const shown = await Promise.all(t.page.frames().slice(1).map((frame) =>
      frame.$(".hit").catch(() => null)));
    deepEqual(shown.filter(Boolean), []);
  },

  async "a link from it can be followed"(t) {
    await openOther(t, `<a href="${origin}/?q=case+recording">there</a>`);
    await Promise.all([t.page.waitForNavigation(), t.page.click("a")]);
    ok((await t.count(".hit")) > 0);
  },
});
