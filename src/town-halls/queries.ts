import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import {
  gatherings,
  invitations,
  type Person,
  people,
  type Question,
  type QuestionBox,
  questionBoxes,
  questions,
  questionVotes,
} from '../db/schema/index.ts';
import { inOrder } from './question-order.ts';
import { voiceOf } from './voice.ts';

/** A question with its votes as they stand. */
export type CountedQuestion = Omit<Question, 'votes'> & { votes: number };

/** The questions of a box in its order, with those that were merged or removed at the end; two queries. */
export async function listQuestions(
  db: DbOrTx,
  { gatheringId, order }: Pick<QuestionBox, 'gatheringId' | 'order'>,
): Promise<CountedQuestion[]> {
  const rows = await db.select().from(questions).where(eq(questions.gatheringId, gatheringId));
  const counts = await db
    .select({ id: questionVotes.questionId, votes: sql<number>`count(*)::int` })
    .from(questionVotes)
    .innerJoin(questions, eq(questions.id, questionVotes.questionId))
    .where(eq(questions.gatheringId, gatheringId))
    .groupBy(questionVotes.questionId);
  const votesOf = new Map(counts.map(({ id, votes }) => [id, votes]));
  const counted = rows.map((row) => ({ ...row, votes: row.votes ?? votesOf.get(row.id) ?? 0 }));
  return [
    ...inOrder(
      counted.filter(({ state }) => state === 'open'),
      order,
    ),
    ...inOrder(
      counted.filter(({ state }) => state !== 'open'),
      'votes',
    ),
  ];
}

/** The questions that a person votes for, while the box is open. */
export async function votesOfPerson(
  db: DbOrTx,
  { gatheringId, secret }: Pick<QuestionBox, 'gatheringId' | 'secret'>,
  personId: string,
): Promise<Set<string>> {
  if (secret === null) return new Set();
  const rows = await db
    .select({ id: questionVotes.questionId })
    .from(questionVotes)
    .innerJoin(questions, eq(questions.id, questionVotes.questionId))
    .where(and(eq(questions.gatheringId, gatheringId), eq(questionVotes.voice, voiceOf(secret, personId))));
  return new Set(rows.map(({ id }) => id));
}

/** The question box of a gathering, or null before its first use. */
export async function findBox(db: DbOrTx, gatheringId: string): Promise<QuestionBox | null> {
  const [box] = await db.select().from(questionBoxes).where(eq(questionBoxes.gatheringId, gatheringId));
  return box ?? null;
}

/** A town hall as its letters name it, with its box. */
export type TownHall = {
  id: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  status: (typeof gatherings.$inferSelect)['status'];
  host: Pick<Person, 'id' | 'name' | 'email'> | null;
  box: QuestionBox;
  /** Whether there is a question that was neither merged nor removed. */
  hasQuestions: boolean;
};

/** These town halls by id, in one query; those without a box are left out. */
export async function townHallsOf(db: DbOrTx, ids: string[]): Promise<Map<string, TownHall>> {
  if (ids.length === 0) return new Map();
  const { id, title, startsAt, endsAt, timeZone, status } = gatherings;
  const rows = await db
    .select({
      id,
      title,
      startsAt,
      endsAt,
      timeZone,
      status,
      host: { id: people.id, name: people.name, email: people.email },
      box: questionBoxes,
      hasQuestions: sql<boolean>`exists (
        select from ${questions} question where question.gathering_id = ${gatherings.id} and question.state = 'open')`,
    })
    .from(gatherings)
    .innerJoin(questionBoxes, eq(questionBoxes.gatheringId, gatherings.id))
    .leftJoin(people, eq(people.id, gatherings.hostId))
    .where(inArray(gatherings.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * What is kept of a person's part in boxes that are open: the questions they vote for. Once a box is closed there is
 * nothing that could be found.
 */
export async function openVotesOf(db: DbOrTx, personId: string) {
  const boxes = await db
    .select({ gatheringId: questionBoxes.gatheringId, secret: questionBoxes.secret })
    .from(questionBoxes)
    .innerJoin(invitations, eq(invitations.gatheringId, questionBoxes.gatheringId))
    .where(
      and(
        eq(invitations.personId, personId),
        isNotNull(questionBoxes.secret),
        isNull(questionBoxes.closedAt),
      ),
    );
  const voices = boxes.flatMap(({ secret }) => (secret ? [voiceOf(secret, personId)] : []));
  if (voices.length === 0) return [];
  return db
    .select({ gatheringId: questions.gatheringId, questionId: questions.id })
    .from(questionVotes)
    .innerJoin(questions, eq(questions.id, questionVotes.questionId))
    .where(inArray(questionVotes.voice, voices))
    .orderBy(questions.gatheringId, questions.id);
}
