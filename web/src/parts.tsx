// Small parts that several views use.

import type { ComponentChildren } from "preact";
import type { ApiError } from "./api";
import { spoken } from "./dates";
import { link } from "./route";
import type { Row } from "./types";

/** A link to another site, where the address is one of the web; else plain text. Nothing else becomes a link. */
export function Outside({ url, children }: { url: string | undefined; children: ComponentChildren }) {
  if (!url || !/^https?:\/\//i.test(url)) return <>{children}</>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

export function Trouble({ error }: { error: ApiError }) {
  return (
    <p class="trouble" role="alert">
      {error.message}
    </p>
  );
}

export function Waiting({ children }: { children: ComponentChildren }) {
  return (
    <p class="waiting" role="status">
      {children}
    </p>
  );
}

export function Source({ name }: { name: string | undefined }) {
  return <bdi class="source">{name || "source not known"}</bdi>;
}

export function RowLine({ row }: { row: Row }) {
  return (
    <>
      <a class="headline" href={link(`article/${row.key}`)} data-item dir="auto">
        {row.title || row.id}
      </a>
      <p class="meta">
        <Source name={row.source} /> <span>{spoken(row.published?.slice(0, 10))}</span>
        {row.published_from === "inferred" && <span>date worked out</span>}
        {row.versions && row.versions > 1 && (
          <span>
            version {row.version} of {row.versions}
          </span>
        )}
      </p>
    </>
  );
}

/** Text with some ranges marked; ranges in code points of the text. */
export function Marked({ text, ranges, from = 0 }: { text: string; ranges: [number, number][]; from?: number }) {
  const points = [...text];
  const out: ComponentChildren[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    const a = Math.max(at, start - from);
    const b = Math.min(points.length, end - from);
    if (b <= a) continue;
    if (a > at) out.push(points.slice(at, a).join(""));
    out.push(<mark key={a}>{points.slice(a, b).join("")}</mark>);
    at = b;
  }
  out.push(points.slice(at).join(""));
  return <>{out}</>;
}
