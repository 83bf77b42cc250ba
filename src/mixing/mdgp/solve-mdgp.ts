import { type Random, seededRandom } from '../random.ts';
import { annealGroups, climb } from './anneal-groups.ts';
import { crossGroups, randomGroups } from './cross-groups.ts';
import { emptyGrouping, type Grouping, load } from './grouping.ts';
import { type Groups, gainsAreDistances, type MdgpInstance, objective } from './instance.ts';
import { strongestSizes } from './strongest-sizes.ts';
import { findTemperatures, type Temperatures } from './temperatures.ts';

/**
 * How long to search. The schedule is laid out for `steps` proposals and ends with them; with `stop`, which is asked
 * now and then, it goes on until told. The same instance, seed and steps give the same result on every machine.
 */
export type MdgpBudget = { steps: number; stop?: () => boolean; improved?: (objective: number) => void };

/** The best division found and its objective, counted afresh. */
export type MdgpResult = { groupOf: Groups; objective: number };

/** How many divisions live together, how many steps (or what share of them) each start and child gets, and how far both are cooled. */
type Schedule = { population: number; start: number; child: number; warm: number; cold: number };

/**
 * Two kinds of landscape, two schedules, found by trial on Geo, RanInt and RanReal of 120 and 240 people. Where gains
 * are distances few long coolings win; where they are independent, long coolings freeze early, and many short ones
 * that inherit groups from each other come about 0.3 % higher.
 */
const SMOOTH: Schedule = { population: 2, start: 0.12, child: 0.05, warm: 1, cold: 0.7 };
const RUGGED: Schedule = { population: 16, start: 0.004, child: 0.001, warm: 0.6, cold: 2 };
/** Proposals per person that each cooling gets at least. */
const STEPS_PER_PERSON_MIN = 100;
/** So many children in a row, for each member of the population, that are copies: it has nothing left to give. */
const COPIES_MAX = 3;
/** Objectives closer than this, relative to their size, belong to the same division. */
const SAME = 1e-12;

/** Up to so many people the search ends by itself: a population that is used up is made anew, until so many agreed. */
const FEW_PEOPLE = 30;
const AGREED = 10;
const FEW_SCHEDULE: Schedule = { population: 8, start: 10_000, child: 3_000, warm: 1, cold: 1 };

type Member = { groupOf: Groups; objective: number };
type Search = {
  instance: MdgpInstance;
  budget: MdgpBudget;
  random: Random;
  /** sizes of the groups that a cooling starts from */
  sizes: Int32Array;
  grouping: Grouping;
  temperatures: Temperatures;
  used: number;
  best: Member | null;
};

/**
 * Maximally diverse grouping by a population of annealed divisions. A proposal costs O(1), one taken O(people).
 * Sources: the problem and its instances, Gallego et al. 2013 (MDGPLIB); peers, Lai & Hao 2016 and Yang et al. 2022.
 */
export function solveMdgp(instance: MdgpInstance, seed: number, budget: MdgpBudget): MdgpResult {
  const random = seededRandom(seed);
  const grouping = emptyGrouping(instance);
  const sizes = strongestSizes(instance);
  load(grouping, randomGroups(sizes, random));
  const { temperatures, steps } = findTemperatures(grouping, random, budget.steps, budget.stop);
  const search: Search = { instance, budget, random, sizes, grouping, temperatures, used: steps, best: null };
  if (instance.people <= FEW_PEOPLE) return evolve(search, FEW_SCHEDULE);
  const { start, child, ...rest } = gainsAreDistances(instance, random) ? SMOOTH : RUGGED;
  const stepsMin = STEPS_PER_PERSON_MIN * instance.people;
  return evolve(search, {
    ...rest,
    start: Math.max(stepsMin, start * budget.steps),
    child: Math.max(stepsMin, child * budget.steps),
  });
}

const over = ({ budget, used }: Search): boolean => (budget.stop ? budget.stop() : used >= budget.steps);

/** Cools a division, notes it when it is the best so far, and gives a copy. */
function cool(search: Search, from: Groups, hot: number, cold: number, steps: number): Member {
  const { instance, grouping, random, budget } = search;
  load(grouping, from);
  search.used += annealGroups(grouping, hot, Math.min(hot, cold), steps, random.bits(), budget.stop).steps;
  climb(grouping, budget.stop);
  const member = { groupOf: grouping.groupOf.slice(), objective: objective(instance, grouping.groupOf) };
  if (search.best === null || member.objective > search.best.objective) {
    search.best = member;
    budget.improved?.(member.objective);
  }
  return member;
}

function evolve(search: Search, schedule: Schedule): MdgpResult {
  const { instance, random, sizes, temperatures } = search;
  const { hot } = temperatures;
  const warm = temperatures.warm * schedule.warm;
  const cold = temperatures.cold * schedule.cold;
  const start = (): Member => cool(search, randomGroups(sizes, random), hot, cold, schedule.start);
  let population: Member[] = [start()];
  let copies = 0;
  const few = instance.people <= FEW_PEOPLE;
  let agreed = 0;
  let ended: Member | null = null;
  while (!over(search)) {
    if (population.length < schedule.population) {
      population.push(start());
      population.sort(strongestFirst);
      continue;
    }
    const [one, other] = twoOf(population, random);
    const child = cool(
      search,
      crossGroups(instance, one.groupOf, other.groupOf, random),
      warm,
      cold,
      schedule.child,
    );
    if (population.some((member) => same(member, child))) {
      if (++copies < COPIES_MAX * population.length) continue;
      copies = 0;
      if (few) {
        agreed = same(population[0]!, search.best!) ? (search.best === ended ? agreed + 1 : 1) : agreed;
        ended = search.best;
        if (agreed === AGREED) break;
      }
      population = few ? [start()] : population.slice(0, 1);
      continue;
    }
    if (child.objective > population[0]!.objective) copies = 0;
    if (child.objective < population[population.length - 1]!.objective) continue;
    population[population.length - 1] = child;
    population.sort(strongestFirst);
  }
  return search.best ?? population[0]!;
}

const strongestFirst = (one: Member, other: Member): number => other.objective - one.objective;

const same = (one: Member, other: Member): boolean =>
  Math.abs(one.objective - other.objective) <= SAME * Math.abs(one.objective);

function twoOf(population: Member[], random: Random): [Member, Member] {
  const one = random.below(population.length);
  const other = random.below(population.length - 1);
  return [population[one]!, population[other < one ? other : other + 1]!];
}
