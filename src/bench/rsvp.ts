import type { ChildProcess } from 'node:child_process';
import autocannon from 'autocannon';

import { connect } from '../db/connect.ts';
import { ANSWERS } from '../invitations/answer.ts';
import { significant } from './figures.ts';
import { addGuests } from './rsvp-guests.ts';
import { startServer } from './start-server.ts';
import { withDatabase } from './with-database.ts';

/** What `acquaint bench rsvp` prints; answers a second are medians of the runs. */
export type RsvpBench = {
  connections: number;
  secondsPerRun: number;
  answersPerSecond: number;
  floorAnswersPerSecond: number;
  /** The median of the pairs' ratios: each run of ours beside the run of the floor next to it. */
  ratio: number;
  ratios: number[];
  /** Answers that were not a 200; anything but 0 makes the figures worthless. */
  failed: number;
};

const CONNECTIONS = 20;
/** Before anything is timed: counted, as a busy machine may give no answer in a second. */
const WARM_UP_ANSWERS = 500;

type Load = { perSecond: number; failed: number };

/**
 * Answers invitations over HTTP as fast as 20 connections can, in turns by the service and by a bare server that runs
 * the same statements, each in a process of its own on the same database. Every answer changes the one before.
 */
export function benchRsvp(options: { runs: number; seconds: number }): Promise<RsvpBench> {
  return withDatabase((databaseUrl) => measure(databaseUrl, options));
}

async function measure(databaseUrl: string, { runs, seconds }: { runs: number; seconds: number }) {
  const load = createLoad(await makeGuests(databaseUrl));
  const children: ChildProcess[] = [];
  try {
    const service = await startServer('service', databaseUrl, children);
    const floor = await startServer('floor', databaseUrl, children);
    for (const url of [service, floor]) await load(url, { amount: WARM_UP_ANSWERS });
    const pairs: { service: Load; floor: Load }[] = [];
    for (let run = 0; run < runs; run += 1) {
      pairs.push({
        service: await load(service, { duration: seconds }),
        floor: await load(floor, { duration: seconds }),
      });
      process.stderr.write(`run ${run + 1} of ${runs}\n`);
    }
    return resultOf(pairs, seconds);
  } finally {
    for (const child of children) child.kill();
  }
}

async function makeGuests(databaseUrl: string): Promise<string[]> {
  const connection = connect(databaseUrl, { max: 1 });
  try {
    return (await addGuests(connection.db, new Date())).map(({ token }) => token);
  } finally {
    await connection.close();
  }
}

/** Goes on where the load before stopped: one pass accepts all invitations, the next declines them, and so on. */
function createLoad(tokens: string[]) {
  let sent = 0;
  return async (url: string, length: { duration: number } | { amount: number }): Promise<Load> => {
    const result = await autocannon({
      url,
      connections: CONNECTIONS,
      ...length,
      requests: [
        {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          setupRequest(request) {
            const answer = ANSWERS[Math.floor(sent / tokens.length) % ANSWERS.length];
            const path = `/r/${tokens[sent % tokens.length]}`;
            sent += 1;
            return { ...request, path, body: `answer=${answer}` };
          },
        },
      ],
    });
    return { perSecond: result['2xx'] / result.duration, failed: result.non2xx + result.errors };
  };
}

function resultOf(pairs: { service: Load; floor: Load }[], secondsPerRun: number): RsvpBench {
  const ratios = pairs.map(({ service, floor }) => service.perSecond / floor.perSecond);
  return {
    connections: CONNECTIONS,
    secondsPerRun,
    answersPerSecond: Math.round(median(pairs.map((pair) => pair.service.perSecond))),
    floorAnswersPerSecond: Math.round(median(pairs.map((pair) => pair.floor.perSecond))),
    ratio: significant(median(ratios)),
    ratios: ratios.map(significant),
    failed: pairs.reduce((sum, { service, floor }) => sum + service.failed + floor.failed, 0),
  };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
