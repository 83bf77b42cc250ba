import { and, eq, sql } from 'drizzle-orm';

import type { DbOrTx, Tx } from '../db/connect.ts';
import {
  LETTER_TOPICS,
  type LetterTopic,
  letterStops,
  letters,
  letterTokens,
  PAUSED_FOR_GOOD,
  type Person,
  people,
} from '../db/schema/index.ts';

/** Whose letters an unsubscribe link stops, of which topic, whether those are stopped, and whether everything is. */
export type LetterSubscription = {
  personId: string;
  topic: LetterTopic;
  stopped: boolean;
  paused: boolean;
} & Pick<Person, 'email' | 'languages' | 'preferredLanguage'>;

/** The topic of a kind: what stands before its dot. */
export function topicOf(kind: string): LetterTopic | null {
  return LETTER_TOPICS.find((topic) => kind.startsWith(`${topic}.`)) ?? null;
}

/** What an unsubscribe link of a letter stops, or null when there is no such link. It works for ever. */
export async function findLetterSubscription(
  db: DbOrTx,
  tokenHash: Buffer,
): Promise<LetterSubscription | null> {
  const [row] = await db
    .select({
      personId: people.id,
      email: people.email,
      languages: people.languages,
      preferredLanguage: people.preferredLanguage,
      pausedUntil: people.pausedUntil,
      kind: letters.kind,
      stopped: sql<boolean>`exists (
        select from ${letterStops} where ${letterStops.personId} = ${people.id}
          and ${letterStops.topic} = split_part(${letters.kind}, '.', 1))`,
    })
    .from(letterTokens)
    .innerJoin(letters, eq(letters.id, letterTokens.letterId))
    .innerJoin(people, eq(people.id, letters.personId))
    .where(and(eq(letterTokens.tokenHash, tokenHash), eq(letterTokens.purpose, 'unsubscribe')));
  if (!row) return null;
  const { kind, pausedUntil, ...subscription } = row;
  const topic = topicOf(kind);
  return topic && { ...subscription, topic, paused: pausedUntil === PAUSED_FOR_GOOD };
}

/** Stops letters of the topic, or lets them come again. Doing it twice changes nothing. Null when there is no such link. */
export async function stopLetters(
  tx: Tx,
  input: { tokenHash: Buffer; stopped: boolean },
  now: Date,
): Promise<LetterSubscription | null> {
  const found = await findLetterSubscription(tx, input.tokenHash);
  if (!found) return null;
  const { personId, topic } = found;
  if (input.stopped) {
    await tx.insert(letterStops).values({ personId, topic, createdAt: now }).onConflictDoNothing();
  } else {
    await tx.delete(letterStops).where(and(eq(letterStops.personId, personId), eq(letterStops.topic, topic)));
  }
  return { ...found, stopped: input.stopped };
}
