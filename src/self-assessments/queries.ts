import { and, asc, desc, eq, exists, gt, gte, inArray, ne, or, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import {
  assessmentLevels,
  assessmentVoters,
  assessmentVotes,
  type Framework,
  frameworks,
  gatherings,
  invitations,
  people,
  type SelfAssessment,
  selfAssessments,
} from '../db/schema/index.ts';
import type { Principal } from '../http/principal.ts';
import type { AgreedLevel } from './river.ts';
import { SAMPLE_FRAMEWORK } from './sample-framework.ts';

/** The framework with this id, that which is shipped among them; null when there is none. */
export async function findFramework(db: DbOrTx, id: string): Promise<Framework | null> {
  if (id === SAMPLE_FRAMEWORK.id) return SAMPLE_FRAMEWORK;
  const { name, practices } = frameworks;
  const [row] = await db
    .select({ id: frameworks.id, name, practices })
    .from(frameworks)
    .where(eq(frameworks.id, id));
  return row ?? null;
}

/** Frameworks in order of their ids after `after`: up to `limit`. The one that is shipped comes first. */
export async function listFrameworks(
  db: DbOrTx,
  { after, limit }: { after: string | null; limit: number },
): Promise<Framework[]> {
  const { id, name, practices } = frameworks;
  const rows = await db
    .select({ id, name, practices })
    .from(frameworks)
    .where(after === null || after === SAMPLE_FRAMEWORK.id ? undefined : gt(id, after))
    .orderBy(asc(id))
    .limit(limit);
  return after === null ? [SAMPLE_FRAMEWORK, ...rows].slice(0, limit) : rows;
}

/** Who may run a session: an admin, whoever opened it, and its facilitator. */
export function runs(principal: Principal, { createdBy, facilitatorId }: SelfAssessment): boolean {
  if (principal.role === 'admin' || createdBy === principal.actorId) return true;
  return principal.personId !== null && facilitatorId === principal.personId;
}

/** What a team agreed is for everybody to see; before that a session is for those who run it and who vote in it. */
function visibleTo(db: DbOrTx, principal: Principal): SQL {
  if (principal.role === 'admin') return sql`true`;
  const shown = [eq(selfAssessments.state, 'agreed'), eq(selfAssessments.createdBy, principal.actorId)];
  if (principal.personId !== null) {
    const mine = and(
      eq(assessmentVoters.selfAssessmentId, selfAssessments.id),
      eq(assessmentVoters.personId, principal.personId),
    );
    shown.push(
      eq(selfAssessments.facilitatorId, principal.personId),
      exists(db.select({ one: sql`1` }).from(assessmentVoters).where(mine)),
    );
  }
  return or(...shown) ?? sql`false`;
}

/** A session the caller may know of; null is a 404, whether it exists or not. */
export async function visibleAssessment(
  db: DbOrTx,
  principal: Principal,
  id: string,
): Promise<SelfAssessment | null> {
  const [row] = await db
    .select()
    .from(selfAssessments)
    .where(and(eq(selfAssessments.id, id), visibleTo(db, principal)));
  return row ?? null;
}

/** Sessions the caller may know of, in order of their ids after `after`: up to `limit`. */
export function listAssessments(
  db: DbOrTx,
  principal: Principal,
  { unit, frameworkId }: { unit?: string | undefined; frameworkId?: string | undefined },
  { after, limit }: { after: string | null; limit: number },
): Promise<SelfAssessment[]> {
  return db
    .select()
    .from(selfAssessments)
    .where(
      and(
        visibleTo(db, principal),
        after === null ? undefined : gt(selfAssessments.id, after),
        unit === undefined ? undefined : eq(selfAssessments.unit, unit),
        frameworkId === undefined ? undefined : eq(selfAssessments.frameworkId, frameworkId),
      ),
    )
    .orderBy(asc(selfAssessments.id))
    .limit(limit);
}

/** How often each level was voted for in these sessions, and what was agreed in them: two queries for all. */
export async function resultsOf(db: DbOrTx, ids: string[]) {
  const votes = await db.select().from(assessmentVotes).where(inArray(assessmentVotes.selfAssessmentId, ids));
  const levels = await db
    .select()
    .from(assessmentLevels)
    .where(inArray(assessmentLevels.selfAssessmentId, ids));
  return { votes, levels };
}

/** What every team agreed last in a framework, in one query. */
export async function agreedLevels(db: DbOrTx, frameworkId: string): Promise<AgreedLevel[]> {
  const latest = db
    .selectDistinctOn([selfAssessments.unit], { id: selfAssessments.id, unit: selfAssessments.unit })
    .from(selfAssessments)
    .where(and(eq(selfAssessments.frameworkId, frameworkId), eq(selfAssessments.state, 'agreed')))
    .orderBy(asc(selfAssessments.unit), desc(selfAssessments.agreedAt), desc(selfAssessments.id))
    .as('latest');
  const { practice, level, target } = assessmentLevels;
  return db
    .select({ unit: latest.unit, practice, level, target })
    .from(assessmentLevels)
    .innerJoin(latest, eq(latest.id, assessmentLevels.selfAssessmentId))
    .orderBy(asc(latest.unit), asc(practice));
}

const DAY_MS = 86_400_000;
/** A person assists at most once in so many days [D]; a team's load is counted over the same time. */
const LOAD_DAYS = 45;

/** How many people of each unit are asked as assisters now or were within 45 days; one query. Declines do not count. */
export async function loadOfUnits(db: DbOrTx, now: Date): Promise<Map<string, number>> {
  const rows = await db
    .select({ unit: people.unit, load: sql<number>`count(*)::int` })
    .from(invitations)
    .innerJoin(gatherings, eq(gatherings.id, invitations.gatheringId))
    .innerJoin(people, eq(people.id, invitations.personId))
    .where(
      and(
        eq(gatherings.format, 'peer-assist'),
        ne(gatherings.status, 'cancelled'),
        gte(gatherings.startsAt, new Date(now.getTime() - LOAD_DAYS * DAY_MS)),
        ne(invitations.answer, 'declined'),
        sql`${invitations.uninvitedAt} is null`,
      ),
    )
    .groupBy(people.unit);
  return new Map(rows.map(({ unit, load }) => [unit, load]));
}

/** Sessions a person was asked to vote in, while the voting lasts. */
export async function votingsOf(db: DbOrTx, personId: string) {
  return db
    .select({
      selfAssessmentId: selfAssessments.id,
      unit: selfAssessments.unit,
      voted: assessmentVoters.voted,
    })
    .from(assessmentVoters)
    .innerJoin(selfAssessments, eq(selfAssessments.id, assessmentVoters.selfAssessmentId))
    .where(eq(assessmentVoters.personId, personId))
    .orderBy(asc(selfAssessments.id));
}
