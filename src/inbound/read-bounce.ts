import type { Email } from 'postal-mime';

import { type BouncedRecipient, type Fields, readDeliveryStatus, readFeedback } from './read-report.ts';
import { readUnstructuredBounce } from './read-unstructured-bounce.ts';

/** What a mail to an envelope sender turned out to be: a bounce, a complaint, or neither. */
export type Returned =
  | { kind: 'bounce'; recipients: BouncedRecipient[] }
  | { kind: 'complaint'; feedback: Fields };

/** Opt-outs and reports of spam want no more mail; `not-spam` and reports about our signatures do not. */
const COMPLAINTS = new Set(['abuse', 'fraud', 'virus', 'other', 'opt-out', 'opt-out-list', 'miscategorized']);

/**
 * Reads what came back: notifications of RFC 3464, complaints of RFC 5965, and what mail servers wrote before and beside
 * these. Null for anything else. Pure.
 */
export function readBounce(email: Email): Returned | null {
  const feedback = readFeedback(email);
  if (feedback) {
    const type = feedback.get('feedback-type')?.toLowerCase() ?? 'abuse';
    return COMPLAINTS.has(type) ? { kind: 'complaint', feedback } : null;
  }
  const recipients = readDeliveryStatus(email) ?? [];
  const found = recipients.length > 0 ? recipients : readUnstructuredBounce(email);
  return found.length > 0 ? { kind: 'bounce', recipients: found } : null;
}
