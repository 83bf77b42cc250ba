/** A supervisor waits 10 seconds before it kills; what has not ended by then is given up with a trace. */
const STOP_MS_MAX = 9_500;

/**
 * Resolves with the exit code once the process has been asked to stop, or a part has died, and `close` has run.
 * A second signal does not wait. What takes too long ends with code 1.
 */
export async function untilStopped(close: () => Promise<void>, fatal: Promise<void>): Promise<number> {
  const stopped = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(0));
    void fatal.then(() => resolve(1));
  });
  const code = await stopped;
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  await close();
  return code;
}
