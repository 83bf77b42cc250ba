import { constants } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

import { MixingError, type MixingErrorCode } from '../mixing/index.ts';
import type { Order, Reply, TaskName } from './tasks.ts';

/** A thread that nobody has needed for so long is ended: it holds some tens of megabytes. */
const IDLE_MAX_MS = 60_000;
/** So many items of a list are copied at once, in a few milliseconds; other work has its turn in between. */
const ITEMS_PER_PIECE = 2_000;
/** Of the history, which comes as pages of many meetings each. */
const PAGES_PER_PIECE = 10;

/** Planning gives way to those who wait for an answer. Only Linux takes this for the thread alone, not for its process. */
const GIVE_WAY =
  process.platform === 'linux'
    ? `require('node:os').setPriority(${constants.priority.PRIORITY_BELOW_NORMAL});`
    : '';

/**
 * The loader of TypeScript does not reach a thread by itself, and `execArgv` does not bring it there (Node 20). Both are
 * named by their place: a service may be started from any folder.
 */
const LOAD_THREAD = `${GIVE_WAY} import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register();
  return import(${JSON.stringify(import.meta.resolve('./thread.ts'))});
});`;

type Running = { resolve: (result: unknown) => void; reject: (error: unknown) => void };

/** One thread of the engine, for one task at a time. It never keeps the process from ending. */
export class EngineThread {
  readonly #worker: Worker;
  readonly #onGone: () => void;
  #running: Running | null = null;
  #idleTimer: NodeJS.Timeout | undefined;

  /** `onGone` is called when the thread has ended, whatever ended it. */
  constructor(onGone: () => void) {
    this.#onGone = onGone;
    this.#worker = new Worker(LOAD_THREAD, { eval: true, execArgv: [] });
    this.#worker.unref();
    this.#worker.on('message', (reply: Reply) => this.#settle(reply));
    this.#worker.on('error', (fault) => this.#settle({ fault }));
    this.#worker.on('exit', (code) => {
      clearTimeout(this.#idleTimer);
      this.#onGone();
      this.#settle({ fault: new Error(`a thread of the engine ended with ${code}`) });
    });
  }

  get isIdle(): boolean {
    return this.#running === null;
  }

  /** Runs a task and gives its result; rejects with the engine's own error, or with the fault that ended the thread. */
  async run(name: TaskName, input: object): Promise<unknown> {
    clearTimeout(this.#idleTimer);
    this.#worker.ref();
    const answered = new Promise<unknown>((resolve, reject) => {
      this.#running = { resolve, reject };
    });
    // Whoever waits hears of a rejection below; it may come while the pieces are still on their way.
    answered.catch(() => undefined);
    for (const order of ordersOf(name, input)) {
      this.#worker.postMessage(order);
      await setImmediate();
    }
    return answered;
  }

  /** Ends the thread now; what it runs is rejected with this error. */
  async end(error: Error): Promise<void> {
    this.#settle({ fault: error });
    await this.#worker.terminate();
  }

  #settle(reply: Reply): void {
    const running = this.#running;
    if (running === null) return;
    this.#running = null;
    this.#worker.unref();
    this.#idleTimer = setTimeout(() => void this.#worker.terminate(), IDLE_MAX_MS).unref();
    if ('result' in reply) running.resolve(reply.result);
    else if ('fault' in reply) running.reject(reply.fault);
    else running.reject(new MixingError(reply.refused.code as MixingErrorCode, reply.refused.message));
  }
}

function* ordersOf(name: TaskName, input: object): Generator<Order> {
  for (const [key, value] of Object.entries(input)) {
    if (!Array.isArray(value)) {
      yield { key, value };
      continue;
    }
    yield { key, value: [] };
    const count = key === 'history' ? PAGES_PER_PIECE : ITEMS_PER_PIECE;
    for (let i = 0; i < value.length; i += count) yield { key, more: value.slice(i, i + count) };
  }
  yield { run: name };
}
