import {
  draw,
  drawCoffee,
  formRounds,
  pickPanel,
  planFairRoutes,
  replanRounds,
  rotate,
} from '../mixing/index.ts';
import { describeRounds } from './describe-rounds.ts';

/** What the engine can be asked for away from the thread that answers requests. */
export const TASKS = {
  draw,
  drawCoffee,
  formRounds,
  pickPanel,
  planFairRoutes,
  replanRounds,
  rotate,
  describeRounds,
};

export type TaskName = keyof typeof TASKS;
/** What a task reads: everything but functions, which cannot go to another thread. */
export type TaskInput<N extends TaskName> = Omit<Parameters<(typeof TASKS)[N]>[0], 'budget'>;
export type TaskResult<N extends TaskName> = ReturnType<(typeof TASKS)[N]>;

/** What a thread is told: pieces of the input, one after the other, then which task to run with them. */
export type Order = { key: string; value: unknown } | { key: string; more: unknown[] } | { run: TaskName };

/** What a thread answers: the result, an error that the engine throws on purpose, or a fault. */
export type Reply = { result: unknown } | { refused: { code: string; message: string } } | { fault: unknown };
