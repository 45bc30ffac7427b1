// Asking the server. The key for writes comes in the address that `dateline serve` printed, as a fragment, which no server and
// no log sees; it is kept for this tab and taken out of the address.

import { useEffect, useRef, useState } from "preact/hooks";
import type { RecordInfo } from "./types";

const KEY = "dateline-key";

export function takeKey(): void {
  const found = /^#key=([0-9a-f]{16,})$/.exec(location.hash);
  if (!found) return;
  sessionStorage.setItem(KEY, found[1] ?? "");
  history.replaceState(history.state, "", location.pathname + location.search);
}

export function headers(): Record<string, string> {
  const key = sessionStorage.getItem(KEY);
  return key ? { "X-Dateline-Key": key } : {};
}

export const base = (): string => new URL(document.baseURI).pathname;
export const apiUrl = (path: string): string => `${base()}api/v1/${path}`;

export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

async function read(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const error = (body as { error?: { code: string; message: string } } | null)?.error;
  throw new ApiError(
    error?.code ?? String(response.status),
    error?.message ?? "The server gave no answer that can be read.",
  );
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      done();
    });
  });

/** Asks until there is an answer: a long timeline is worked out while we wait. `progress` hears how many articles were read, `early` an
 *  answer from before the last pages came, which a newer one follows. */
export async function get<T>(
  path: string,
  signal: AbortSignal,
  progress?: (articles: number) => void,
  early?: (data: T) => void,
): Promise<T> {
  while (true) {
    const response = await fetch(apiUrl(path), { headers: headers(), signal });
    const body = await read(response);
    const old = response.status === 200 && (body as { old?: boolean } | null)?.old === true;
    if (response.status !== 202 && !(old && early)) return body as T;
    if (old) early?.(body as T);
    else progress?.((body as { articles: number }).articles);
    await pause(old ? 1500 : 300, signal);
    signal.throwIfAborted();
  }
}

export interface Asked<T> {
  data?: T; // of this question, or the one before while the new answer is awaited
  fresh: boolean; // `data` answers this question
  error?: ApiError;
  progress?: number;
}

/** The answer to `path` (null: nothing is asked), asked again when the record changes. */
export function useGet<T>(path: string | null, revision: string): Asked<T> {
  const [state, set] = useState<Asked<T> & { path?: string | null }>({ fresh: false });
  useEffect(() => {
    if (path === null) {
      set({ fresh: false, path });
      return;
    }
    const abort = new AbortController();
    const give = (data: T) => set({ data, fresh: true, path });
    get<T>(path, abort.signal, (progress) => set((was) => ({ ...was, progress })), give).then(
      give,
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const known =
          error instanceof ApiError
            ? error
            : new ApiError("unreachable", "The server does not answer. Is dateline serve still running?");
        set((was) => ({ ...(was.data === undefined ? {} : { data: was.data }), fresh: false, error: known, path }));
      },
    );
    return () => abort.abort();
  }, [path, revision]);
  return { ...state, fresh: state.fresh && state.path === path };
}

const POLL = 2000;

/** The record at a glance, looked at every two seconds while the page is seen. */
export function useRecord(): { info?: RecordInfo; lost: boolean; refresh: () => void } {
  const [info, set] = useState<RecordInfo>();
  const [lost, setLost] = useState(false);
  const tag = useRef<string | null>(null);
  const look = useRef<() => Promise<void>>(async () => {});
  look.current = async () => {
    try {
      const response = await fetch(apiUrl("record"), {
        headers: tag.current ? { ...headers(), "If-None-Match": tag.current } : headers(),
        cache: "no-store",
      });
      setLost(false);
      if (response.status === 304) return;
      const body = (await read(response)) as RecordInfo;
      tag.current = response.headers.get("ETag");
      set(body);
    } catch {
      setLost(true);
    }
  };
  useEffect(() => {
    void look.current();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void look.current();
    }, POLL);
    return () => clearInterval(timer);
  }, []);
  return { ...(info ? { info } : {}), lost, refresh: () => void look.current() };
}
