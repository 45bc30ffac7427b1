// Debian's Chromium under Playwright. The names that the test pages speak of lead to a trap that counts who comes: what a policy
// stops never gets there. (The browser's own errands, which start now and then, go elsewhere.)
import { once } from "node:events";
import { createServer } from "node:net";
import { chromium } from "playwright-core";

export const trap = { visits: 0 };

const server = createServer((socket) => {
  trap.visits++;
  socket.destroy();
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
server.unref();

export const open = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
      `--host-resolver-rules=MAP *.example 127.0.0.1:${server.address().port}`,
    ],
  });
