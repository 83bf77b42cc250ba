import { and, eq, max } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { rounds, seats } from '../db/schema/index.ts';

export type MoveSeat = { gatheringId: string; number: number; personId: string; table: number };
/** Why a seat was not moved. */
export type SeatRefusal = 'no-such-round' | 'not-seated' | 'hosts-a-table' | 'no-such-table';

/** Moves one person to another table of a round, by the organiser's hand; sizes are the organiser's choice. The host of a table stays. */
export async function moveSeat(tx: Tx, input: MoveSeat): Promise<'moved' | SeatRefusal> {
  const [round] = await tx
    .select({ id: rounds.id, tables: max(seats.tableNumber) })
    .from(rounds)
    .leftJoin(seats, eq(seats.roundId, rounds.id))
    .where(and(eq(rounds.gatheringId, input.gatheringId), eq(rounds.number, input.number)))
    .groupBy(rounds.id);
  if (!round) return 'no-such-round';
  if (input.table > (round.tables ?? 0)) return 'no-such-table';
  const isSeat = and(eq(seats.roundId, round.id), eq(seats.personId, input.personId));
  const [seat] = await tx.select({ hosts: seats.hosts }).from(seats).where(isSeat);
  if (!seat) return 'not-seated';
  if (seat.hosts) return 'hosts-a-table';
  await tx.update(seats).set({ tableNumber: input.table }).where(isSeat);
  return 'moved';
}
