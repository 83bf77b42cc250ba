import { eq, sql } from 'drizzle-orm';
import t from 'tap';

import { programmes, series } from '../../src/db/schema/index.ts';
import { rotateCrew } from '../../src/stand-ups/rotate-crew.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';
import { aStandUp, startProgramme } from '../fixtures/programmes.ts';

t.test('a capacity that was lowered lets fewer in, and the rotation is done once all the same', async (t) => {
  const app = await createApp(t);
  const { call, deps } = app;
  const units = ['Finance', 'Legal', 'Research', 'Sales'];
  const everybody = await addPeople(
    deps,
    Array.from({ length: 14 }, (_, i) => ({ unit: units[i % units.length] ?? '' })),
  );
  const [host, ...others] = everybody;
  const { id } = await startProgramme(app, aStandUp(host?.id ?? ''));
  const personIds = others.slice(0, 6).map((person) => person.id);
  t.equal((await call('POST', `/api/v1/programmes/${id}/members`, { personIds })).statusCode, 202);
  await deps.db.update(series).set({ plan: sql`jsonb_set(${series.plan}, '{capacity}', '5')` });
  await deps.db.update(programmes).set({ rotationOwedOn: '2026-12-08' }).where(eq(programmes.id, id));
  const rotate = () =>
    deps.db.transaction((tx) =>
      rotateCrew(tx, { programmeId: id, engine: deps.engine, invitationsMax: 8 }, deps.now()),
    );
  const rotated = await rotate();
  t.equal(rotated?.left.length, 2, 'a third makes room');
  t.equal(rotated?.joined.length, 1, 'four stay, and five is the most');
  t.equal(await rotate(), null, 'it is not owed again');
});
