import type { DrawState } from './draw-state.ts';

/** One clause of why somebody is drawn, to be said in any language. */
export type DrawReason =
  /** Nobody else is from there: a unit, a location, or one of each. */
  | { kind: 'alone-from'; names: string[] }
  /** No meeting with any of the others so far. */
  | { kind: 'met-nobody' }
  /** No meeting so far with those of the others who are from there. */
  | { kind: 'met-nobody-from'; location: string }
  /** No invitation in the last 12 months. */
  | { kind: 'not-invited-lately' }
  /** Where the person is from, when there is nothing else to say. */
  | { kind: 'from'; unit: string; location: string };

/**
 * Why somebody is invited, in clauses that suit the person and the organiser alike: what only they bring, whom of the
 * others in the finished draw they have not met, and that it is their turn. Every clause is true and none counts the
 * person's contacts or ranks anybody. One or two of them.
 */
export function drawReason(state: DrawState, person: number): DrawReason[] {
  const { room, unitSeats, locationSeats, invitedLately } = state;
  const [unitCode, locationCode] = [room.unit[person]!, room.location[person]!];
  const unit = room.unitNames[unitCode]!;
  const location = room.locationNames[locationCode]!;
  const alone = [
    ...(unitSeats[unitCode] === 1 ? [unit] : []),
    ...(locationSeats[locationCode] === 1 ? [location] : []),
  ];
  const parts: DrawReason[] = [
    ...(alone.length > 0 ? [{ kind: 'alone-from' as const, names: alone }] : []),
    ...notYetMet(state, person),
    ...(invitedLately[person] === 0 ? [{ kind: 'not-invited-lately' as const }] : []),
  ];
  if (parts.length === 0) parts.push({ kind: 'from', unit, location });
  return parts.slice(0, PARTS_MAX);
}

/** More than two reasons are none. */
const PARTS_MAX = 2;

/** Whom of the others this person has not met: all of them, or those at the place most strongly there. */
function notYetMet(
  { room, history, seated, seatedCount, locationSeats }: DrawState,
  person: number,
): DrawReason[] {
  if (seatedCount < 2) return [];
  const known = new Set<number>();
  for (let k = history.start[person]!; k < history.start[person + 1]!; k++) {
    const other = history.partner[k]!;
    if (seated[other] === 1) known.add(room.location[other]!);
  }
  if (known.size === 0) return [{ kind: 'met-nobody' }];
  let best = -1;
  for (const [location, seats] of locationSeats.entries()) {
    if (known.has(location) || location === room.location[person] || seats === 0) continue;
    if (best < 0 || seats > locationSeats[best]!) best = location;
  }
  return best < 0 ? [] : [{ kind: 'met-nobody-from', location: room.locationNames[best]! }];
}
