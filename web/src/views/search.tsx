import { useEffect, useRef, useState } from "preact/hooks";
import { useGet } from "../api";
import { number, plural, spoken } from "../dates";
import { Marked, RowLine, Source, Trouble, Waiting } from "../parts";
import { change, link, usePlace } from "../route";
import type { Count, Found, RecordInfo, Row, Story } from "../types";

const PAGE = 20;
const PAUSE = 120; // of typing, before it is asked

export function Search({ info }: { info: RecordInfo }) {
  const { query } = usePlace();
  const words = query.get("q") ?? "";
  const [typed, setTyped] = useState(words);
  const timer = useRef(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (document.activeElement !== input.current) setTyped(words);
  }, [words]);
  const ask = new URLSearchParams();
  for (const name of ["q", "source", "story", "from", "to"]) {
    const value = query.get(name);
    if (value) ask.set(name, value);
  }
  const page = Math.max(0, Number(query.get("page") ?? 0) || 0);
  const searching = /[\p{L}\p{N}]/u.test(words);
  ask.set("limit", String(PAGE));
  const after = query.get("after");
  if (searching) {
    ask.set("offset", String(page * PAGE));
    ask.set("facets", "1");
  } else if (after) ask.set("after", after);
  const found = useGet<Found>(searching ? `search?${ask}` : null, info.revision);
  const all = useGet<{ total: number; articles: Row[]; next?: string }>(
    searching ? null : `articles?${ask}`,
    info.revision,
  );
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => change({ q: value.trim() || undefined, page: undefined, after: undefined }, true),
      PAUSE,
    ) as unknown as number;
  };
  const total = searching ? found.data?.total : all.data?.total;
  return (
    <main id="main" class="search">
      <h1>Search</h1>
      <form role="search" onSubmit={(event) => event.preventDefault()}>
        <label class="big">
          <span class="sr">Words to look for</span>
          <input
            ref={input}
            id="search-words"
            type="search"
            value={typed}
            autocomplete="off"
            placeholder={'dam "mayor of Varnholm" resign* -rumour'}
            onInput={(event) => type(event.currentTarget.value)}
          />
        </label>
        <p class="hint">
          All words have to be there. "In quotes": in a row. -word leaves out. begin* stands for all that begin so.
        </p>
      </form>
      <Chosen query={query} />
      {found.error && searching && <Trouble error={found.error} />}
      {all.error && !searching && <Trouble error={all.error} />}
      <div class="columns">
        {searching && found.data?.facets && (
          <aside aria-label="Narrow down">
            <Facet title="Source" name="source" counts={found.data.facets.sources} />
            <Facet title="Year" name="year" counts={found.data.facets.years} />
            <Facet title="Story" name="story" counts={found.data.facets.stories} />
          </aside>
        )}
        <section aria-label="Articles" class={searching && found.data && !found.fresh ? "stale" : ""}>
          <p class="summary-line" role="status">
            {total === undefined ? "" : plural(total, "article")}
          </p>
          {searching && !found.data && !found.error && <Waiting>Searching…</Waiting>}
          {total === 0 && (
            <p class="nothing">
              No article has all of that. Try fewer words, or the beginning of one with a * at its end.
            </p>
          )}
          <ol class="hits">
            {searching
              ? found.data?.hits.map((hit) => (
                  <li key={hit.key}>
                    <a class="headline" data-item href={link(`article/${hit.key}`, { q: words })} dir="auto">
                      <Marked text={hit.title || hit.id} ranges={hit.title_matches} />
                    </a>
                    <p class="meta">
                      <Source name={hit.source} /> <span>{spoken(hit.published?.slice(0, 10))}</span>
                    </p>
                    <p class="snippet" dir="auto">
                      {hit.snippet.start > 0 && "… "}
                      <Marked text={hit.snippet.text} ranges={hit.matches} from={hit.snippet.start} /> …
                    </p>
                  </li>
                ))
              : all.data?.articles.map((row) => (
                  <li key={row.key}>
                    <RowLine row={row} />
                  </li>
                ))}
          </ol>
          {searching && total !== undefined && total > PAGE && (
            <nav class="pages" aria-label="Pages">
              {page > 0 && (
                <button type="button" onClick={() => change({ page: page > 1 ? String(page - 1) : undefined })}>
                  Better hits
                </button>
              )}
              <span>
                {number(page * PAGE + 1)} to {number(Math.min(total, (page + 1) * PAGE))}
              </span>
              {(page + 1) * PAGE < total && (
                <button type="button" onClick={() => change({ page: String(page + 1) })}>
                  More hits
                </button>
              )}
            </nav>
          )}
          {!searching && all.data?.next && (
            <nav class="pages" aria-label="Pages">
              <button type="button" onClick={() => change({ after: all.data?.next })}>
                Later articles
              </button>
            </nav>
          )}
        </section>
      </div>
    </main>
  );
}

function Chosen({ query }: { query: URLSearchParams }) {
  const chosen = ["source", "story", "from", "to"].filter((name) => query.get(name));
  if (chosen.length === 0) return null;
  return (
    <p class="chips">
      {chosen.map((name) => (
        <button
          key={name}
          type="button"
          class="chip"
          onClick={() => change({ [name]: undefined, page: undefined, after: undefined })}
          aria-label={`Take the filter ${name} ${query.get(name)} away`}
        >
          {name}: <bdi>{name === "story" ? "one story" : query.get(name)}</bdi> ×
        </button>
      ))}
    </p>
  );
}

function StoryName({ id }: { id: string }) {
  const { data } = useGet<Story>(`stories/${id}`, "");
  return <>{data?.title ?? "…"}</>;
}

function Facet({ title, name, counts }: { title: string; name: string; counts: Count[] }) {
  const known = counts.filter((one) => one.value);
  if (known.length < 2) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {known.slice(0, name === "story" ? 5 : 12).map((one) => (
          <li key={one.value}>
            <button
              type="button"
              class="plain"
              onClick={() =>
                change(
                  name === "year"
                    ? { from: one.value, to: one.value, page: undefined }
                    : { [name]: one.value, page: undefined },
                )
              }
            >
              <bdi>{name === "story" ? <StoryName id={one.value} /> : one.value}</bdi>
            </button>{" "}
            <span class="count">{number(one.articles)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
