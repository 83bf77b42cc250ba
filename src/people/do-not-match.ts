import { and, asc, eq, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx, Tx } from '../db/connect.ts';
import { doNotMatch, people } from '../db/schema/index.ts';
import { idsIn } from './ids-in.ts';

/** Longer lists than anybody needs are a slip or a script. */
export const DO_NOT_MATCH_MAX = 200;

/** What became of a wish not to be matched with somebody. */
export type KeptApart = 'kept' | 'was-kept' | 'nobody' | 'yourself' | 'full';

/** Keeps somebody from being matched with another, named by id or address. Nobody is told. */
export async function keepFrom(
  tx: Tx,
  { personId, other }: { personId: string; other: { id: string } | { email: string } },
  now: Date,
): Promise<KeptApart> {
  // Two requests of one person wait for each other: the length of the list is theirs to keep.
  await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('no key update');
  const named: SQL =
    'id' in other
      ? eq(people.id, other.id)
      : sql`lower(${people.email}) = ${other.email.trim().toLowerCase()}`;
  const [found] = await tx.select({ id: people.id }).from(people).where(named);
  if (!found) return 'nobody';
  if (found.id === personId) return 'yourself';
  if ((await tx.$count(doNotMatch, eq(doNotMatch.personId, personId))) >= DO_NOT_MATCH_MAX) return 'full';
  const added = await tx
    .insert(doNotMatch)
    .values({ personId, otherId: found.id, createdAt: now })
    .onConflictDoNothing()
    .returning({ otherId: doNotMatch.otherId });
  return added.length > 0 ? 'kept' : 'was-kept';
}

/** Lets somebody be matched with another again; false where they were not kept from them. */
export async function allowAgain(
  tx: Tx,
  { personId, otherId }: { personId: string; otherId: string },
): Promise<boolean> {
  const gone = await tx
    .delete(doNotMatch)
    .where(and(eq(doNotMatch.personId, personId), eq(doNotMatch.otherId, otherId)))
    .returning({ otherId: doNotMatch.otherId });
  return gone.length > 0;
}

/** A person's own list, for them alone. */
export function keptFromBy(db: DbOrTx, personId: string) {
  return db
    .select({ personId: people.id, name: people.name, unit: people.unit, since: doNotMatch.createdAt })
    .from(doNotMatch)
    .innerJoin(people, eq(people.id, doNotMatch.otherId))
    .where(eq(doNotMatch.personId, personId))
    .orderBy(asc(people.name), asc(people.id));
}

/** Pairs among these people of whom one keeps from the other, for seating them apart; never to be told. One query. */
export async function apartAmong(db: DbOrTx, personIds: string[]): Promise<[string, string][]> {
  const among = sql`any(${idsIn(personIds)})`;
  const rows = await db
    .select({ personId: doNotMatch.personId, otherId: doNotMatch.otherId })
    .from(doNotMatch)
    .where(and(sql`${doNotMatch.personId} = ${among}`, sql`${doNotMatch.otherId} = ${among}`))
    .orderBy(asc(doNotMatch.personId), asc(doNotMatch.otherId));
  return rows.map(({ personId, otherId }) => [personId, otherId]);
}
