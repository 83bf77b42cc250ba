import type { DrawRules, HeldBack } from './draw-rules.ts';
import { type DrawState, isKeptApart } from './draw-state.ts';

/** A rule that held people back or left places free, in true sentences. */
export type DrawNote = {
  rule: HeldBack | 'apart' | 'unit-max' | 'audience';
  why: string;
  /** what would have filled the places; null when they are filled */
  needed: string | null;
};

/** What became of a draw: who was held back by which rule, who could be drawn in each unit, how many places stay free. */
export type DrawOutcome = { heldBack: (HeldBack | null)[]; waiting: number[][]; free: number };

/** Which rules held people back and, where places stay free, which left them free and what would have filled them. */
export function drawNotes(
  state: DrawState,
  rules: DrawRules,
  { heldBack, waiting, free }: DrawOutcome,
): DrawNote[] {
  const undrawn = waiting.map((people) => people.filter((person) => state.seated[person] === 0));
  const allowed = undrawn.map((people) => people.filter((person) => !isKeptApart(state, person)));
  const count = (rule: HeldBack) => heldBack.filter((why) => why === rule).length;
  const apart = undrawn.flat().length - allowed.flat().length;
  const notes = [
    ...loadCapNote(rules, count('load-cap'), free),
    ...hostManagerNote(count('host-manager'), free),
    ...(free > 0 ? apartNote(apart, free) : []),
    ...(free > 0 ? unitMaxNote(state, rules, allowed, free) : []),
  ];
  return free > 0 && notes.every((note) => note.needed === null) ? [...notes, audienceNote(free)] : notes;
}

function loadCapNote({ loadCap }: DrawRules, people: number, free: number): DrawNote[] {
  if (!loadCap || people === 0) return [];
  const { invitationsMax, days } = loadCap;
  const why = `${persons(people)} had ${invitationsMax} or more invitations in the last ${days} days and may not be drawn.`;
  return [
    {
      rule: 'load-cap',
      why,
      needed: free === 0 ? null : `${Math.min(people, free)} of them below the cap.`,
    },
  ];
}

function hostManagerNote(people: number, free: number): DrawNote[] {
  if (people === 0) return [];
  const needed = free === 0 ? null : 'Another host, or an invitation by name.';
  return [{ rule: 'host-manager', why: 'Whoever the host reports to may not be drawn.', needed }];
}

function apartNote(people: number, free: number): DrawNote[] {
  if (people === 0) return [];
  const why = `${persons(people)} may not be drawn beside somebody who comes.`;
  return [{ rule: 'apart', why, needed: `${Math.min(people, free)} of them without that rule.` }];
}

/** The smallest limit that fills the places, as far as those allowed go. */
function unitMaxNote(
  { unitSeats }: DrawState,
  { unitMax }: DrawRules,
  allowed: number[][],
  free: number,
): DrawNote[] {
  const people = allowed.flat().length;
  if (unitMax === undefined || people === 0) return [];
  const filledBy = (limit: number): number =>
    allowed.reduce(
      (sum, { length }, unit) => sum + Math.min(length, Math.max(0, limit - unitSeats[unit]!)),
      0,
    );
  let limit = unitMax + 1;
  while (filledBy(limit) < Math.min(free, people)) limit++;
  const why = `${persons(people)} may not be drawn: at most ${unitMax} of one unit come.`;
  return [{ rule: 'unit-max', why, needed: `At most ${limit} of one unit.` }];
}

function audienceNote(free: number): DrawNote {
  const why = 'Everybody who may be drawn is drawn.';
  return { rule: 'audience', why, needed: `${free} more who may be drawn.` };
}

const persons = (count: number): string => (count === 1 ? '1 person' : `${count} people`);
