// What /api/v1 gives (openapi.json). Ranges count code points.

export interface RecordInfo {
  name: string;
  articles: number;
  unsettled: number;
  undated: number;
  sources: number;
  stories: number;
  bytes: number;
  first?: string;
  last?: string;
  revision: string;
  read_only: boolean;
  can_write: boolean;
  version: string;
}

export interface Row {
  key: string;
  id: string;
  url?: string;
  source?: string;
  title: string;
  published?: string;
  published_from?: string;
  language?: string;
  version?: number;
  versions?: number;
}

export interface Line {
  text: string;
  document: string;
  start: number;
  end: number;
  title: string;
  source?: string;
  url?: string;
  published?: string;
}

export interface Entry {
  date: string;
  interval: [string, string];
  status: "actual" | "planned";
  summary: Line[];
  reports: number;
  independent: number;
  sources: string[];
  rank: number;
}

export interface Timeline {
  articles: number;
  total: number;
  old: boolean; // from before the last pages came
  entries: Entry[];
}

export interface Report {
  article: Row;
  sentences: { text: string; start: number; end: number; shared: boolean }[];
  of?: string;
  overlap?: number;
}

export interface DayReports {
  entry: Entry;
  total: number;
  reports: Report[];
}

export interface Time {
  start: number;
  end: number;
  type: string;
  value: string | null;
  interval?: [string, string];
  anchor?: string;
  rule?: string;
  why?: string;
}

export interface Mention {
  start: number;
  end: number;
  type: string;
  form: string;
  entity?: number;
}

export interface Entity {
  name: string;
  type: string;
  aliases: string[];
  titles: string[];
}

export interface Article extends Omit<Row, "versions"> {
  authors: string[];
  modified?: string;
  published_interval?: [string, string];
  text: string;
  comments?: string;
  paywalled?: boolean;
  diagnostics?: { code: string; message: string }[];
  sentences?: { start: number; end: number }[];
  times?: Time[];
  mentions?: Mention[];
  entities?: Entity[];
  record: {
    path?: string;
    address?: string;
    fetched?: string;
    kind: string;
    bytes: number;
    extract?: string;
    annotate?: string;
  };
  versions?: Row[];
  stories?: { id: string; title: string; articles: number }[];
  copies?: { document: string; of: string; overlap: number; kind: string }[];
  passages?: { start: number; end: number; of?: string; in?: string }[];
}

export interface Hit extends Row {
  score: number;
  snippet: { start: number; end: number; text: string };
  matches: [number, number][];
  title_matches: [number, number][];
}

export interface Count {
  value: string;
  articles: number;
}

export interface Found {
  total: number;
  hits: Hit[];
  facets?: { total: number; sources: Count[]; years: Count[]; stories: Count[] };
}

export interface Sources {
  sources: { source: string; articles: number; first?: string; last?: string; undated: number }[];
  copies: { source: string; of: string; articles: number }[];
}

export interface Story {
  id: string;
  title: string;
  first?: string;
  last?: string;
  articles: number;
  sources: number;
}

export interface Job {
  id: number;
  state: "waiting" | "running" | "done" | "failed";
  files: number;
  bytes: number;
  added: number;
  present: number;
  failed: number;
  bytes_read: number;
  problems: string[];
  error?: string;
}
