import { createHmac } from 'node:crypto';

/**
 * What stands for a person in one question box: HMAC-SHA256 under the secret of the box. The same person is always the
 * same voice, so that each votes once; when the secret is gone nobody can tell whose voice it was.
 */
export function voiceOf(secret: Buffer, personId: string): Buffer {
  return createHmac('sha256', secret).update(personId).digest();
}
