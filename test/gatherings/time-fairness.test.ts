import fc from 'fast-check';
import t from 'tap';

import { timeFairness } from '../../src/gatherings/time-fairness.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

const HOUR_MS = 3_600_000;
/** An hour from this one on, of a day in December 2026. */
const at = (hour: string, day = '02') => {
  const startsAt = new Date(`2026-12-${day}T${hour}:00Z`);
  return { startsAt, endsAt: new Date(startsAt.getTime() + HOUR_MS) };
};
const ZURICH = 'Europe/Zurich';
const NAIROBI = 'Africa/Nairobi';
const BOGOTA = 'America/Bogota';
const told = (slots: ReturnType<typeof at>[], zones: string[]) =>
  timeFairness(slots, zones).map(({ message }) => message);

t.test('one time zone that alone is outside of its day is pointed out', async (t) => {
  t.strictSame(timeFairness([at('11:00')], [BOGOTA, NAIROBI, ZURICH]), [
    {
      code: 'time-fairness',
      message:
        'Only for America/Bogota it is outside 10:00–16:00; ' +
        'over a quarter no time zone should have more than half of such times.',
      remedy: 'Choose an hour that is within the day of all, or hold it once more at their hours.',
    },
  ]);
  t.strictSame(told([at('13:00')], [BOGOTA, NAIROBI, ZURICH]), [], 'two share it');
  t.strictSame(told([at('09:00'), at('14:00')], [ZURICH]), [], 'all live by one clock');
  t.strictSame(
    told([at('09:00')], [ZURICH, NAIROBI]),
    [],
    'the first minute of one day, the noon of another',
  );
  t.strictSame(told([at('12:00')], [ZURICH, NAIROBI]), [], 'and the last one');
  t.match(told([at('12:01')], [ZURICH, NAIROBI]), [/Only for Africa\/Nairobi/]);
});

t.test('over a quarter early and late hours take turns', async (t) => {
  const early = at('09:00', '02');
  const late = at('16:00', '09');
  t.match(told([early, at('09:00', '09')], [ZURICH, BOGOTA]), [/the 2 times .*America\/Bogota has 2/]);
  t.strictSame(told([early, late], [ZURICH, BOGOTA]), []);
  t.strictSame(told([early, at('13:30', '09')], [ZURICH, NAIROBI]), [], 'one is nothing to take turns with');
  t.match(told([early, late, at('10:00', '16')], [ZURICH, BOGOTA]), [/the 3 times .*Bogota has 2/]);
  t.match(told([early], [BOGOTA, 'America/Lima', 'America/Panama', 'America/Jamaica', ZURICH]), [
    /Only for America\/Bogota, America\/Jamaica, America\/Lima and 1 more of the same clock it/,
  ]);
});

t.test('at most one time zone is pointed out, and none where a day is longer than core hours', async (t) => {
  const zones = fc.subarray([ZURICH, NAIROBI, BOGOTA, 'Asia/Kathmandu', 'Pacific/Auckland']);
  const hours = fc.array(fc.integer({ min: 0, max: 23 }), { maxLength: 13 });
  fc.assert(
    fc.property(zones, hours, (some, starts) => {
      const slots = starts.map((hour) => at(`${String(hour).padStart(2, '0')}:00`));
      t.ok(timeFairness(slots, some).length <= 1);
      const days = slots.map(({ startsAt }) => ({
        startsAt,
        endsAt: new Date(startsAt.getTime() + 7 * HOUR_MS),
      }));
      t.strictSame(timeFairness(days, some), []);
    }),
  );
});

t.test('the dates of a series are counted together; who manages them is told', async (t) => {
  const { deps, call } = await createApp(t);
  const [host] = await addPeople(deps, [{ timeZone: ZURICH }, { timeZone: BOGOTA }]);
  const plan = {
    format: 'community-meeting',
    title: 'Water',
    start: '2026-11-10T14:00:00',
    timeZone: ZURICH,
    durationMinutes: 60,
    hostId: host?.id,
    audience: { everyone: true },
  };
  const alone = await call('POST', '/api/v1/gatherings', plan);
  const codes = (body: { warnings: { code: string }[] }) =>
    body.warnings.map(({ code }) => code).filter((code) => code === 'time-fairness');
  t.strictSame(codes(alone.json()), ['time-fairness']);
  const recurrence = { frequency: 'weekly', count: 4 };
  const series = (await call('POST', '/api/v1/series', { ...plan, recurrence })).json();
  const { id } = series;
  t.strictSame(codes(series), ['time-fairness']);
  t.match((await call('GET', '/api/v1/series')).json().items[0].warnings, undefined, 'lists leave it out');
  const dates = (await call('GET', `/api/v1/series/${id}/gatherings`)).json().items;
  const shown = async (i: number) => (await call('GET', `/api/v1/gatherings/${dates[i].id}`)).json();
  t.match(
    (await shown(0)).warnings.find(({ code }: { code: string }) => code === 'time-fairness').message,
    /Of the 4 times .*America\/Bogota has 4/,
  );
  for (const i of [1, 3]) {
    const start = `${dates[i].start.slice(0, 10)}T17:00:00`;
    t.equal((await call('PATCH', `/api/v1/gatherings/${dates[i].id}`, { start })).statusCode, 200);
  }
  t.strictSame(codes(await shown(0)), [], 'every other one is held in the morning of Bogotá');
  t.strictSame(codes((await call('GET', `/api/v1/series/${id}`)).json()), []);
  const standUp = { ...plan, format: 'stand-up', durationMinutes: 15, recurrence: { frequency: 'weekly' } };
  const programme = (await call('POST', '/api/v1/programmes', standUp)).json();
  t.strictSame(codes((await call('GET', `/api/v1/programmes/${programme.id}`)).json()), ['time-fairness']);
});
