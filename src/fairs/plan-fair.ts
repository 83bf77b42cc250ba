import { and, eq, gt, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type FairPlanRow, fairPlans, fairVisits, type Gathering } from '../db/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import { oweLetters } from '../letters/owe-letters.ts';
import {
  checkSpeedGeeking,
  type FairVisit,
  GROUP_MAX,
  GROUP_USUAL,
  minutesOfTurn,
  type SpeedGeekingCode,
} from '../mixing/index.ts';
import { fairQuestion } from './fair-question.ts';
import { findPlan } from './queries.ts';
import type { PlanRoutesInput } from './schemas.ts';

/** Our default of free flow: a stall takes a quarter more than an even spread needs [D]. */
const CAPACITY_SLACK = 1.25;
const TALK_MINUTES_DEFAULT = 5;

export type PlannedFair =
  | {
      outcome: 'planned';
      plan: FairPlanRow;
      visitors: number;
      unplaced: { round: number; visitors: number }[];
      warnings: { code: string; message: string; remedy: string }[];
    }
  | { outcome: 'refused'; code: SpeedGeekingCode; detail: string }
  | { outcome: 'impossible'; pointer: string; message: string };

/**
 * Plans the routes of a fair and stores them in place of those it had, from the round after those done on; with `tell`
 * everybody who has none yet gets a mail with their own. The caller holds the gathering's lock. One seed, one plan.
 */
export async function planFair(
  tx: Tx,
  input: { gathering: Gathering; asked: PlanRoutesInput; engine: Engine; seed: number },
  now: Date,
): Promise<PlannedFair> {
  const { gathering, asked, engine, seed } = input;
  const { mode, from, roundsDone, stallIds, talkMinutes = TALK_MINUTES_DEFAULT } = asked;
  const gatheringId = gathering.id;
  if (roundsDone > 0 && (await findPlan(tx, gatheringId)) === null) {
    return impossible('/roundsDone', 'No routes were planned yet: plan from the first round.');
  }
  const { visitors, stalls, before } = await fairQuestion(tx, { gatheringId, from, stallIds, roundsDone });
  if (stalls.length === 0) return impossible('/stallIds', 'There is no confirmed stall: confirm some first.');
  const isTurn = mode === 'speed-geeking';
  const rounds = isTurn ? stalls.length : asked.rounds;
  if (rounds === undefined) return impossible('/rounds', 'Say how many rounds there are.');
  if (roundsDone > rounds) return impossible('/roundsDone', `There are ${rounds} rounds.`);
  const staff = new Set(stalls.flatMap(({ staffIds }) => staffIds));
  const walking = visitors.filter(({ id }) => !staff.has(id)).length;
  const warnings: { code: string; message: string; remedy: string }[] = [];
  if (isTurn) {
    const { durationMinutes } = gathering;
    const turn = { stations: stalls.length, people: walking, talkMinutes, durationMinutes };
    const [refusal] = checkSpeedGeeking(turn);
    if (refusal) {
      return { outcome: 'refused', code: refusal.code, detail: `${refusal.message} ${refusal.remedy}` };
    }
    const largest = Math.ceil(walking / stalls.length);
    if (largest < GROUP_USUAL.min || largest > GROUP_USUAL.max) warnings.push(unusualGroup(largest));
  }
  const even = Math.ceil(((walking + staff.size / 2) / stalls.length) * CAPACITY_SLACK);
  const capacity = isTurn ? GROUP_MAX : (asked.stallCapacity ?? Math.max(1, even));
  const question = { visitors, stalls, rounds, capacity, seed, before, roundsDone };
  const planned = await engine.run('planFairRoutes', visitors.length, {
    ...question,
    walk: isTurn ? 'groups' : 'routes',
  });
  const plan = {
    ...{ mode, rounds, seed, stallCapacity: capacity, plannedAt: now },
    roundMinutes: isTurn
      ? minutesOfTurn(1, talkMinutes)
      : Math.max(1, Math.floor(gathering.durationMinutes / rounds)),
  };
  await storePlan(tx, { gatheringId, plan, visits: planned.visits, roundsDone });
  if (asked.tell) await tellRoutes(tx, gatheringId, planned.visits, now);
  const unplaced = Array.from({ length: rounds }, (_, i) => ({
    round: i + 1,
    visitors: planned.unplaced.filter(({ round }) => round === i + 1).length,
  })).filter((one) => one.visitors > 0);
  return {
    outcome: 'planned',
    plan: { gatheringId, ...plan },
    visitors: visitors.length,
    unplaced,
    warnings,
  };
}

async function storePlan(
  tx: Tx,
  input: {
    gatheringId: string;
    plan: Omit<FairPlanRow, 'gatheringId'>;
    visits: FairVisit[];
    roundsDone: number;
  },
): Promise<void> {
  const { gatheringId, plan, visits, roundsDone } = input;
  await tx
    .insert(fairPlans)
    .values({ gatheringId, ...plan })
    .onConflictDoUpdate({ target: fairPlans.gatheringId, set: plan });
  await tx
    .delete(fairVisits)
    .where(and(eq(fairVisits.gatheringId, gatheringId), gt(fairVisits.round, roundsDone)));
  // As lists: a statement with a parameter for each value takes the driver longer than the engine its plan.
  await tx.execute(sql`
    insert into ${fairVisits} (gathering_id, person_id, round, stall_id, on_duty)
    select ${gatheringId}::uuid, person_id, round, stall_id, on_duty <> 0 from unnest(
      ${sql.param(visits.map(({ personId }) => personId))}::uuid[],
      ${sql.param(visits.map(({ round }) => round))}::int[],
      ${sql.param(visits.map(({ stallId }) => stallId))}::uuid[],
      ${sql.param(visits.map(({ onDuty }) => Number(onDuty)))}::int[]) visit (person_id, round, stall_id, on_duty)`);
}

async function tellRoutes(tx: Tx, gatheringId: string, visits: FairVisit[], now: Date): Promise<void> {
  const letters = [...new Set(visits.map(({ personId }) => personId))].map((personId) => ({
    kind: 'fair.route' as const,
    personId,
    subjectId: gatheringId,
    gatheringId,
  }));
  await oweLetters(tx, letters, now);
}

function unusualGroup(largest: number) {
  return {
    code: 'fair-group-size',
    message: `The largest group has ${largest} people; ${GROUP_USUAL.min} to ${GROUP_USUAL.max} a station are usual.`,
    remedy: 'Use a station more or fewer, or invite accordingly.',
  };
}

function impossible(pointer: string, message: string) {
  return { outcome: 'impossible' as const, pointer, message };
}
