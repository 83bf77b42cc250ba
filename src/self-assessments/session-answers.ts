import type { DbOrTx } from '../db/connect.ts';
import type { Framework, SelfAssessment } from '../db/schema/index.ts';
import type { Principal } from '../http/principal.ts';
import { findFramework, resultsOf, runs } from './queries.ts';
import type { SelfAssessmentAnswer } from './schemas.ts';
import { spreadOf } from './spread.ts';

/**
 * Sessions as they are answered to this caller: what was agreed to everybody, the spread to those who run the session
 * and only once the voting has ended. Two queries for all, and one for each framework that is not the shipped one.
 */
export async function sessionAnswers(
  db: DbOrTx,
  principal: Principal,
  sessions: SelfAssessment[],
): Promise<SelfAssessmentAnswer[]> {
  if (sessions.length === 0) return [];
  const { votes, levels } = await resultsOf(
    db,
    sessions.map(({ id }) => id),
  );
  const frameworks = new Map<string, Framework | null>();
  for (const { frameworkId } of sessions) {
    if (!frameworks.has(frameworkId)) frameworks.set(frameworkId, await findFramework(db, frameworkId));
  }
  return sessions.map((session) => {
    const { id, frameworkId, unit, facilitatorId, state, createdAt, agreedAt } = session;
    const mine = votes.filter((one) => one.selfAssessmentId === id);
    const seesSpread = state !== 'voting' && runs(principal, session);
    return {
      id,
      frameworkId,
      unit,
      facilitatorId,
      state,
      createdAt: createdAt.toISOString(),
      agreedAt: agreedAt?.toISOString() ?? null,
      practices: (frameworks.get(frameworkId)?.practices ?? []).map(({ key, name }) => {
        const agreed = levels.find((one) => one.selfAssessmentId === id && one.practice === key);
        return {
          practice: key,
          name,
          spread: seesSpread ? spreadOf(mine.filter(({ practice }) => practice === key)) : null,
          level: agreed?.level ?? null,
          target: agreed?.target ?? null,
        };
      }),
    };
  });
}
