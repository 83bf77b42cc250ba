import t from 'tap';
import { exchange, exchangeDelta } from '../../src/mixing/exchange.ts';
import { pairKinds } from '../../src/mixing/pair-kinds.ts';
import { countAims, makePlan, type Plan } from '../../src/mixing/plan.ts';
import { indexQuestion } from '../../src/mixing/question.ts';
import { seededRandom, shuffle } from '../../src/mixing/random.ts';
import { strictWeights } from '../../src/mixing/weights.ts';

const MOVES = 100_000;
/** Every so many moves the sums are counted afresh: each count covers all moves since the one before. */
const RECOUNT_EVERY = 500;
const random = seededRandom(11);
const kind = (letter: string, kinds: number) => `${letter}${random.below(kinds)}`;

const question = indexQuestion({
  people: Array.from({ length: 26 }, (_, i) => ({
    id: `p${i}`,
    unit: kind('u', 4),
    location: kind('l', 3),
    grade: random.below(4) === 0 ? null : kind('g', 3),
    senior: random.below(3) === 0,
    languages: ['en', 'fr', 'ar'].filter(() => random.below(2) === 0),
    managerId: kind('p', 26),
  })),
  history: Array.from({ length: 60 }, () => ({
    a: kind('p', 26),
    b: kind('p', 26),
    metOn: `202${2 + random.below(4)}-0${1 + random.below(9)}-01`,
  })),
  wishes: [{ a: 'p1', b: 'p2', weight: 3 }],
  rules: { sharedLanguage: true, notOwnManager: true, together: [['p3', 'p4']] },
  tableSize: 5,
  today: '2026-06-01',
});

/** Weighed sums: what the deltas must add up to. */
const weighed = (plan: Plan): number =>
  countAims(plan).reduce((sum, amount, aim) => sum + amount * plan.weights.weights[aim]!, 0);

t.test('what exchanges were said to add is what a recount finds, over 100,000 of them', async (t) => {
  const pairs = pairKinds(question);
  const { sizes } = question;
  const order = Int32Array.from({ length: 26 }, (_, i) => i);
  const seats = Int32Array.from([0, 1, 2].flatMap(() => [...shuffle(order, random)]));
  const plan = makePlan(sizes, seats, pairs, strictWeights(pairs, sizes[0]!, true), [[0, 1, 2, 3, 4]]);
  let value = weighed(plan);
  let wrong = 0;
  for (let move = 1; move <= MOVES; move++) {
    const [round, seatA, seatB] = [random.below(3), random.below(26), random.below(26)];
    if (plan.tableOfSeat[seatA] === plan.tableOfSeat[seatB]) continue;
    value += exchangeDelta(plan, round, seatA, seatB);
    exchange(plan, round, seatA, seatB);
    if (move % RECOUNT_EVERY === 0 && weighed(plan) !== value) wrong++;
  }
  t.equal(wrong, 0);
  t.equal(weighed(plan), value);
  t.same(plan.met, makePlan(sizes, plan.seats, pairs, plan.weights, plan.done).met);
});
