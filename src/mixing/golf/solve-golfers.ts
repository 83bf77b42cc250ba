import { type Random, seededRandom, shuffle } from '../random.ts';
import { annealGolf } from './anneal-golf.ts';
import { constructRounds, extendedRounds } from './construct-rounds.ts';
import { developStarter } from './develop-starter.ts';
import { findStarter } from './find-starter.ts';
import { countRepeats, type GolfRounds, repeatsMin } from './golf-plan.ts';
import { matedRounds } from './mated-rounds.ts';
import { starterShapes } from './starter-shape.ts';
import { type StarterSpace, starterSpace } from './starter-space.ts';

/** So many groups of so many people each, for so many rounds; `stop` is asked now and then and ends the search. */
export type GolfQuestion = {
  groups: number;
  size: number;
  rounds: number;
  seed: number;
  stop: () => boolean;
  improved?: (repeats: number) => void;
};

/** The rounds found, people numbered from 0, and how often two meet again in them. */
export type GolfResult = { rounds: GolfRounds; repeats: number };

/** Steps of the first try at each starter and of the first annealing; both grow with every turn. */
const FIRST_STARTER_STEPS = 50_000;
const FIRST_ANNEAL_STEPS = 100_000;
const GROWTH = 1.4;
/** A starter is rather tried again than longer. */
const STARTER_STEPS_MAX = 300_000;
const ANNEAL_STEPS_MAX = 20_000_000;
/** After the first turn a shape is tried on when its best surplus is at most so much above that of the best shape for as many rounds. */
const SURPLUS_BEHIND = 1;
/** Longer plans are tried too, up to so many rounds more, for their first rounds do and some are easier to find. */
const ROUNDS_MORE = 2;
/** … but only on one turn of so many, for some do not exist. */
const LONGER_EVERY = 4;
/** Looks at the clock, a thousand steps or more each, that planning the columns of a transversal design may take. */
const COLUMN_LOOKS = 400;
/** A plan that came from a construction is warmed this much, of the usual, when it is mended. */
const MEND_HEAT = 0.55;

/**
 * The social golfer problem: nobody meets anybody twice, or as seldom as can be found. First constructions (circle,
 * lines over a field, base blocks moved by a group), then annealing of the best plan and of random ones, in turns with
 * further base blocks. Ends at the bound by counting pairs, or when told.
 */
export function solveGolfers(question: GolfQuestion): GolfResult {
  const { groups, size, rounds, seed, stop } = question;
  const random = seededRandom(seed);
  const enough = repeatsMin(groups, size, rounds);
  let best = judged(withRounds(constructRounds(groups, size), question, random), size);
  const offer = (candidate: GolfResult): void => {
    if (candidate.repeats >= best.repeats) return;
    best = candidate;
    question.improved?.(best.repeats);
  };
  if (groups === 1 || size === 1) return best;
  for (const plan of [inColumns, mated]) {
    if (best.repeats <= enough || stop()) return best;
    offer(judged(withRounds(plan(question, random), question, random), size));
  }
  const spaces: Candidate[] = starterSpaces(question).map((space) => ({
    space,
    surplus: Number.MAX_SAFE_INTEGER,
  }));
  let starterSteps = FIRST_STARTER_STEPS;
  let annealSteps = FIRST_ANNEAL_STEPS;
  let [starterSpent, annealSpent, turn] = [0, 0, 0];
  while (best.repeats > enough && !stop()) {
    if (spaces.length > 0 && starterSpent <= annealSpent) {
      turn++;
      for (const candidate of promising(spaces)) {
        if (roundsOf(candidate.space) > rounds && turn % LONGER_EVERY !== 0) continue;
        if (best.repeats <= enough || stop()) break;
        const starter = findStarter(candidate.space, random, starterSteps, stop);
        candidate.surplus = Math.min(candidate.surplus, starter.surplus);
        offer(judged(withRounds(developStarter(starter), question, random), size));
        starterSpent += starterSteps;
      }
      starterSteps = Math.min(STARTER_STEPS_MAX, starterSteps * GROWTH);
      continue;
    }
    for (const [start, heat] of [
      [best.rounds, MEND_HEAT],
      [withRounds([], question, random), 1],
    ] as const) {
      if (best.repeats <= enough || stop()) break;
      offer(annealGolf(start, size, heat, annealSteps, enough, random, stop));
      annealSpent += annealSteps;
    }
    annealSteps = Math.min(ANNEAL_STEPS_MAX, annealSteps * GROWTH);
  }
  return best;
}

/** A space with the least surplus that a starter in it had. */
type Candidate = { space: StarterSpace; surplus: number };

/** Of the spaces for each number of rounds those that came closest: a longer plan may come close and yet not exist. */
const promising = (spaces: Candidate[]): Candidate[] =>
  spaces.filter(({ space, surplus }) =>
    spaces.every(
      (other) => roundsOf(other.space) !== roundsOf(space) || surplus <= other.surplus + SURPLUS_BEHIND,
    ),
  );

const roundsOf = ({ shape }: StarterSpace): number => shape.baseRounds * shape.modulus + shape.orbitRounds;

const judged = (rounds: GolfRounds, size: number): GolfResult => ({
  rounds,
  repeats: countRepeats(rounds, size),
});

/** Rounds in which everybody meets everybody but one, where that suffices and can be found. */
const mated = ({ groups, size, stop }: GolfQuestion, random: Random): GolfRounds =>
  matedRounds(groups, size, random, stop) ?? [];

/** A transversal design whose columns are planned by search, where that gives the rounds asked. */
function inColumns({ groups, size, rounds, seed, stop }: GolfQuestion): GolfRounds {
  if (groups % size !== 0 || rounds <= groups || extendedRounds(groups, size, []).length === 0) return [];
  let looks = 0;
  const within = solveGolfers({
    groups: groups / size,
    size,
    rounds: rounds - groups,
    seed,
    stop: () => stop() || ++looks > COLUMN_LOOKS,
  });
  return within.repeats === 0 ? extendedRounds(groups, size, within.rounds) : [];
}

/**
 * As many rounds as asked: the first of those given, then, where in these everybody meets everybody, the same again, and
 * random ones otherwise.
 */
function withRounds(given: GolfRounds, { groups, size, rounds }: GolfQuestion, random: Random): GolfRounds {
  const people = groups * size;
  const complete = given.length * (size - 1) === people - 1;
  return Array.from({ length: rounds }, (_, r) => {
    const round = given[complete ? r % given.length : r];
    return (
      round?.slice() ??
      shuffle(
        Int32Array.from({ length: people }, (_, i) => i),
        random,
      )
    );
  });
}

/** Spaces for as many rounds as asked and for a few more. */
function starterSpaces({ groups, size, rounds }: GolfQuestion): StarterSpace[] {
  const most = Math.floor((groups * size - 1) / (size - 1));
  const spaces: StarterSpace[] = [];
  for (let asked = rounds; asked <= Math.min(most, rounds + ROUNDS_MORE); asked++)
    for (const shape of starterShapes(groups, size, asked)) {
      const space = starterSpace(shape);
      if (space !== null) spaces.push(space);
    }
  return spaces;
}
