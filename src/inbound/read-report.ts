import type { Email } from 'postal-mime';

/** One address that a delivery status notification is about (RFC 3464 §2.3). */
export type BouncedRecipient = {
  /** In lower case; empty where the notification does not name it. */
  address: string;
  action: 'failed' | 'delayed';
  /** RFC 3463: class, subject, detail; `5.0.0` or `4.0.0` where none is given. */
  status: string;
  /** What the other server said; empty where nothing is known. */
  diagnostic: string;
};

/** Fields of one group, by name in lower case; the first of a name counts. */
export type Fields = Map<string, string>;

/** RFC 6533 has a type of its own for addresses beyond ASCII. */
const STATUS_TYPES = new Set(['message/delivery-status', 'message/global-delivery-status']);
const FEEDBACK_TYPE = 'message/feedback-report';

/** The recipients of a notification in the form of RFC 3464 that were not reached; null where there is no such part. */
export function readDeliveryStatus(email: Email): BouncedRecipient[] | null {
  const groups = partsOf(email, STATUS_TYPES).flatMap(fieldGroups);
  if (groups.length === 0) return null;
  return groups.flatMap((fields) => recipientOf(fields) ?? []);
}

/** The fields of a complaint in the form of RFC 5965; null where there is none. */
export function readFeedback(email: Email): Fields | null {
  const [fields] = partsOf(email, new Set([FEEDBACK_TYPE])).flatMap(fieldGroups);
  return fields ?? null;
}

function partsOf(email: Email, types: Set<string>): string[] {
  return email.attachments
    .filter(({ mimeType }) => types.has(mimeType))
    .map(({ content }) => (typeof content === 'string' ? content : new TextDecoder().decode(content)));
}

/** Groups are set apart by empty lines; a line that begins with white space goes on with the one before. */
function fieldGroups(text: string): Fields[] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+(?=\S)/g, ' ');
  return lines.split(/\n[ \t]*\n/).flatMap((group) => {
    const fields: Fields = new Map();
    for (const line of group.split('\n')) {
      const [, name, value] = /^([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
      if (name && value !== undefined && !fields.has(name.toLowerCase()))
        fields.set(name.toLowerCase(), value.trim());
    }
    return fields.size > 0 ? fields : [];
  });
}

function recipientOf(fields: Fields): BouncedRecipient | null {
  const written = fields.get('final-recipient') ?? fields.get('original-recipient');
  const action =
    fields
      .get('action')
      ?.toLowerCase()
      .split(/[\s;(]/)[0] ?? 'failed';
  if (written === undefined || !isUndelivered(action)) return null;
  const diagnostic = (fields.get('diagnostic-code') ?? '').replace(/^[\w-]+[ \t]*;[ \t]*/, '');
  const fallback = action === 'delayed' ? '4.0.0' : '5.0.0';
  return {
    address: addressIn(written),
    action: action === 'delayed' ? 'delayed' : 'failed',
    status: statusIn(fields.get('status') ?? '') ?? statusIn(diagnostic) ?? fallback,
    diagnostic,
  };
}

/** Some servers write `failure` and the like; `delivered`, `relayed` and `expanded` are no bounces. */
function isUndelivered(action: string): boolean {
  return action.startsWith('fail') || action.startsWith('delay') || action === 'undeliverable';
}

/** The address behind `rfc822;`, without brackets. */
function addressIn(written: string): string {
  const value = written.replace(/^[\w/-]+[ \t]*;[ \t]*/, '').trim();
  return (/<([^<>]*)>/.exec(value)?.[1] ?? value.split(/\s/)[0] ?? '').toLowerCase();
}

/** The first status code of a text, as RFC 3463 writes them or, of a reply, its class. */
export function statusIn(text: string): string | null {
  const enhanced = /(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)/.exec(text);
  if (enhanced) return enhanced[0];
  const reply = /(?<![\d.-])([45])\d\d(?![\d.])/.exec(text);
  return reply ? `${reply[1]}.0.0` : null;
}
