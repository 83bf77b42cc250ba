import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { coffeeMatches, coffeeSeats, type Gathering, rounds, seats } from '../db/schema/index.ts';
import type { CoffeeDrawn } from '../mixing/index.ts';
import type { Progress } from './draw-round.ts';
import { type Clock, hoursOnDay, instantOnDay, sharedHours } from './working-hours.ts';

/** Tables written by one statement: what it is made of is gone again before memory is looked through. */
const TABLES_PER_INSERT = 1_000;

/** A table as it was stored. */
export type StoredMatch = { id: string; seats: string[] };

/** What the hours that a table shares are computed from: everybody's clock on the day. */
export type MemberClocks = {
  day: string;
  sharedMinutes: number;
  clocks: ReadonlyMap<string, { clock: Clock; timeZone: string }>;
};

/** Stores the tables of a round: the round with its seats, as of any gathering, and each table's match with its hours. */
export async function storeTables(
  tx: Tx,
  {
    gathering,
    members,
    drawn,
    tell,
  }: { gathering: Gathering; members: MemberClocks; drawn: CoffeeDrawn; tell: Progress },
  now: Date,
): Promise<StoredMatch[]> {
  // In the order of people: the indexes of a hundred thousand rows grow at one end then, not everywhere.
  const tables = drawn.tables.toSorted((one, other) =>
    (one.seats[0] ?? '') < (other.seats[0] ?? '') ? -1 : 1,
  );
  if (tables.length === 0) return [];
  const roundId = uuidv7({ msecs: now.getTime() });
  const minutes = gathering.durationMinutes;
  await tx.delete(rounds).where(sql`${rounds.gatheringId} = ${gathering.id}`);
  await tx
    .insert(rounds)
    .values({ id: roundId, gatheringId: gathering.id, number: 1, minutes, createdAt: now });
  const hoursOn = hoursOnDay(members.day);
  const stored: StoredMatch[] = [];
  for (let from = 0; from < tables.length; from += TABLES_PER_INSERT) {
    const some = tables.slice(from, from + TABLES_PER_INSERT).map((table, k) => {
      const clocks = table.seats.flatMap((id) => members.clocks.get(id) ?? []);
      const hours = sharedHours(hoursOn, clocks, members.sharedMinutes);
      return { ...table, id: uuidv7(), number: from + k + 1, hours };
    });
    const instants = (edge: 'from' | 'to') =>
      some.map(({ hours }) => hours && instantOnDay(members.day, hours[edge]).toISOString());
    const there = some.flatMap(({ id, number, seats: ids }) =>
      ids.map((personId) => ({ id, number, personId })),
    );
    const personIds = there.map(({ personId }) => personId);
    await tx.execute(sql`
      insert into ${seats} (round_id, table_number, person_id)
      select ${roundId}, seat.* from unnest(
        ${sql.param(there.map(({ number }) => number))}::int[], ${sql.param(personIds)}::uuid[]) as seat`);
    await tx.execute(sql`
      insert into ${coffeeMatches} (gathering_id, id, table_number, way, again, shared_from, shared_until)
      select ${gathering.id}, id, number, way, again, shared_from::timestamptz, shared_until::timestamptz from unnest(
        ${sql.param(some.map(({ id }) => id))}::uuid[], ${sql.param(some.map(({ number }) => number))}::int[],
        ${sql.param(some.map(({ way }) => way))}::text[], ${sql.param(some.map(({ again }) => again))}::int[],
        ${sql.param(instants('from'))}::text[], ${sql.param(instants('to'))}::text[]
      ) as match(id, number, way, again, shared_from, shared_until)`);
    await tx.execute(sql`
      insert into ${coffeeSeats} (match_id, person_id)
      select * from unnest(${sql.param(there.map(({ id }) => id))}::uuid[], ${sql.param(personIds)}::uuid[])`);
    stored.push(...some.map(({ id, seats: ids }) => ({ id, seats: ids })));
    tell('storing', stored.length / tables.length);
  }
  return stored;
}
