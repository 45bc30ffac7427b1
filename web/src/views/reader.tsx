import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { apiUrl, useGet } from "../api";
import { Cite } from "../cite";
import { plural, spoken } from "../dates";
import { Outside, RowLine, Source, Trouble, Waiting } from "../parts";
import { link, usePlace } from "../route";
import { Points, pieces, type Span } from "../text";
import type { Article, Mention, RecordInfo, Row, Time } from "../types";

const FOUND: Record<string, string> = {
  "json-ld": "The page's own description for search engines (JSON-LD) says so.",
  meta: "The page's metadata says so.",
  time: "A time element of the page says so.",
  url: "The page's address holds the day.",
  text: "The text of the page names it.",
  inferred: "The page gives no date. It was worked out from what the text and its copies say.",
};

const COPY: Record<string, string> = { copy: "the same text", excerpt: "parts of it", rewrite: "a rewrite of it" };

type Layer =
  | { kind: "time"; time: Time }
  | { kind: "mention"; mention: Mention }
  | { kind: "shared"; of: string }
  | { kind: "target" }
  | { kind: "found" };

export function Reader({ info, id }: { info: RecordInfo; id: string }) {
  const asked = useGet<Article>(`articles/${encodeURIComponent(id)}`, info.revision);
  const related = useGet<{ articles: Row[] }>(`articles/${encodeURIComponent(id)}/related`, info.revision);
  if (asked.error && !asked.data)
    return (
      <main id="main">
        <h1>Not in this record</h1>
        <Trouble error={asked.error} />
      </main>
    );
  if (!asked.data)
    return (
      <main id="main">
        <Waiting>Opening the article…</Waiting>
      </main>
    );
  return <Page article={asked.data} rows={related.data?.articles ?? []} />;
}

function howDated(article: Article): string {
  const way = FOUND[article.published_from ?? ""];
  if (!article.published && article.published_interval)
    return `The page gives no date. What the text says puts it between ${spoken(article.published_interval[0])} and ${spoken(article.published_interval[1])}.`;
  if (!article.published) return "No date was found on the page, and nothing else dates it.";
  return way ?? "The date came with the article.";
}

function Page({ article, rows }: { article: Article; rows: Row[] }) {
  const { query } = usePlace();
  const [names, setNames] = useState(false);
  const [times, setTimes] = useState(true);
  const [shared, setShared] = useState(true);
  const [open, setOpen] = useState<{ label: string; key: string } | null>(null);
  const title = (key: string): string => {
    const row = rows.find((one) => one.key === key);
    return row ? `${row.source ?? "source not known"}: ${row.title}` : "another article";
  };
  const points = useMemo(() => new Points(article.text), [article.text]);
  const target = /^(\d+)-(\d+)$/.exec(query.get("at") ?? "");
  const spans = useMemo(() => {
    const all: Span<Layer>[] = [];
    if (target) all.push({ start: Number(target[1]), end: Number(target[2]), value: { kind: "target" } });
    if (shared)
      for (const one of article.passages ?? [])
        if (one.of) all.push({ start: one.start, end: one.end, value: { kind: "shared", of: one.of } });
    if (times)
      for (const time of article.times ?? [])
        all.push({ start: time.start, end: time.end, value: { kind: "time", time } });
    if (names)
      for (const mention of article.mentions ?? [])
        if (mention.form === "name")
          all.push({ start: mention.start, end: mention.end, value: { kind: "mention", mention } });
    for (const word of (query.get("q") ?? "").match(/[\p{L}\p{N}]{3,}/gu) ?? [])
      for (const found of article.text.matchAll(new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu")))
        all.push({
          start: points.point(found.index),
          end: points.point(found.index + found[0].length),
          value: { kind: "found" },
        });
    return all;
  }, [article, names, times, shared, query.get("at"), query.get("q")]);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    body.current?.querySelector(".target")?.scrollIntoView({ block: "center" });
  }, [article.key, query.get("at")]);
  return (
    <main id="main" class="reader">
      <article>
        <header>
          <p class="meta">
            {article.source ? (
              <a href={link("search", { source: article.source })}>
                <Source name={article.source} />
              </a>
            ) : (
              <Source name="" />
            )}
            <span>
              {article.published ? (
                <time dateTime={article.published}>{spoken(article.published.slice(0, 10))}</time>
              ) : article.published_interval ? (
                `between ${spoken(article.published_interval[0])} and ${spoken(article.published_interval[1])}`
              ) : (
                "no date"
              )}
            </span>
            {article.paywalled && <span>marked by its publisher as not free</span>}
          </p>
          <h1 dir="auto" lang={article.language}>
            {article.title || article.id}
          </h1>
          <p class="meta">
            {article.authors.length > 0 && <bdi>{article.authors.join(", ")}</bdi>}
            {article.url && <Outside url={article.url}>{article.url}</Outside>}
          </p>
        </header>
        <div class="layers" role="group" aria-label="What is marked in the text">
          <Toggle on={times} set={setTimes} count={article.times?.length ?? 0} label="times" />
          <Toggle
            on={names}
            set={setNames}
            count={article.mentions?.filter((one) => one.form === "name").length ?? 0}
            label="names"
          />
          <Toggle
            on={shared}
            set={setShared}
            count={article.passages?.filter((one) => one.of).length ?? 0}
            label="text from elsewhere"
          />
        </div>
        <div class="body-box">
          <div class="body" ref={body} dir="auto" lang={article.language}>
            <Text points={points} spans={spans} article={article} title={title} open={open?.key} show={setOpen} />
          </div>
        </div>
        <p class={open ? "note" : "note hidden"} role="status" aria-live="polite">
          {open?.label}
        </p>
        <Cite article={article} points={points} />
      </article>
      <aside class="about" aria-label="About this article">
        <Provenance article={article} rows={rows} />
      </aside>
    </main>
  );
}

function Toggle({ on, set, count, label }: { on: boolean; set: (on: boolean) => void; count: number; label: string }) {
  if (count === 0) return null;
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} />
      <span>
        {label} <span class="count">{count}</span>
      </span>
    </label>
  );
}

function noteOf(layer: Layer, article: Article, title: (key: string) => string): string | null {
  if (layer.kind === "time") {
    const { time } = layer;
    if (!time.value) return `Not resolved: ${time.why ?? "what it counts from is not known"}`;
    const days =
      time.interval && time.interval[0] !== time.interval[1]
        ? `, that is ${spoken(time.interval[0])} to ${spoken(time.interval[1])}`
        : "";
    return `${time.value}${days}${time.anchor ? `. Counted from: ${time.anchor}` : ""}${time.rule ? `. Rule: ${time.rule}` : ""}`;
  }
  if (layer.kind === "mention") {
    const entity = layer.mention.entity === undefined ? undefined : article.entities?.[layer.mention.entity];
    return `${entity?.name ?? "Name"} (${layer.mention.type.toLowerCase().replaceAll("_", " ")})${entity && entity.aliases.length > 0 ? `. Also: ${entity.aliases.join(", ")}` : ""}`;
  }
  if (layer.kind === "shared") return `Stands in ${title(layer.of)} too, which had it first`;
  return null;
}

interface TextProps {
  points: Points;
  spans: Span<Layer>[];
  article: Article;
  title: (key: string) => string;
  open: string | undefined;
  show: (note: { label: string; key: string } | null) => void;
}

function Text({ points, spans, article, title, open, show }: TextProps) {
  const paragraphs: { start: number; end: number }[] = [];
  let at = 0;
  for (const part of points.text.split("\n\n")) {
    const length = [...part].length;
    if (part) paragraphs.push({ start: at, end: at + length });
    at += length + 2;
  }
  return (
    <>
      {paragraphs.map((paragraph) => (
        <p key={paragraph.start} data-start={paragraph.start}>
          {pieces(paragraph.start, paragraph.end, spans).map((piece): ComponentChildren => {
            const text = points.slice(piece.start, piece.end);
            if (piece.values.length === 0) return text;
            const classes = [...new Set(piece.values.map((one) => one.kind))].join(" ");
            const telling = piece.values.filter((one) => one.kind === "time" || one.kind === "mention").at(-1);
            const label = telling ? noteOf(telling, article, title) : null;
            const key = `${piece.start}`;
            if (!label) {
              const from = piece.values.find((one) => one.kind === "shared");
              return (
                <span key={key} class={classes} title={from ? (noteOf(from, article, title) ?? undefined) : undefined}>
                  {text}
                </span>
              );
            }
            const tell = () => show({ label: `“${text}”: ${label}`, key });
            return (
              <span
                key={key}
                class={`${classes} mark`}
                role="button"
                tabIndex={0}
                aria-expanded={open === key}
                onMouseEnter={tell}
                onFocus={tell}
                onClick={tell}
                onMouseLeave={() => show(null)}
                onBlur={() => show(null)}
                onKeyDown={(event) => event.key === "Escape" && show(null)}
              >
                {text}
              </span>
            );
          })}
        </p>
      ))}
    </>
  );
}

function Provenance({ article, rows }: { article: Article; rows: Row[] }) {
  const [original, setOriginal] = useState(false);
  const row = (key: string): Row | undefined => rows.find((one) => one.key === key);
  const of = article.copies?.filter((one) => one.document === article.key) ?? [];
  const by = article.copies?.filter((one) => one.of === article.key) ?? [];
  const kept = [
    ...new Set((article.passages ?? []).flatMap((one) => [one.of, one.in]).filter((one) => one !== undefined)),
  ].filter((key) => !of.some((one) => one.of === key) && !by.some((one) => one.document === key));
  const list = (keys: { key: string; note?: string }[]) => (
    <ul class="rows">
      {keys.map(({ key, note }) => {
        const known = row(key);
        return (
          <li key={key}>
            {known ? <RowLine row={known} /> : <a href={link(`article/${key}`)}>{key.slice(0, 8)}</a>}
            {note && <p class="meta">{note}</p>}
          </li>
        );
      })}
    </ul>
  );
  return (
    <>
      <h2>How it got its date</h2>
      <p>{howDated(article)}</p>
      {of.length > 0 && (
        <>
          <h2>Its origin</h2>
          {list(
            of.map((one) => ({
              key: one.of,
              note: `${Math.round(one.overlap * 100)} % of this article: ${COPY[one.kind] ?? one.kind}`,
            })),
          )}
        </>
      )}
      {by.length > 0 && (
        <>
          <h2>Copied by</h2>
          {list(by.map((one) => ({ key: one.document, note: `${Math.round(one.overlap * 100)} % of that article` })))}
        </>
      )}
      {kept.length > 0 && (
        <>
          <h2>Shares passages with</h2>
          {list(kept.map((key) => ({ key })))}
        </>
      )}
      {article.stories?.some((one) => one.articles > 1) && (
        <>
          <h2>Story</h2>
          <ul class="rows">
            {article.stories.map((one) => (
              <li key={one.id}>
                <a href={link(`stories/${one.id}`)} dir="auto">
                  {one.title}
                </a>
                <p class="meta">{plural(one.articles, "article")}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      {article.versions && article.versions.length > 1 && (
        <>
          <h2>Versions of this address</h2>
          {list(
            article.versions.map((one) => ({
              key: one.key,
              note: one.key === article.key ? "this one" : `version ${one.version ?? ""}`,
            })),
          )}
        </>
      )}
      <h2>Where it came from</h2>
      <dl class="facts">
        {article.record.path && <Fact name="file" value={article.record.path} />}
        {article.record.address && <Fact name="address" value={article.record.address} />}
        {article.record.fetched && <Fact name="fetched" value={article.record.fetched} />}
        <Fact name="key" value={article.key} />
        {article.diagnostics?.map((one) => (
          <Fact key={one.code} name="odd" value={one.message} />
        ))}
      </dl>
      <button type="button" aria-expanded={original} onClick={() => setOriginal(!original)}>
        {original ? "Hide the stored page" : "Show the stored page"}
      </button>
      {original && (
        <div class="original">
          <p class="meta">As it was added, without scripts, pictures and network.</p>
          <iframe
            title="The stored page"
            sandbox=""
            referrerpolicy="no-referrer"
            src={apiUrl(`articles/${article.key}/page`)}
          />
        </div>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </>
  );
}
