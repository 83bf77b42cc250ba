import t from 'tap';

import { programmeMembers } from '../../src/db/schema/index.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { aStandUp, startProgramme } from '../fixtures/programmes.ts';
import { work } from '../fixtures/work.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

t.test('nobody is in a coffee trial without their own word: whom an organiser names is asked', async (t) => {
  const sink = await createSink(t);
  const scene = await createApp(t, { smtpUrl: sink.url });
  const { app, deps, call } = scene;
  const [host, ana, ben] = await addPeople(deps, [
    { name: 'Host' },
    { name: 'Ana', timeZone: 'Europe/Zurich' },
    { name: 'Ben' },
  ]);
  if (!host || !ana || !ben) throw new Error('three people');
  const body = { ...aStandUp(host.id), format: 'coffee', title: 'Coffee trial', durationMinutes: 30 };
  const programme = await startProgramme(scene, body);
  t.equal(programme.optIn, true);
  const url = `/api/v1/programmes/${programme.id}/members`;
  const personIds = [ana.id, ben.id];
  const ask = async () => (await call('POST', url, { personIds })).json();
  t.strictSame(await ask(), { added: 0, asked: 2, alreadyMembers: 0 });
  t.strictSame(await ask(), { added: 0, asked: 0, alreadyMembers: 0 }, 'and asked once');
  await work(deps);
  const mails = await sink.parsed();
  t.strictSame(mails.map(({ to, subject }) => [to?.[0]?.name, subject]).sort(), [
    ['Ana', 'Will you join? Coffee trial'],
    ['Ben', 'Will you join? Coffee trial'],
  ]);
  const toAna = mails.find(({ to }) => to?.[0]?.name === 'Ana');
  const link = /http:\/\/acquaint\.test(\/l\/[\w-]+)/.exec(toAna?.text ?? '')?.[1] ?? '';
  const members = () => deps.db.$count(programmeMembers);

  const { body: page } = await app.inject(link);
  t.match(page, 'You join by your own word alone');
  for (const zone of ['Europe/Zurich, GMT+1', 'Africa/Nairobi, GMT+3']) t.match(page, zone);
  await app.inject({ method: 'HEAD', url: link });
  t.equal(await members(), 0, 'opening the link joins nobody');
  const act = async (action: string) =>
    (await app.inject({ method: 'POST', url: link, headers: FORM, payload: `action=${action}` })).body;
  t.match(await act('join'), 'You take part.');
  t.match(await act('join'), 'You take part.');
  t.strictSame((await call('GET', url)).json<{ items: object[] }>().items, [
    {
      id: ana.id,
      name: 'Ana',
      unit: ana.unit,
      location: ana.location,
      joinedAt: '2026-11-02T08:00:00.000Z',
    },
  ]);
  t.notMatch(await act('leave'), 'You take part.');
  t.strictSame((await call('GET', url)).json<{ items: object[] }>().items, []);
  await work(deps);
  t.equal(sink.received.length, 2, 'a coffee trial invites to no date by itself');

  await call('POST', `/api/v1/programmes/${programme.id}/end`);
  t.match(await act('join'), 'This programme has ended.');
});
