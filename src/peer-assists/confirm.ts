import { and, eq, inArray } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Gathering, type PeerAssist, peerAssistSeats, peerAssists, people } from '../db/schema/index.ts';
import { assistAgenda } from '../gatherings/formats/peer-assist-agenda.ts';
import type { AssistFinding } from '../gatherings/formats/peer-assist-finding.ts';
import { checkRequest } from '../gatherings/formats/peer-assist-request.ts';
import { schedule } from '../gatherings/schedule.ts';
import type { Invitee } from '../invitations/draw-question.ts';
import { inviteForReasons } from '../invitations/invite.ts';
import { keptReason } from '../invitations/say-reason.ts';
import { HARD_PANEL_RULES, type HardPanelRule, judgePanel } from '../mixing/index.ts';
import type { InputError } from '../problems.ts';
import { refusalsOf } from './draft.ts';
import { type PanelQuestion, panelQuestion } from './panel-question.ts';
import { panelReason } from './panel-reason.ts';
import { holdsSeat, type Seat, seatsOf } from './queries.ts';
import { requestOf } from './request-of.ts';

/** What became of it; `broken` names a rule that no panel breaks and that the world has come to break. */
export type Confirmation =
  | { outcome: 'not-submitted' | 'no-panel' }
  | { outcome: 'refused'; findings: AssistFinding[] }
  | { outcome: 'cannot-come'; names: string[] }
  | { outcome: 'broken'; rule: HardPanelRule; message: string }
  | { outcome: 'impossible'; errors: InputError[] }
  | { outcome: 'confirmed'; gatheringId: string; invited: number };

/**
 * Confirms a panel: schedules the gathering and invites everybody on it by name. The rules are held against the state
 * of the day once more, with the rows of these people locked, so that no two panels confirmed at once ask one person
 * within their days of rest. Confirming again changes nothing. The request's row must be locked.
 */
export async function confirm(
  tx: Tx,
  { assist, actorId }: { assist: PeerAssist; actorId: string },
  now: Date,
): Promise<Confirmation> {
  if (assist.status === 'draft') return { outcome: 'not-submitted' };
  if (assist.status === 'confirmed') {
    return { outcome: 'confirmed', gatheringId: assist.gatheringId ?? '', invited: 0 };
  }
  const refusals = refusalsOf(checkRequest(await requestOf(tx, assist, now)));
  if (refusals.length > 0) return { outcome: 'refused', findings: refusals };
  const seats = (await seatsOf(tx, assist.id)).filter(holdsSeat);
  const panel = seats.map(({ personId }) => personId);
  if (panel.length === 0) return { outcome: 'no-panel' };
  await lockPeople(tx, panel);
  const question = await panelQuestion(tx, { assist, byName: panel, only: true }, now);
  const against = standsAgainst(question, panel);
  if (against) return against;
  const scheduled = await scheduleAssist(tx, { assist, actorId, panel }, now);
  if ('errors' in scheduled) return { outcome: 'impossible', errors: scheduled.errors };
  const { gathering } = scheduled;
  await tx
    .update(peerAssists)
    .set({
      status: 'confirmed',
      gatheringId: gathering.id,
      seatsConfirmed: panel.length,
      confirmedAt: now,
      updatedAt: now,
    })
    .where(eq(peerAssists.id, assist.id));
  const invitees = await askSeats(tx, question, seats);
  const invited = await inviteForReasons(tx, { gathering, invitees }, now);
  return { outcome: 'confirmed', gatheringId: gathering.id, invited };
}

/** In the order of their ids, as everybody does who locks several. */
export async function lockPeople(tx: Tx, ids: string[]): Promise<void> {
  await tx
    .select({ id: people.id })
    .from(people)
    .where(inArray(people.id, ids))
    .orderBy(people.id)
    .for('no key update');
}

function standsAgainst({ input, known }: PanelQuestion, panel: string[]): Confirmation | null {
  const away = panel.flatMap((id) => (known.get(id)?.eligible ? [] : [known.get(id)?.name ?? id]));
  if (away.length > 0) return { outcome: 'cannot-come', names: away };
  const { findings } = judgePanel(input, panel);
  const hard: readonly string[] = HARD_PANEL_RULES;
  const broken = findings.find(({ rule, kept }) => !kept && hard.includes(rule));
  return broken
    ? { outcome: 'broken', rule: broken.rule as HardPanelRule, message: `${broken.message} ${broken.needed}` }
    : null;
}

function scheduleAssist(
  tx: Tx,
  { assist, actorId, panel }: { assist: PeerAssist; actorId: string; panel: string[] },
  now: Date,
): Promise<{ gathering: Gathering } | { errors: InputError[] }> {
  const { practice, problem, decision, decisionOn, hopedFor, hostId, startLocal, timeZone, durationMinutes } =
    assist;
  const agenda = assistAgenda({
    durationMinutes,
    agenda: assist.agenda as Parameters<typeof assistAgenda>[0]['agenda'],
  });
  return schedule(
    tx,
    {
      format: 'peer-assist',
      title: assist.title ?? `Peer assist: ${practice}`,
      start: startLocal ?? '',
      timeZone: timeZone ?? '',
      durationMinutes: durationMinutes ?? 0,
      place: assist.place,
      onlineUrl: assist.onlineUrl,
      capacity: panel.length,
      hostId: hostId ?? '',
      facilitatorId: assist.facilitatorId,
      audience: { personIds: panel },
    },
    actorId,
    now,
    {
      agenda: agenda ?? [],
      briefing: { problem: problem ?? '', decision: decision ?? '', decisionOn: decisionOn ?? '', hopedFor },
    },
  );
}

/** Turns proposed seats into asked ones, each with the reason as it is true today. */
async function askSeats(tx: Tx, { known }: PanelQuestion, seats: Seat[]): Promise<Invitee[]> {
  const invitees: Invitee[] = [];
  for (const { peerAssistId, personId, byHost, reason: before } of seats) {
    const person = known.get(personId);
    const kept = person ? keptReason(panelReason(person, byHost)) : { reason: before };
    await tx
      .update(peerAssistSeats)
      .set({ state: 'asked', reason: kept.reason })
      .where(and(eq(peerAssistSeats.peerAssistId, peerAssistId), eq(peerAssistSeats.personId, personId)));
    invitees.push({ personId, ...kept });
  }
  return invitees;
}
