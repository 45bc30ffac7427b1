import { apiUrl, useGet } from "../api";
import { number, plural } from "../dates";
import { change, link, usePlace } from "../route";
import type { RecordInfo, Timeline } from "../types";
import { exportQuery } from "./affair";

const TIMELINE: [string, string, string][] = [
  ["html", "HTML report", "one file that opens anywhere, also offline"],
  ["md", "Markdown", "for notes and drafts"],
  ["csv", "CSV", "a row a sentence, for spreadsheets"],
  ["jsonl", "JSON Lines", "a line a day, for programs"],
  ["ics", "iCalendar", "the days in a calendar"],
  ["timelinejs", "TimelineJS", "JSON for TimelineJS"],
];
const ARTICLES: [string, string, string][] = [
  ["jsonl", "JSON Lines", "with all layers; can be added to another record"],
  ["csv", "CSV", "a row an article"],
  ["md", "Markdown", "to read"],
];

export function Export({ info }: { info: RecordInfo }) {
  const { query } = usePlace();
  const asked = exportQuery(query);
  const { data } = useGet<Timeline>(info.articles > 0 ? `timeline?${asked}` : null, info.revision);
  const articles = new URLSearchParams(asked);
  articles.delete("dates");
  articles.delete("order");
  articles.delete("independent");
  articles.set("of", "articles");
  const address = (from: URLSearchParams, format: string): string => {
    const out = new URLSearchParams(from);
    out.set("format", format);
    return apiUrl(`export?${out}`);
  };
  const filters = [...asked].filter(([name]) => name !== "dates" && name !== "order");
  return (
    <main id="main" class="export">
      <h1>Export</h1>
      <p class="lead">
        {data
          ? `The timeline as it stands: ${plural(data.entries.length, "day")} of ${number(data.total)}, from ${plural(data.articles, "article")}.`
          : info.articles === 0
            ? "There is nothing to export yet."
            : "Working out the timeline…"}{" "}
        {filters.length > 0 && "Only what passes these filters:"}
      </p>
      {filters.length > 0 && (
        <p class="chips">
          {filters.map(([name, value]) => (
            <button
              key={name}
              type="button"
              class="chip"
              aria-label={`Take the filter ${name} ${value} away`}
              onClick={() => change({ [name]: undefined })}
            >
              {name}: <bdi>{name === "story" ? "one story" : value}</bdi> ×
            </button>
          ))}
        </p>
      )}
      {info.articles > 0 && (
        <>
          <h2>The timeline</h2>
          <ul class="formats">
            {TIMELINE.map(([format, name, use]) => (
              <li key={format}>
                <a data-item href={address(asked, format)} download>
                  {name}
                </a>
                <span>{use}</span>
              </li>
            ))}
            <li>
              <a data-item href={link("", new URLSearchParams([...query]))}>
                PDF
              </a>
              <span>open the affair and print it; the page has a style for paper</span>
            </li>
          </ul>
          <h2>The articles</h2>
          <ul class="formats">
            {ARTICLES.map(([format, name, use]) => (
              <li key={format}>
                <a data-item href={address(articles, format)} download>
                  {name}
                </a>
                <span>{use}</span>
              </li>
            ))}
          </ul>
          <p class="hint">
            The command line gives the same: <code>dateline export RECORD --of timeline --format html</code>
          </p>
        </>
      )}
    </main>
  );
}
