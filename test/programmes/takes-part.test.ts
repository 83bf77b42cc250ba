import t from 'tap';

import { takesPart } from '../../src/programmes/takes-part.ts';

const MEMBER = { leftAt: null, pausedUntil: null, skippedDate: null };
const PERSON = { leftOn: null, pausedUntil: null, awayFrom: null, awayUntil: null, timeZone: 'America/Lima' };
/** Midnight in Nairobi of the 4th is still the 3rd in Lima. */
const DATE = {
  day: '2026-12-04',
  dayIn: (zone: string) => (zone === 'America/Lima' ? '2026-12-03' : '2026-12-04'),
};

t.test('a member’s breaks go by the calendar of the series, the last day included', async (t) => {
  const asked = (member: object) => takesPart({ ...MEMBER, ...member }, PERSON, DATE);
  t.equal(asked({}), true);
  t.equal(asked({ pausedUntil: '2026-12-03' }), true);
  t.equal(asked({ pausedUntil: '2026-12-04' }), false);
  t.equal(asked({ skippedDate: '2026-12-03' }), true);
  t.equal(asked({ skippedDate: '2026-12-04' }), false);
  t.equal(asked({ leftAt: new Date(0) }), false);
});

t.test('a person’s own days go by where they live', async (t) => {
  const asked = (person: object) => takesPart(MEMBER, { ...PERSON, ...person }, DATE);
  t.equal(asked({ leftOn: '2026-12-04' }), true);
  t.equal(asked({ leftOn: '2026-12-03' }), false);
  t.equal(asked({ leftOn: '2026-12-04', timeZone: 'Africa/Nairobi' }), false);
  t.equal(asked({ pausedUntil: '2026-12-02' }), true);
  t.equal(asked({ pausedUntil: '2026-12-03' }), false);
  t.equal(asked({ awayFrom: '2026-12-04', awayUntil: '2026-12-09' }), true);
  t.equal(asked({ awayFrom: '2026-12-03', awayUntil: '2026-12-03' }), false);
  t.equal(asked({ awayFrom: null, awayUntil: '2026-12-02' }), true);
  t.equal(asked({ awayFrom: null, awayUntil: '2026-12-03' }), false);
  t.equal(asked({ awayFrom: '2026-12-03', awayUntil: null }), false);
  t.equal(asked({ awayFrom: '2026-12-04', awayUntil: null }), true);
});
