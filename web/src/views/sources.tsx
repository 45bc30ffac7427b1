import { useGet } from "../api";
import { number, plural, span } from "../dates";
import { Source, Trouble, Waiting } from "../parts";
import { link } from "../route";
import type { Sources as Answer, RecordInfo } from "../types";

const MATRIX = 16; // sources in the matrix

export function Sources({ info }: { info: RecordInfo }) {
  const { data, error } = useGet<Answer>("sources", info.revision);
  if (error)
    return (
      <main id="main">
        <Trouble error={error} />
      </main>
    );
  if (!data)
    return (
      <main id="main">
        <Waiting>Counting…</Waiting>
      </main>
    );
  const copied = new Map<string, number>();
  for (const flow of data.copies) copied.set(flow.source, (copied.get(flow.source) ?? 0) + flow.articles);
  const most = Math.max(1, ...data.sources.map((one) => one.articles));
  return (
    <main id="main" class="sources">
      <h1>Sources</h1>
      <p class="lead">
        {plural(data.sources.length, "source")}. The dark part of a bar is what was taken, in whole or part, from
        another article of this record.
      </p>
      {data.sources.length === 0 && <p class="nothing">No article yet.</p>}
      {data.sources.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Sources and their articles">
          <table>
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col" class="num">
                  Articles
                </th>
                <th scope="col" class="bar-column">
                  <span class="sr">Share copied, as a bar</span>
                </th>
                <th scope="col" class="num">
                  Copied
                </th>
                <th scope="col">Published</th>
                <th scope="col" class="num">
                  No date
                </th>
              </tr>
            </thead>
            <tbody>
              {data.sources.map((one) => {
                const taken = copied.get(one.source) ?? 0;
                return (
                  <tr key={one.source}>
                    <th scope="row">
                      {one.source ? (
                        <a data-item href={link("search", { source: one.source })}>
                          <Source name={one.source} />
                        </a>
                      ) : (
                        <Source name="" />
                      )}
                    </th>
                    <td class="num">{number(one.articles)}</td>
                    <td aria-hidden="true">
                      <svg
                        aria-hidden="true"
                        class="share"
                        width="120"
                        height="12"
                        viewBox="0 0 120 12"
                        preserveAspectRatio="none"
                      >
                        <rect class="own" width={(120 * one.articles) / most} height="12" />
                        <rect class="taken" width={(120 * taken) / most} height="12" />
                      </svg>
                    </td>
                    <td class="num">{one.articles > 0 ? `${Math.round((100 * taken) / one.articles)} %` : ""}</td>
                    <td>{span(one.first, one.last)}</td>
                    <td class="num">{one.undated > 0 ? number(one.undated) : ""}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <Matrix data={data} />
    </main>
  );
}

function Matrix({ data }: { data: Answer }) {
  const weight = new Map<string, number>();
  for (const flow of data.copies)
    for (const name of [flow.source, flow.of]) weight.set(name, (weight.get(name) ?? 0) + flow.articles);
  const names = [...weight.entries()]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MATRIX)
    .map(([name]) => name);
  if (names.length === 0) return null;
  const takers = names.filter((name) => data.copies.some((flow) => flow.source === name && names.includes(flow.of)));
  const givers = names.filter((name) => data.copies.some((flow) => flow.of === name && names.includes(flow.source)));
  const flow = (source: string, of: string): number =>
    data.copies.find((one) => one.source === source && one.of === of)?.articles ?? 0;
  const most = Math.max(1, ...data.copies.map((one) => one.articles));
  return (
    <section>
      <h2>Who copies whom</h2>
      <p class="hint">Articles of the source in the row that come from a source in a column.</p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Who copies whom">
        <table class="matrix">
          <thead>
            <tr>
              <td />
              {givers.map((name) => (
                <th key={name} scope="col">
                  <span>
                    <Source name={name} />
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {takers.map((source) => (
              <tr key={source}>
                <th scope="row">
                  <Source name={source} />
                </th>
                {givers.map((of) => {
                  const count = flow(source, of);
                  return (
                    <td key={of} class={count > 0 ? `flow level${Math.min(4, Math.ceil((4 * count) / most))}` : "flow"}>
                      {count > 0 ? number(count) : <span class="sr">0</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
