import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

import { MixingError, type MixingErrorCode } from '../mixing/index.ts';
import { GIVE_WAY } from './favour-requests.ts';
import { piecesOf, withPiece } from './pieces.ts';
import type { Order, Reply, ReplyPart, TaskName } from './tasks.ts';

/** A thread that nobody has needed for so long is ended: it holds some tens of megabytes. */
const IDLE_MAX_MS = 60_000;

let program: Promise<string> | undefined;

/** Makes what threads run, for those who will need one; a fault is told to whoever needs one then. */
export async function prepareThreads(): Promise<void> {
  await threadProgram().catch(() => undefined);
}

/**
 * What a thread runs, as one text that is made once: file by file through the loader of TypeScript a thread would start
 * in a second, and in several on a busy machine.
 */
function threadProgram(): Promise<string> {
  program ??= bundle().catch((fault) => {
    program = undefined;
    throw fault;
  });
  return program;
}

async function bundle(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('./thread.ts'));
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: dirname(entry),
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    banner: { js: GIVE_WAY },
  });
  return outputFiles[0]?.text ?? '';
}

/** `reply` is what has come of it so far. */
type Running = { resolve: (result: unknown) => void; reject: (error: unknown) => void; reply?: unknown };

/** One thread of the engine, for one task at a time. It never keeps the process from ending. */
export class EngineThread {
  readonly #worker: Promise<Worker>;
  readonly #onGone: () => void;
  #running: Running | null = null;
  #isEnding = false;
  #idleTimer: NodeJS.Timeout | undefined;

  /** `onGone` is called when the thread has ended, whatever ended it. */
  constructor(onGone: () => void) {
    this.#onGone = onGone;
    this.#worker = this.#start();
    this.#worker.catch((fault) => this.#gone({ fault }));
  }

  async #start(): Promise<Worker> {
    const worker = new Worker(await threadProgram(), { eval: true, execArgv: [] });
    worker.unref();
    worker.on('message', (part: ReplyPart) => void this.#take(worker, part));
    worker.on('error', (fault) => this.#settle(worker, { fault }));
    worker.on('exit', (code) => {
      clearTimeout(this.#idleTimer);
      this.#gone({ fault: new Error(`a thread of the engine ended with ${code}`) });
    });
    return worker;
  }

  get isIdle(): boolean {
    return this.#running === null && !this.#isEnding;
  }

  /** Runs a task and gives its result; rejects with the engine's own error, or with the fault that ended the thread. */
  async run(name: TaskName, input: object): Promise<unknown> {
    clearTimeout(this.#idleTimer);
    const answered = new Promise<unknown>((resolve, reject) => {
      this.#running = { resolve, reject };
    });
    // Whoever waits hears of a rejection below; it may come while the pieces are still on their way.
    answered.catch(() => undefined);
    const worker = await this.#worker;
    if (this.#running === null) return answered;
    worker.ref();
    const tell = (order: Order) => worker.postMessage(order);
    for (const piece of piecesOf(input)) {
      tell({ piece });
      await setImmediate();
    }
    tell({ run: name });
    return answered;
  }

  /** Ends the thread now; what it runs is rejected with this error. */
  async end(error: Error): Promise<void> {
    this.#isEnding = true;
    this.#answer({ fault: error });
    const worker = await this.#worker.catch(() => null);
    await worker?.terminate();
  }

  /** Puts the reply together. Each piece is asked for: all that have come are copied in one go. */
  async #take(worker: Worker, part: ReplyPart): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    if (part.done) return this.#settle(worker, running.reply as Reply);
    running.reply = withPiece(running.reply, part.value);
    await setImmediate();
    worker.postMessage({ next: true } satisfies Order);
  }

  #settle(worker: Worker, reply: Reply): void {
    if (this.#running === null) return;
    worker.unref();
    this.#idleTimer = setTimeout(() => void this.end(new Error('idle')), IDLE_MAX_MS).unref();
    this.#answer(reply);
  }

  #gone(reply: Reply): void {
    this.#onGone();
    this.#answer(reply);
  }

  #answer(reply: Reply): void {
    const running = this.#running;
    if (running === null) return;
    this.#running = null;
    if ('result' in reply) running.resolve(reply.result);
    else if ('fault' in reply) running.reject(reply.fault);
    else running.reject(new MixingError(reply.refused.code as MixingErrorCode, reply.refused.message));
  }
}
