import { Problem } from '../problems.ts';

/** One and the same 404 for what is not there and for what is not the caller's. */
export function noSeries(): Problem {
  return new Problem('not-found', 'There is no such series, or it is not yours.');
}
