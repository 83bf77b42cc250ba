/** A thread of the engine: gathers the pieces of an input, runs the task, answers, and waits for the next. */
import { parentPort } from 'node:worker_threads';

import { MixingError } from '../mixing/index.ts';
import { type Order, type Reply, TASKS, type TaskName } from './tasks.ts';

let input: Record<string, unknown> = {};

parentPort?.on('message', (order: Order) => {
  if ('more' in order) (input[order.key] as unknown[]).push(...order.more);
  else if ('key' in order) input[order.key] = order.value;
  else {
    const reply = run(order.run, input);
    input = {};
    parentPort?.postMessage(reply);
  }
});

function run(name: TaskName, given: Record<string, unknown>): Reply {
  const task = TASKS[name] as (input: unknown) => unknown;
  try {
    return { result: task(given) };
  } catch (error) {
    if (error instanceof MixingError) return { refused: { code: error.code, message: error.message } };
    return { fault: error };
  }
}
