import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { count, sql } from 'drizzle-orm';
import t from 'tap';
import { v7 as uuidv7 } from 'uuid';

import { oweRound } from '../../src/coffee/owe-rounds.ts';
import {
  coffeeRounds,
  coffeeSeats,
  gatherings,
  letters,
  mails,
  programmeMembers,
  seats,
} from '../../src/db/schema/index.ts';
import { startProgramme } from '../../src/programmes/start-programme.ts';
import { addPeople } from '../fixtures/add-rows.ts';
import { createDeps } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { until } from '../fixtures/until.ts';
import type { WorkerArguments } from '../fixtures/worker-process.ts';

const PROGRAM = fileURLToPath(new URL('../fixtures/worker-process.ts', import.meta.url));
const TIMES = { lockMs: 1_500, stalledIntervalMs: 500, sweepIntervalMs: 500, claimMaxMs: 2_500 };
const PEOPLE = 601;

t.test('a worker killed while it draws leaves nothing half done; the next one draws once', async (t) => {
  const sink = await createSink(t);
  const { deps, databaseUrl, clock } = await createDeps(t, { smtpUrl: sink.url });
  const now = new Date();
  clock.set(now);
  const everybody = await addPeople(deps, PEOPLE);
  const started = await deps.db.transaction((tx) =>
    startProgramme(
      tx,
      {
        format: 'coffee',
        title: 'Coffee',
        start: new Date(now.getTime() + 86_400_000).toISOString().slice(0, 19),
        timeZone: 'Etc/UTC',
        durationMinutes: 30,
        hostId: everybody[0]?.id ?? '',
        audience: { everyone: true },
        recurrence: { frequency: 'weekly', count: 1 },
      },
      uuidv7(),
      now,
    ),
  );
  if ('errors' in started) throw new Error(JSON.stringify(started.errors));
  const programmeId = started.programme.id;
  const settings = {
    way: 'either',
    languages: [],
    workFrom: '09:00',
    workTo: '17:00',
    shared: [],
    tableSizeMax: null,
  };
  await deps.db
    .insert(programmeMembers)
    .values(everybody.map(({ id: personId }) => ({ programmeId, personId, joinedAt: now, settings })));
  const [date] = await deps.db.select().from(gatherings);
  const gatheringId = date?.id ?? '';
  await deps.db.transaction((tx) => oweRound(tx, { gatheringId, programmeId }, now));

  const given: WorkerArguments = {
    databaseUrl,
    smtpUrl: sink.url,
    server: { kind: 'postgres', url: databaseUrl },
    times: TIMES,
  };
  const run = (): ChildProcess => {
    const child = spawn(process.execPath, ['--import=tsx', PROGRAM, JSON.stringify(given)], {
      stdio: 'inherit',
    });
    t.teardown(() => child.kill('SIGKILL'));
    return child;
  };
  const kill = async (worker: ChildProcess) => {
    const gone = once(worker, 'exit');
    worker.kill('SIGKILL');
    await gone;
  };
  const drawn = async () => (await deps.db.select().from(coffeeRounds))[0]?.drawnAt !== null;

  // Killed in the middle: the tables are written, the letters wait for a lock that is held here.
  await deps.db.transaction(async (tx) => {
    await tx.execute(sql`lock table ${letters} in exclusive mode`);
    const worker = run();
    await until('the draw waits to owe its letters', async () => {
      const [row] = await deps.db.execute<{ waiting: number }>(sql`
        select count(*)::int as waiting from pg_stat_activity
         where wait_event_type = 'Lock' and query like '%insert into "letters"%' and datname = current_database()`);
      return (row?.waiting ?? 0) > 0;
    });
    await kill(worker);
  });
  t.equal(await drawn(), false);
  t.equal((await deps.db.select({ n: count() }).from(seats))[0]?.n, 0, 'nothing is half done');
  const last = run();
  await until('the round is drawn', drawn);
  await until('its mails are on their way', () => sink.received.length >= 50);
  await kill(last);

  const [seated] = await deps.db.select({ n: count() }).from(seats);
  const [matched] = await deps.db.select({ n: count() }).from(coffeeSeats);
  t.same([seated?.n, matched?.n], [PEOPLE, PEOPLE]);
  const owed = await deps.db
    .select({ kind: letters.kind, n: count() })
    .from(letters)
    .groupBy(letters.kind)
    .orderBy(letters.kind);
  t.same(owed, [{ kind: 'coffee.match', n: PEOPLE }]);
  t.equal((await deps.db.select({ n: count() }).from(mails))[0]?.n, PEOPLE);
  const received = sink.received.map(({ to }) => to.join());
  t.equal(new Set(received).size, received.length, 'nobody got a mail twice');
});
