import type { AgendaBlock } from '../agenda.ts';
import { agendaFindings, lengthFindings } from './peer-assist-agenda.ts';
import { type AssistFinding, refuse, warn } from './peer-assist-finding.ts';

/** What a team asks, as far as it has been written; null is what is still to come. */
export interface AssistRequest {
  problem: string | null;
  /** The decision that the assist informs, and its date as `2026-12-03`. */
  decision: string | null;
  decisionOn: string | null;
  /** Whether the decision is made already: then nothing is left to learn. */
  decisionTaken: boolean;
  hopedFor: string[];
  practice: string | null;
  alreadyLooked: string | null;
  /** What the team can do now, and wants to: 1 to 5. */
  level: number | null;
  targetLevel: number | null;
  hostId: string | null;
  hostUnit: string | null;
  facilitatorId: string | null;
  facilitatorUnit: string | null;
  startLocal: string | null;
  timeZone: string | null;
  durationMinutes: number | null;
  place: string | null;
  onlineUrl: string | null;
  /** How many people are wanted. */
  assisters: number;
  /** The team's own agenda; null is the one of the format at this length. */
  agenda: AgendaBlock[] | null;
  /** The last day of the meeting where it is held, and whether it begins in the past; null without a start. */
  lastDay: string | null;
  begun: boolean;
  /** Today where it is held. */
  today: string;
}

/** Five minutes at 130 words a minute, the pace of somebody who is listened to. */
const SPOKEN_MINUTES = 5;
const WORDS_PER_MINUTE = 130;
/** Domain rules §1: the sizes of a panel. */
const ASSISTERS_USUAL_MIN = 5;
const GROUP_MAX = 8;

/** Everything that stands against a request, and what is pointed out: refusals first, in the order of the rules. */
export function checkRequest(request: AssistRequest): AssistFinding[] {
  const findings = [
    ...incomplete(request),
    ...tooLong(request),
    ...decided(request),
    ...times(request),
    ...facilitator(request),
    ...agendaFindings(request),
    ...panelSize(request),
    ...levels(request),
  ];
  const order = (finding: AssistFinding) => (finding.severity === 'refuse' ? 0 : 1);
  return findings.sort((one, other) => order(one) - order(other));
}

const NEEDED = {
  problem: 'What the problem is',
  decision: 'Which decision the assist informs',
  decisionOn: 'When that decision is made',
  practice: 'The practice area',
  alreadyLooked: 'Where the team has already looked',
  level: 'The team’s own level',
  targetLevel: 'The level it wants to reach',
  hostId: 'Who hosts',
  startLocal: 'When the meeting begins',
  timeZone: 'The time zone of the meeting',
  durationMinutes: 'How long it takes',
} as const;

function incomplete(request: AssistRequest): AssistFinding[] {
  const missing = Object.entries(NEEDED).filter(([field]) => request[field as keyof typeof NEEDED] === null);
  const needed = [
    ...missing.map(([field, what]) => [field === 'startLocal' ? 'start' : field, what] as const),
    ...(request.hopedFor.length === 0 ? [['hopedFor', 'What the team hopes for'] as const] : []),
  ];
  return needed.flatMap(([field, what]) =>
    refuse(
      'peer-assist-incomplete',
      `/${field}`,
      `${what} is not said yet.`,
      'Fill it in; the draft keeps the rest.',
    ),
  );
}

function tooLong({ problem }: AssistRequest): AssistFinding[] {
  const most = SPOKEN_MINUTES * WORDS_PER_MINUTE;
  const words = problem?.split(/\s+/u).filter((word) => word !== '').length ?? 0;
  if (words <= most) return [];
  const message = `The problem has ${words} words; what can be said in ${SPOKEN_MINUTES} minutes has at most ${most}.`;
  return refuse(
    'peer-assist-problem-too-long',
    '/problem',
    message,
    'Shorten it to what the assisters must know first; details fit into the clarifying questions.',
  );
}

/** The purpose is to learn, never to endorse. */
function decided({ decisionTaken, decisionOn, lastDay, today }: AssistRequest): AssistFinding[] {
  if (decisionTaken || (decisionOn !== null && decisionOn < today)) {
    return refuse(
      'peer-assist-decision-taken',
      decisionTaken ? '/decisionTaken' : '/decisionOn',
      'The decision is taken: a peer assist is held to learn before deciding, not to have a decision endorsed.',
      'Ask about a decision that is still open, or hold another kind of gathering to tell of this one.',
    );
  }
  if (decisionOn === null || lastDay === null || lastDay < decisionOn) return [];
  if (lastDay > decisionOn) {
    return refuse(
      'peer-assist-after-decision',
      '/start',
      `The meeting ends on ${lastDay}, after the decision on ${decisionOn}: what is learnt would come too late.`,
      `Meet before ${decisionOn}, or move the decision.`,
    );
  }
  return warn(
    'peer-assist-close-to-decision',
    '/start',
    'The meeting is on the day of the decision, which leaves no time to use what is learnt.',
    'Meet some days earlier.',
  );
}

function times({ begun, durationMinutes }: AssistRequest): AssistFinding[] {
  const past = begun
    ? refuse(
        'peer-assist-in-the-past',
        '/start',
        'The meeting would begin in the past.',
        'Choose a start that is still to come.',
      )
    : [];
  if (durationMinutes === null) return past;
  return [
    ...past,
    ...lengthFindings(durationMinutes).map(({ severity, message, remedy }): AssistFinding => {
      const code = severity === 'refuse' ? 'peer-assist-length' : 'peer-assist-unusual-length';
      return { code, message, remedy, severity, pointer: '/durationMinutes' };
    }),
  ];
}

function facilitator({ facilitatorId, facilitatorUnit, hostUnit }: AssistRequest): AssistFinding[] {
  if (facilitatorId === null) {
    return warn(
      'peer-assist-no-facilitator',
      '/facilitatorId',
      'Nobody facilitates: a host who leads the meeting as well can hardly listen.',
      'Name a facilitator of another unit.',
    );
  }
  if (facilitatorUnit !== hostUnit || hostUnit === null) return [];
  return refuse(
    'peer-assist-facilitator-unit',
    '/facilitatorId',
    `The facilitator is from the host’s own unit, ${hostUnit}, and cannot stand outside of the problem.`,
    'Name a facilitator of another unit.',
  );
}

function panelSize({ assisters }: AssistRequest): AssistFinding[] {
  if (assisters > GROUP_MAX) {
    const message = `More than ${GROUP_MAX} assisters do not work as one group.`;
    return warn(
      'peer-assist-split',
      '/assisters',
      message,
      'The panel is split into two groups that work side by side.',
    );
  }
  if (assisters >= ASSISTERS_USUAL_MIN) return [];
  const message = `Fewer than ${ASSISTERS_USUAL_MIN} assisters bring few points of view.`;
  return warn(
    'peer-assist-few-assisters',
    '/assisters',
    message,
    `Ask for ${ASSISTERS_USUAL_MIN} to ${GROUP_MAX}.`,
  );
}

function levels({ level, targetLevel }: AssistRequest): AssistFinding[] {
  if (level === null || targetLevel === null || targetLevel > level) return [];
  return warn(
    'peer-assist-nothing-to-learn',
    '/targetLevel',
    'The level that the team wants is the one it has: there may be nothing to learn.',
    'Say what the team wants to do better, or offer to assist others.',
  );
}
