import type { Tx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import { planTables } from '../groups/plan-tables.ts';
import { plannedRounds } from '../groups/queries.ts';
import { MixingError } from '../mixing/index.ts';
import { roundsBegun, roundTimes } from './round-times.ts';

/**
 * Plans the rounds that have not begun from those who are here; the rounds that have stay as they took place. The
 * gathering's row must be locked. False where nothing is to come, or too few are here for tables.
 */
export async function ringBell(
  tx: Tx,
  { gathering, engine }: { gathering: Gathering; engine: Engine },
  now: Date,
): Promise<boolean> {
  const planned = await plannedRounds(tx, gathering.id);
  const roundsDone = roundsBegun(roundTimes(gathering, planned), now);
  if (roundsDone >= planned.length) return false;
  const sizes = planned.flatMap(({ tables }) => tables.map(({ seats }) => seats.length));
  const asked = {
    gathering,
    engine,
    tableSize: Math.max(2, ...sizes),
    rounds: planned.length,
    from: 'checked-in' as const,
    roundsDone,
    early: null,
  };
  const result = await planTables(tx, asked, now);
  return !(result instanceof MixingError) && !('planned' in result);
}
