import { type Candidate, draw } from './draw.ts';
import type { DrawReason } from './draw-reason.ts';
import type { Met, MixPerson } from './model.ts';
import { seededRandom, shuffle } from './random.ts';

/** Somebody of a group that goes on while its members change. */
export type RotatingMember = MixPerson & {
  /** when they came in, in any unit; the lower, the longer they have been in */
  since: number;
  /** who does not come any more makes room first */
  gone?: boolean;
};

/** Somebody who may come in. */
export type RotationCandidate = Candidate & {
  /** who has made room lately comes back only where nobody else is left */
  lately?: boolean;
};

/** What `rotate` reads. */
export type RotateInput = {
  members: RotatingMember[];
  pool: RotationCandidate[];
  history: Met[];
  /** units that the group keeps, where it has them and the pool allows */
  unitsMin: number;
  seed: number;
  today: string;
};

/** Who makes room, and who comes in with the reason of the draw; both empty where nobody can come in. */
export type Rotation = { leaving: string[]; joining: { personId: string; reason: DrawReason[] }[] };

/** A third of a group, to the nearest person; a group of one does not rotate. */
export function thirdOf(size: number): number {
  return Math.round(size / 3);
}

/**
 * A third of the members makes room, those longest in first, equals by chance; who is gone makes room before and
 * besides. As many come in, drawn around those who stay so that units, locations and new pairs are kept. Nobody makes
 * room whose place stays empty, the gone aside, nor whose unit the group needs to keep `unitsMin`. Who has just come in
 * is last in line: nobody rotates out twice in a row.
 */
export function rotate({ members, pool, history, unitsMin, seed, today }: RotateInput): Rotation {
  const random = seededRandom(seed);
  const order = shuffle([...members], random).sort((one, other) => one.since - other.since);
  const gone = order.filter((member) => member.gone);
  const others = order.filter((member) => !member.gone);
  const places = Math.min(Math.max(thirdOf(members.length), gone.length), gone.length + pool.length);
  const leaving = chooseLeaving(gone, others, { places, pool, unitsMin });
  const stay = members.filter((member) => !leaving.includes(member));
  const fresh = drawInto(
    stay,
    pool.filter(({ lately }) => !lately),
    leaving.length,
  );
  const missing = leaving.length - fresh.length;
  const back =
    missing > 0
      ? drawInto(
          [...stay, ...pool.filter(({ id }) => fresh.some((one) => one.personId === id))],
          pool.filter(({ lately }) => lately),
          missing,
        )
      : [];
  const joining = [...fresh, ...back];
  return { leaving: leaving.slice(0, Math.max(gone.length, joining.length)).map(({ id }) => id), joining };

  function drawInto(present: MixPerson[], waiting: RotationCandidate[], free: number): Rotation['joining'] {
    if (free === 0 || waiting.length === 0) return [];
    const there = present.map((person) => ({ ...person, invitedLately: 0 }));
    const ids = present.map(({ id }) => id);
    const known = new Set([...ids, ...waiting.map(({ id }) => id)]);
    const drawn = draw({
      candidates: [...there, ...waiting],
      history: history.filter(({ a, b }) => known.has(a) && known.has(b)),
      present: ids,
      places: free,
      spread: 'even',
      seed,
      today,
    });
    return drawn.invitees;
  }
}

/** In turn, passing over those whose unit would be missed: the pool can replace only so many units by as many people. */
function chooseLeaving(
  gone: RotatingMember[],
  others: RotatingMember[],
  { places, pool, unitsMin }: { places: number; pool: MixPerson[]; unitsMin: number },
): RotatingMember[] {
  const unitsOf = (people: MixPerson[]) => new Set(people.map(({ unit }) => unit));
  const needed = Math.min(unitsMin, unitsOf([...gone, ...others]).size);
  const offered = unitsOf(pool);
  const leaving = [...gone];
  for (const member of others) {
    if (leaving.length >= places) break;
    const stay = unitsOf(others.filter((one) => one !== member && !leaving.includes(one)));
    const added = [...offered].filter((unit) => !stay.has(unit)).length;
    if (stay.size + Math.min(places, added) >= needed) leaving.push(member);
  }
  return leaving;
}
