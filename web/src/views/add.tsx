import { useState } from "preact/hooks";
import { number, plural } from "../dates";
import { link } from "../route";
import type { RecordInfo } from "../types";
import { picked } from "../upload";
import type { Uploads } from "../uploads";

const WORDS = { waiting: "waiting", running: "reading", done: "done", failed: "not done" };

export function Add({ info, uploads }: { info: RecordInfo; uploads: Uploads }) {
  const [text, setText] = useState("");
  if (info.read_only)
    return (
      <main id="main">
        <h1>Add</h1>
        <p class="lead">This record is served for reading only.</p>
      </main>
    );
  if (!info.can_write)
    return (
      <main id="main">
        <h1>Add</h1>
        <p class="lead">
          Adding needs the whole address that <code>dateline serve</code> printed, with the key at its end.
        </p>
        <p>Open that address in this tab. Reading needs no key.</p>
      </main>
    );
  return (
    <main id="main" class="add">
      <h1>Add</h1>
      <p class="lead">
        Drop files, folders or archives anywhere on this page. Saved pages, WARC archives, feeds, mail, JSON Lines and
        plain text are read; nothing is fetched from the web.
      </p>
      <div class="drop">
        <p>Drop here</p>
        <div class="buttons">
          <label class="button">
            Choose files
            <input
              type="file"
              class="sr"
              multiple
              onChange={(event) => event.currentTarget.files && uploads.add(picked(event.currentTarget.files), "")}
            />
          </label>
          <label class="button">
            Choose a folder
            <input
              type="file"
              class="sr"
              multiple
              {...{ webkitdirectory: true }}
              onChange={(event) => event.currentTarget.files && uploads.add(picked(event.currentTarget.files), "")}
            />
          </label>
        </div>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!text.trim()) return;
          uploads.add([], text);
          setText("");
        }}
      >
        <label class="paste">
          <span>Or paste an article: headline first, then date and text as copied from the page</span>
          <textarea rows={8} dir="auto" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <button type="submit" disabled={!text.trim()}>
          Add this text
        </button>
      </form>
      {uploads.list.length > 0 && <h2>This session</h2>}
      <ol class="jobs" aria-live="polite">
        {uploads.list.map((one) => (
          <li key={one.number}>
            <p>
              <strong>{one.label}</strong>{" "}
              {one.error ? (
                <span class="trouble">{one.error}</span>
              ) : one.job ? (
                WORDS[one.job.state]
              ) : (
                `sending, ${Math.round(one.sent * 100)} %`
              )}
            </p>
            {!one.error && one.job?.state !== "done" && (
              <progress
                aria-label={`Progress of ${one.label}`}
                {...(one.job
                  ? { max: Math.max(1, one.job.bytes), value: Math.min(one.job.bytes, one.job.bytes_read) }
                  : { max: 1, value: one.sent })}
              />
            )}
            {one.job && (
              <p class="meta">
                <span>{plural(one.job.added, "article")} added</span>
                {one.job.present > 0 && <span>{number(one.job.present)} already there</span>}
                {one.job.failed > 0 && <span>{number(one.job.failed)} not read</span>}
              </p>
            )}
            {one.job?.error && <p class="trouble">{one.job.error}</p>}
            {one.job && one.job.problems.length > 0 && (
              <details>
                <summary>What was not read, and why</summary>
                <ul>
                  {one.job.problems.map((problem) => (
                    <li key={problem}>
                      <bdi>{problem}</bdi>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ol>
      {info.articles > 0 && (
        <p>
          {plural(info.articles, "article")} in the record. <a href={link("")}>Read the affair</a>
        </p>
      )}
    </main>
  );
}
