// Keys: one list, from which both the handling and the help are made.

import { useEffect, useRef } from "preact/hooks";
import { go, link } from "./route";

const KEYS: [string, string][] = [
  ["/", "search"],
  ["j  k", "next, previous entry or article"],
  ["Enter", "open what is in focus"],
  ["e", "show or hide all reports of the entry in focus"],
  ["g a", "affair"],
  ["g s", "search"],
  ["g t", "stories"],
  ["g o", "sources"],
  ["g d", "add"],
  ["g x", "export"],
  ["?", "this list"],
  ["Esc", "close"],
];

const PLACES: Record<string, string> = { a: "", s: "search", t: "stories", o: "sources", d: "add", x: "export" };

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches("input:not([type=checkbox]):not([type=range]):not([type=radio]), textarea, select") ||
    target.isContentEditable);

/** Moves the focus among the items of a list, which carry data-item. */
function step(by: number): void {
  const items = [...document.querySelectorAll<HTMLElement>("[data-item]")];
  if (items.length === 0) return;
  const now = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
  const next = now < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, now + by));
  const item = items[next];
  item?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest" });
}

export function Keys() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    let before = false; // "g" was pressed; no state of the component, which the next key could come before
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const { key } = event;
      if (before) {
        before = false;
        const place = PLACES[key];
        if (place !== undefined) {
          event.preventDefault();
          go(link(place));
        }
        return;
      }
      if (key === "/") {
        event.preventDefault();
        document.querySelector<HTMLInputElement>("#search-words, #jump")?.focus();
      } else if (key === "j") step(1);
      else if (key === "k") step(-1);
      else if (key === "g") before = true;
      else if (key === "e")
        document.activeElement?.closest("[data-item]")?.querySelector<HTMLElement>("[data-expand]")?.click();
      else if (key === "?") dialog.current?.open ? dialog.current.close() : dialog.current?.showModal();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <button type="button" class="quiet" onClick={() => dialog.current?.showModal()} aria-label="Keys">
        ?
      </button>
      <dialog ref={dialog} aria-labelledby="keys-title" class="keys">
        <h2 id="keys-title">Keys</h2>
        <dl>
          {KEYS.map(([key, what]) => (
            <div key={key}>
              <dt>
                {key.split(/ +/).map((one) => (
                  <kbd key={one}>{one}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </dialog>
    </>
  );
}
