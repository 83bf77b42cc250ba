import { type Random, seededRandom } from '../random.ts';
import { annealGroups, climb } from './anneal-groups.ts';
import { crossGroups, randomGroups } from './cross-groups.ts';
import { emptyGrouping, type Grouping, load, wholeObjective } from './grouping.ts';
import { type Groups, type MdgpInstance, objective } from './instance.ts';
import { pairsInBoth } from './likeness.ts';
import { type Schedule, scheduleFor } from './schedule.ts';
import { strongestSizes } from './strongest-sizes.ts';
import { findTemperatures } from './temperatures.ts';

/**
 * How long to search. The schedule is laid out for `steps` steps (a sum of gains looked up is one, an exchange taken three
 * for each of the people) and ends with them; with `stop`, which is asked now and then, it goes on until told. The same instance,
 * seed and steps give the same result on every machine.
 */
export type MdgpBudget = { steps: number; stop?: () => boolean; improved?: (objective: number) => void };

/** The best division found and its objective, counted afresh. */
export type MdgpResult = { groupOf: Groups; objective: number };

/** So many children in a row, for each member of the population, that are copies: it has nothing left to give. */
const COPIES_MAX = 3;

/** A division and its objective in whole gains. */
type Member = { groupOf: Groups; whole: number };
type Search = {
  instance: MdgpInstance;
  budget: MdgpBudget;
  random: Random;
  grouping: Grouping;
  used: number;
  best: Member | null;
};

/**
 * Maximally diverse grouping by a population of annealed divisions, in which a child replaces only its parents. Most
 * proposals are refused a group at a time by one bound; one taken costs O(people).
 * Sources: the problem and its instances, Gallego et al. 2013 (MDGPLIB); peers, Lai & Hao 2016 and Yang et al. 2022.
 */
export function solveMdgp(instance: MdgpInstance, seed: number, budget: MdgpBudget): MdgpResult {
  const random = seededRandom(seed);
  const grouping = emptyGrouping(instance);
  const sizes = strongestSizes(instance);
  load(grouping, randomGroups(sizes, random));
  const { temperatures, steps } = findTemperatures(grouping, random, budget.steps, budget.stop);
  const schedule = scheduleFor(instance, temperatures, budget.steps, random);
  const search: Search = { instance, budget, random, grouping, used: steps, best: null };
  return evolve(search, sizes, schedule);
}

/** Cools a division, notes it when it is the best so far, and gives a copy. */
function cool(search: Search, from: Groups, hot: number, cold: number, steps: number): Member {
  const { instance, grouping, random, budget } = search;
  load(grouping, from);
  search.used += annealGroups(grouping, hot, Math.min(hot, cold), steps, random.bits(), budget.stop).steps;
  search.used += climb(grouping, budget.stop).steps;
  const member = { groupOf: grouping.groupOf.slice(), whole: wholeObjective(grouping) };
  if (search.best === null || member.whole > search.best.whole) {
    search.best = member;
    budget.improved?.(objective(instance, member.groupOf));
  }
  return member;
}

function evolve(search: Search, sizes: Int32Array, schedule: Schedule): MdgpResult {
  const { instance, random, budget } = search;
  const { hot, warm, cold } = schedule;
  const over = (): boolean =>
    search.used >= schedule.end || (budget.stop ? budget.stop() : search.used >= budget.steps);
  const start = (): Member => cool(search, randomGroups(sizes, random), hot, cold, schedule.start);
  let population: Member[] = [start()];
  let copies = 0;
  while (!over()) {
    if (population.length < schedule.population) {
      population.push(start());
      continue;
    }
    const [one, other] = twoOf(population, random);
    const groups = crossGroups(instance, one.groupOf, other.groupOf, random);
    const child = cool(search, groups, warm, cold, schedule.child);
    if (population.some(({ whole }) => whole === child.whole)) {
      if (++copies < COPIES_MAX * population.length) continue;
      copies = 0;
      population = population.sort(strongestFirst).slice(0, schedule.kept);
      continue;
    }
    if (population.every(({ whole }) => child.whole > whole)) copies = 0;
    replaceParent(instance, population, [one, other], child);
  }
  const { groupOf } = search.best ?? population[0]!;
  return { groupOf, objective: objective(instance, groupOf) };
}

/**
 * A child takes the place of the parent with which it has more pairs in common, where it is better, otherwise that of
 * the other one, if it is better than that. So a population stays varied for long: deterministic crowding (Mahfoud 1995).
 */
function replaceParent(
  instance: MdgpInstance,
  population: Member[],
  [one, other]: [Member, Member],
  child: Member,
): void {
  const closerToOne =
    pairsInBoth(instance, child.groupOf, one.groupOf) >= pairsInBoth(instance, child.groupOf, other.groupOf);
  const parents = closerToOne ? [one, other] : [other, one];
  const replaced = parents.find(({ whole }) => child.whole > whole);
  if (replaced) population[population.indexOf(replaced)] = child;
}

const strongestFirst = (one: Member, other: Member): number => other.whole - one.whole;

function twoOf(population: Member[], random: Random): [Member, Member] {
  const one = random.below(population.length);
  const other = random.below(population.length - 1);
  return [population[one]!, population[other < one ? other : other + 1]!];
}
