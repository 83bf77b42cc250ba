/** How often what is awaited is looked at, and for how long at most. */
const LOOK_EVERY_MS = 100;
const LOOK_MS_MAX = 30_000;

/** Looks again and again until what it sees is as it should be; gives up after 30 seconds, naming what did `not` come. */
export async function until<T>(
  look: () => Promise<T>,
  done: (seen: T) => boolean,
  not = 'the workers did not finish',
): Promise<T> {
  const giveUpAt = performance.now() + LOOK_MS_MAX;
  for (;;) {
    const seen = await look();
    if (done(seen)) return seen;
    if (performance.now() > giveUpAt) throw new Error(`${not} within 30 seconds`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
