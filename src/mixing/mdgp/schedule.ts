import type { Random } from '../random.ts';
import { gainsAreDistances, type MdgpInstance } from './instance.ts';
import type { Temperatures } from './temperatures.ts';

/**
 * How many divisions live together, and how many of them are kept when all are alike; the steps of cooling a random one
 * from `hot`, and a child from `warm`, both to `cold`; and with how many steps in all the search ends by itself.
 */
export type Schedule = {
  population: number;
  kept: number;
  start: number;
  child: number;
  hot: number;
  warm: number;
  cold: number;
  end: number;
};

/** Up to so many people the optimum is found long before any budget ends. */
const FEW_PEOPLE = 30;
/** Then the search ends after this times people³: five times what the hardest known instance of 30 people took on the average. */
const FEW_STEPS = 500;
/** Their coolings are short and their divisions many: half the steps of coolings three times as long. */
const FEW_COOLING = 3_000;
const FEW_POPULATION = 24;
/** Up to so many people many short coolings win of gains that are distances too: so with 60, not with 120. */
const SOME_PEOPLE = 90;
/** The number of people for which the temperatures and the population of many short coolings are given. */
const FOR_PEOPLE = 60;
/** From so many times that number on the temperatures stay as they are. */
const COLDER_MAX = 2;
/** Of independent gains: so many divisions of 60 people live together, and of others as many more or fewer as this power says. */
const POPULATION = 48;
const POPULATION_POWER = 0.7;
/** The steps of one of their children for each cube of people, unless so many for each division are too long for the budget. */
const CHILD_STEPS = 0.1;
const CHILDREN_EACH = 200;
/** A random division is cooled as long as so many children. */
const START_CHILDREN = 4;
/** A child has two. */
const PARENTS = 2;
/** Steps per person that each cooling gets at least. */
const STEPS_PER_PERSON_MIN = 100;

/**
 * Three kinds of landscape, three schedules, found by trial on Geo, RanInt and RanReal of 30 to 480 people. Where gains
 * of many people are distances few long coolings win, the longer the budget. Where they are independent these freeze early;
 * many short ones that inherit groups from each other, and begin anew when all are alike, come higher. Their length depends on
 * the people alone, and a longer budget begins anew more often: coolings three times as long came to less.
 */
export function scheduleFor(
  instance: MdgpInstance,
  { hot, warm, cold }: Temperatures,
  steps: number,
  random: Random,
): Schedule {
  const { people } = instance;
  if (people <= FEW_PEOPLE)
    return {
      population: FEW_POPULATION,
      kept: 0,
      start: FEW_COOLING,
      child: FEW_COOLING,
      hot,
      warm: 2 * warm,
      cold,
      end: FEW_STEPS * people ** 3,
    };
  const atLeast = (cooling: number): number => Math.max(STEPS_PER_PERSON_MIN * people, cooling);
  const end = Number.POSITIVE_INFINITY;
  if (gainsAreDistances(instance, random)) {
    const many = people > SOME_PEOPLE;
    return {
      population: many ? 2 : 8,
      kept: 1,
      start: atLeast((many ? 0.12 : 0.002) * steps),
      child: atLeast((many ? 0.05 : 0.001) * steps),
      hot,
      warm,
      cold: 0.7 * cold,
      end,
    };
  }
  const larger = people / FOR_PEOPLE;
  const colder = Math.sqrt(Math.min(COLDER_MAX, larger));
  const population = Math.max(PARENTS, Math.round(POPULATION / larger ** POPULATION_POWER));
  const child = atLeast(Math.min(CHILD_STEPS * people ** 3, steps / (CHILDREN_EACH * population)));
  return {
    population,
    kept: 0,
    start: START_CHILDREN * child,
    child,
    hot,
    warm: (1.4 * warm) / colder,
    cold: warm / colder,
    end,
  };
}
