// Selected text, or the article, copied with its citation.

import { useEffect, useState } from "preact/hooks";
import { partsOf, spoken } from "./dates";
import type { Points } from "./text";
import type { Article } from "./types";

const STYLES = ["Quote", "APA", "BibTeX", "Markdown"] as const;
type Style = (typeof STYLES)[number];

const bib = (text: string): string => text.replace(/[\\{}]/g, "").replace(/[&%$#_~^]/g, (c) => `\\${c}`);
const markdown = (text: string): string => text.replace(/[\\`*_[\]<>&|~#]/g, (c) => `\\${c}`);

export function citation(article: Article, quote: string, style: Style): string {
  const source = article.source ?? "";
  const authors = article.authors;
  const day = article.published?.slice(0, 10);
  const address = article.url ?? "";
  const title = article.title || article.id;
  if (style === "APA") {
    const parts = day ? partsOf(day) : undefined;
    const date = parts
      ? `(${[parts.year, [parts.month, parts.day].filter(Boolean).join(" ")].filter(Boolean).join(", ")})`
      : "(n.d.)";
    const who = authors.length > 0 ? authors.join(", ") : source || title;
    const rest = authors.length > 0 || source ? ` ${title}.` : "";
    return `${quote ? `“${quote}”\n` : ""}${who}. ${date}.${rest}${authors.length > 0 && source ? ` ${source}.` : ""}${address ? ` ${address}` : ""}`;
  }
  if (style === "BibTeX") {
    const fields: [string, string][] = [["title", bib(title)]];
    if (authors.length > 0) fields.push(["author", authors.map(bib).join(" and ")]);
    if (source) fields.push(["journal", bib(source)]);
    if (day) fields.push(["date", day]);
    if (address) fields.push(["url", address.replace(/[{}\\]/g, "")]);
    if (quote) fields.push(["annote", bib(quote)]);
    return `@article{dateline-${article.key.slice(0, 8)},\n${fields.map(([name, value]) => `  ${name} = {${value}}`).join(",\n")}\n}`;
  }
  if (style === "Markdown") {
    const web = /^https?:\/\/[^\s<>()]+$/i.test(address);
    const named = web ? `[${markdown(title)}](${address})` : markdown(title);
    return `${quote ? `> ${markdown(quote).replaceAll("\n", "\n> ")}\n>\n> ` : ""}${source ? `${markdown(source)}, ` : ""}${named}, ${spoken(day)}`;
  }
  return `${quote ? `“${quote}”\n` : ""}${[source, title, spoken(day), address].filter(Boolean).join(", ")}`;
}

/** The selected part of the article's text. */
function selected(): string {
  const selection = getSelection();
  const body = document.querySelector(".reader .body");
  if (!selection || selection.isCollapsed || !body || !selection.anchorNode || !selection.focusNode) return "";
  return body.contains(selection.anchorNode) && body.contains(selection.focusNode) ? selection.toString().trim() : "";
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without a secure context there is no clipboard to ask; an element that is selected can still be copied.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

export function Cite({ article }: { article: Article; points: Points }) {
  const [quote, setQuote] = useState("");
  const [done, setDone] = useState("");
  useEffect(() => {
    const look = () => setQuote(selected());
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);
  useEffect(() => setDone(""), [quote, article.key]);
  return (
    <section class={quote ? "cite active" : "cite"} aria-label="Cite">
      <p>
        {quote
          ? `Copy the selected ${quote.length > 60 ? "text" : "words"} with the citation:`
          : "Copy the citation; select text in the article to quote it:"}
      </p>
      <div class="buttons">
        {STYLES.map((style) => (
          <button
            key={style}
            type="button"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              void copy(citation(article, quote, style)).then(() => setDone(style));
            }}
          >
            {style}
          </button>
        ))}
        <span role="status">{done && `${done} copied`}</span>
      </div>
    </section>
  );
}
