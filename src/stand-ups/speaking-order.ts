import { seededRandom } from '../mixing/random.ts';

const HEX_DIGITS = 13;
const numberOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(-HEX_DIGITS), 16);

/**
 * The order in which people speak on a date: by chance, another one each date, and kept nowhere: it is the same for
 * everybody who asks, and who drops out moves nobody else.
 */
export function speakingOrder<P extends { id: string }>(people: P[], gatheringId: string): P[] {
  const date = seededRandom(numberOf(gatheringId)).bits();
  const turns = new Map(people.map(({ id }) => [id, seededRandom(numberOf(id) + date).bits()]));
  const turnOf = ({ id }: P) => turns.get(id) ?? 0;
  return people.toSorted((one, other) => turnOf(one) - turnOf(other) || (one.id < other.id ? -1 : 1));
}
