import t, { type Test } from 'tap';

import { keepTime } from '../../jobs/keep-time.ts';
import type { Person } from '../../src/db/schema/index.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { aSeries, datesOfSeries } from '../fixtures/series.ts';
import { work } from '../fixtures/work.ts';

/** The first date is on Tuesday 16 March 2027, 11:00 UTC; half way from here is on the 12th at the same hour. */
const INVITED = '2027-03-08T11:00:00Z';

/** A series of four Tuesdays in Zurich to which these people were invited as a whole. */
async function stage(t: Test, guests: Partial<Person>[], fields: object = {}) {
  const sink = await createSink(t);
  const parts = await createApp(t, { smtpUrl: sink.url });
  const { app, call, clock, deps } = parts;
  clock.set(INVITED);
  const [host] = await addPeople(deps, [{ name: 'Host' }]);
  const people = await addPeople(
    deps,
    guests.map((guest) => ({ timeZone: 'Europe/Zurich', ...guest })),
  );
  const created = await call('POST', '/api/v1/series', { ...aSeries(host?.id ?? ''), ...fields });
  const { id } = created.json<{ id: string }>();
  await call('POST', `/api/v1/series/${id}/invitations`, { personIds: people.map((person) => person.id) });
  await work(deps);
  const links = new Map(
    (await sink.parsed()).map(({ to, text }) => [to?.[0]?.name, /\/r\/[\w-]{32}/.exec(text ?? '')?.[0]]),
  );
  let seen = sink.received.length;
  return {
    ...parts,
    id,
    sink,
    answer: (name: string, form: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: links.get(name) ?? '',
        payload: new URLSearchParams(form).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    dates: () => datesOfSeries(parts, id),
    /** What a worker does at these instants. */
    async liveAt(...instants: string[]) {
      for (const instant of instants) {
        clock.set(instant);
        await keepTime(deps);
        await work(deps);
      }
    },
    /** What arrived since the last call: when (UTC), reader, subject. */
    async arrived() {
      const fresh = (await sink.parsed()).slice(seen);
      seen = sink.received.length;
      return fresh.map(({ date, to, subject }) => `${date} ${to?.[0]?.name} ${subject}`).sort();
    },
  };
}

const ASKED = 'Will you come? Coffee across teams';

t.test('who has answered neither the series nor a date of it is asked once, at half time', async (t) => {
  const names = ['Ana', 'Ben', 'Carla', 'Dai'];
  const scene = await stage(
    t,
    names.map((name) => ({ name })),
  );
  await scene.answer('Ana', { answer: 'accepted' });
  await scene.answer('Ben', { answer: 'declined' });
  const [, second] = await scene.dates();
  await scene.answer('Carla', { answer: 'declined', date: second?.id ?? '' });
  await scene.liveAt('2027-03-12T10:59:00Z');
  t.strictSame(await scene.arrived(), []);
  await scene.liveAt('2027-03-12T11:00:00Z', '2027-03-12T12:00:00Z');
  t.strictSame(
    (await scene.arrived()).filter((line) => line.includes('Will you come')),
    [`2027-03-12T11:00:00.000Z Dai ${ASKED}`],
  );
  await scene.liveAt('2027-03-19T11:00:00Z', '2027-03-26T11:00:00Z');
  t.strictSame(
    (await scene.arrived()).filter((line) => line.includes('Will you come')),
    [],
    'not again for later dates',
  );
  const mail = (await scene.sink.parsed()).find(({ subject }) => subject === ASKED);
  const header = (name: string) => mail?.headers.find(({ key }) => key === name)?.value;
  t.equal(header('auto-submitted'), 'auto-generated');
  t.match(mail?.text, 'Tuesday 16 March 2027');
  t.match(mail?.text, 'Tuesday 6 April 2027');
  t.match(mail?.text, 'Your answer holds for every date');
  t.match(mail?.text, /\/r\/[\w-]{32}/);
});

t.test('half time in the night waits until morning, and an answer meanwhile ends it', async (t) => {
  // Half way is midnight where these two live.
  const scene = await stage(
    t,
    ['Ana', 'Ben'].map((name) => ({ name, timeZone: 'Pacific/Auckland' })),
  );
  await scene.liveAt('2027-03-12T11:00:00Z', '2027-03-12T17:59:00Z');
  t.strictSame(await scene.arrived(), []);
  await scene.answer('Ben', { answer: 'tentative' });
  await scene.liveAt('2027-03-12T18:00:00Z');
  t.strictSame(await scene.arrived(), [`2027-03-12T18:00:00.000Z Ana ${ASKED}`]);
});

t.test('none where the organiser wants none, and none for a series that was cancelled', async (t) => {
  const none = await stage(t, [{ name: 'Ana' }], { reminders: { noAnswer: false } });
  await none.liveAt('2027-03-12T11:00:00Z', '2027-03-15T12:00:00Z');
  t.strictSame(await none.arrived(), []);
  const gone = await stage(t, [{ name: 'Ana' }]);
  await gone.call('POST', `/api/v1/series/${gone.id}/cancel`, {});
  await work(gone.deps);
  t.equal((await gone.arrived()).length, 1);
  await gone.liveAt('2027-03-12T11:00:00Z', '2027-03-15T12:00:00Z');
  t.strictSame(await gone.arrived(), []);
});
