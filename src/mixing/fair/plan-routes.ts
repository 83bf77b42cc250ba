import { indexes, seededRandom, shuffle } from '../random.ts';
import { assignStalls, CLOSED } from './assign-stalls.ts';
import type { FairPlan, FairQuestion, FairStall, FairVisit, FairVisitor } from './fair-model.ts';
import { meetsAsk } from './meets-ask.ts';
import { clockwise, dealGroups } from './speed-geeking.ts';
import { dutyOf } from './staff-shifts.ts';

/** An ask met outweighs any new unit, and that any way across the floor plan. */
const ASK = 1_000_000;
const NEW_UNIT = 10_000;
const WAY_MAX = 9_999;

/**
 * Plans where everybody at a fair is in each round to come: staff on duty at their stall, everybody else at a stall they
 * have not visited, within its capacity, so that each meets the most of their asks, then stalls of units new to them,
 * with short ways. Each round is the best there is after the rounds before it; where that leaves somebody without a
 * place, a plan in which everybody goes round is tried too, and the better one is taken. One seed, one plan.
 */
export function planFairRoutes(question: FairQuestion): FairPlan {
  if (question.walk === 'groups') return plan(question, goRound(question, true));
  const chosen = plan(question, []);
  if (chosen.unplaced.length === 0 || question.roundsDone > 0) return chosen;
  const turned = plan(question, goRound(question, false));
  return turned.unplaced.length < chosen.unplaced.length ? turned : chosen;
}

function plan(question: FairQuestion, fixed: FairVisit[]): FairPlan {
  const { visitors, rounds, roundsDone, seed, capacity } = question;
  const isThere = presence(visitors);
  const stalls = openStalls(question);
  const indexOfStall = new Map(stalls.map(({ id }, i) => [id, i]));
  const indexOfVisitor = new Map(visitors.map(({ id }, i) => [id, i]));
  const walk = startWalk(visitors, stalls);
  for (const visit of question.before) take(visit);
  const order = shuffle(indexes(visitors.length), seededRandom(seed));
  const visits: FairVisit[] = [];
  const unplaced: FairPlan['unplaced'] = [];
  for (let round = roundsDone + 1; round <= rounds; round++) {
    const room = new Int32Array(stalls.length).fill(capacity);
    const busy = new Uint8Array(visitors.length);
    const duties = stalls.flatMap((stall) =>
      dutyOf(stall, { isThere, round, rounds })
        .filter(({ onDuty }) => onDuty)
        .map(({ personId }) => ({ personId, round, stallId: stall.id, onDuty: true })),
    );
    for (const visit of [...duties, ...fixed.filter((one) => one.round === round)]) {
      const visitor = indexOfVisitor.get(visit.personId);
      const stall = indexOfStall.get(visit.stallId);
      if (visitor === undefined || stall === undefined || busy[visitor]) continue;
      busy[visitor] = 1;
      if (!visit.onDuty) room[stall] = (room[stall] ?? 0) - 1;
      take(visit);
      visits.push(visit);
    }
    const free = order.filter((visitor) => !busy[visitor]);
    const found = assignStalls(walk.values(), free, room);
    for (const visitor of free.toSorted()) {
      const personId = visitors[visitor]?.id ?? '';
      const stall = stalls[found[visitor] ?? -1];
      if (!stall) {
        unplaced.push({ personId, round });
        continue;
      }
      const visit = { personId, round, stallId: stall.id, onDuty: false };
      take(visit);
      visits.push(visit);
    }
  }
  return { visits, unplaced };

  function take({ personId, stallId, onDuty }: FairVisit): void {
    const [visitor, stall] = [indexOfVisitor.get(personId), indexOfStall.get(stallId)];
    if (visitor !== undefined && stall !== undefined) walk.take(visitor, stall, onDuty);
  }
}

/** What each has visited, whom that leaves to meet and where they stand; a number for each visitor and stall. */
function startWalk(visitors: FairVisitor[], stalls: FairStall[]) {
  const size = stalls.length;
  const closed = new Uint8Array(visitors.length * size);
  const place = new Int32Array(visitors.length).fill(-1);
  const met = visitors.map(({ unit, metUnits }) => new Set([unit, ...metUnits]));
  const open = visitors.map(({ asks }) => new Set(asks));
  const answered = answersOf(visitors, stalls);
  visitors.forEach((visitor, v) => {
    stalls.forEach((stall, s) => {
      const isStep = visitor.stepFree && !stall.stepFree;
      if (isStep || stall.staffIds.includes(visitor.id)) closed[v * size + s] = 1;
    });
  });
  return {
    take(visitor: number, stall: number, onDuty: boolean): void {
      place[visitor] = stall;
      if (onDuty) return;
      closed[visitor * size + stall] = 1;
      met[visitor]?.add(stalls[stall]?.unit ?? '');
      for (const ask of open[visitor] ?? []) if (answered.get(ask)?.[stall]) open[visitor]?.delete(ask);
    },
    values(): Float64Array {
      const values = new Float64Array(visitors.length * size);
      for (let v = 0; v < visitors.length; v++) {
        const at = stalls[place[v] ?? -1];
        for (let s = 0; s < size; s++) {
          const stall = stalls[s];
          if (!stall) continue;
          const isNew = !met[v]?.has(stall.unit);
          values[v * size + s] = closed[v * size + s]
            ? CLOSED
            : (isNew ? NEW_UNIT : 0) - (at ? way(at, stall) : 0);
        }
        for (const ask of open[v] ?? []) {
          const answers = answered.get(ask);
          for (let s = 0; s < size; s++)
            if (answers?.[s]) values[v * size + s] = (values[v * size + s] ?? 0) + ASK;
        }
      }
      return values;
    },
  };
}

/** For each ask which stalls answer it; equal asks are looked at once. */
function answersOf(visitors: FairVisitor[], stalls: FairStall[]): Map<string, Uint8Array> {
  const asks = new Set(visitors.flatMap((visitor) => visitor.asks));
  return new Map(
    [...asks].map((ask) => [
      ask,
      Uint8Array.from(stalls, ({ offers }) => Number(offers.some((offer) => meetsAsk(offer, ask)))),
    ]),
  );
}

function way(from: FairStall, to: FairStall): number {
  return Math.min(WAY_MAX, Math.round(Math.hypot(from.x - to.x, from.y - to.y)));
}

/** Everybody who is bound to no stall and no step-free way goes round the stalls, one further each round. */
function goRound(question: FairQuestion, inGroups: boolean): FairVisit[] {
  const { visitors, rounds, roundsDone, capacity, seed } = question;
  const stalls = clockwise(openStalls(question));
  const staff = new Set(stalls.flatMap(({ staffIds }) => staffIds));
  const hasSteps = stalls.some(({ stepFree }) => !stepFree);
  const walkers = visitors.filter(({ id, stepFree }) => !staff.has(id) && !(stepFree && hasSteps));
  if (rounds > stalls.length || walkers.length > stalls.length * capacity) return [];
  const groups = inGroups ? dealGroups(walkers, stalls.length, seededRandom(seed)) : indexes(walkers.length);
  return walkers.flatMap(({ id: personId }, i) =>
    Array.from({ length: rounds - roundsDone }, (_, r) => {
      const round = roundsDone + r + 1;
      const stallId = stalls[((groups[i] ?? 0) + round - 1) % stalls.length]?.id ?? '';
      return { personId, round, stallId, onDuty: false };
    }),
  );
}

function openStalls({ visitors, stalls }: FairQuestion): FairStall[] {
  const isThere = presence(visitors);
  return stalls.filter(({ staffIds }) => staffIds.some(isThere));
}

function presence(visitors: FairVisitor[]): (personId: string) => boolean {
  const there = new Set(visitors.map(({ id }) => id));
  return (personId) => there.has(personId);
}
