import type { Grouping } from './grouping.ts';

/** Steps between two looks at the clock: about a millisecond. */
const STEPS_BETWEEN = 2 ** 18;

/** What an annealing has done: the work, the proposals priced and those taken. */
export type Annealed = { steps: number; proposals: number; accepted: number };

/**
 * Improves a grouping by annealing from `hot` to `cold`: person after person, a move to each group or an exchange with
 * one of its members. With `hot` 0 only gains are taken, and it ends where there is none. How: `kernel/anneal.ts`.
 */
export function annealGroups(
  { kernel }: Grouping,
  hot: number,
  cold: number,
  steps: number,
  seed: number,
  stop: (() => boolean) | undefined,
): Annealed {
  kernel.begin(hot, cold, steps, seed);
  while (!stop?.() && !kernel.anneal(STEPS_BETWEEN));
  kernel.give();
  return { steps: kernel.used(), proposals: kernel.proposals(), accepted: kernel.accepted() };
}

/** Takes improving exchanges and moves until there is none, or until told to stop. */
export const climb = (grouping: Grouping, stop: (() => boolean) | undefined): Annealed =>
  annealGroups(grouping, 0, 0, Number.POSITIVE_INFINITY, 0, stop);
