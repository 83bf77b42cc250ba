import type { LineProblem } from './read-people-csv.ts';

/** Problems an answer lists, the first ones of the file: enough to mend a file, few enough to hold in memory. */
export const REJECTED_LISTED_MAX = 1_000;

/** One thing that is wrong with a line of a file. */
export type Rejected = LineProblem & { line: number };
/** Collects what is rejected of a file: every line is counted, the first ones of each check are listed. */
export type Rejections = {
  list(rejected: Rejected): void;
  count(lines: number): void;
  result(): { rejected: Rejected[]; rejectedCount: number };
};

/** @returns a collection whose memory does not grow with the file. */
export function createRejections(): Rejections {
  const listed: Rejected[] = [];
  let counted = 0;
  let lineMax = Number.POSITIVE_INFINITY;
  return {
    list(rejected) {
      if (rejected.line > lineMax) return;
      listed.push(rejected);
      if (listed.length < 2 * REJECTED_LISTED_MAX) return;
      shorten(listed);
      lineMax = listed.at(-1)?.line ?? lineMax;
    },
    count(lines) {
      counted += lines;
    },
    result() {
      shorten(listed);
      return { rejected: listed, rejectedCount: counted };
    },
  };
}

/** Keeps the first of the file. Sorting is stable: problems of one line stay in their order. */
function shorten(listed: Rejected[]): void {
  listed.sort((a, b) => a.line - b.line);
  listed.length = Math.min(listed.length, REJECTED_LISTED_MAX);
}
