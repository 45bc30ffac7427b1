// The uploads of this tab: sent one after the other, watched until they are done, whatever view is open.

import { useCallback, useRef, useState } from "preact/hooks";
import { ApiError, get } from "./api";
import { plural } from "./dates";
import type { Job } from "./types";
import { type Named, send } from "./upload";

export interface UploadState {
  number: number;
  label: string;
  sent: number;
  job?: Job;
  error?: string;
}

export interface Uploads {
  list: UploadState[];
  add: (files: Named[], text: string) => void;
}

const LOOK = 300;

export function useUploads(changed: () => void): Uploads {
  const [list, set] = useState<UploadState[]>([]);
  const last = useRef(0);
  const queue = useRef(Promise.resolve());
  const add = useCallback(
    (files: Named[], text: string) => {
      if (files.length === 0 && !text.trim()) return;
      const number = ++last.current;
      const update = (part: Partial<UploadState>) =>
        set((all) => all.map((one) => (one.number === number ? { ...one, ...part } : one)));
      const label = text.trim()
        ? "Pasted text"
        : files.length === 1
          ? (files[0]?.name ?? "")
          : plural(files.length, "file");
      set((all) => [{ number, label, sent: 0 }, ...all]);
      queue.current = queue.current.then(async () => {
        try {
          let job = await send(files, text, (sent) => update({ sent }));
          update({ job });
          while (job.state === "waiting" || job.state === "running") {
            await new Promise((done) => setTimeout(done, LOOK));
            job = await get<Job>(`jobs/${job.id}`, new AbortController().signal);
            update({ job });
          }
        } catch (error) {
          update({ error: error instanceof ApiError ? error.message : "The server does not answer." });
        }
        changed();
      });
    },
    [changed],
  );
  return { list, add };
}
