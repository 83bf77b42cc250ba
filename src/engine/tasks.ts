import {
  draw,
  drawCoffee,
  formRounds,
  type Meetings,
  type MetPages,
  pickPanel,
  planFairRoutes,
  readMetPages,
  replanRounds,
  rotate,
} from '../mixing/index.ts';
import { describeRounds } from './describe-rounds.ts';
import type { Piece } from './pieces.ts';

/** What the engine can be asked for away from the thread that answers requests. */
export const TASKS = {
  draw: reading(draw),
  drawCoffee,
  formRounds: reading(formRounds),
  pickPanel,
  planFairRoutes,
  replanRounds: reading(replanRounds),
  rotate: reading(rotate),
  describeRounds: reading(describeRounds),
};

/**
 * The same for meetings on pages, which are read where the task runs. The cast: TypeScript cannot tell that an input
 * without its history, and with one again, is that input, as long as it does not know which input it is.
 */
function reading<I extends { history: Meetings }, R>(task: (input: I) => R) {
  return (input: Omit<I, 'history'> & { history: MetPages }): R =>
    task({ ...input, history: readMetPages(input.history) } as unknown as I);
}

export type TaskName = keyof typeof TASKS;
/** What a task reads: everything but functions, which cannot go to another thread. */
export type TaskInput<N extends TaskName> = Omit<Parameters<(typeof TASKS)[N]>[0], 'budget'>;
export type TaskResult<N extends TaskName> = ReturnType<(typeof TASKS)[N]>;

/**
 * What a thread is told: pieces of the input, one after the other, then which task to run with them, then to give one
 * piece of its reply after the other.
 */
export type Order = { piece: Piece } | { run: TaskName } | { next: true };

/** What a thread replies: the result, an error that the engine throws on purpose, or a fault. */
export type Reply = { result: unknown } | { refused: { code: string; message: string } } | { fault: unknown };

/** The reply as it comes: the next piece of it, or its end. */
export type ReplyPart = IteratorResult<Piece, undefined>;
