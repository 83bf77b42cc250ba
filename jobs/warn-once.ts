import { type Log, loggableError } from '../src/log.ts';

/** While something stays broken the log says so once in this time, not at every attempt. */
const QUIET_MS = 60_000;

/** A warning that is not repeated for a minute while its cause stays the same. */
export function warnOnce(log: Log, message: string, now: () => Date): (error: unknown) => void {
  let said: { cause: unknown; at: number } | undefined;
  return (err) => {
    const cause = loggableError(err).message;
    const at = now().getTime();
    if (said && said.cause === cause && at - said.at < QUIET_MS) return;
    said = { cause, at };
    log.warn({ err }, message);
  };
}
