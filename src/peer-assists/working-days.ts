const DATE_LENGTH = 'yyyy-mm-dd'.length;
const MS_PER_DAY = 86_400_000;
const SATURDAY = 6;
const SUNDAY = 0;

/** So many working days after a day (yyyy-mm-dd), Monday to Friday; the first is the day after it at the earliest. */
export function addWorkingDays(day: string, count: number): string {
  let at = Date.parse(`${day}T00:00:00Z`);
  for (let left = count; left > 0; ) {
    at += MS_PER_DAY;
    const weekday = new Date(at).getUTCDay();
    if (weekday !== SATURDAY && weekday !== SUNDAY) left--;
  }
  return new Date(at).toISOString().slice(0, DATE_LENGTH);
}

/** So many days after a day (yyyy-mm-dd). */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * MS_PER_DAY).toISOString().slice(0, DATE_LENGTH);
}
