import { and, eq, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, questions, questionVotes } from '../db/schema/index.ts';
import { holdOpenBox } from './ask.ts';
import { voiceOf } from './voice.ts';

export type VoteOutcome = 'voted' | 'not-open' | 'no-question';

/**
 * Gives somebody's vote to a question, or takes it back: however often and however many at once, one vote each. A vote
 * for a question that was merged goes to the one that it was merged into. Two statements, as thousands vote at once.
 */
export async function voteForQuestion(
  tx: Tx,
  input: {
    gathering: Pick<Gathering, 'id' | 'startsAt' | 'endsAt' | 'status'>;
    questionId: string;
    personId: string;
    wants: boolean;
  },
  now: Date,
): Promise<VoteOutcome> {
  const { gathering, questionId, personId, wants } = input;
  const box = await holdOpenBox(tx, gathering, now);
  if (!box) return 'not-open';
  const vote = { voice: voiceOf(box.secret, personId), wants };
  for (
    let asked: string | null = questionId;
    asked !== null;
    asked = await mergedInto(tx, gathering.id, asked)
  )
    if (await write(tx, gathering.id, asked, vote)) return 'voted';
  return 'no-question';
}

/** Writes or deletes the vote where the question is open, which is held against merging until the transaction ends. */
async function write(
  tx: Tx,
  gatheringId: string,
  questionId: string,
  { voice, wants }: { voice: Buffer; wants: boolean },
): Promise<boolean> {
  const given = sql.param(voice, questionVotes.voice);
  const change = wants
    ? sql`insert into ${questionVotes} (question_id, voice) select id, ${given} from open on conflict do nothing`
    : sql`delete from ${questionVotes} vote using open where vote.question_id = open.id and vote.voice = ${given}`;
  const open = await tx.execute(sql`
    with open as materialized (
      select id from ${questions} where id = ${questionId} and gathering_id = ${gatheringId} and state = 'open' for share
    ), change as (${change})
    select id from open`);
  return open.length > 0;
}

async function mergedInto(tx: Tx, gatheringId: string, id: string): Promise<string | null> {
  const [found] = await tx
    .select({ id: questions.mergedInto })
    .from(questions)
    .where(and(eq(questions.id, id), eq(questions.gatheringId, gatheringId), eq(questions.state, 'merged')));
  return found?.id ?? null;
}
