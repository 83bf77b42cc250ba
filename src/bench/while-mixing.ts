import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHistogram } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

import { addApiKey } from '../accounts/add-api-key.ts';
import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { createLog } from '../log.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { addCrowd } from './crowd.ts';
import { significant } from './figures.ts';
import { addGuests } from './rsvp-guests.ts';
import { startServer } from './start-server.ts';

/** How long other requests took, in milliseconds, while the service did something; `tookMs` is that something. */
type Wait = { tookMs: number; requests: number; p50Ms: number; p99Ms: number; maxMs: number; failed: number };

/** What `acquaint bench while-mixing` prints; `atRest` is the same load on the same service with nothing else to do. */
export type WhileMixingBench = { people: number; atRest: Wait; draw: Wait; rounds: Wait; reading: Wait };

/** Others open the page of their invitation, one after so many milliseconds, whether the last was answered or not. */
const INTERVAL_MS = 10;
const MICROSECONDS = 1000;
const REST_MS = 3_000;
const SEED = 1;

/** Plans and draws for thousands through one process of the service while others use it. */
export async function benchWhileMixing({ people }: { people: number }): Promise<WhileMixingBench> {
  const dataDir = await mkdtemp(join(tmpdir(), 'acquaint-bench-'));
  try {
    const server = await startEmbeddedPostgres({ dataDir, log: createLog('silent') });
    try {
      await migrate(server.url);
      return await measure(server.url, people);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(databaseUrl: string, people: number): Promise<WhileMixingBench> {
  const { key, crowd, tokens } = await prepare(databaseUrl, people);
  const children: ChildProcess[] = [];
  try {
    const url = await startServer('service', databaseUrl, children);
    const ask = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${url}/api/v1/gatherings/${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      await response.arrayBuffer();
    };
    const rest = () => setTimeout(REST_MS);
    const during = (work: () => Promise<void>) => waitDuring(url, tokens, work);
    await during(rest);
    return {
      people,
      atRest: await during(rest),
      draw: await during(() => ask('POST', `${crowd.empty}/draw`, { places: people, seed: SEED })),
      rounds: await during(() =>
        ask('POST', `${crowd.full}/rounds`, { tableSize: 6, rounds: 3, seed: SEED }),
      ),
      reading: await during(() => ask('GET', `${crowd.full}/rounds`)),
    };
  } finally {
    for (const child of children) child.kill();
  }
}

async function prepare(databaseUrl: string, people: number) {
  const connection = connect(databaseUrl, { max: 1 });
  try {
    const now = new Date();
    const tokens = (await addGuests(connection.db, now)).map((guest) => guest.token);
    const crowd = await addCrowd(connection.db, people, now);
    const input = { name: 'bench', role: 'admin' as const };
    const { key } = await connection.db.transaction((tx) => addApiKey(tx, input, now));
    return { key, crowd, tokens };
  } finally {
    await connection.close();
  }
}

/** Loads the service from before `work` begins until it is done. */
async function waitDuring(url: string, tokens: string[], work: () => Promise<void>): Promise<Wait> {
  const done = new AbortController();
  const load = askEvenly(url, tokens, done.signal);
  const begun = performance.now();
  try {
    await work();
  } finally {
    done.abort();
  }
  return { tookMs: Math.round(performance.now() - begun), ...(await load) };
}

async function askEvenly(url: string, tokens: string[], done: AbortSignal): Promise<Omit<Wait, 'tookMs'>> {
  const waits = createHistogram();
  const asked: Promise<boolean>[] = [];
  const ask = async (token: string | undefined) => {
    const askedAt = performance.now();
    const response = await fetch(`${url}/r/${token}`);
    await response.arrayBuffer();
    waits.record(Math.ceil((performance.now() - askedAt) * MICROSECONDS));
    return response.ok;
  };
  const begun = performance.now();
  while (!done.aborted) {
    asked.push(ask(tokens[asked.length % tokens.length]));
    await setTimeout(begun + asked.length * INTERVAL_MS - performance.now());
  }
  const answered = await Promise.all(asked);
  const ms = (microseconds: number) => significant(microseconds / MICROSECONDS);
  return {
    requests: answered.length,
    p50Ms: ms(waits.percentile(50)),
    p99Ms: ms(waits.percentile(99)),
    maxMs: ms(waits.max),
    failed: answered.filter((ok) => !ok).length,
  };
}
