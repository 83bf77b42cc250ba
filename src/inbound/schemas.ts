import { type Static, Type } from 'typebox';

import { Id, Instant, Nullable, pageQuery, Strict } from '../http/schemas.ts';

/** What an organiser reads: words of people, and what the program could not or must not do for them. */
export const NOTE_KINDS = ['note', 'comment', 'counter', 'delegation', 'late', 'unreadable'] as const;

/** A mail that came in to one of a gathering's addresses and asks for a human reader. */
export const InboundItem = Type.Object({
  id: Id,
  receivedAt: Instant,
  kind: Type.Enum([...NOTE_KINDS], {
    description:
      'note: words in answer to a mail; comment: words beside an answer that was recorded; counter: another time is ' +
      'proposed, which is never applied; delegation: somebody else is to come; late: an answer after the time to ' +
      'answer; unreadable: what came was not understood, or was somebody else’s answer.',
  }),
  invitationId: Nullable(Id),
  personId: Nullable(Type.String({ format: 'uuid', description: 'Whose invitation it came to' })),
  from: Nullable(Type.String({ description: 'The masked address of the sender, who may be somebody else' })),
  subject: Nullable(Type.String()),
  text: Nullable(Type.String({ description: 'Without addresses and personal links' })),
});
export type InboundItem = Static<typeof InboundItem>;

export const InboundQuery = Strict({ ...pageQuery, kind: Type.Optional(Type.Enum([...NOTE_KINDS])) });
export type InboundQuery = Static<typeof InboundQuery>;

/** An address that gets no mail any more. The address itself is that of the person, unless they changed it since. */
export const SuppressionItem = Type.Object({
  id: Id,
  personId: Id,
  reason: Type.Enum(['no-such-address', 'complaint'], {
    description:
      'no-such-address: another mail server said so; complaint: the reader reported our mail as unwanted',
  }),
  detail: Type.String({ description: 'What was said, without addresses' }),
  since: Instant,
});
export type SuppressionItem = Static<typeof SuppressionItem>;
