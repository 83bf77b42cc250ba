import type { Relaxed, RuleName } from './model.ts';
import { forbidden } from './pair-rules.ts';
import type { Question } from './question.ts';
import { personIndex } from './room.ts';
import { mostWhoShare } from './tongues.ts';

/** Why a rule could not be kept and what would have been needed, in sentences that are true of the numbers. */
export type Reason = { why: string; needed: string };

/** So many of those in breach are looked at for a proof: each takes a pass over everybody. */
const LOOKED_AT = 20;

const UNPROVEN: Reason = {
  why: 'No seating that keeps every rule was found; it is not proven that there is none.',
  needed: 'More tables, fewer rules or a longer search may help.',
};

/** The first of the proofs that holds: too many seniors, somebody with too few to sit with, too many who must all be apart. */
export function reasonOf(question: Question, rule: RuleName, tables: Relaxed['tables']): Reason {
  const ids = [...new Set(tables.flatMap((table) => table.people))].slice(0, LOOKED_AT);
  const people = ids.map((id) => personIndex(question.room, id));
  if (rule === 'together') return UNPROVEN;
  return (
    (rule === 'oneSenior' ? tooManySeniors(question) : null) ??
    (rule === 'sharedLanguage' ? tooFewSpeakers(question, people) : null) ??
    tooFewAllowed(question, people) ??
    tooManyApart(question, people) ??
    UNPROVEN
  );
}

function tooManySeniors({ room, sizes }: Question): Reason | null {
  const seniors = room.senior.reduce((sum, senior) => sum + senior, 0);
  if (seniors <= sizes.length) return null;
  return {
    why: `${seniors} people are senior and there are ${sizes.length} tables.`,
    needed: `${seniors} tables, or at most ${sizes.length} seniors.`,
  };
}

/** Somebody none of whose languages is spoken by enough people to fill even the smallest table. */
function tooFewSpeakers({ room, sizes, pairRules }: Question, people: number[]): Reason | null {
  const seats = sizes.at(-1)!;
  for (const person of people) {
    const speakers = mostWhoShare(pairRules.tongues!, person);
    if (speakers >= seats) continue;
    const id = room.ids[person]!;
    return {
      why: `No language of ${id} is spoken by more than ${speakers} of those here, and the smallest table seats ${seats}.`,
      needed: `${seats} of those here who speak one language of ${id}, or smaller tables.`,
    };
  }
  return null;
}

/** Somebody whom rules let sit with fewer others than the smallest table has. */
function tooFewAllowed({ room, sizes, pairRules }: Question, people: number[]): Reason | null {
  const others = sizes.at(-1)! - 1;
  for (const person of people) {
    let allowed = 0;
    for (let other = 0; other < room.size && allowed < others; other++)
      if (other !== person && !forbidden(pairRules, person, other)) allowed++;
    if (allowed >= others) continue;
    const id = room.ids[person]!;
    return {
      why: `The rules let ${id} sit with ${allowed} of the others, and the smallest table seats ${others + 1}.`,
      needed: `At least ${others} of the others with whom ${id} may sit.`,
    };
  }
  return null;
}

/** More people than tables, no two of whom may sit together: gathered greedily around those in breach. */
function tooManyApart({ room, sizes, pairRules }: Question, people: number[]): Reason | null {
  for (const person of people) {
    const group = [person];
    for (let other = 0; other < room.size; other++)
      if (other !== person && group.every((one) => forbidden(pairRules, one, other))) group.push(other);
    if (group.length <= sizes.length) continue;
    return {
      why: `No two of ${group.length} people may sit together, and there are ${sizes.length} tables.`,
      needed: `${group.length} tables, or at most ${sizes.length} such people.`,
    };
  }
  return null;
}
