import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { takeKey, useRecord } from "./api";
import { Keys } from "./keys";
import { followLinks, go, link, usePlace } from "./route";
import "./style.css";
import { dropped } from "./upload";
import { useUploads } from "./uploads";
import { Add } from "./views/add";
import { Affair } from "./views/affair";
import { Export } from "./views/export";
import { Reader } from "./views/reader";
import { Search } from "./views/search";
import { Sources } from "./views/sources";
import { Stories, Story } from "./views/stories";

const VIEWS: [string, string][] = [
  ["", "Affair"],
  ["search", "Search"],
  ["stories", "Stories"],
  ["sources", "Sources"],
  ["add", "Add"],
  ["export", "Export"],
];

function App() {
  const { info, lost, refresh } = useRecord();
  const place = usePlace();
  const changed = useCallback(() => refresh(), []);
  const uploads = useUploads(changed);
  const [over, setOver] = useState(false);
  const canAdd = info?.can_write ?? false;
  useEffect(() => {
    const name = VIEWS.find(([view]) => view === place.view)?.[1];
    document.title = [
      place.view === "affair"
        ? undefined
        : (name ?? { article: "Article", story: "Story", nowhere: "Not found" }[place.view as string]),
      info?.name ?? "dateline",
    ]
      .filter(Boolean)
      .join(" · ");
  }, [place.view, info?.name]);
  useEffect(() => {
    const files = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const drag = (event: DragEvent) => {
      if (!files(event)) return;
      event.preventDefault();
      setOver(canAdd);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer || !files(event)) return;
      event.preventDefault();
      if (!canAdd) return go(link("add"));
      void dropped(event.dataTransfer).then((all) => {
        uploads.add(all, "");
        go(link("add"));
      });
    };
    addEventListener("dragover", drag);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", drag);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, [canAdd, uploads.add]);
  const now =
    place.view === "article" || place.view === "affair" ? "" : place.view === "story" ? "stories" : place.view;
  // The choice of articles and days goes along between the affair and its export.
  const carried = place.view === "affair" || place.view === "export" ? place.query : undefined;
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          const main = document.getElementById("main");
          if (main) {
            main.tabIndex = -1;
            main.focus();
          }
        }}
      >
        To the content
      </a>
      <header class="top">
        <nav aria-label="Views">
          <ul>
            {VIEWS.map(([view, name]) => (
              <li key={view}>
                <a
                  href={link(view, view === "" || view === "export" ? carried : undefined)}
                  aria-current={now === view && (place.view !== "article" || view !== "") ? "page" : undefined}
                >
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Keys />
      </header>
      {lost && (
        <p class="lost" role="alert">
          The server does not answer. What you see may be old.
        </p>
      )}
      {over && (
        <div class="over" aria-hidden="true">
          Drop to add to the record
        </div>
      )}
      {!info ? (
        <main id="main">
          <p class="waiting" role="status">
            {lost ? "" : "Opening the record…"}
          </p>
        </main>
      ) : place.view === "affair" ? (
        <Affair info={info} />
      ) : place.view === "article" ? (
        <Reader info={info} id={place.id} key={place.id} />
      ) : place.view === "search" ? (
        <Search info={info} />
      ) : place.view === "stories" ? (
        <Stories info={info} />
      ) : place.view === "story" ? (
        <Story info={info} id={place.id} key={place.id} />
      ) : place.view === "sources" ? (
        <Sources info={info} />
      ) : place.view === "add" ? (
        <Add info={info} uploads={uploads} />
      ) : place.view === "export" ? (
        <Export info={info} />
      ) : (
        <main id="main">
          <h1>Nothing here</h1>
          <p>
            This address shows nothing. <a href={link("")}>To the affair</a>
          </p>
        </main>
      )}
      <footer class="foot">
        <p>
          Every line is a sentence of a published page; open it to read it where it stands.{" "}
          {info && <>dateline {info.version}</>}
        </p>
      </footer>
    </>
  );
}

takeKey();
followLinks();
const root = document.getElementById("app");
if (root) render(<App />, root);
