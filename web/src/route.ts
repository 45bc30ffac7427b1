// Addresses: every view and every choice in it has one.

import { useEffect, useState } from "preact/hooks";
import { base } from "./api";

export interface Place {
  view: "affair" | "article" | "sources" | "stories" | "story" | "search" | "add" | "export" | "nowhere";
  id: string;
  query: URLSearchParams;
}

const VIEWS = ["sources", "stories", "search", "add", "export"] as const;

export function here(): Place {
  const path = decodeURI(location.pathname).slice(base().length);
  const query = new URLSearchParams(location.search);
  const [first = "", second = ""] = path.split("/");
  if (first === "" && second === "") return { view: "affair", id: "", query };
  if (first === "article" && second) return { view: "article", id: second, query };
  if (first === "stories" && second) return { view: "story", id: second, query };
  const known = VIEWS.find((view) => view === first);
  return { view: known && !second ? known : "nowhere", id: "", query };
}

const listeners = new Set<() => void>();

export function link(path: string, query?: Record<string, string | undefined> | URLSearchParams): string {
  const search = query instanceof URLSearchParams ? new URLSearchParams(query) : new URLSearchParams();
  if (query && !(query instanceof URLSearchParams))
    for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return base() + path + (text ? `?${text}` : "");
}

export function go(address: string, replace = false): void {
  if (replace) history.replaceState(null, "", address);
  else {
    history.pushState(null, "", address);
    window.scrollTo(0, 0);
  }
  for (const listener of listeners) listener();
}

/** Changes part of the present address's query; empty values go. */
export function change(values: Record<string, string | undefined>, replace = false): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) value ? query.set(name, value) : query.delete(name);
  const text = query.toString();
  const address = location.pathname + (text ? `?${text}` : "");
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  for (const listener of listeners) listener();
}

export function usePlace(): Place {
  const [place, set] = useState(here);
  useEffect(() => {
    const update = () => set(here());
    listeners.add(update);
    addEventListener("popstate", update);
    return () => {
      listeners.delete(update);
      removeEventListener("popstate", update);
    };
  }, []);
  return place;
}

/** Clicks on links of our own change the view without loading the page again. */
export function followLinks(): void {
  document.addEventListener("click", (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const anchor = (event.target as Element | null)?.closest?.("a");
    if (!anchor || anchor.target || anchor.hasAttribute("download") || anchor.getAttribute("href")?.startsWith("#"))
      return;
    const url = new URL(anchor.href);
    if (url.origin !== location.origin || !url.pathname.startsWith(base()) || url.pathname.startsWith(`${base()}api/`))
      return;
    event.preventDefault();
    go(url.pathname + url.search);
  });
}
