import { asc, eq, or } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { peerAssistSeats, peerAssists } from '../db/schema/index.ts';
import type { OwnData } from './schemas.ts';

/** The peer assists that somebody asked for, hosts or facilitates, and the panels they were put on; two queries. */
export async function ownAssists(db: DbOrTx, personId: string): Promise<OwnData['peerAssists']> {
  const { id: peerAssistId, practice, problem, hostId, facilitatorId, createdBy } = peerAssists;
  const run = await db
    .select({ peerAssistId, practice, problem, hostId, facilitatorId, createdBy })
    .from(peerAssists)
    .where(or(eq(hostId, personId), eq(facilitatorId, personId), eq(createdBy, personId)))
    .orderBy(asc(peerAssistId));
  const helped = await db
    .select({ peerAssistId, practice, problem, state: peerAssistSeats.state, reason: peerAssistSeats.reason })
    .from(peerAssistSeats)
    .innerJoin(peerAssists, eq(peerAssistId, peerAssistSeats.peerAssistId))
    .where(eq(peerAssistSeats.personId, personId))
    .orderBy(asc(peerAssistId));
  return [
    ...run.map((row) => ({
      peerAssistId: row.peerAssistId,
      practice: row.practice,
      problem: row.problem,
      host: row.hostId === personId,
      facilitator: row.facilitatorId === personId,
      askedForByYou: row.createdBy === personId,
      panel: null,
    })),
    ...helped.map(({ state, reason, ...row }) => ({
      ...row,
      host: false,
      facilitator: false,
      askedForByYou: false,
      panel: { state, reason },
    })),
  ];
}
