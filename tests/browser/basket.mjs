// SPDX-License-Identifier: GPL-2.0-or-later
//
// The basket: kept in the browser, ordered, annotated, exported, saved and opened.
import { deepEqual, equal, match, ok, run, until } from "./harness.mjs";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";

/** Keep these many hits of a search; returns their ids. */
async function keep(t, n, address = "/?q=case+recording") {
  await t.open(address);
  const ids = await t.page.$$eval("button.keep", (all, n) =>
    all.slice(0, n).map((e) => e.dataset.id), n);
  equal(ids.length, n);
  for (const id of ids)
    await t.page.click(`button.keep[data-id="${id.replace(/["\\]/g, "\\$&")}"]`);
  return ids;
}

const order = (t) => t.page.$$eval("#basket > li", (all) => all.map((e) => e.dataset.id));

/** Open the basket, and wait until these many paragraphs are there. */
async function openBasket(t, n) {
  await t.open("/basket");
  await until(async () => (await t.count("#basket > li")) === n);
}

/** The files of a ZIP archive, read without a library. */
function unzip(bytes) {
  const files = {};
  let end = bytes.length - 22;
  while (bytes.readUInt32LE(end) !== 0x06054b50) end--;
  let at = bytes.readUInt32LE(end + 16);
  for (let i = bytes.readUInt16LE(end + 10); i > 0; i--) {
    const method = bytes.readUInt16LE(at + 10);
    const size = bytes.readUInt32LE(at + 20);
    const nameLen = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLen);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + size);
    files[name] = (method === 8 ? inflateRawSync(data) : data).toString("utf8");
    at += 46 + nameLen + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

const download = (t, format) =>
  t.download(() => t.page.click(`#basket-export button[value=${format}]`));

await run({
  async "an empty basket offers only to open one; a full one leads to the document"(t) {
    const seen = () => t.page.$$eval("main a, main button, main input", (all) =>
      all.filter((e) => e.checkVisibility()).map((e) => e.id || e.textContent.trim()));
    await t.open("/basket");
    await t.page.waitForSelector("#basket-open", { visible: true });
    deepEqual(await seen(), ["Search", "basket-open"]);
    await keep(t, 3);
    await openBasket(t, 3);
    await t.page.click("#basket-on a");
    await t.keys("Tab");
    ok(await t.focused("#basket-title"));
  },

  async "what is kept is counted and shown, and can be taken out again"(t) {
    const ids = await keep(t, 3);
    deepEqual(await t.texts(".keep[aria-pressed=true]"), Array(3).fill("Kept in the basket"));
    for (const text of await t.texts("[data-basket-count]")) equal(text, "(3)");
    await openBasket(t, 3);
    deepEqual(await order(t), ids);
    await t.axe();
    await t.open("/?q=case+recording");
    await t.page.click(`button.keep[data-id="${ids[1]}"]`);
    await openBasket(t, 2);
    deepEqual(await order(t), [ids[0], ids[2]]);
  },

  async "paragraphs are moved by buttons, which keep the focus, and by dragging"(t) {
    const ids = await keep(t, 3);
    await openBasket(t, 3);
    await t.page.focus("#basket > li:nth-child(3) [data-move='-1']");
    await t.keys("Enter", "Enter");
    deepEqual(await order(t), [ids[2], ids[0], ids[1]]);
    await t.sees(".said", /number 1/);
    await openBasket(t, 3);
    deepEqual(await order(t), [ids[2], ids[0], ids[1]]);
    await t.page.$eval("#basket > li", (li) => {
      const to = li.parentElement.lastElementChild;
      const { bottom } = to.getBoundingClientRect();
      const fire = (e, type) =>
        e.dispatchEvent(new DragEvent(type, {
          bubbles: true, cancelable: true, clientY: bottom, dataTransfer: new DataTransfer(),
        }));
      fire(li, "dragstart");
      fire(to, "dragover");
      fire(li, "dragend");
    });
    await openBasket(t, 3);
    deepEqual(await order(t), [ids[0], ids[1], ids[2]]);
    await t.page.focus("#basket > li:nth-child(2) [data-move='0']");
    await t.keys("Enter");
    ok(await t.focused("#basket > li"));
    await openBasket(t, 2);
    deepEqual(await order(t), [ids[0], ids[2]]);
  },

  async "documents have the paragraphs in order, from the index, with notes"(t) {
    const ids = await keep(t, 2);
    await openBasket(t, 2);
    await t.page.type("#basket > li:nth-child(2) textarea", "Compare <b>this</b> & *that*.");
    await t.page.type("#basket-title", "Case recording");
    const texts = await t.texts("#basket blockquote");

    const ris = (await download(t, "ris")).bytes.toString();
    deepEqual(ris.match(/^AN {2}- .*$/gm).map((l) => l.slice(6).trim()), ids);
    match(ris, /N1 {2}- Compare <b>this<\/b> & \*that\*\./);
    equal(ris.match(/^ER {2}- /gm).length, 2);

    const csl = JSON.parse((await download(t, "csl")).bytes.toString());
    deepEqual(csl.map((item) => item.id), ids);
    equal(csl[1].annote, "Compare <b>this</b> & *that*.");
    ok(csl.every((item) => item.type === "report" && item.abstract));

    const markdown = (await download(t, "markdown")).bytes.toString();
    match(markdown, /^# Case recording\n/);
    equal(markdown.match(/^## /gm).length, 2);
    match(markdown, /Compare \\<b\\>this\\<\/b\\> \\& \\\*that\\\*\./);
    for (const id of ids) ok(markdown.includes(`[${id.replace(/[_&]/g, "\\$&")}]`));

    const { name, bytes } = await download(t, "docx");
    equal(name, "paragraphs.docx");
    const files = unzip(bytes);
    const document = files["word/document.xml"];
    ok(document.includes("Compare &lt;b&gt;this&lt;/b&gt; &amp; *that*."));
    equal(document.match(/w:val="Heading1"/g).length, 2);
    equal(document.match(/w:val="Quote"/g).length, 2);
    equal(document.match(/w:val="Note"/g).length, 1);
    // Each part is XML, and the document says what the page does.
    const said = await t.page.evaluate((parts) => {
      const read = (text) => new DOMParser().parseFromString(text, "application/xml");
      for (const text of parts)
        if (read(text).querySelector("parsererror")) return [text];
      return [...read(parts[0]).getElementsByTagName("w:p")]
        .filter((p) => p.getElementsByTagName("w:pStyle")[0].getAttribute("w:val") === "Quote")
        .map((p) => p.textContent.replace(/\s+/g, " ").trim());
    }, [document, ...Object.values(files)]);
    deepEqual(said, texts);
  },

  async "a basket is saved, and opened in another browser"(t) {
    const ids = await keep(t, 2);
    await openBasket(t, 2);
    await t.page.type("#basket > li textarea", "A note");
    const { name, bytes } = await t.download(() => t.page.click("[data-basket=save]"));
    equal(name, "basket.json");
    t.dialog = true;
    await t.page.click("[data-basket=clear]");
    await until(async () => (await t.count("#basket > li")) === 0);
    await t.page.waitForSelector("#basket-empty:not([hidden])");

    const folder = mkdtempSync(join(tmpdir(), "findings-basket-"));
    try {
      const [other] = await keep(t, 1, "/?q=care+leavers");
      await openBasket(t, 1);
      writeFileSync(join(folder, "mine.json"), bytes);
      const input = await t.page.$("#basket-open");
      await input.uploadFile(join(folder, "mine.json"));
      await until(async () => (await t.count("#basket > li")) === 3);
      deepEqual(await order(t), [other, ...ids]);
      equal(await t.page.$eval("#basket > li:nth-child(2) textarea", (e) => e.value), "A note");
      writeFileSync(join(folder, "other.json"), "{\"items\": 5}");
      await input.uploadFile(join(folder, "other.json"));
      await t.sees("#basket-problem", /other\.json is not a basket/);
      equal(await t.count("#basket > li"), 3);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },

  async "hostile ids and paragraphs are only text, also in documents"(t) {
    const ids = await keep(t, 3, "/?q=brimborion");
    await openBasket(t, 3);
    deepEqual(await order(t), ids);
    equal(await t.count("#basket img, #basket script"), 0);
    const files = unzip((await download(t, "docx")).bytes);
    ok(!/<img|<script/.test(files["word/document.xml"]));
    const markdown = (await download(t, "markdown")).bytes.toString();
    ok(!/(^|[^\\])<(img|script)/m.test(markdown));
    const csl = JSON.parse((await download(t, "csl")).bytes.toString());
    deepEqual(csl.map((item) => item.id), ids);
  },

  async "what the index lost is said, and the rest is there"(t) {
    await t.open("/basket");
    const [id] = await keep(t, 1);
    await t.page.evaluate((id) => {
      const items = [{ id: "gone-2001-01-01/1", note: "x" }, { id }];
      localStorage.setItem("findings-basket", JSON.stringify({ items }));
    }, id);
    await openBasket(t, 2);
    await t.sees("#basket > li", /not in the index any more/);
    const markdown = (await download(t, "markdown")).bytes.toString();
    match(markdown, /Not in the index any more: gone-2001-01-01\/1/);
  },

  async "pages of saved searches and of themes have no violation, at any width"(t) {
    for (const address of [
      "/saved?q=case&grade=inadequate",
      "/batch?themes=recording:%20case%20recording%0Abad:%20%22x&rows=authority",
      "/basket",
    ])
      for (const [width, scheme] of [[320, "light"], [1000, "dark"]]) {
        await t.size(width);
        await t.scheme(scheme);
        await t.open(address);
        await t.axe();
        await t.fits();
      }
  },

  async "another tab sees what is kept"(t) {
    await t.open("/basket");
    await t.page.waitForSelector("#basket-empty:not([hidden])");
    const other = await t.newPage();
    await t.open("/?q=case+recording", other);
    await other.click("button.keep");
    await until(async () => (await t.count("#basket > li")) === 1);
  },
});
