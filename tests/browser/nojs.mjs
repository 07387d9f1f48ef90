// SPDX-License-Identifier: GPL-2.0-or-later
//
// The pages without JavaScript: forms and links.
import { equal, match, ok, run } from "./harness.mjs";

await run({
  async "a form searches"(t) {
    await t.noJs();
    await t.open("/");
    await t.page.type("#q", "case recording");
    await Promise.all([t.page.waitForNavigation(), t.keys("Enter")]);
    match(t.address, /^\/\?q=case\+recording/);
    ok((await t.count(".hit")) > 0);
  },

  async "hostile text is only text"(t) {
    await t.noJs();
    await t.open("/?q=brimborion");
    equal(await t.count(".hit"), 3);
    match(await t.text("main"), /<script>alert\("x"\)<\/script>/);
    equal(await t.count("main script, main img"), 0);
  },
});
