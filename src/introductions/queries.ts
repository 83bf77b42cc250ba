import { and, asc, eq, inArray, isNotNull, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { DbOrTx } from '../db/connect.ts';
import { type Introduction, introductions, type Person, people } from '../db/schema/index.ts';

/** One of the two, as the other is told of them. */
export type Introduced = Pick<Person, 'id' | 'name' | 'email' | 'unit' | 'location'>;
/** An introduction with both people. */
export type IntroductionOfTwo = { introduction: Introduction; first: Introduced; second: Introduced };

const firsts = alias(people, 'firsts');
const seconds = alias(people, 'seconds');
const shown = (of: typeof firsts | typeof seconds) => ({
  id: of.id,
  name: of.name,
  email: of.email,
  unit: of.unit,
  location: of.location,
});

/** These introductions, by id, in one query. */
export async function introductionsOf(db: DbOrTx, ids: string[]): Promise<Map<string, IntroductionOfTwo>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ introduction: introductions, first: shown(firsts), second: shown(seconds) })
    .from(introductions)
    .innerJoin(firsts, eq(firsts.id, introductions.firstId))
    .innerJoin(seconds, eq(seconds.id, introductions.secondId))
    .where(inArray(introductions.id, ids));
  return new Map(rows.map((row) => [row.introduction.id, row]));
}

/**
 * What a person was asked and said, for their own download. What the other said is not theirs, unless both wanted it.
 */
export async function introductionsTo(db: DbOrTx, personId: string) {
  const rows = await db
    .select()
    .from(introductions)
    .where(
      or(
        eq(introductions.firstId, personId),
        and(eq(introductions.secondId, personId), isNotNull(introductions.secondAskedAt)),
      ),
    )
    .orderBy(asc(introductions.id));
  return rows.map(({ firstId, firstWants, secondWants, topic, secondAskedAt, createdAt }) => {
    const isFirst = firstId === personId;
    return {
      topic,
      askedAt: ((isFirst ? null : secondAskedAt) ?? createdAt).toISOString(),
      wanted: isFirst ? firstWants : secondWants,
      introduced: firstWants === true && secondWants === true,
    };
  });
}
