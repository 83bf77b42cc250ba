import fc from 'fast-check';
import t from 'tap';

import { readPlan, timesOf } from '../../src/gatherings/plan.ts';

const UNSAFE = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFD]/u;

t.test('only the fields that are given are read', async (t) => {
  t.same(readPlan({}), { values: {} });
  t.same(readPlan({ capacity: null, start: '2026-12-03T14:00' }), {
    values: { capacity: null, startLocal: '2026-12-03T14:00:00' },
  });
});

t.test('no text that passes can break a header, a calendar line or the direction of a page', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const read = readPlan({ title: text, place: text, purpose: text });
      if ('errors' in read) return true;
      const { title = '', place, purpose } = read.values;
      return ![title, place ?? '', (purpose ?? '').replaceAll('\n', '')].some((kept) => UNSAFE.test(kept));
    }),
  );
});

t.test('a text that passes passes again unchanged', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const once = readPlan({ title: text, place: text, purpose: text });
      if ('errors' in once) return true;
      const { title, place, purpose } = once.values;
      const twice = readPlan({ title: title ?? '', place: place ?? null, purpose: purpose ?? null });
      return JSON.stringify(twice) === JSON.stringify(once);
    }),
  );
});

t.test('an address that passes is http or https, without a secret and without white space', async () => {
  const piece = fc.constantFrom(
    'http://',
    'https://',
    'javascript:',
    'a.example',
    'u:p@',
    '/x',
    ' ',
    '\n',
    '\t',
    '#',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const read = readPlan({ onlineUrl: pieces.join('') });
      if ('errors' in read || !read.values.onlineUrl) return true;
      const url = new URL(read.values.onlineUrl);
      return /^https?:$/.test(url.protocol) && url.username === '' && !/\s/.test(read.values.onlineUrl);
    }),
  );
});

t.test('the end is the length after the start, also over a change of the clocks', async (t) => {
  const plan = { startLocal: '2027-03-14T01:30:00', timeZone: 'America/New_York', durationMinutes: 120 };
  t.same(timesOf(plan), {
    startsAt: new Date('2027-03-14T06:30:00Z'),
    endsAt: new Date('2027-03-14T08:30:00Z'),
    startResolution: 'exact',
  });
});
