import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { coffeeMatches, coffeeSeats, type Gathering, rounds, seats } from '../db/schema/index.ts';
import type { CoffeeDrawn } from '../mixing/index.ts';
import type { Progress } from './draw-round.ts';
import type { CoffeeQuestion } from './read-question.ts';
import { hoursOnDay, instantOnDay, sharedHours } from './working-hours.ts';

/** Tables written by one statement of a few columns: far from any limit, and little memory. */
const TABLES_PER_INSERT = 5_000;

/** A table as it was stored. */
export type StoredMatch = { id: string; seats: string[] };

/** Stores the tables of a round: the round with its seats, as of any gathering, and each table's match with its hours. */
export async function storeTables(
  tx: Tx,
  {
    gathering,
    question,
    drawn,
    tell,
  }: { gathering: Gathering; question: CoffeeQuestion; drawn: CoffeeDrawn; tell: Progress },
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
  const hoursOn = hoursOnDay(question.day);
  const stored: StoredMatch[] = [];
  for (let from = 0; from < tables.length; from += TABLES_PER_INSERT) {
    const some = tables.slice(from, from + TABLES_PER_INSERT).map((table, k) => {
      const clocks = table.seats.flatMap((id) => question.clocks.get(id) ?? []);
      const hours = sharedHours(hoursOn, clocks, question.input.sharedMinutes);
      return { ...table, id: uuidv7(), number: from + k + 1, hours };
    });
    const instants = (edge: 'from' | 'to') =>
      some.map(({ hours }) => hours && instantOnDay(question.day, hours[edge]).toISOString());
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
