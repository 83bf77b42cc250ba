/** A thread of the engine: gathers the pieces of an input, runs the task, replies in pieces, and waits for the next. */
import { parentPort } from 'node:worker_threads';

import { MixingError } from '../mixing/index.ts';
import { type Piece, piecesOf, withPiece } from './pieces.ts';
import { type Order, type Reply, type ReplyPart, TASKS, type TaskName } from './tasks.ts';

let input: unknown;
let reply: Iterator<Piece, undefined> | undefined;

parentPort?.on('message', (order: Order) => {
  if ('piece' in order) {
    input = withPiece(input, order.piece);
    return;
  }
  if ('run' in order) {
    reply = piecesOf(run(order.run, input));
    input = undefined;
  }
  parentPort?.postMessage(reply?.next() satisfies ReplyPart | undefined);
});

function run(name: TaskName, given: unknown): Reply {
  const task = TASKS[name] as (input: unknown) => unknown;
  try {
    return { result: task(given) };
  } catch (error) {
    if (error instanceof MixingError) return { refused: { code: error.code, message: error.message } };
    return { fault: error };
  }
}
