import type { Rules } from './model.ts';
import { personIndex, type Room } from './room.ts';

/** What no draw may break. */
export type DrawRules = Pick<Rules, 'apart'> & {
  /** at most so many of one unit, those who come anyway included */
  unitMax?: number;
  /** who had so many invitations within the last `days` is not drawn */
  loadCap?: { invitationsMax: number; days: number };
  /** ids of those to whom the host reports */
  hostManagers?: string[];
};

/** The rule that keeps somebody from being drawn at all. */
export type HeldBack = 'load-cap' | 'host-manager';

/** Why somebody may not be drawn at all; null when they may. */
export function whyHeldBack(
  candidate: { id: string; invitedWithinCap?: number },
  rules: DrawRules | undefined,
): HeldBack | null {
  if (rules?.hostManagers?.includes(candidate.id)) return 'host-manager';
  const cap = rules?.loadCap;
  return cap && (candidate.invitedWithinCap ?? 0) >= cap.invitationsMax ? 'load-cap' : null;
}

/** Whom each person may not be drawn with. Throws `unknown-person` for a rule about somebody else. */
export function indexApart(room: Room, rules: DrawRules | undefined): Map<number, number[]> {
  const apart = new Map<number, number[]>();
  const note = (one: number, other: number) => {
    const others = apart.get(one);
    if (others) others.push(other);
    else apart.set(one, [other]);
  };
  for (const [a, b] of rules?.apart ?? []) {
    const [one, other] = [personIndex(room, a), personIndex(room, b)];
    if (one === other) continue;
    note(one, other);
    note(other, one);
  }
  return apart;
}
