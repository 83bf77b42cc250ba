import { plainLine } from '../calendar/plain-text.ts';
import type { Invitation, ReasonPart } from '../db/schema/index.ts';
import { type Speech, speak } from '../languages/speak.ts';

/** Why somebody is invited, in the reader's language, and the language it is in where that is not the reader's. */
export function reasonFor(
  { reason, reasonParts }: Pick<Invitation, 'reason' | 'reasonParts'>,
  speech: Speech,
): { text: string; language?: 'en' } {
  if (reasonParts !== null && reasonParts.length > 0) return { text: sayReason(reasonParts, speech) };
  const text = plainLine(reason);
  return speech.language === 'en' ? { text } : { text, language: 'en' };
}

/** Clauses as one text that begins like a sentence and has no full stop. */
export function sayReason(parts: ReasonPart[], speech: Speech): string {
  const text = parts
    .map((part) => sayPart(part, speech))
    .reduce((first, second) => speech.say('reason.both', { first, second }));
  return text.charAt(0).toLocaleUpperCase(speech.locale) + text.slice(1);
}

/** What an invitation keeps of its reason: the clauses, and the English sentence that they make. */
export function keptReason(reasonParts: ReasonPart[]): { reason: string; reasonParts: ReasonPart[] } {
  return { reason: sayReason(reasonParts, speak('en')), reasonParts };
}

function sayPart(part: ReasonPart, { say, either }: Speech): string {
  switch (part.kind) {
    case 'by-name':
      return say('reason.by-name');
    case 'alone-from':
      return say('reason.alone-from', { names: either(part.names.map(plainLine)) });
    case 'met-nobody':
      return say('reason.met-nobody');
    case 'met-nobody-from':
      return say('reason.met-nobody-from', { location: plainLine(part.location) });
    case 'not-invited-lately':
      return say('reason.not-invited-lately');
    case 'from':
      return say('reason.from', { unit: plainLine(part.unit), location: plainLine(part.location) });
    case 'offers':
      return say('reason.offers', { topic: plainLine(part.topic) });
    case 'unit-ahead':
      return say('reason.unit-ahead');
    case 'not-met-hosts':
      return say('reason.not-met-hosts');
    case 'by-host':
      return say('reason.by-host');
    case 'walked-in':
      return say('reason.walked-in');
  }
}
