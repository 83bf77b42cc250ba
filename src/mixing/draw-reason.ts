import type { DrawState } from './draw-state.ts';

/**
 * Why somebody is invited, in words that suit the person and the organiser alike: what only they bring, whom of the
 * others in the finished draw they have not met, and that it is their turn. Every part is true and none counts the
 * person's contacts or ranks anybody.
 */
export function drawReason(state: DrawState, person: number): string {
  const { room, unitSeats, locationSeats, invitedLately } = state;
  const [unitCode, locationCode] = [room.unit[person]!, room.location[person]!];
  const unit = room.unitNames[unitCode]!;
  const location = room.locationNames[locationCode]!;
  const alone = [
    ...(unitSeats[unitCode] === 1 ? [unit] : []),
    ...(locationSeats[locationCode] === 1 ? [location] : []),
  ];
  const parts = [
    ...(alone.length > 0 ? [`nobody else is from ${alone.join(' or ')}`] : []),
    ...notYetMet(state, person),
    ...(invitedLately[person] === 0 ? ['no invitation in the last 12 months'] : []),
  ];
  if (parts.length === 0) parts.push(`from ${unit} in ${location}`);
  const reason = parts.slice(0, PARTS_MAX).join('; ');
  return reason[0]!.toUpperCase() + reason.slice(1);
}

/** More than two reasons are none. */
const PARTS_MAX = 2;

/** Whom of the others this person has not met: all of them, or those at the place most strongly there. */
function notYetMet(
  { room, history, seated, seatedCount, locationSeats }: DrawState,
  person: number,
): string[] {
  if (seatedCount < 2) return [];
  const known = new Set<number>();
  for (let k = history.start[person]!; k < history.start[person + 1]!; k++) {
    const other = history.partner[k]!;
    if (seated[other] === 1) known.add(room.location[other]!);
  }
  if (known.size === 0) return ['no meeting with the others so far'];
  let best = -1;
  for (const [location, seats] of locationSeats.entries()) {
    if (known.has(location) || location === room.location[person] || seats === 0) continue;
    if (best < 0 || seats > locationSeats[best]!) best = location;
  }
  return best < 0 ? [] : [`no meeting with the others from ${room.locationNames[best]} so far`];
}
