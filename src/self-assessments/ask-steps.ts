import type { Tx } from '../db/connect.ts';
import type { Framework } from '../db/schema/index.ts';
import type { Principal } from '../http/principal.ts';
import type { InputError, ProblemCode } from '../problems.ts';
import { agreedLevels } from './queries.ts';
import type { AskTeamInput } from './schemas.ts';

type Made = { id: string } | { errors: InputError[] };

/** A stall that an ask becomes: of the fair, by whom, and what it offers or asks for. */
export type TeamStall = {
  gatheringId: string;
  principal: Principal;
  unit: string;
  title: string;
  offers: string[];
  asks: string[];
  /** Who is among the staff before anybody else of the unit. */
  personId: string | null;
  staffIds: string[] | undefined;
};

/** What an ask may become in later slices, which are handed in where the application is put together. */
export type AskSteps = {
  draftAssist(
    tx: Tx,
    input: {
      draft: { practice: string; level: number; targetLevel: number; hostId: string | null };
      createdBy: string;
    },
    now: Date,
  ): Promise<{ assist: { id: string } } | { errors: InputError[] }>;
  addTeamStall(tx: Tx, stall: TeamStall, now: Date): Promise<Made | { refused: ProblemCode; detail: string }>;
};

export type AskedTeam = {
  framework: Framework;
  ask: AskTeamInput;
  personId: string | null;
  principal: Principal;
};

/** Drafts a peer assist on a practice, with the level and the target that the team which asks agreed last. */
export async function askForAssist(
  tx: Tx,
  { framework, ask, personId, principal }: AskedTeam,
  steps: AskSteps,
  now: Date,
): Promise<Made> {
  const agreed = await agreedLevels(tx, framework.id);
  const own = agreed.find(({ unit, practice }) => unit === ask.unit && practice === ask.practice);
  if (!own) {
    return {
      errors: [{ pointer: '/unit', message: 'has not agreed on its levels yet: open a session first' }],
    };
  }
  const { level, target: targetLevel } = own;
  const draft = { practice: practiceName(framework, ask), level, targetLevel, hostId: personId };
  const result = await steps.draftAssist(tx, { draft, createdBy: principal.actorId }, now);
  return 'errors' in result ? result : { id: result.assist.id };
}

/** Puts a stall into a fair: of the team that asks for the practice, or of the asked one that offers it. */
export async function askByStall(
  tx: Tx,
  { framework, ask, personId, principal }: AskedTeam,
  steps: AskSteps,
  now: Date,
): ReturnType<AskSteps['addTeamStall']> {
  const { gatheringId, staffIds, stallOf = 'asking', unit, askedUnit } = ask;
  if (gatheringId === undefined) {
    return { errors: [{ pointer: '/gatheringId', message: 'must name the knowledge fair of the stall' }] };
  }
  const name = practiceName(framework, ask);
  const isAsking = stallOf === 'asking';
  const stall = {
    ...{ gatheringId, principal, personId, staffIds, title: name },
    unit: isAsking ? unit : askedUnit,
    offers: isAsking ? [] : [name],
    asks: isAsking ? [name] : [],
  };
  return steps.addTeamStall(tx, stall, now);
}

function practiceName({ practices }: Framework, { practice }: AskTeamInput): string {
  return practices.find(({ key }) => key === practice)?.name ?? practice;
}
