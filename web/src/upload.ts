// Files on their way to the record.

import { ApiError, apiUrl, headers } from "./api";
import type { Job } from "./types";

export interface Named {
  file: File;
  name: string;
}

const MOST = 20_000;

function entryFiles(entry: FileSystemEntry, into: Named[]): Promise<void> {
  return new Promise((done) => {
    if (into.length >= MOST) return done();
    if (entry.isFile)
      (entry as FileSystemFileEntry).file(
        (file) => {
          into.push({ file, name: entry.fullPath.replace(/^\/+/, "") });
          done();
        },
        () => done(),
      );
    else {
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      const more = () =>
        reader.readEntries(
          (entries) => {
            if (entries.length === 0) return done();
            void Promise.all(entries.map((one) => entryFiles(one, into))).then(more);
          },
          () => done(),
        );
      more();
    }
  });
}

/** Everything that was dropped, folders walked through, by name. */
export async function dropped(transfer: DataTransfer): Promise<Named[]> {
  const files: Named[] = [];
  const entries = [...transfer.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry() : null));
  const plain = [...transfer.files];
  if (entries.some((entry) => entry)) for (const entry of entries) if (entry) await entryFiles(entry, files);
  if (files.length === 0) for (const file of plain) files.push({ file, name: file.name });
  return files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

export const picked = (list: FileList): Named[] =>
  [...list]
    .map((file) => ({ file, name: file.webkitRelativePath || file.name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Sends files; `progress` hears the part that has gone, 0 to 1. */
export function send(files: Named[], text: string, progress: (part: number) => void): Promise<Job> {
  const form = new FormData();
  for (const { file, name } of files) form.append("file", file, name);
  if (text.trim()) form.append("text", new Blob([text], { type: "text/plain" }), "pasted.txt");
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", apiUrl("jobs"));
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () =>
      failed(
        new ApiError(
          "unreachable",
          "The upload broke off. Is dateline serve still running, and is the upload not too large for it?",
        ),
      );
    request.onload = () => {
      if (request.status === 202) return done(request.response as Job);
      const error = (request.response as { error?: { code: string; message: string } } | null)?.error;
      failed(
        new ApiError(
          error?.code ?? String(request.status),
          error?.message ??
            (request.status === 413
              ? "The upload is larger than this server takes (--max-upload)."
              : "The upload was refused."),
        ),
      );
    };
    request.send(form);
  });
}
