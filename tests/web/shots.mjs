// Pictures of every view, light, dark, on a phone and on paper: node shots.mjs ADDRESS FOLDER
import { mkdir } from "node:fs/promises";
import { open } from "./browser.mjs";

const [address, folder] = process.argv.slice(2);
const { origin, pathname, hash } = new URL(address);
const base = origin + pathname;
await mkdir(folder, { recursive: true });

export const WAYS = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, colorScheme: "light" },
};

const only = process.env.SHOTS?.split(",");
const browser = await open();
for (const [way, options] of Object.entries(WAYS)) {
  const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(base + hash);
  await page.waitForSelector(".entry, .empty");
  const article = await page.evaluate(() => document.querySelector("a.sentence")?.getAttribute("href"));
  const story = await page.evaluate(async () => {
    const answer = await fetch(new URL("api/v1/stories?order=largest&limit=1", document.baseURI));
    return (await answer.json()).stories[0]?.id;
  });
  const views = {
    affair: "",
    article: article?.slice(pathname.length),
    search: "search?q=dam",
    stories: "stories?order=largest",
    story: story && `stories/${story}`,
    sources: "sources",
    add: "add",
    export: "export",
  };
  for (const [name, path] of Object.entries(views)) {
    if (path === undefined || (only && !only.includes(`${name}-${way}`))) continue;
    await page.goto(base + path);
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(150);
    await page.screenshot({ path: `${folder}/${name}-${way}.png` });
    if (name === "affair") {
      await page.locator("[data-expand]").nth(1).click();
      await page.waitForSelector(".report");
      await page.locator(".entry").nth(1).scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${folder}/reports-${way}.png` });
      await page.evaluate(() => window.scrollTo(0, 0));
      if (way === "light") {
        await page.emulateMedia({ media: "print" });
        await page.setViewportSize({ width: 794, height: 1123 });
        await page.screenshot({ path: `${folder}/affair-print.png` });
        await page.pdf({ path: `${folder}/affair.pdf`, format: "A4", margin: { top: "18mm", bottom: "18mm", left: "16mm", right: "16mm" } });
        await page.emulateMedia({ media: null });
        await page.setViewportSize(options.viewport);
      }
    }
  }
  await context.close();
}
await browser.close();
