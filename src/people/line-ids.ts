import { randomFillSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

/** Random bytes that one id takes (RFC 9562 §5.7), and ids for which they are fetched at once: a call is slow. */
const BYTES_PER_ID = 16;
const IDS_PER_CALL = 1_000;

/** Gives UUIDv7 ids for the lines of a file, so that the order of ids is the order of lines. */
export function lineIds(now: Date): (line: number) => string {
  const pool = new Uint8Array(BYTES_PER_ID * IDS_PER_CALL);
  let used = pool.length;
  return (line) => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const random = pool.subarray(used, used + BYTES_PER_ID);
    used += BYTES_PER_ID;
    return uuidv7({ msecs: now.getTime(), seq: line, random });
  };
}
