import t from 'tap';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { instantOf, listTimeZones, localOf } from '../../src/calendar/time-zones.ts';
import { vtimezone } from '../../src/calendar/vtimezone.ts';
import { transitionsOf } from '../../src/calendar/zone-rules.ts';

/** Zones whose law the library simplifies; zone-corrections.ts states it exactly. */
const CORRECTED = [
  'Africa/Cairo',
  'America/Godthab',
  'America/Nuuk',
  'America/Santiago',
  'America/Scoresbysund',
  'Asia/Gaza',
  'Asia/Hebron',
  'Asia/Jerusalem',
  'Asia/Tel_Aviv',
  'Chile/Continental',
  'Egypt',
  'Israel',
];

const SECOND = 1_000;
const DAY = 86_400_000;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** An own, plain reading of a VTIMEZONE: every change of the offset in the years from..to. */
function expand(text: string, from: number, to: number): { at: number; before: number; after: number }[] {
  const changes = [];
  for (const [, part = ''] of text.matchAll(/BEGIN:(?:STANDARD|DAYLIGHT)\r\n(.*?)END:/gs)) {
    const value = (name: string) => new RegExp(`^${name}:(.*?)\\r$`, 'm').exec(part)?.[1];
    const offset = (name: string) => {
      const [, sign, hours, minutes] = /([+-])(\d\d)(\d\d)/.exec(value(name) ?? '') ?? [];
      return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60 * SECOND;
    };
    const [, hour, minute] = /T(\d\d)(\d\d)00$/.exec(value('DTSTART') ?? '') ?? [];
    const rule = value('RRULE');
    const [, month, nth, day] = /^FREQ=YEARLY;BYMONTH=(\d+);BYDAY=(-?\d)(\w\w)$/.exec(rule ?? '') ?? [];
    for (let year = from; rule && year <= to; year++) {
      const days = [];
      for (
        let d = Date.UTC(year, Number(month) - 1, 1);
        new Date(d).getUTCMonth() === Number(month) - 1;
        d += DAY
      )
        if (WEEKDAYS[new Date(d).getUTCDay()] === day) days.push(d);
      const date = days.at(Number(nth) > 0 ? Number(nth) - 1 : Number(nth)) ?? Number.NaN;
      const local = date + (Number(hour) * 60 + Number(minute)) * 60 * SECOND;
      changes.push({
        at: local - offset('TZOFFSETFROM'),
        before: offset('TZOFFSETFROM'),
        after: offset('TZOFFSETTO'),
      });
    }
  }
  return changes.sort((a, b) => a.at - b.at);
}

const inYears = (timeZone: string, from: number, to: number) =>
  transitionsOf(timeZone)
    .filter(({ at }) => at >= Date.UTC(from, 0, 1) && at < Date.UTC(to + 1, 0, 1))
    .map(({ at, offsetBefore, offsetAfter }) => ({ at, before: offsetBefore, after: offsetAfter }));

t.test('all zones change when the library says, 2025 to 2030', async (t) => {
  const differing = listTimeZones().filter((name) => {
    const theirs = expand(tzlib_get_ical_block(name)[0] ?? '', 2025, 2030);
    return JSON.stringify(theirs) !== JSON.stringify(inYears(name, 2025, 2030));
  });
  t.strictSame(differing, CORRECTED);
});

t.test('the VTIMEZONE of a year holds the changes of that year, for every zone, 2025 to 2040', async (t) => {
  const wrong = [];
  for (const name of listTimeZones()) {
    for (let year = 2025; year <= 2040; year++) {
      const text = vtimezone(name, year);
      if (JSON.stringify(expand(text, year, year)) !== JSON.stringify(inYears(name, year, year))) {
        wrong.push([name, year]);
      }
    }
  }
  t.strictSame(wrong, []);
});

t.test('one second to either side of every change, local time and instant agree', async (t) => {
  const wrong = [];
  for (const name of listTimeZones()) {
    for (const { at, before, after } of inYears(name, 2025, 2030)) {
      const local = (instant: number, offset: number) =>
        new Date(instant + offset).toISOString().slice(0, 19);
      const sides = [
        { instant: at - SECOND, offset: before },
        { instant: at, offset: after },
        { instant: at + SECOND, offset: after },
      ];
      for (const { instant, offset } of sides) {
        const seen = localOf(new Date(instant), name);
        if (seen.local !== local(instant, offset) || seen.offsetMinutes * 60 * SECOND !== offset)
          wrong.push(name);
        const back = instantOf(local(instant, offset), name);
        // What comes twice means the first: the second pass of the hour reads as the first.
        const second = after < before && instant >= at;
        const expected = second ? instant - (before - after) : instant;
        const resolution = after < before ? 'first-of-two' : 'exact';
        if (back.instant.getTime() !== expected) wrong.push(name);
        const twice = after < before && instant < at + (before - after);
        if (back.resolution !== (twice ? resolution : 'exact')) wrong.push(name);
      }
      if (after > before) {
        const skipped = instantOf(local(at, before), name);
        if (skipped.resolution !== 'gap' || skipped.instant.getTime() !== at) wrong.push(name);
      }
    }
  }
  t.strictSame(wrong, []);
});

/** Laws made after release 2025c of the tz database, which is what Node 20.20 carries. */
const NEWER_THAN_2025C = [
  'Africa/Casablanca',
  'Africa/El_Aaiun',
  'America/Edmonton',
  'America/Vancouver',
  'America/Yellowknife',
  'Canada/Mountain',
  'Canada/Pacific',
  'Europe/Chisinau',
  'Europe/Tiraspol',
];
/** Laws made after the library's release 2026c. */
const NEWER_THAN_2026C = ['America/Inuvik'];

t.test('from 2027 to 2030 only zones with a known new law differ from Intl', async (t) => {
  const offsetIn = (format: Intl.DateTimeFormat, at: number) => {
    const fields = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = fields;
    return (Date.UTC(year, month - 1, day, hour, minute, second) - at) / (60 * SECOND);
  };
  const differing = listTimeZones().filter((timeZone) => {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const probes = inYears(timeZone, 2027, 2030).flatMap(({ at }) => [at - SECOND, at]);
    for (let at = Date.UTC(2027, 0, 4); at < Date.UTC(2031, 0, 1); at += 14 * DAY) probes.push(at);
    return probes.some((at) => localOf(new Date(at), timeZone).offsetMinutes !== offsetIn(format, at));
  });
  const release = process.versions.tz ?? '';
  if (release === '2025c') t.strictSame(differing, NEWER_THAN_2025C);
  else if (release < '2025c') t.comment(`Node's data is of ${release}, too old to compare with`);
  else {
    const known = [...NEWER_THAN_2025C, ...NEWER_THAN_2026C];
    t.strictSame(
      differing.filter((name) => !known.includes(name)),
      [],
    );
  }
});
