import { count, eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import { drawRound } from '../coffee/draw-round.ts';
import { oweRound } from '../coffee/owe-rounds.ts';
import { type Connection, connect } from '../db/connect.ts';
import { coffeeRounds, mails, people, programmeMembers } from '../db/schema/index.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { importPeople } from '../people/import-people.ts';
import { startProgramme } from '../programmes/start-programme.ts';
import { peakRss, rounded, secondsOf } from './figures.ts';
import { peopleFile } from './people-file.ts';
import { bar } from './progress-bar.ts';
import { withDatabase } from './with-database.ts';

/** What `acquaint bench coffee` prints. */
export type CoffeeBench = {
  people: number;
  /** From the claim of the date to the commit: drawn, stored, and every mail owed to a job. */
  seconds: number;
  /** The same by stage; the commit is with the last. */
  stages: Record<(typeof STAGES)[number], number>;
  tables: number;
  /** Tables where people meet again within the cooldown, and people without a table. */
  relaxed: number;
  unmatched: number;
  mailsQueued: number;
  /** The same rows into tables like those they are in, by one bare statement each. */
  floorSeconds: number;
  /** The floor over ours: 1 would be as fast as only writing the rows. */
  ratio: number;
  /** Most memory this process had until the round was drawn, the runtime's own included; and before the first round. */
  peakRssMb: number;
  peakRssMbBefore: number;
};

const START = new Date('2027-03-08T10:00:00Z');
const WEEK_MS = 7 * 86_400_000;
const STAGES = ['reading', 'drawing', 'storing', 'queueing'] as const;
const NO_TIME: CoffeeBench['stages'] = { reading: 0, drawing: 0, storing: 0, queueing: 0 };
/** What a round writes, by far the most of it. */
const TABLES = ['seats', 'coffee_matches', 'coffee_seats', 'letters', 'mails', 'outbox'] as const;

/**
 * Draws two rounds of a coffee trial with so many members in a database of this run's own, and times the second, which
 * knows the first. Nothing is simulated: real tables, and a mail owed to everybody.
 */
export function benchCoffee({ people: size }: { people: number }): Promise<CoffeeBench> {
  return withDatabase(async (databaseUrl) => {
    const connection = connect(databaseUrl, { max: 2 });
    const engine = createEngine();
    try {
      return await measure(connection, engine, size);
    } finally {
      await engine.close();
      await connection.close();
    }
  });
}

async function measure({ db }: Connection, engine: Engine, size: number): Promise<CoffeeBench> {
  await db.transaction((tx) => importPeople(tx, { source: peopleFile(size), dryRun: false }, START));
  const [host] = await db.select({ id: people.id }).from(people).limit(1);
  const started = await db.transaction((tx) =>
    startProgramme(
      tx,
      {
        format: 'coffee',
        title: 'Coffee',
        start: '2027-03-09T10:00:00',
        timeZone: 'Europe/Zurich',
        durationMinutes: 30,
        hostId: host?.id ?? '',
        audience: { everyone: true },
        recurrence: { frequency: 'weekly', count: 2 },
      },
      uuidv7(),
      START,
    ),
  );
  if ('errors' in started) throw new Error(JSON.stringify(started.errors));
  const programmeId = started.programme.id;
  const choices = {
    way: 'either',
    languages: [],
    workFrom: '09:00',
    workTo: '17:00',
    shared: [],
    tableSizeMax: null,
  };
  await db.execute(sql`
    insert into ${programmeMembers} (programme_id, person_id, joined_at, settings)
    select ${programmeId}, id, ${START.toISOString()}::timestamptz, ${JSON.stringify(choices)}::jsonb from ${people}`);
  // As in a database that has lived: without figures of its tables it would plan blindly.
  await db.execute(sql`analyze`);
  const dates = await db.query.gatherings.findMany({ orderBy: (date, { asc }) => [asc(date.startsAt)] });
  const peakRssMbBefore = peakRss();
  let seconds = 0;
  let stages = NO_TIME;
  let gatheringId = '';
  for (const [week, date] of dates.entries()) {
    gatheringId = date.id;
    const now = new Date(START.getTime() + week * WEEK_MS);
    await db.transaction((tx) => oweRound(tx, { gatheringId, programmeId, seed: week }, now));
    await db.execute(sql`truncate outbox`);
    const show = bar(`round ${week + 1}`, 100);
    const watch = stageWatch();
    seconds = await secondsOf(() =>
      db.transaction((tx) =>
        drawRound(
          tx,
          {
            gatheringId,
            engine,
            tell: (stage, share) => {
              watch.see(stage);
              show(Math.round(((STAGES.indexOf(stage) + share) / STAGES.length) * 100));
            },
          },
          now,
        ),
      ),
    );
    stages = watch.end();
  }
  const peakRssMb = peakRss();
  const [round] = await db.select().from(coffeeRounds).where(eq(coffeeRounds.gatheringId, gatheringId));
  const [queued] = await db.select({ mails: count() }).from(mails);
  const floorSeconds = await floor({ db }, gatheringId);
  return {
    people: size,
    seconds: rounded(seconds),
    stages,
    tables: round?.tables ?? 0,
    relaxed: round?.relaxed ?? 0,
    unmatched: round?.unmatched ?? 0,
    mailsQueued: (queued?.mails ?? 0) / dates.length,
    floorSeconds: rounded(floorSeconds),
    ratio: rounded(floorSeconds / seconds),
    peakRssMb,
    peakRssMbBefore,
  };
}

/** The least that must happen: the rows of one round into tables with the same columns and indexes. */
async function floor({ db }: Pick<Connection, 'db'>, gatheringId: string): Promise<number> {
  const ofRound: Record<(typeof TABLES)[number], string> = {
    seats: `round_id in (select id from rounds where gathering_id = '${gatheringId}')`,
    coffee_matches: `gathering_id = '${gatheringId}'`,
    coffee_seats: `match_id in (select id from coffee_matches where gathering_id = '${gatheringId}')`,
    letters: `subject_id in (select id from coffee_matches where gathering_id = '${gatheringId}')`,
    mails: `letter_id in (select letters.id from letters join coffee_matches on coffee_matches.id = subject_id
      where coffee_matches.gathering_id = '${gatheringId}')`,
    outbox: 'true',
  };
  for (const table of TABLES)
    await db.execute(sql.raw(`create table floor_${table} (like ${table} including all)`));
  return secondsOf(() =>
    db.transaction(async (tx) => {
      for (const table of TABLES)
        await tx.execute(
          sql.raw(`insert into floor_${table} select * from ${table} where ${ofRound[table]}`),
        );
    }),
  );
}

/** Adds up the seconds of each stage, by when the next one is first told of. */
function stageWatch() {
  const spent = { ...NO_TIME };
  let stage: (typeof STAGES)[number] = 'reading';
  let since = performance.now();
  const see = (next: typeof stage) => {
    const at = performance.now();
    spent[stage] = rounded(spent[stage] + (at - since) / 1000);
    [stage, since] = [next, at];
  };
  return {
    see,
    end: () => {
      see(stage);
      return spent;
    },
  };
}
