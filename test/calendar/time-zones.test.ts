import fc from 'fast-check';
import t from 'tap';
import {
  formatWhen,
  hasBegun,
  instantOf,
  isLocalTime,
  isTimeZone,
  listTimeZones,
  localOf,
} from '../../src/calendar/time-zones.ts';

const read = (local: string, timeZone: string) => {
  const { instant, resolution } = instantOf(local, timeZone);
  return [instant.toISOString(), resolution];
};

t.test('names of the IANA database and their old aliases are time zones, nothing else is', async (t) => {
  const good = [
    'Africa/Nairobi',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'Europe/Kyiv',
    'Europe/Kiev',
    'US/Eastern',
  ];
  const utc = ['UTC', 'Etc/UTC', 'Etc/GMT+5', 'GMT', 'America/Argentina/ComodRivadavia'];
  for (const name of [...good, ...utc]) t.equal(isTimeZone(name), true, name);
  const junk = ['Mars/Base', '../etc', '', 'ET', 'Europe/', 'Europe', 'europe/berlin', ' UTC', 'UTC\r\nX:1'];
  for (const name of [...junk, '__proto__', 'constructor', 'x'.repeat(1e6)]) t.equal(isTimeZone(name), false);
  t.equal(listTimeZones().length, 597);
  t.ok(listTimeZones().every(isTimeZone));
  t.strictSame(
    Intl.supportedValuesOf('timeZone').filter((name) => !isTimeZone(name)),
    [],
  );
});

t.test('a local time has one instant, the first of two, or that of the offset before a gap', async (t) => {
  t.strictSame(read('2026-12-03T14:00:00', 'Africa/Nairobi'), ['2026-12-03T11:00:00.000Z', 'exact']);
  t.strictSame(read('2027-03-28T01:59:59', 'Europe/Berlin'), ['2027-03-28T00:59:59.000Z', 'exact']);
  t.strictSame(read('2027-03-28T02:00:00', 'Europe/Berlin'), ['2027-03-28T01:00:00.000Z', 'gap']);
  t.strictSame(read('2027-03-28T02:59:59', 'Europe/Berlin'), ['2027-03-28T01:59:59.000Z', 'gap']);
  t.strictSame(read('2027-03-28T03:00:00', 'Europe/Berlin'), ['2027-03-28T01:00:00.000Z', 'exact']);
  t.strictSame(read('2027-10-31T01:59:59', 'Europe/Berlin'), ['2027-10-30T23:59:59.000Z', 'exact']);
  t.strictSame(read('2027-10-31T02:00:00', 'Europe/Berlin'), ['2027-10-31T00:00:00.000Z', 'first-of-two']);
  t.strictSame(read('2027-10-31T02:59:59', 'Europe/Berlin'), ['2027-10-31T00:59:59.000Z', 'first-of-two']);
  t.strictSame(read('2027-10-31T03:00:00', 'Europe/Berlin'), ['2027-10-31T02:00:00.000Z', 'exact']);
});

t.test('odd offsets and odd daylight saving are right', async (t) => {
  t.strictSame(read('2026-12-03T14:00:00', 'Asia/Kathmandu'), ['2026-12-03T08:15:00.000Z', 'exact']);
  t.strictSame(read('2026-10-04T02:15:00', 'Australia/Lord_Howe'), ['2026-10-03T15:45:00.000Z', 'gap']);
  t.strictSame(read('2027-04-04T01:45:00', 'Australia/Lord_Howe'), [
    '2027-04-03T14:45:00.000Z',
    'first-of-two',
  ]);
  t.strictSame(read('2027-03-28T02:30:00', 'Antarctica/Troll'), ['2027-03-28T02:30:00.000Z', 'gap']);
  t.strictSame(read('2027-10-31T01:30:00', 'Antarctica/Troll'), ['2027-10-30T23:30:00.000Z', 'first-of-two']);
  t.strictSame(read('2027-06-01T12:00:00', 'Europe/Dublin'), ['2027-06-01T11:00:00.000Z', 'exact']);
  t.strictSame(read('2027-01-01T00:00:00', 'Pacific/Apia'), ['2026-12-31T11:00:00.000Z', 'exact']);
  t.strictSame(read('2027-01-01T00:00:00', 'Pacific/Chatham'), ['2026-12-31T10:15:00.000Z', 'exact']);
  t.strictSame(read('2027-01-15T12:00:00', 'Africa/Casablanca'), ['2027-01-15T12:00:00.000Z', 'exact']);
  t.strictSame(read('2027-01-15T12:00:00', 'America/Vancouver'), ['2027-01-15T19:00:00.000Z', 'exact']);
  t.strictSame(read('2199-07-01T12:00:00', 'Europe/Paris'), ['2199-07-01T10:00:00.000Z', 'exact']);
  t.strictSame(read('2199-12-31T23:59:59', 'Pacific/Honolulu'), ['2200-01-01T09:59:59.000Z', 'exact']);
  t.strictSame(read('1970-01-01T00:00:00', 'Europe/Paris'), ['1969-12-31T23:00:00.000Z', 'exact']);
});

t.test('aliases have the instants of the zone they name', async (t) => {
  const pairs = [
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['US/Eastern', 'America/New_York'],
    ['Israel', 'Asia/Jerusalem'],
  ] as const;
  for (const [alias, name] of pairs) {
    t.strictSame(read('2028-03-25T12:00:00', alias), read('2028-03-25T12:00:00', name), alias);
  }
});

t.test('what is no local time or no zone is recognised, and refused by instantOf', async (t) => {
  const bad = ['2026-02-29T10:00:00', '2026-13-01T10:00:00', '2026-12-03T24:00:00', '2026-12-03T10:60:00'];
  const malformed = ['2026-12-03T10:00', '2026-12-03 10:00:00', '2026-12-03T10:00:00Z', '', 'junk', '１'];
  for (const text of [...bad, ...malformed, '1969-12-31T23:59:59', '2200-01-01T00:00:00']) {
    t.equal(isLocalTime(text), false, text);
    t.throws(() => instantOf(text, 'UTC'), RangeError);
  }
  t.equal(isLocalTime('2028-02-29T10:00:00'), true);
  t.throws(() => instantOf('2026-12-03T14:00:00', 'Mars/Base'), RangeError);
  t.throws(() => localOf(new Date(0), 'Mars/Base'), RangeError);
});

t.test('localOf undoes instantOf for every zone, except inside a gap', async (t) => {
  const moments = fc.integer({ min: Date.UTC(2025, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 });
  fc.assert(
    fc.property(fc.constantFrom(...listTimeZones()), moments, (timeZone, seconds) => {
      const local = new Date(seconds * 1000).toISOString().slice(0, 19);
      const { instant, resolution } = instantOf(local, timeZone);
      return resolution === 'gap' || localOf(instant, timeZone).local === local;
    }),
    { numRuns: 2_000 },
  );
  t.strictSame(localOf(new Date('2026-12-03T11:00:00.999Z'), 'Asia/Kathmandu'), {
    local: '2026-12-03T16:45:00',
    offsetMinutes: 345,
  });
});

t.test('a time reads with its day, its zone and its offset', async (t) => {
  const when = (local: string, timeZone: string, durationMinutes: number, locale = 'en-GB') =>
    formatWhen({ instant: instantOf(local, timeZone).instant, durationMinutes, timeZone, locale });
  t.equal(
    when('2026-12-03T14:00:00', 'Africa/Nairobi', 90),
    'Thursday 3 December 2026, 14:00–15:30 (Africa/Nairobi, GMT+3)',
  );
  t.equal(
    when('2026-12-31T23:30:00', 'Asia/Kathmandu', 90),
    'Thursday 31 December 2026, 23:30 – Friday 1 January 2027, 01:00 (Asia/Kathmandu, GMT+5:45)',
  );
  t.equal(
    when('2027-10-31T02:30:00', 'Europe/Berlin', 60),
    'Sunday 31 October 2027, 02:30–02:30 (Europe/Berlin, GMT+2 → GMT+1)',
  );
  t.equal(
    when('2026-12-03T14:00:00', 'America/St_Johns', 15, 'de'),
    'Donnerstag, 3. Dezember 2026, 14:00–14:15 (America/St_Johns, GMT-3:30)',
  );
  t.same(
    ['fr', 'es', 'ar-u-nu-latn'].map((locale) => when('2026-12-01T14:00:00', 'UTC', 15, locale)),
    [
      'mardi 1er décembre 2026, 14:00–14:15 (UTC, GMT+0)',
      'martes, 1 de diciembre de 2026, 14:00–14:15 (UTC, GMT+0)',
      'الثلاثاء، 1 ديسمبر 2026، 14:00–14:15 (UTC, GMT+0)',
    ],
  );
  t.match(when('2026-12-11T14:00:00', 'UTC', 15, 'fr'), /^vendredi 11 décembre 2026, /);
  t.equal(when('2026-12-03T14:00:00', 'UTC', 15), 'Thursday 3 December 2026, 14:00–14:15 (UTC, GMT+0)');
});

t.test('a day begins at midnight of the zone, not of UTC', async (t) => {
  const at = new Date('2026-11-01T20:00:00Z');
  t.equal(hasBegun('2026-11-02', 'Asia/Tokyo', at), true);
  t.equal(hasBegun('2026-11-02', 'UTC', at), false);
  t.equal(hasBegun('2026-11-02', 'America/Lima', new Date('2026-11-02T04:59:59Z')), false);
  t.equal(hasBegun('2026-11-02', 'America/Lima', new Date('2026-11-02T05:00:00Z')), true);
  t.equal(hasBegun('2026-11-01', 'UTC', at), true, 'and is not over for this');
});
