const BYTES_PER_KB = 1_024;
const BYTES_PER_MB = 1_000_000;

/** To three places after the point. */
export const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

/** To three significant places, which are more than a run repeats. */
export const significant = (value: number): number => Number(value.toPrecision(3));

/** Most memory that this process has had until now, the runtime's own included, in megabytes. */
export const peakRss = (): number =>
  Math.round((process.resourceUsage().maxRSS * BYTES_PER_KB) / BYTES_PER_MB);

/** How long something takes, in seconds. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1_000;
}
