import type { DbOrTx } from '../db/connect.ts';
import { agreedLevels, listFrameworks } from '../self-assessments/queries.ts';

/** More frameworks than any organisation uses. */
const FRAMEWORKS_MAX = 100;

/**
 * The level that each unit agreed on in a practice, by the first framework that holds one of this name; empty where
 * none does. Two queries.
 */
export async function unitLevels(db: DbOrTx, practice: string): Promise<Map<string, number>> {
  const sought = plain(practice);
  for (const framework of await listFrameworks(db, { after: null, limit: FRAMEWORKS_MAX })) {
    const found = framework.practices.find(({ name }) => plain(name) === sought);
    if (!found) continue;
    const agreed = await agreedLevels(db, framework.id);
    return new Map(
      agreed.flatMap(({ unit, practice: key, level }) => (key === found.key ? [[unit, level]] : [])),
    );
  }
  return new Map();
}

const plain = (name: string) => name.normalize('NFKC').trim().toLowerCase();
