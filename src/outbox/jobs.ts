import { type Static, Type } from 'typebox';

const id = Type.String({ format: 'uuid' });

/**
 * Every job there is, with the shape of its payload: ids only. What a job needs beyond them it loads itself,
 * so that a late run sees the state of the day. `jobs/index.ts` does not compile while one has no handler.
 */
export const JOB_PAYLOADS = {
  /** Sends mails of the ledger; each is claimed by itself just before it goes out. */
  'send-mails': Type.Object({ mailIds: Type.Array(id, { minItems: 1 }) }),
  /** Records who met whom after a gathering, once. */
  'record-encounters': Type.Object({ gatheringId: id }),
  /** Reads mails that came in and does what they ask for. */
  'read-inbound-mail': Type.Object({ inboundMailIds: Type.Array(id, { minItems: 1 }) }),
  /** Makes the next dates of a series without an end and invites to them who is invited to the series. */
  'extend-series': Type.Object({ seriesId: id }),
  /** Replaces a third of a stand-up’s members before its next date. */
  'rotate-stand-up': Type.Object({ programmeId: id }),
  /** Draws the round of a date of a coffee trial, once. */
  'draw-coffee': Type.Object({ gatheringId: id }),
} as const;

export type JobName = keyof typeof JOB_PAYLOADS;
export type JobPayload<N extends JobName> = Static<(typeof JOB_PAYLOADS)[N]>;
