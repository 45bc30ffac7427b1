// Days as people write them. A date's precision stays what it is: "2031-07" is July 2031, never its first day.

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export interface Parts {
  year: string;
  month?: string;
  day?: string;
  weekday?: string;
  clock?: string;
}

export function partsOf(date: string): Parts {
  const [day = "", clock] = date.split("T");
  const [year = "", month, number] = day.split("-");
  const parts: Parts = { year };
  if (month) parts.month = MONTHS[Number(month) - 1] ?? month;
  if (number) {
    parts.day = String(Number(number));
    parts.weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? "";
  }
  if (clock) parts.clock = clock.slice(0, 5);
  return parts;
}

export function spoken(date: string | undefined): string {
  if (!date) return "no date";
  const { year, month, day } = partsOf(date);
  return [day, month, year].filter(Boolean).join(" ");
}

export function span(first: string | undefined, last: string | undefined): string {
  if (!first || !last) return "no dates";
  return first === last ? spoken(first) : `${spoken(first)} to ${spoken(last)}`;
}

export function precision(date: string): string {
  const count = date.split("T")[0]?.split("-").length ?? 1;
  return count === 3 ? "" : count === 2 ? "in the month, day not given" : "in the year, day not given";
}

export const number = (value: number): string => value.toLocaleString("en-GB").replaceAll(",", "\u202f");
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;
