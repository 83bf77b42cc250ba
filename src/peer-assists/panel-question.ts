import type { DbOrTx } from '../db/connect.ts';
import type { PeerAssist } from '../db/schema/index.ts';
import { type Assister, PANEL_RULES, type PanelInput } from '../mixing/index.ts';
import { type Expertise, expertiseIn } from './expertise.ts';
import { type PanelPerson, panelPeople } from './panel-people.ts';
import { requestOf } from './request-of.ts';
import { unitLevels } from './unit-levels.ts';

/** What a panel is chosen and judged by, and what is known of each of the people. */
export type PanelQuestion = {
  input: Omit<PanelInput, 'seed' | 'seated'>;
  known: Map<string, PanelPerson & { expertise: Expertise }>;
};

/**
 * Reads what a panel is chosen from; at most four queries. `byName` are looked at whether or not they could be
 * proposed; with `only` nobody else is, which is enough for a change by hand and takes no time. The
 * request must have been submitted.
 */
export async function panelQuestion(
  db: DbOrTx,
  { assist, byName = [], only = false }: { assist: PeerAssist; byName?: string[]; only?: boolean },
  now: Date,
): Promise<PanelQuestion> {
  const { hostUnit } = await requestOf(db, assist, now);
  const practice = { practice: assist.practice ?? '', level: assist.level };
  const rows = await panelPeople(db, { assist, hostUnit: hostUnit ?? '', byName, only }, now);
  const levels = await unitLevels(db, practice.practice);
  const expertiseOf = expertiseIn(practice);
  const known = rows.map((person) => {
    const { offers, unit } = person;
    return { ...person, expertise: expertiseOf({ offers, unitLevel: levels.get(unit) ?? null }) };
  });
  const { restDays: _, frequentFrom: __, ...rules } = assist.rules;
  return {
    input: {
      candidates: known.map(assisterOf),
      size: assist.seatsConfirmed ?? assist.assisters,
      hostUnit: hostUnit ?? '',
      rules: { ...PANEL_RULES, ...rules },
    },
    known: new Map(known.map((person) => [person.id, person])),
  };
}

function assisterOf(person: PanelPerson & { expertise: Expertise }): Assister {
  const { id, unit, location, managerId, metHosts, resting, frequent, invitedLately, expertise } = person;
  const value = expertise.value;
  return { id, unit, location, managerId, metHosts, resting, frequent, invitedLately, expertise: value };
}

/**
 * The people whom the engine may add: not those who were swapped out or have declined, nor who had as many invitations
 * as anybody gets, nor who are known by name alone; those who are seated stay.
 */
export function proposable(
  { input, known }: PanelQuestion,
  { seated, passed, invitationsMax }: { seated: string[]; passed: string[]; invitationsMax: number },
): PanelInput['candidates'] {
  const [stay, gone] = [new Set(seated), new Set(passed)];
  return input.candidates.filter(({ id }) => {
    const person = known.get(id);
    if (stay.has(id)) return true;
    return person?.eligible && !gone.has(id) && person.invitedWithinCap < invitationsMax;
  });
}
