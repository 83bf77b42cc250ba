/** Opens pages evenly, in a process of its own: what else the benchmark does is nobody's waiting. Its parent says when. */
import { createHistogram } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

import { significant } from './figures.ts';

/** What the parent says: open these pages from now on, so many in a second, or stop. */
export type LoadOrder = { pages: string[]; perSecond: number } | 'stop';
/** How long the pages took, in milliseconds, from asking to the last byte. */
export type PageWaits = { requests: number; p50Ms: number; p99Ms: number; maxMs: number; failed: number };

const MICROSECONDS = 1000;

let done = new AbortController();
process.on('message', (order: LoadOrder) => {
  if (order === 'stop') return done.abort();
  done = new AbortController();
  void askEvenly(order, done.signal).then((waits) => process.send?.(waits));
});
process.on('disconnect', () => process.exit());

/** One page after another at even intervals, whether the last was answered or not. */
async function askEvenly(
  { pages, perSecond }: Exclude<LoadOrder, string>,
  until: AbortSignal,
): Promise<PageWaits> {
  const waits = createHistogram();
  const asked: Promise<boolean>[] = [];
  const ask = async (page = '') => {
    const askedAt = performance.now();
    const response = await fetch(page);
    await response.arrayBuffer();
    waits.record(Math.ceil((performance.now() - askedAt) * MICROSECONDS));
    return response.ok;
  };
  const begun = performance.now();
  while (!until.aborted) {
    asked.push(ask(pages[asked.length % pages.length]));
    await setTimeout(begun + (asked.length * 1000) / perSecond - performance.now());
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
