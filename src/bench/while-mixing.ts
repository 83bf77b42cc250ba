import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { addApiKey } from '../accounts/add-api-key.ts';
import { connect } from '../db/connect.ts';
import { addCrowd } from './crowd.ts';
import type { LoadOrder, PageWaits } from './even-load.ts';
import { messageOf } from './message-of.ts';
import { addGuests } from './rsvp-guests.ts';
import { startServer } from './start-server.ts';
import { withDatabase } from './with-database.ts';

/** How long other requests took, in milliseconds, while the service did something; `tookMs` is that something. */
type Wait = { tookMs: number } & PageWaits;

/** How many are planned for, and how many pages others open in a second meanwhile. */
type Size = { people: number; perSecond: number };

/** What `acquaint bench while-mixing` prints; `atRest` is the same load on the same service with nothing else to do. */
export type WhileMixingBench = {
  people: number;
  perSecond: number;
  atRest: Wait;
  draw: Wait;
  rounds: Wait;
  reading: Wait;
};

/** Where others open the page of their invitation from. */
const LOAD_FILE = fileURLToPath(new URL('./even-load.ts', import.meta.url));
const REST_MS = 3_000;
const SEED = 1;

/** Plans and draws for thousands through one process of the service while others use it. */
export function benchWhileMixing(size: Size): Promise<WhileMixingBench> {
  return withDatabase((databaseUrl) => measure(databaseUrl, size));
}

async function measure(databaseUrl: string, { people, perSecond }: Size): Promise<WhileMixingBench> {
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
    const load = fork(LOAD_FILE, { execArgv: ['--import=tsx'] });
    children.push(load);
    const pages = tokens.map((token) => `${url}/r/${token}`);
    const during = (work: () => Promise<void>) => waitDuring(load, { pages, perSecond }, work);
    await during(rest);
    return {
      people,
      perSecond,
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
async function waitDuring(load: ChildProcess, begin: LoadOrder, work: () => Promise<void>): Promise<Wait> {
  const order = (what: LoadOrder) => load.send(what);
  const waits = messageOf<PageWaits>(load, 'load');
  order(begin);
  const begun = performance.now();
  try {
    await work();
  } finally {
    order('stop');
  }
  const tookMs = Math.round(performance.now() - begun);
  return { tookMs, ...(await waits) };
}
