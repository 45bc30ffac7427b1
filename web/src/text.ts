// Ranges in code points, as the interface counts them, over JavaScript's UTF-16.

export class Points {
  private readonly units: Uint32Array; // UTF-16 offset of each code point, and of the end
  constructor(readonly text: string) {
    const units = new Uint32Array(text.length + 1);
    let count = 0;
    for (let at = 0; at < text.length; count++) {
      units[count] = at;
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    }
    units[count] = text.length;
    this.units = units.subarray(0, count + 1);
  }
  unit(point: number): number {
    return this.units[Math.min(Math.max(0, point), this.units.length - 1)] ?? this.text.length;
  }
  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }
  point(unit: number): number {
    let low = 0;
    let high = this.units.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.units[middle] ?? 0) <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

export interface Span<T> {
  start: number;
  end: number;
  value: T;
}

export interface Piece<T> {
  start: number;
  end: number;
  values: T[];
}

/** Cuts [start, end) where any span begins or ends; each piece with the spans over it. */
export function pieces<T>(start: number, end: number, spans: Span<T>[]): Piece<T>[] {
  const inside = spans.filter((one) => one.start < end && one.end > start);
  const cuts = new Set([start, end]);
  for (const one of inside) {
    cuts.add(Math.max(start, one.start));
    cuts.add(Math.min(end, one.end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const result: Piece<T>[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const from = sorted[i] ?? 0;
    const to = sorted[i + 1] ?? 0;
    result.push({
      start: from,
      end: to,
      values: inside.filter((one) => one.start <= from && one.end >= to).map((one) => one.value),
    });
  }
  return result;
}

/** Words that carry what may differ between reports: figures, and names inside a sentence. */
export function tellingWords(text: string): { start: number; end: number; word: string }[] {
  const words: { start: number; end: number; word: string }[] = [];
  let first = true;
  for (const found of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’.,-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu)) {
    const word = found[0];
    const figure = /\p{N}/u.test(word);
    const name = !first && /^\p{Lu}/u.test(word);
    first = false;
    if (figure || name)
      words.push({
        start: found.index,
        end: found.index + word.length,
        word: word.toLowerCase().replace(/['’]s$/, ""),
      });
  }
  return words;
}
