import type { Tx } from '../db/connect.ts';
import { fairAsks } from '../db/schema/index.ts';

/** Keeps what a visitor would like to find at a fair, in place of what they said before. */
export async function chooseAsks(
  tx: Tx,
  input: { gatheringId: string; personId: string; asks: string[]; stepFree: boolean },
  now: Date,
): Promise<void> {
  const { gatheringId, personId, stepFree } = input;
  const row = { asks: [...new Set(input.asks)], stepFree, updatedAt: now };
  await tx
    .insert(fairAsks)
    .values({ gatheringId, personId, ...row })
    .onConflictDoUpdate({ target: [fairAsks.gatheringId, fairAsks.personId], set: row });
}
