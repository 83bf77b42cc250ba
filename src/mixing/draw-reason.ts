import type { DrawState, Firsts } from './draw.ts';

/**
 * Why somebody is invited: what they added when drawn, or whom of the others in the finished draw they have not met.
 * Every part is true and none counts the person's contacts or ranks anybody.
 */
export function drawReason(state: DrawState, person: number, firsts: Firsts): string {
  const { room } = state;
  const unit = room.unitNames[room.unit[person]!]!;
  const location = room.locationNames[room.location[person]!]!;
  const parts: string[] = [];
  if (firsts.ofUnit && firsts.ofLocation) parts.push(`first from ${unit} and first from ${location}`);
  else if (firsts.ofUnit) parts.push(`first from ${unit}, in ${location}`);
  else if (firsts.ofLocation) parts.push(`first from ${location}, in ${unit}`);
  const meeting = notYetMet(state, person);
  if (meeting !== null) parts.push(meeting);
  if (parts.length < 2 && state.invitedLately[person] === 0) parts.push('not invited in the last 12 months');
  if (parts.length === 0) parts.push(`keeps ${unit} and ${location} in proportion`);
  return parts.join('; ');
}

/** Names whom of the others this person has not met: all of them, or those at the place most strongly there. */
function notYetMet(state: DrawState, person: number): string | null {
  const { room, history } = state;
  if (state.seatedCount < 2) return null;
  const known = new Set<number>();
  for (let k = history.start[person]!; k < history.start[person + 1]!; k++) {
    const other = history.partner[k]!;
    if (state.seated[other] === 1) known.add(room.location[other]!);
  }
  if (known.size === 0) return 'has not met the others yet';
  let best = -1;
  for (const [location, seats] of state.locationSeats.entries()) {
    if (known.has(location) || location === room.location[person] || seats === 0) continue;
    if (best < 0 || seats > state.locationSeats[best]!) best = location;
  }
  return best < 0 ? null : `has not met the others from ${room.locationNames[best]} yet`;
}
