import { Problem } from '../problems.ts';

/** One and the same 404 for what is not there and for what is not the caller's. */
export function noProgramme(): Problem {
  return new Problem('not-found', 'There is no such programme, or it is not yours.');
}
