import { randomUUID } from 'node:crypto';
import { and, count, eq, lt, sql } from 'drizzle-orm';

import { plainText } from '../calendar/plain-text.ts';
import type { Tx } from '../db/connect.ts';
import {
  type Gathering,
  people,
  type QuestionBox,
  questionAskers,
  questionBoxes,
  questions,
  questionVotes,
} from '../db/schema/index.ts';
import { boxOf, opensAt } from './open-box.ts';
import { voiceOf } from './voice.ts';

/** One person asks at most so many questions of one town hall. */
export const QUESTIONS_EACH_MAX = 5;
/** More than this nobody can look through. */
const QUESTIONS_MAX = 1_000;
/** A location with fewer people than this would point at the asker (domain rules §6.4; not configurable). */
const LOCATION_PEOPLE_MIN = 5;

export type AskOutcome = { outcome: 'asked'; id: string } | { outcome: 'not-open' | 'too-many' | 'empty' };

/** An open box with its secret, held open until the transaction ends: closing it waits. */
export type OpenBox = { secret: Buffer };

/** The box of a town hall if it is open now, else null. Many hold it at once; who closes it waits for them. */
export async function holdOpenBox(
  tx: Tx,
  gathering: Pick<Gathering, 'id' | 'startsAt' | 'endsAt' | 'status'>,
  now: Date,
): Promise<OpenBox | null> {
  if (gathering.status !== 'scheduled' || gathering.endsAt <= now) return null;
  const box = (await heldBox(tx, gathering.id)) ?? (await firstUse(tx, gathering, now));
  if (!box?.secret || opensAt(gathering, box) > now) return null;
  return { secret: box.secret };
}

type HeldBox = Pick<QuestionBox, 'secret' | 'opensAt'>;

async function firstUse(tx: Tx, gathering: Pick<Gathering, 'id'>, now: Date): Promise<HeldBox | null> {
  await boxOf(tx, gathering, now);
  return heldBox(tx, gathering.id);
}

async function heldBox(tx: Tx, gatheringId: string): Promise<HeldBox | null> {
  const [box] = await tx
    .select({ secret: questionBoxes.secret, opensAt: questionBoxes.opensAt })
    .from(questionBoxes)
    .where(eq(questionBoxes.gatheringId, gatheringId))
    .for('share');
  return box ?? null;
}

/**
 * Puts a question into the box, with the vote of whoever asks. The row tells nothing of them but where they work, and
 * that only where five or more people do.
 */
export async function ask(
  tx: Tx,
  input: {
    gathering: Pick<Gathering, 'id' | 'startsAt' | 'endsAt' | 'status'>;
    personId: string;
    text: string;
  },
  now: Date,
): Promise<AskOutcome> {
  const { gathering, personId } = input;
  const gatheringId = gathering.id;
  const box = await holdOpenBox(tx, gathering, now);
  if (!box) return { outcome: 'not-open' };
  const text = plainText(input.text);
  if (text === '') return { outcome: 'empty' };
  const voice = voiceOf(box.secret, personId);
  const [asker] = await tx
    .insert(questionAskers)
    .values({ gatheringId, voice, asked: 1 })
    .onConflictDoUpdate({
      target: [questionAskers.gatheringId, questionAskers.voice],
      set: { asked: sql`${questionAskers.asked} + 1` },
      setWhere: lt(questionAskers.asked, QUESTIONS_EACH_MAX),
    })
    .returning({ asked: questionAskers.asked });
  const asked = await tx.$count(questions, eq(questions.gatheringId, gatheringId));
  if (!asker || asked >= QUESTIONS_MAX) return { outcome: 'too-many' };
  const id = randomUUID();
  await tx.insert(questions).values({ id, gatheringId, text, location: await locationOf(tx, personId) });
  await tx.insert(questionVotes).values({ questionId: id, voice });
  return { outcome: 'asked', id };
}

async function locationOf(tx: Tx, personId: string): Promise<string | null> {
  const own = tx.select({ location: people.location }).from(people).where(eq(people.id, personId));
  const [row] = await tx
    .select({ location: people.location, people: count() })
    .from(people)
    .where(and(sql`${people.location} = (${own})`))
    .groupBy(people.location);
  return row && row.people >= LOCATION_PEOPLE_MIN ? row.location : null;
}
