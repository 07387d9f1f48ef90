// SPDX-License-Identifier: GPL-2.0-or-later
//
// harness.mjs: findings-web as people use it, in chromium. A file of tests is
//
//     import { run, equal, ok } from "./harness.mjs";
//     await run({
//       async "a claim that is true"(t) {
//         await t.open("/?q=case");
//         equal(await t.text("h1"), "...");
//       },
//     });
//
// and is run as `node NAME.mjs http://127.0.0.1:PORT/` by test_browser.c, or by hand
// with FINDINGS_NPM as the folder node_modules. Each claim has a browser profile of
// its own. A claim fails if an error is written to the console (also by a policy
// that was violated), if a script throws, or if anything is asked of another origin;
// t.expects(/.../) allows errors that match.
//
// The index has corpus/ and hostile.jsonl. FINDINGS_SHOTS=FOLDER keeps a picture of
// each claim's last view.
import { strict as assert } from "node:assert";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const modules = process.env.FINDINGS_NPM;
const require = createRequire(`${modules}/`);
const puppeteer = require("puppeteer-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const { ok, equal, deepEqual, match, notEqual } = assert;
export const origin = new URL(process.argv[2]).origin;

/** Wait, at most five seconds, until the function returns something true. */
export async function until(condition, what = String(condition)) {
  for (const end = Date.now() + 5000; Date.now() < end; ) {
    const value = await condition();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`in vain waited for: ${what}`);
}

/** What is to be clicked does not move. */
const still = [{ name: "prefers-reduced-motion", value: "reduce" }];

/** What a claim gets: a page, and ways to use it. */
class Trial {
  constructor(context, folder) {
    this.context = context;
    this.folder = folder; // for downloads
    this.troubles = [];
    this.expected = [];
    this.servers = [];
    this.origins = new Set([origin]);
  }

  /** Another page in the same profile; the first is t.page. */
  async newPage() {
    const page = await this.context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") this.troubles.push(message.text());
    });
    page.on("pageerror", (error) => this.troubles.push(`thrown: ${error}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && !this.origins.has(url.origin))
        this.troubles.push(`asked of another origin: ${url}`);
    });
    page.on("dialog", (dialog) => {
      if (!this.dialog) this.troubles.push(`dialog: ${dialog.message()}`);
      return this.dialog ? dialog.accept() : dialog.dismiss();
    });
    await page.setViewport({ width: 1000, height: 900 });
    await page.emulateMediaFeatures(still);
    return page;
  }

  /** Errors that match are allowed. */
  expects(pattern) {
    this.expected.push(pattern);
  }

  /** Go to an address, such as "/?q=case"; returns the response. */
  open(address, page = this.page) {
    return page.goto(new URL(address, origin).href, { waitUntil: "load" });
  }

  /** Scripts of pages are not run from the next address on. */
  noJs() {
    return this.page.setJavaScriptEnabled(false);
  }

  size(width, height = 900) {
    return this.page.setViewport({ width, height });
  }

  /** Light or dark. */
  scheme(value) {
    return this.page.emulateMediaFeatures([
      ...still, { name: "prefers-color-scheme", value },
    ]);
  }

  /** The address that the browser shows, without the origin. */
  get address() {
    return decodeURIComponent(this.page.url().slice(origin.length));
  }

  /** The text of the first such element, with blanks as they are seen; null if
   * there is none. */
  text(selector) {
    return this.page.evaluate(
      (s) => {
        const text = document.querySelector(s)?.textContent;
        return text === undefined ? null : text.replace(/\s+/g, " ").trim();
      },
      selector,
    );
  }

  texts(selector) {
    return this.page.$$eval(selector, (all) =>
      all.map((e) => e.textContent.replace(/\s+/g, " ").trim()),
    );
  }

  count(selector) {
    return this.page.$$eval(selector, (all) => all.length);
  }

  /** Wait until the text of the first such element matches. */
  sees(selector, pattern) {
    return until(
      async () => pattern.test((await this.text(selector)) ?? ""),
      `${pattern} in ${selector}`,
    );
  }

  /** Press keys, one after the other: t.keys("Tab", "Enter"). */
  async keys(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Press Tab until an element that matches the selector has the focus. */
  async tabTo(selector, most = 200) {
    for (let i = 0; i < most; i++) {
      await this.page.keyboard.press("Tab");
      if (await this.focused(selector)) return;
    }
    assert.fail(`Tab does not reach ${selector}`);
  }

  focused(selector) {
    return this.page.evaluate((s) => document.activeElement?.matches(s), selector);
  }

  /** No violation of WCAG 2.2 AA; not after noJs(), because axe is a script. */
  async axe() {
    await this.page.evaluate(axeSource);
    const { violations } = await this.page.evaluate(() =>
      axe.run(document, {
        resultTypes: ["violations"],
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
                  "best-practice"],
      }),
    );
    deepEqual(
      violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html)}`),
      [],
    );
  }

  /** Nobody has to scroll sideways. */
  async fits() {
    const { wide, seen } = await this.page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      seen: document.documentElement.clientWidth,
    }));
    ok(wide <= seen, `the page is ${wide} px wide in a window of ${seen} px`);
  }

  /** Do what downloads a file; returns its name and bytes. */
  async download(action) {
    const client = await this.page.createCDPSession();
    const known = new Set(readdirSync(this.folder));
    await client.send("Browser.setDownloadBehavior", {
      behavior: "allow",
      downloadPath: this.folder,
      browserContextId: this.context.id,
    });
    await action();
    const name = await until(
      () =>
        readdirSync(this.folder).find(
          (file) => !known.has(file) && !file.endsWith(".crdownload") &&
            !file.startsWith("."),
        ),
      "a downloaded file",
    );
    await client.detach();
    return { name, bytes: readFileSync(join(this.folder, name)) };
  }

  /** A page of another origin with this HTML; returns its address. */
  async elsewhere(html) {
    const server = createServer((_, response) => {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(html);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.servers.push(server);
    const address = `http://127.0.0.1:${server.address().port}`;
    this.origins.add(address);
    return `${address}/`;
  }

  async end(name) {
    if (process.env.FINDINGS_SHOTS) {
      await this.page.bringToFront();
      await this.page.screenshot({
        path: join(process.env.FINDINGS_SHOTS, `${name.replace(/\W+/g, "-")}.png`),
      });
    }
    deepEqual(
      this.troubles.filter((text) => !this.expected.some((e) => e.test(text))),
      [],
    );
  }
}

async function tryOne(browser, name, claim, folder) {
  const context = await browser.createBrowserContext();
  const trial = new Trial(context, folder);

  try {
    trial.page = await trial.newPage();
    await claim(trial);
    await trial.end(name);
    console.log(`ok      ${name}`);
    return true;
  } catch (error) {
    console.log(`FAILED  ${name}\n${error.stack}`);
    for (const trouble of trial.troubles) console.log(`        ${trouble}`);
    return false;
  } finally {
    for (const server of trial.servers) {
      server.closeAllConnections();
      server.close();
    }
    await context.close();
  }
}

/** Try the claims, in order; exits with 1 if one is false. A second argument on
 * the command line chooses those whose name has it. */
export async function run(claims) {
  const home = mkdtempSync(join(tmpdir(), "findings-browser-"));
  let isGood = true;

  const browser = await puppeteer.launch({
    executablePath: process.env.FINDINGS_CHROMIUM || "/usr/bin/chromium",
    userDataDir: join(home, "profile"),
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: home, LANG: "C.UTF-8" },
    // Its sandbox needs what root and containers do not have; what it shows is
    // ours.
    protocolTimeout: 60000,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
  });
  try {
    for (const [name, claim] of Object.entries(claims)) {
      if (process.argv[3] && !name.includes(process.argv[3])) continue;
      const folder = mkdtempSync(join(home, "downloads-"));
      isGood = (await tryOne(browser, name, claim, folder)) && isGood;
    }
  } finally {
    await browser.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
  process.exitCode = isGood ? 0 : 1;
}
