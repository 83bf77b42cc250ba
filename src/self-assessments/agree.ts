import { eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import {
  assessmentLevels,
  type Framework,
  type SelfAssessment,
  selfAssessments,
} from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';
import { endVoting } from './end-voting.ts';
import type { AgreedInput } from './schemas.ts';

export type AgreeOutcome =
  | { outcome: 'agreed'; session: SelfAssessment }
  | { outcome: 'agreed-before' }
  | { outcome: 'impossible'; errors: InputError[] };

/**
 * Records what a team agreed, its level and its target in every practice, and ends the voting. Agreed once; a team that
 * stands elsewhere a year on opens another session.
 */
export async function agree(
  tx: Tx,
  input: { id: string; framework: Framework; agreed: AgreedInput[] },
  now: Date,
): Promise<AgreeOutcome | null> {
  const { id, framework, agreed } = input;
  const errors = agreedErrors(framework, agreed);
  if (errors.length > 0) return { outcome: 'impossible', errors };
  const session = await endVoting(tx, id, now);
  if (!session) return null;
  if (session.state === 'agreed') return { outcome: 'agreed-before' };
  await tx.insert(assessmentLevels).values(agreed.map((one) => ({ selfAssessmentId: id, ...one })));
  const [row] = await tx
    .update(selfAssessments)
    .set({ state: 'agreed', agreedAt: now })
    .where(eq(selfAssessments.id, id))
    .returning();
  if (!row) throw new Error('an update returned no row');
  return { outcome: 'agreed', session: row };
}

/** What is wrong with the practices named: each of the framework once, no other, and no target below the level. */
function agreedErrors({ practices }: Framework, agreed: AgreedInput[]): InputError[] {
  const keys = practices.map(({ key }) => key);
  const errors = agreed.flatMap(({ practice, level, target }, i) => {
    if (!keys.includes(practice)) {
      return [{ pointer: `/levels/${i}/practice`, message: `is not one of ${keys.join(', ')}` }];
    }
    if (agreed.findIndex((one) => one.practice === practice) !== i) {
      return [{ pointer: `/levels/${i}/practice`, message: 'is there twice' }];
    }
    if (target >= level) return [];
    return [
      {
        pointer: `/levels/${i}/target`,
        message: `is below the level ${level}; a target is the level or higher`,
      },
    ];
  });
  const missing = keys.filter((key) => !agreed.some(({ practice }) => practice === key));
  if (missing.length === 0) return errors;
  return [...errors, { pointer: '/levels', message: `lacks ${missing.join(', ')}` }];
}
