import { createHash, randomBytes } from 'node:crypto';

/** 192 random bits: more than the 128 that a personal link owes, and a whole number of base64url characters. */
const TOKEN_BYTES = 24;
/** What that makes in base64url; anything else is refused before it is hashed. */
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{32}$/;

/** A new secret for a link, a session or a key, in base64url. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is stored of a token. A plain SHA-256 is enough for secrets of this entropy. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Whether a text could be a token of ours. */
export function isTokenShaped(text: string): boolean {
  return TOKEN_SHAPE.test(text);
}
