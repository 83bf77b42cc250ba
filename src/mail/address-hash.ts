import { createHash } from 'node:crypto';

/** What is kept of an address that gets no mail: the SHA-256 of it in lower case, as the directory compares them. */
export function addressHash(address: string): Buffer {
  return createHash('sha256').update(address.toLowerCase()).digest();
}
