import { eq } from 'drizzle-orm';
import t from 'tap';

import { gatherings, people, programmeMembers, rounds, seats } from '../../src/db/schema/index.ts';
import { membersOn } from '../../src/programmes/members-on.ts';
import { memoryOf } from '../../src/programmes/memory-of.ts';
import { rememberDate } from '../../src/programmes/remember-date.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { aStandUp, startProgramme } from '../fixtures/programmes.ts';

t.test('absences and pauses are known before each date, in one query', async (t) => {
  const scene = await createApp(t);
  const { deps, queries } = scene;
  const [host, ana, ben, carla, dai] = await addPeople(deps, [
    {},
    { name: 'Ana' },
    { name: 'Ben', pausedUntil: '2026-11-10' },
    { name: 'Carla', timeZone: 'America/Lima', awayFrom: '2026-11-17', awayUntil: '2026-11-17' },
    { name: 'Dai' },
  ]);
  if (!host || !ana || !ben || !carla || !dai) throw new Error('five people');
  const programme = await startProgramme(scene, aStandUp(host.id));
  const personIds = [ana.id, ben.id, carla.id, dai.id];
  await scene.call('POST', `/api/v1/programmes/${programme.id}/members`, { personIds });
  await deps.db
    .update(programmeMembers)
    .set({ skippedDate: '2026-11-17' })
    .where(eq(programmeMembers.personId, dai.id));
  const on = async (day: string) => {
    const date = { startLocal: `${day}T10:00:00`, timeZone: 'Africa/Nairobi' };
    return (await membersOn(deps.db, programme.id, date)).map(({ person }) => person.name).sort();
  };
  queries.length = 0;
  t.strictSame(await on('2026-11-10'), ['Ana', 'Carla', 'Dai']);
  t.equal(queries.length, 1);
  t.strictSame(await on('2026-11-17'), ['Ana', 'Ben'], 'ten in Nairobi is the 17th at two in Lima …');
  await deps.db.update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, ana.id));
  t.strictSame(await on('2026-11-24'), ['Ben', 'Carla', 'Dai']);
});

t.test('a programme remembers of each date who sat with whom, who was left out and who ran it', async (t) => {
  const scene = await createApp(t);
  const { deps, clock, call, queries } = scene;
  const [host, ana, ben, carla] = await addPeople(deps, 4);
  if (!host || !ana || !ben || !carla) throw new Error('four people');
  const programme = await startProgramme(scene, aStandUp(host.id));
  const dates = await deps.db.select().from(gatherings).orderBy(gatherings.startLocal);
  const [first, second] = dates;
  if (!first || !second) throw new Error('two dates');
  for (const [i, date] of [first, second].entries()) {
    const id = (
      await deps.db
        .insert(rounds)
        .values({ id: date.id, gatheringId: date.id, number: 1, minutes: 15, createdAt: deps.now() })
        .returning()
    )[0]?.id;
    const seated = [ana, i === 0 ? ben : carla];
    await deps.db
      .insert(seats)
      .values(seated.map((person) => ({ roundId: id ?? '', personId: person.id, tableNumber: 1 })));
    const leftOut = [i === 0 ? carla.id : ben.id];
    await deps.db.transaction((tx) => rememberDate(tx, { gathering: date, leftOut: [ana.id] }));
    await deps.db.transaction((tx) => rememberDate(tx, { gathering: date, leftOut }));
  }
  clock.set('2026-11-12T08:00:00Z');
  await call('PATCH', `/api/v1/series/${programme.seriesId}`, { place: 'Room 6' });
  queries.length = 0;
  const memory = await memoryOf(deps.db, programme.id, { before: new Date('2026-11-18T00:00:00Z') });
  t.equal(queries.length, 3);
  t.strictSame(memory, [
    {
      gatheringId: second.id,
      startLocal: '2026-11-17T10:00:00',
      rounds: [{ number: 1, tables: [{ number: 1, seats: [ana.id, carla.id].sort() }] }],
      leftOut: [ben.id],
      hosted: [host.id],
      facilitated: [],
    },
    {
      gatheringId: first.id,
      startLocal: '2026-11-10T10:00:00',
      rounds: [{ number: 1, tables: [{ number: 1, seats: [ana.id, ben.id].sort() }] }],
      leftOut: [carla.id],
      hosted: [host.id],
      facilitated: [],
    },
  ]);
  t.equal((await memoryOf(deps.db, programme.id, { before: deps.now(), dates: 1 })).length, 1);
});
