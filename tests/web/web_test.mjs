// The web app in Debian's Chromium: node web_test.mjs DATELINE SAMPLES FOLDER [NAME...]
// Every page that a test opens is watched: an error on the console, a request to anywhere else, or a dialog fails the test.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, trap } from "./browser.mjs";
import { hostileArticle, hostilePage, payloads } from "./hostile.mjs";

const [dateline, samples, out, ...only] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = await mkdtemp(join(tmpdir(), "dateline-web-"));
await mkdir(out, { recursive: true });
const browser = await open();
const servers = [];

function run(...words) {
  const done = spawnSync(dateline, words, { encoding: "utf8" });
  assert.equal(done.status, 0, `dateline ${words.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

async function serve(record, ...options) {
  const child = spawn(dateline, ["serve", record, "--port", "0", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  servers.push(child);
  let text = "";
  let errors = "";
  child.stderr.on("data", (part) => (errors += part));
  for await (const part of child.stdout) {
    text += part;
    if (text.includes("\n")) break;
  }
  const address = new URL(text.trim());
  return { child, address: address.href, base: address.origin + address.pathname, port: Number(address.port), key: address.hash.slice(5), errors: () => errors };
}

async function watched(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", acceptDownloads: true, ...options });
  const faults = [];
  // What a policy stopped is no request that was made; the trap sees the rest.
  context.on("requestfinished", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!["data:", "blob:", "about:", "file:"].includes(protocol) && hostname !== "127.0.0.1") faults.push(`request to ${request.url()}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error" && !options.expects?.test(message.text())) faults.push(`console: ${message.text()} at ${message.location().url}`);
  });
  context.on("weberror", (error) => faults.push(`error: ${error.error()}`));
  context.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return {
    page,
    context,
    async end() {
      assert.deepEqual(faults, []);
      assert.equal(trap.visits, 0, "something was asked of another machine");
      await context.close();
    },
  };
}

async function accessible(page, name, rules) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async (chosen) => {
    // Entries out of sight are not laid out, and axe would measure the places that are held for them.
    for (const entry of document.querySelectorAll(".entry")) entry.style.contentVisibility = "visible";
    const result = await globalThis.axe.run(document, { runOnly: chosen ?? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).slice(0, 3).join(" | ")}`);
  }, rules);
  assert.deepEqual(violations, [], name);
}

const ready = (page) => page.waitForSelector("main h1");
const article = (page) => page.locator("a.sentence").first().getAttribute("href");

const record = join(folder, "affair.dateline");
run("add", "--quiet", record, samples);
const main = await serve(record);

const tests = {
  async "every view opens by its address, in light, dark and on a phone, and axe finds nothing"() {
    const ways = [
      [{}, undefined],
      [{ colorScheme: "dark" }, ["color-contrast"]],
      [{ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, ["target-size", "color-contrast", "meta-viewport"]],
    ];
    for (const [options, rules] of ways) {
      const { page, end } = await watched(options);
      await page.goto(main.address);
      await page.waitForSelector(".entry");
      const sentence = await article(page);
      const story = await page.evaluate(async () => (await (await fetch("api/v1/stories?order=largest")).json()).stories[0].id);
      for (const path of ["", sentence.slice(1), "search?q=dam", "search", "stories", `stories/${story}`, "sources", "add", "export"]) {
        await page.goto(main.base + path);
        await ready(page);
        await page.waitForLoadState("networkidle");
        if (path === "") {
          await page.waitForSelector(".entry");
          await page.locator("[data-expand]").first().click();
          await page.waitForSelector(".report");
        }
        await accessible(page, `/${path}`, rules);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `/${path} is ${wide} points too wide`);
      }
      await end();
    }
  },

  async "a line of the timeline leads to its sentence in the article, and back works"() {
    const { page, end } = await watched();
    await page.goto(main.base);
    await page.waitForSelector(".entry");
    const link = page.locator("a.sentence").nth(4);
    const text = (await link.textContent()).trim();
    await link.click();
    await page.waitForSelector(".body .target");
    const target = (await page.locator(".body .target").allTextContents()).join("");
    assert.equal(target.replace(/\s+/g, " "), text.replace(/\s+/g, " "));
    assert.ok(await page.locator(".body .target").first().isVisible());
    await page.locator(".mark").first().focus();
    assert.match(await page.locator(".note").textContent(), /“.+”: /);
    assert.match(await page.locator(".about").textContent(), /How it got its date/);
    await page.goBack();
    await page.waitForSelector(".entry");
    assert.equal(new URL(page.url()).pathname, "/");
    await end();
  },

  async "choices change the timeline and stand in the address"() {
    const { page, end } = await watched();
    await page.goto(main.base);
    await page.waitForSelector(".entry");
    const slider = page.locator("input[type=range]");
    await slider.focus();
    await page.keyboard.press("Home");
    await page.waitForFunction(() => document.querySelectorAll(".entry").length === 5);
    assert.equal(new URL(page.url()).searchParams.get("n"), "5");
    const oldest = await page.locator(".entry time").first().getAttribute("datetime");
    await page.getByLabel("Order").selectOption("newest");
    await page.waitForFunction((day) => document.querySelector(".entry time")?.dateTime !== day, oldest);
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll(".entry").length === 5);
    assert.equal(await page.locator(".entry time").last().getAttribute("datetime"), oldest);
    await page.getByLabel("only independent").check();
    await page.waitForURL(/independent=1/);
    await page.getByLabel("About").fill("bridge");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=bridge/);
    await page.waitForSelector(".entry");
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.waitForFunction(() => !location.search.includes("q="));
    const box = await page.locator(".strip-box").boundingBox();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 40, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/from=2031-\d\d-\d\d&to=2031|to=2031-\d\d-\d\d&from|from=2031/);
    const { searchParams } = new URL(page.url());
    await page.waitForFunction(() => !document.querySelector(".stale"));
    for (const time of await page.locator(".entry time").all()) {
      const day = await time.getAttribute("datetime");
      if (day.length === 10) assert.ok(day >= searchParams.get("from") && day <= searchParams.get("to"), day);
    }
    await end();
  },

  async "all of it goes by keyboard"() {
    const { page, end } = await watched();
    await page.goto(main.base);
    await page.waitForSelector(".entry");
    const active = (what) => page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, what);
    await page.keyboard.press("Tab");
    assert.ok(await active(".skip"));
    await page.keyboard.press("Enter");
    assert.ok(await active("main"));
    await page.keyboard.press("j");
    assert.ok(await active(".entry:first-child"));
    await page.keyboard.press("j");
    assert.ok(await active(".entry:nth-child(2)"));
    await page.keyboard.press("e");
    await page.waitForSelector(".entry:nth-child(2) .report");
    await page.keyboard.press("k");
    assert.ok(await active(".entry:first-child"));
    await page.keyboard.press("Tab");
    assert.ok(await active("a.sentence"));
    await page.keyboard.press("Enter");
    await page.waitForSelector(".reader");
    await page.keyboard.press("?");
    assert.ok(await page.locator("dialog").evaluate((dialog) => dialog.open));
    await accessible(page, "help");
    await page.keyboard.press("Escape");
    assert.ok(!(await page.locator("dialog").evaluate((dialog) => dialog.open)));
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.waitForSelector(".search");
    await page.keyboard.press("/");
    assert.ok(await active("#search-words"));
    await page.keyboard.type("dam");
    await page.waitForSelector(".hits mark");
    await page.waitForURL(/q=dam/);
    await page.locator("#search-words").blur();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".reader .found");
    await end();
  },

  async "selected text is copied with its citation"() {
    const { page, context, end } = await watched();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(main.base);
    await page.waitForSelector(".entry");
    await page.goto(new URL(await article(page), main.base).href);
    await page.waitForSelector(".body p");
    await page.locator(".body p").first().selectText();
    const quote = (await page.evaluate(() => getSelection().toString())).trim();
    await page.waitForSelector(".cite.active");
    for (const [name, shape] of [["Quote", /^“/], ["APA", /\(2031|\(n\.d\.\)/], ["BibTeX", /^@article\{dateline-[0-9a-f]{8},/], ["Markdown", /^> /]]) {
      await page.getByRole("button", { name, exact: true }).click();
      await page.getByText(`${name} copied`).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, shape);
      if (name === "Quote") assert.ok(copied.includes(quote), copied);
    }
    await end();
  },

  async "files that are dropped and text that is pasted are added, and other windows see it"() {
    const path = join(folder, "fresh.dateline");
    const server = await serve(path);
    const { page, context, end } = await watched();
    await page.goto(server.address);
    await page.waitForSelector(".empty");
    assert.ok(!page.url().includes(server.key), "the key stays in the address");
    await accessible(page, "empty record");
    const other = await context.newPage();
    await other.goto(server.base);
    await other.waitForSelector(".empty");
    const html = "<html><head><title>Ferry stops</title><meta property='article:published_time' content='2031-04-02'></head><body><article><h1>Ferry stops</h1><p>The ferry to Tolmen stopped on April 2, 2031 after its engine failed, the harbour master of Ruvenna said.</p><p>It carries some 300 people a day, most of them to work in the cannery on the far side of the bay, the master said.</p></article></body></html>";
    const transfer = await page.evaluateHandle((text) => {
      const files = new DataTransfer();
      files.items.add(new File([text], "ferry.html", { type: "text/html" }));
      files.items.add(new File(["{broken"], "broken.jsonl"));
      return files;
    }, html);
    await page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
    await page.waitForSelector(".over");
    await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
    await page.waitForSelector("text=1 article added");
    await page.getByText("What was not read, and why").click();
    assert.match(await page.locator(".jobs details").textContent(), /broken\.jsonl/);
    await accessible(page, "add");
    await page.screenshot({ path: join(out, "add-done-light.png") });
    await other.waitForSelector(".entry", { timeout: 60_000 });
    await accessible(other, "a record of one article");
    await other.screenshot({ path: join(out, "one-article-light.png") });
    await page.getByRole("textbox").fill("Harbour of Ruvenna opens again\n\n4 April 2031\n\nThe harbour of Ruvenna opened again on April 4, 2031, two days after the ferry to Tolmen stopped, its master said.\n\nThe engine of the ferry has been mended, and its first crossing was full, he told a crowd that had waited since dawn.\n");
    await page.getByRole("button", { name: "Add this text" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".jobs > li").length === 2 && document.querySelector(".jobs > li")?.textContent.includes("1 article added"));
    await page.waitForSelector("text=2 articles in the record");
    await end();
    server.child.kill("SIGINT");
    const [status] = await once(server.child, "exit");
    assert.equal(status, 0, server.errors());
    run("check", path);
  },

  async "everything on the screen can be taken away as a file, and the report opens alone"() {
    const { page, end } = await watched();
    await page.goto(`${main.base}export?n=10`);
    await page.waitForSelector(".formats a");
    const starts = { html: /^<!doctype html>/, md: /^# affair/, csv: /^date,from,to/, jsonl: /^\{"date"/, ics: /^BEGIN:VCALENDAR\r\n/, json: /^\{"title"/ };
    const links = page.locator(".formats a[download]");
    assert.equal(await links.count(), 9);
    for (const link of await links.all()) {
      const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
      const path = join(folder, download.suggestedFilename());
      await download.saveAs(path);
      const text = await readFile(path, "utf8");
      assert.ok(text.length > 500, path);
      if (path.includes("timeline")) assert.match(text, starts[path.split(".").at(-1)]);
    }
    const timelinejs = JSON.parse(await readFile(join(folder, "affair-timeline.json"), "utf8"));
    assert.equal(timelinejs.events.length, 10);
    const calendar = await readFile(join(folder, "affair-timeline.ics"), "utf8");
    assert.equal(calendar.match(/BEGIN:VEVENT/g).length, 10);
    assert.ok(calendar.split("\r\n").every((line) => Buffer.byteLength(line) <= 75));
    await page.goto(`file://${join(folder, "affair-timeline.html")}`);
    assert.equal(await page.locator("li.entry").count(), 10);
    await accessible(page, "report");
    await page.screenshot({ path: join(out, "report-light.png") });
    const cli = run("export", record, "--of", "timeline", "--format", "html", "--dates", "10");
    assert.equal(cli, await readFile(join(folder, "affair-timeline.html"), "utf8"), "the command line gives the same file");
    await end();
  },

  async "the affair prints"() {
    const { page, end } = await watched();
    await page.goto(`${main.base}?n=10`);
    await page.waitForSelector(".entry");
    const pdf = await page.pdf({ format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
    assert.ok(pages >= 2 && pages <= 12, `${pages} pages`);
    await page.emulateMedia({ media: "print" });
    for (const hidden of [".top", ".controls", "[data-expand]"]) assert.ok(!(await page.locator(hidden).first().isVisible()), hidden);
    assert.ok(await page.locator(".entry").last().isVisible());
    await end();
  },

  async "fifty hostile pages do nothing"() {
    const path = join(folder, "hostile.dateline");
    const pages = join(folder, "hostile");
    await mkdir(pages);
    for (const [number, payload] of payloads.entries()) await writeFile(join(pages, `page-${String(number).padStart(2, "0")}.html`), hostilePage(payload, number));
    await writeFile(join(pages, "articles.jsonl"), payloads.map((payload, number) => JSON.stringify(hostileArticle(payload, number))).join("\n"));
    run("add", "--quiet", path, pages);
    const server = await serve(path);
    const { page, end } = await watched({ expects: /Content Security Policy|sandboxed|Unsafe attempt to load URL|Refused to|Blocked (script|form)|net::ERR_BLOCKED/ });
    await page.goto(server.address);
    await page.waitForSelector(".entry");
    const untouched = async (where) => {
      assert.equal(await page.evaluate(() => window.hit ?? 0), 0, where);
      assert.equal(new URL(page.url()).origin, new URL(server.base).origin, where);
      const bad = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((a) => a.protocol).filter((one) => !["http:", "https:"].includes(one)));
      assert.deepEqual(bad, [], where);
    };
    const views = ["?n=1000", "search?q=harbour", "search?q=script", "stories", "sources", "add", "export"];
    for (const view of views) {
      await page.goto(server.base + view);
      await ready(page);
      await page.waitForLoadState("networkidle");
      for (const button of await page.locator("[data-expand]").all()) if (await button.isVisible()) await button.click();
      await untouched(view);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${view} is ${wide} points too wide`);
    }
    let rows = [];
    for (let next = ""; ; ) {
      const answer = await page.evaluate(async (after) => (await fetch(`api/v1/articles?limit=200&versions=all&after=${after}`)).json(), next);
      rows = rows.concat(answer.articles);
      next = encodeURIComponent(answer.next ?? "");
      if (!next) break;
    }
    assert.ok(rows.length >= 95, `${rows.length} articles`);
    for (const row of rows) {
      // As a click on a link does it, without loading the program again.
      await page.evaluate((key) => {
        history.pushState(null, "", `/article/${key}`);
        dispatchEvent(new PopStateEvent("popstate"));
      }, row.key);
      await page.locator(".facts bdi", { hasText: row.key }).waitFor();
      await page.getByRole("button", { name: "Show the stored page" }).click({ noWaitAfter: true });
      const frame = page.frameLocator("iframe");
      await frame.locator("body").waitFor({ state: "attached" });
      await untouched(row.title);
    }
    // The stored page opened by itself is no more able to do something.
    for (const row of rows.filter((one) => one.id.endsWith(".html"))) {
      const answer = await page.request.get(`${server.base}api/v1/articles/${row.key}/page`);
      assert.match(answer.headers()["content-security-policy"], /^sandbox; default-src 'none'/);
      assert.doesNotMatch(await answer.text(), /<(link|i?frame|object|embed|meta|base)/i);
    }
    for (const format of ["html", "md", "csv", "timelinejs"]) {
      const text = await (await page.request.get(`${server.base}api/v1/export?format=${format}`)).text();
      if (format === "html" || format === "timelinejs") assert.ok(!/<script|<img|<svg|<iframe|href=\\?"(?!https?:)/i.test(text), format);
    }
    const report = join(folder, "hostile.html");
    await writeFile(report, await (await page.request.get(`${server.base}api/v1/export?format=html`)).text());
    await page.goto(`file://${report}`);
    assert.equal(await page.evaluate(() => window.hit ?? 0), 0);
    await end();
  },

  async "text that is written from right to left is set so"() {
    const path = join(folder, "rtl.dateline");
    const lines = join(folder, "rtl.jsonl");
    await writeFile(lines, JSON.stringify({ id: "rtl", title: "أغلقت السلطات ميناء روفينا", source: "جريدة تولمن", published: "2031-04-02", language: "ar", text: "أغلقت السلطات ميناء روفينا يوم الأربعاء 2 أبريل 2031 بعد سقوط رافعة في الحوض.\n\nولم يصب أحد بأذى في الحادث." }));
    run("add", "--quiet", path, lines);
    const server = await serve(path);
    const { page, end } = await watched();
    await page.goto(`${server.base}article/rtl`);
    await page.waitForSelector(".body p");
    assert.equal(await page.locator(".body").evaluate((body) => getComputedStyle(body).direction), "rtl");
    await accessible(page, "right to left");
    await page.screenshot({ path: join(out, "right-to-left-light.png") });
    await end();
  },

  async "only who may write can write, and strangers are not answered"() {
    const only = await serve(record, "--read-only");
    const ask = (base, options = {}) => fetch(`${base}api/v1/${options.path ?? "jobs"}`, { method: "POST", ...options });
    const form = () => {
      const body = new FormData();
      body.append("file", new Blob(["<p>x"]), "x.html");
      return body;
    };
    assert.equal((await ask(main.base, { body: form() })).status, 401);
    assert.equal((await ask(main.base, { body: form(), headers: { "X-Dateline-Key": "0".repeat(40) } })).status, 401);
    assert.equal((await ask(main.base, { body: form(), headers: { "X-Dateline-Key": main.key, Origin: "https://outside.example" } })).status, 403);
    assert.equal((await ask(only.base, { body: form(), headers: { "X-Dateline-Key": main.key } })).status, 403);
    assert.equal((await fetch(`${main.base}api/v1/record`, { headers: { Origin: `http://localhost:${main.port + 1}` } })).status, 403);
    assert.equal((await ask(main.base, { path: "record" })).status, 405);
    for (const path of ["../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "app.js/../../../etc/passwd", "api/v1/articles/..%2f..%2fetc%2fpasswd/page"]) {
      const answer = await raw(main.port, `GET /${path} HTTP/1.1\r\nHost: 127.0.0.1:${main.port}\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 (400|404)/, path);
      assert.ok(!answer.includes("root:"), path);
    }
    for (const host of ["outside.example", `outside.example:${main.port}`, "127.0.0.1.outside.example", "", `127.0.0.1:${main.port}\r\nHost: outside.example`]) {
      const answer = await raw(main.port, `GET /api/v1/record HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 (421|400)/, host);
    }
    const { page, end } = await watched();
    await page.goto(`${only.base}add`);
    await page.waitForSelector("text=served for reading only");
    await end();
  },

  async "behind a proxy's prefix and name"() {
    const server = await serve(record, "--prefix", "/press/affair", "--allow-host", "press.example");
    const { page, end } = await watched();
    await page.goto(`${server.base}sources`);
    await page.waitForSelector("table");
    await page.getByRole("link", { name: "Stories" }).click();
    await page.waitForURL(/\/press\/affair\/stories/);
    await page.waitForSelector(".hits li");
    const answer = await raw(server.port, "GET /api/v1/record HTTP/1.1\r\nHost: press.example\r\nOrigin: https://press.example\r\nConnection: close\r\n\r\n");
    assert.match(answer, /^HTTP\/1\.1 200/);
    await end();
  },

  async "slow and broken clients hold nobody up, and endless ones are ended"() {
    const slow = [];
    for (let i = 0; i < 200; i++) {
      const socket = connect(main.port, "127.0.0.1");
      socket.on("error", () => {});
      socket.write(`GET /api/v1/timeline HTTP/1.1\r\nHost: 127.0.0.1:${main.port}\r\nX-Slow: `);
      slow.push(socket);
    }
    const began = Date.now();
    for (let i = 0; i < 10; i++) assert.equal((await fetch(`${main.base}api/v1/record`)).status, 200);
    assert.ok(Date.now() - began < 8000, `${Date.now() - began} ms beside 200 slow clients`);
    const endless = connect(main.port, "127.0.0.1");
    endless.on("error", () => {});
    endless.resume();
    endless.write("GET / HTTP/1.1\r\n");
    for (let i = 0; i < 200; i++) endless.write(`X-${i}: ${"a".repeat(1000)}\r\n`);
    await Promise.race([once(endless, "close"), new Promise((_, failed) => setTimeout(() => failed(new Error("an endless header was read on")), 20_000))]);
    for (const text of ["", "\r\n\r\n", "GET\r\n\r\n", "\0\0\0", "GET / HTTP/9.9\r\n\r\n", `POST /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1:${main.port}\r\nX-Dateline-Key: ${main.key}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 99999\r\n\r\n--x\r\nbroken`]) {
      const socket = connect(main.port, "127.0.0.1");
      socket.on("error", () => {});
      socket.end(text);
    }
    for (const socket of slow) socket.destroy();
    assert.equal((await fetch(`${main.base}api/v1/record`)).status, 200);
  },
};

function raw(port, text) {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (part) => (answer += part));
    socket.on("error", () => done(answer));
    socket.on("close", () => done(answer));
  });
}

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  if (only.length > 0 && !only.some((word) => name.includes(word))) continue;
  const began = Date.now();
  try {
    await test();
    console.log(`ok    ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}\n${error.stack ?? error}`);
  }
}
await browser.close();
for (const server of servers) server.kill("SIGTERM");
await rm(folder, { recursive: true, force: true });
console.log(failed === 0 ? "all passed" : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
