import { createHash, createHmac, randomBytes } from 'node:crypto';

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

/**
 * 128 bits in hexadecimal: 32 octets of the 64 that a local part may have (RFC 5321 §4.5.3.1.1), and nothing is lost
 * where a relay folds the case.
 */
const MAIL_TOKEN_BYTES = 16;
const MAIL_TOKEN_SHAPE = /^[0-9a-f]{32}$/;

/** A new secret for the local part of an address of ours. */
export function newMailToken(): string {
  return randomBytes(MAIL_TOKEN_BYTES).toString('hex');
}

/**
 * The secret for the local part of an address that must be the same in every mail about `id`: HMAC-SHA256, cut to the
 * half that RFC 2104 §5 allows. Nobody makes it from the database alone, because `key` is not there.
 */
export function mailTokenOf(key: string, id: string): string {
  return createHmac('sha256', key)
    .update(id)
    .digest('hex')
    .slice(0, 2 * MAIL_TOKEN_BYTES);
}

/** Whether a text could be a token of an address of ours. */
export function isMailTokenShaped(text: string): boolean {
  return MAIL_TOKEN_SHAPE.test(text);
}
