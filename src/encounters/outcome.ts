import type { DbOrTx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import { turnout } from '../groups/queries.ts';

/** Groups smaller than this are not shown; not configurable below (rules of conduct, 4). */
const GROUP_SIZE_MIN = 5;
const ABOUT_PRESENT = ['attended', 'noShows', 'pairsMet', 'newPairShare', 'mixRatio'] as const;

/**
 * What came of a gathering. Before it is closed only the turnout is known. When fewer than five came, what is known of
 * those who came is withheld: figures about four people are figures about people.
 */
export async function outcomeOf(db: DbOrTx, gathering: Gathering) {
  const known = gathering.outcome ?? {
    ...(await turnout(db, gathering.id)),
    pairsMet: null,
    newPairShare: null,
    mixRatio: null,
  };
  const { noShows: counted } = known;
  const noShows = gathering.status === 'closed' && counted !== undefined ? counted : null;
  if (known.attended === 0 || known.attended >= GROUP_SIZE_MIN) {
    const isFew = noShows !== null && noShows > 0 && noShows < GROUP_SIZE_MIN;
    const withheld = isFew ? ['noShows'] : [];
    return { status: gathering.status, ...known, noShows: isFew ? null : noShows, withheld };
  }
  const hidden = Object.fromEntries(ABOUT_PRESENT.map((name) => [name, null]));
  return {
    status: gathering.status,
    invited: known.invited,
    accepted: known.accepted,
    ...(hidden as Record<(typeof ABOUT_PRESENT)[number], null>),
    withheld: [...ABOUT_PRESENT],
  };
}
