import type { Person } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { ownData } from './own-data.ts';
import type { OwnData } from './schemas.ts';

/** A person's own data as of one moment, for the page and the API alike. */
export function readOwnData(deps: Deps, person: Person): Promise<OwnData> {
  return deps.db.transaction((tx) => ownData(tx, person, deps.now()), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  });
}
