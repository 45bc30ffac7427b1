import { useGet } from "../api";
import { number, plural, span } from "../dates";
import { RowLine, Trouble, Waiting } from "../parts";
import { change, link, usePlace } from "../route";
import type { RecordInfo, Row, Story as StoryRow } from "../types";

const PAGE = 50;

export function Stories({ info }: { info: RecordInfo }) {
  const { query } = usePlace();
  const largest = query.get("order") === "largest";
  const page = Math.max(0, Number(query.get("page") ?? 0) || 0);
  const { data, error } = useGet<{ total: number; stories: StoryRow[] }>(
    `stories?order=${largest ? "largest" : "newest"}&limit=${PAGE}&offset=${page * PAGE}`,
    info.revision,
  );
  return (
    <main id="main" class="stories">
      <h1>Stories</h1>
      <p class="lead">Articles that tell of one happening. Articles that stand alone are not listed here.</p>
      <form class="controls" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>Order</span>
          <select
            value={largest ? "largest" : "newest"}
            onChange={(event) =>
              change({ order: event.currentTarget.value === "largest" ? "largest" : undefined, page: undefined })
            }
          >
            <option value="newest">newest first</option>
            <option value="largest">largest first</option>
          </select>
        </label>
      </form>
      {error && <Trouble error={error} />}
      {!data && !error && <Waiting>Looking…</Waiting>}
      {data && <p class="summary-line">{plural(data.total, "story", "stories")} of two articles or more</p>}
      <ol class="hits">
        {data?.stories.map((story) => (
          <li key={story.id}>
            <a class="headline" data-item href={link(`stories/${story.id}`)} dir="auto">
              {story.title}
            </a>
            <p class="meta">
              <span>{plural(story.articles, "article")}</span>
              <span>{plural(story.sources, "source")}</span>
              <span>{span(story.first, story.last)}</span>
            </p>
          </li>
        ))}
      </ol>
      {data && data.total > PAGE && (
        <nav class="pages" aria-label="Pages">
          {page > 0 && (
            <button type="button" onClick={() => change({ page: page > 1 ? String(page - 1) : undefined })}>
              Before
            </button>
          )}
          <span>
            {number(page * PAGE + 1)} to {number(Math.min(data.total, (page + 1) * PAGE))}
          </span>
          {(page + 1) * PAGE < data.total && (
            <button type="button" onClick={() => change({ page: String(page + 1) })}>
              After
            </button>
          )}
        </nav>
      )}
    </main>
  );
}

export function Story({ info, id }: { info: RecordInfo; id: string }) {
  const { query } = usePlace();
  const after = query.get("after");
  const story = useGet<StoryRow>(`stories/${encodeURIComponent(id)}`, info.revision);
  const list = useGet<{ total: number; articles: Row[]; next?: string }>(
    `articles?story=${encodeURIComponent(id)}&limit=100${after ? `&after=${encodeURIComponent(after)}` : ""}`,
    info.revision,
  );
  if (story.error)
    return (
      <main id="main">
        <h1>Not in this record</h1>
        <Trouble error={story.error} />
      </main>
    );
  if (!story.data)
    return (
      <main id="main">
        <Waiting>Looking…</Waiting>
      </main>
    );
  return (
    <main id="main" class="stories">
      <p class="kicker">Story</p>
      <h1 dir="auto">{story.data.title}</h1>
      <p class="lead">
        {plural(story.data.articles, "article")} from {plural(story.data.sources, "source")},{" "}
        {span(story.data.first, story.data.last)}. <a href={link("", { story: id })}>Its timeline</a>
      </p>
      <ol class="hits">
        {list.data?.articles.map((row) => (
          <li key={row.key}>
            <RowLine row={row} />
          </li>
        ))}
      </ol>
      {list.data?.next && (
        <button type="button" onClick={() => change({ after: list.data?.next })}>
          Later articles
        </button>
      )}
    </main>
  );
}
