import { useEffect, useMemo, useState } from "preact/hooks";
import { type ApiError, get, useGet } from "../api";
import { number, partsOf, plural, precision, span, spoken } from "../dates";
import { Outside, Source, Trouble, Waiting } from "../parts";
import { change, link, usePlace } from "../route";
import { Strip } from "../strip";
import { tellingWords } from "../text";
import type { DayReports, Entry, Line, RecordInfo, Report, Sources, Timeline } from "../types";

const AMOUNTS = [5, 10, 20, 40, 80, 160, 320, 1000];
const USUAL = 20;

/** What a timeline is asked with: the part of the address that says which articles and which days. */
export function filtersOf(query: URLSearchParams, days = true): URLSearchParams {
  const out = new URLSearchParams();
  for (const name of ["q", "source", "story", "independent", ...(days ? ["from", "to"] : [])]) {
    const value = query.get(name);
    if (value) out.set(name, value);
  }
  return out;
}

const amountOf = (query: URLSearchParams): number => {
  const asked = Number(query.get("n"));
  return AMOUNTS.includes(asked) ? asked : USUAL;
};

export function exportQuery(query: URLSearchParams): URLSearchParams {
  const out = filtersOf(query);
  out.set("dates", String(amountOf(query)));
  if (query.get("order") === "newest") out.set("order", "newest");
  return out;
}

export function Affair({ info }: { info: RecordInfo }) {
  const { query } = usePlace();
  const filters = filtersOf(query);
  const newest = query.get("order") === "newest";
  const amount = amountOf(query);
  const asked = new URLSearchParams(filters);
  asked.set("dates", String(amount));
  if (newest) asked.set("order", "newest");
  const empty = info.articles === 0;
  const timeline = useGet<Timeline>(empty ? null : `timeline?${asked}`, info.revision);
  const wide = filtersOf(query, false);
  wide.delete("independent");
  const days = useGet<{ days: [string, number, number][] }>(empty ? null : `days?${wide}`, info.revision);
  if (empty) return <Empty info={info} />;
  const { data } = timeline;
  return (
    <main id="main">
      <header class="affair-head">
        <h1 dir="auto">{info.name}</h1>
        <p class="lead">
          {plural(info.articles, "article")} from {plural(info.sources, "source")}, {span(info.first, info.last)}
          {info.undated > 0 && `, ${number(info.undated)} without a date`}
        </p>
      </header>
      {days.data && (
        <Strip
          days={days.data.days}
          entries={data?.entries ?? []}
          from={filters.get("from") ?? undefined}
          to={filters.get("to") ?? undefined}
          choose={(from, to) => change({ from, to })}
        />
      )}
      <Controls info={info} query={query} amount={amount} total={data?.total} />
      {timeline.error && <Trouble error={timeline.error} />}
      {!data && !timeline.error && (
        <Waiting>
          {timeline.progress
            ? `Reading ${number(timeline.progress)} of ${number(info.articles)} articles…`
            : "Working out the timeline…"}
        </Waiting>
      )}
      {data && (
        <div class={timeline.fresh || timeline.error ? "" : "stale"}>
          <p class="summary-line" role="status">
            {data.entries.length === data.total
              ? plural(data.total, "day")
              : `The ${number(data.entries.length)} days that matter most of ${number(data.total)}`}
            , from {plural(data.articles, "article")}
            {data.old && "; pages that came since are being worked in…"}
          </p>
          {data.entries.length === 0 && (
            <p class="nothing">
              Nothing in these articles speaks of a day in this choice. Take a filter away, or choose more days.
            </p>
          )}
          <ol class="timeline">
            {data.entries.map((entry) => (
              <Day key={entry.date} entry={entry} filters={filters} revision={info.revision} />
            ))}
          </ol>
        </div>
      )}
    </main>
  );
}

function Empty({ info }: { info: RecordInfo }) {
  return (
    <main id="main" class="empty">
      <h1 dir="auto">{info.name}</h1>
      <p class="lead">This record holds no article yet.</p>
      {info.read_only ? (
        <p>It is served for reading only. Pages are added on the command line: dateline add RECORD PATH</p>
      ) : (
        <p>
          Drop saved pages, folders or archives anywhere on this page, or go to <a href={link("add")}>Add</a>. The
          timeline appears here as soon as they are read.
        </p>
      )}
    </main>
  );
}

function Controls({
  info,
  query,
  amount,
  total,
}: {
  info: RecordInfo;
  query: URLSearchParams;
  amount: number;
  total: number | undefined;
}) {
  const sources = useGet<Sources>("sources", info.revision);
  const at = AMOUNTS.indexOf(amount);
  const [words, setWords] = useState(query.get("q") ?? "");
  useEffect(() => setWords(query.get("q") ?? ""), [query.get("q")]);
  const story = query.get("story");
  const filtered = ["q", "source", "story", "independent", "from", "to"].some((name) => query.get(name));
  return (
    <form
      class="controls"
      onSubmit={(event) => {
        event.preventDefault();
        change({ q: words.trim() || undefined });
      }}
    >
      <label class="grow">
        <span>About</span>
        <input
          id="jump"
          type="search"
          value={words}
          placeholder="names, places, words"
          onInput={(event) => setWords(event.currentTarget.value)}
          onBlur={() => change({ q: words.trim() || undefined }, true)}
        />
      </label>
      <label>
        <span>From</span>
        <input
          type="date"
          value={query.get("from") ?? ""}
          onChange={(event) => change({ from: event.currentTarget.value || undefined })}
        />
      </label>
      <label>
        <span>To</span>
        <input
          type="date"
          value={query.get("to") ?? ""}
          onChange={(event) => change({ to: event.currentTarget.value || undefined })}
        />
      </label>
      <label>
        <span>Source</span>
        <select
          value={query.get("source") ?? ""}
          onChange={(event) => change({ source: event.currentTarget.value || undefined })}
        >
          <option value="">all</option>
          {sources.data?.sources
            .filter((one) => one.source)
            .map((one) => (
              <option key={one.source} value={one.source}>
                {one.source} ({one.articles})
              </option>
            ))}
        </select>
      </label>
      <label>
        <span>Order</span>
        <select
          value={query.get("order") ?? "oldest"}
          onChange={(event) => change({ order: event.currentTarget.value === "newest" ? "newest" : undefined })}
        >
          <option value="oldest">oldest first</option>
          <option value="newest">newest first</option>
        </select>
      </label>
      <label class="amount">
        <span>
          How much: <output>{amount === 1000 ? "everything" : `${amount} days`}</output>
        </span>
        <input
          type="range"
          min={0}
          max={AMOUNTS.length - 1}
          value={at}
          aria-valuetext={amount === 1000 ? "everything" : `${amount} days`}
          onInput={(event) => change({ n: String(AMOUNTS[Number(event.currentTarget.value)] ?? USUAL) }, true)}
        />
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={query.get("independent") === "1"}
          onChange={(event) => change({ independent: event.currentTarget.checked ? "1" : undefined })}
        />
        <span>only independent reports</span>
      </label>
      {story && (
        <p class="chip">
          one story <a href={link(`stories/${story}`)}>show</a>
        </p>
      )}
      {filtered && (
        <button
          type="button"
          class="plain"
          onClick={() =>
            change({
              q: undefined,
              source: undefined,
              story: undefined,
              independent: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          Clear filters
        </button>
      )}
      <span class="sr" role="status">
        {total !== undefined && `${total} days in this choice`}
      </span>
    </form>
  );
}

function DateColumn({ date, planned }: { date: string; planned: boolean }) {
  const parts = partsOf(date);
  const note = precision(date);
  return (
    <h2 class="date">
      <time dateTime={date}>
        {parts.day && <span class="day">{parts.day} </span>}
        <span class="month">
          {parts.month} {parts.year}
        </span>
      </time>
      {parts.weekday && <span class="weekday">{parts.weekday}</span>}
      {note && <span class="weekday">{note}</span>}
      {planned && <span class="planned-tag">planned</span>}
    </h2>
  );
}

function Sentence({ line }: { line: Line }) {
  return (
    <blockquote dir="auto">
      <a class="sentence" href={link(`article/${line.document}`, { at: `${line.start}-${line.end}` })}>
        {line.text}
      </a>
      <footer>
        <Source name={line.source} />
        <span>{spoken(line.published?.slice(0, 10))}</span>
        {line.url && /^https?:/i.test(line.url) && <Outside url={line.url}>published page</Outside>}
      </footer>
    </blockquote>
  );
}

function Day({ entry, filters, revision }: { entry: Entry; filters: URLSearchParams; revision: string }) {
  const [open, setOpen] = useState(false);
  const shown = entry.sources.slice(0, 6);
  return (
    <li class="entry" id={`d${entry.date}`} data-item tabIndex={-1}>
      <DateColumn date={entry.date} planned={entry.status === "planned"} />
      <div class="told-by">
        {entry.summary.map((line) => (
          <Sentence key={line.document + line.start} line={line} />
        ))}
        <p class="support">
          <strong>{plural(entry.independent, "origin")}</strong> in {plural(entry.reports, "report")}
          {shown.length > 0 && (
            <span>
              {shown.join(", ")}
              {entry.sources.length > shown.length && ` and ${entry.sources.length - shown.length} more`}
            </span>
          )}
          <button type="button" class="plain" data-expand aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Hide the reports" : entry.reports === 1 ? "Show the report" : "Show all reports"}
          </button>
        </p>
        {open && <Reports entry={entry} filters={filters} revision={revision} />}
      </div>
    </li>
  );
}

function Reports({ entry, filters, revision }: { entry: Entry; filters: URLSearchParams; revision: string }) {
  const [more, setMore] = useState<Report[]>([]);
  const ask = new URLSearchParams(filters);
  ask.delete("from");
  ask.delete("to");
  const path = `days/${entry.date}?${ask}`;
  const { data, error } = useGet<DayReports>(path, revision);
  const [failed, setFailed] = useState<ApiError>();
  const reports = [...(data?.reports ?? []), ...more];
  // A word that only one of several reports has is where they differ; of one report nothing differs.
  const common = useMemo(() => {
    const counts = new Map<string, number>();
    for (const report of reports) {
      const words = new Set(report.sentences.flatMap((one) => tellingWords(one.text).map((word) => word.word)));
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    return counts;
  }, [reports.length, data]);
  if (error || failed) return <Trouble error={(error ?? failed) as ApiError} />;
  if (!data) return <Waiting>Reading the reports…</Waiting>;
  const load = () => {
    ask.set("offset", String(reports.length));
    get<DayReports>(`days/${entry.date}?${ask}`, new AbortController().signal).then(
      (next) => setMore([...more, ...next.reports]),
      (reason: unknown) => setFailed(reason as ApiError),
    );
  };
  return (
    <div class="reports-box">
      <p class="legend">
        <span class="shared">Grey: stands in an earlier article too.</span>{" "}
        {reports.length > 1 && <span>Underlined: figures and names that no other report of the day has.</span>}
      </p>
      <ul class="reports">
        {reports.map((report) => (
          <li key={report.article.key} class="report">
            <h3 dir="auto">
              <a href={link(`article/${report.article.key}`)}>{report.article.title || report.article.id}</a>
            </h3>
            <p class="meta">
              <Source name={report.article.source} /> <span>{spoken(report.article.published?.slice(0, 10))}</span>
              {report.of && (
                <a href={link(`article/${report.of}`)}>
                  {Math.round((report.overlap ?? 0) * 100)} % from another report
                </a>
              )}
            </p>
            {report.sentences.map((sentence) => (
              <p key={sentence.start} dir="auto" class={sentence.shared ? "shared" : ""}>
                <a
                  class="sentence"
                  href={link(`article/${report.article.key}`, { at: `${sentence.start}-${sentence.end}` })}
                >
                  {sentence.shared || reports.length < 2 ? (
                    sentence.text
                  ) : (
                    <Differing text={sentence.text} common={common} />
                  )}
                </a>
              </p>
            ))}
          </li>
        ))}
      </ul>
      {reports.length < data.total && (
        <button type="button" onClick={load}>
          Show more of {number(data.total)} reports
        </button>
      )}
    </div>
  );
}

function Differing({ text, common }: { text: string; common: Map<string, number> }) {
  const out = [];
  let at = 0;
  for (const word of tellingWords(text)) {
    if ((common.get(word.word) ?? 0) > 1) continue;
    out.push(text.slice(at, word.start), <u key={word.start}>{text.slice(word.start, word.end)}</u>);
    at = word.end;
  }
  return <>{[...out, text.slice(at)]}</>;
}
