import { createHash } from 'node:crypto';

import { Problem } from '../problems.ts';

/** A body that is read once, as a stream, and known by its hash afterwards. */
export type Upload = {
  chunks: AsyncIterable<Uint8Array>;
  /** Reads what nobody has read yet and gives the SHA-256 of the whole, in hex. */
  hash(): Promise<string>;
};

/**
 * Wraps the stream of a request's body. Its chunks throw a Problem past `bytesMax` (too-large) and when the client
 * goes away (bad-request).
 * @param source null for a request without a body.
 */
export function receiveUpload(source: AsyncIterable<Uint8Array> | null, bytesMax: number): Upload {
  const hash = createHash('sha256');
  const chunks = read();
  async function* read(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    try {
      for await (const chunk of source ?? []) {
        bytes += chunk.length;
        if (bytes > bytesMax) throw new Problem('too-large', `A file may have at most ${bytesMax} bytes.`);
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      throw isBrokenOff(error) ? new Problem('bad-request', 'The body broke off.') : error;
    }
  }
  return {
    chunks,
    async hash() {
      for await (const _rest of chunks);
      return hash.digest('hex');
    },
  };
}

/** How Node tells of a request that ended before its body did. */
function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}
