import type { DbOrTx } from '../db/connect.ts';
import { assistAgenda } from '../gatherings/formats/peer-assist-agenda.ts';
import { actionsDueOn } from './follow-up-days.ts';
import { actionsOf, type FoundAssist, outcomesOf, type Part } from './queries.ts';
import type { FollowUp, PeerAssistAnswer } from './schemas.ts';

type OwnAgenda = Parameters<typeof assistAgenda>[0]['agenda'];

/** A request as it is answered; times and place are the gathering's once there is one. */
export function assistAnswer({ assist, gathering }: FoundAssist, part: Part): PeerAssistAnswer {
  const held = gathering ?? assist;
  return {
    id: assist.id,
    status: assist.status,
    title: gathering?.title ?? assist.title,
    problem: assist.problem,
    decision: assist.decision,
    decisionOn: assist.decisionOn,
    decisionTaken: assist.decisionTaken,
    hopedFor: assist.hopedFor,
    practice: assist.practice,
    alreadyLooked: assist.alreadyLooked,
    level: assist.level,
    targetLevel: assist.targetLevel,
    hostId: assist.hostId,
    facilitatorId: held.facilitatorId,
    start: held.startLocal,
    timeZone: held.timeZone,
    durationMinutes: held.durationMinutes,
    place: held.place,
    onlineUrl: held.onlineUrl,
    assisters: assist.assisters,
    agenda:
      gathering?.agenda ??
      assistAgenda({ durationMinutes: assist.durationMinutes, agenda: assist.agenda as OwnAgenda }),
    ownAgenda: assist.agenda !== null,
    gatheringId: assist.gatheringId,
    actionsDueOn: gathering && actionsDueOn(gathering),
    actionsSharedAt: assist.actionsSharedAt?.toISOString() ?? null,
    createdAt: assist.createdAt.toISOString(),
    updatedAt: assist.updatedAt.toISOString(),
    ...(part === 'assister' ? {} : { rules: assist.rules, createdBy: assist.createdBy }),
  };
}

/** What became of an assist so far; two queries. */
export async function followUpAnswer(db: DbOrTx, { assist, gathering }: FoundAssist): Promise<FollowUp> {
  const actions = await actionsOf(db, assist.id);
  const outcomes = await outcomesOf(db, assist.id);
  return {
    dueOn: gathering && actionsDueOn(gathering),
    sharedAt: assist.actionsSharedAt?.toISOString() ?? null,
    actions: actions.map(({ number, idea, decision, reason }) => ({ number, idea, decision, reason })),
    outcomes: outcomes.map((outcome) => ({ ...outcome, createdAt: outcome.createdAt.toISOString() })),
  };
}
