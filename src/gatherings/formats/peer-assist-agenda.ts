import { type AgendaBlock, lengthOf } from '../agenda.ts';
import { HALF_DAY_MINUTES, peerAssist } from './peer-assist.ts';
import { type AssistFinding, refuse } from './peer-assist-finding.ts';

/** Domain rules §1: the host's presentations, and the assisters' time alone. */
const PRESENTATION_SHARE_MAX = 0.25;
const ALONE_MINUTES_MIN = 60;
const MINUTES_PER_HOUR = 60;

/** The part of a request that its agenda follows from. */
type Timing = { agenda: AgendaBlock[] | null; durationMinutes: number | null };

/** What happens when: the team's own agenda, or the format's. null while the length is unknown or none of a peer assist. */
export function assistAgenda({ agenda, durationMinutes }: Timing): AgendaBlock[] | null {
  if (agenda !== null) return agenda;
  return durationMinutes === null || isRefusedLength(durationMinutes)
    ? null
    : peerAssist.agenda(durationMinutes);
}

/** What the format says of a length. */
export function lengthFindings(durationMinutes: number) {
  return peerAssist.check({
    durationMinutes,
    startLocal: '',
    capacity: null,
    place: null,
    onlineUrl: null,
    facilitatorId: null,
    mixing: null,
  });
}

const isRefusedLength = (durationMinutes: number) =>
  lengthFindings(durationMinutes).some(({ severity }) => severity === 'refuse');

/** What an agenda breaks: its minutes, the presentations, and from half a day on the time alone and getting to know. */
export function agendaFindings(request: Timing): AssistFinding[] {
  const { durationMinutes } = request;
  const agenda = assistAgenda(request);
  if (agenda === null || durationMinutes === null) return [];
  const minutesOf = (kind: AgendaBlock['kind']) => lengthOf(agenda.filter((block) => block.kind === kind));
  const found = [...agendaLength(agenda, durationMinutes)];
  const waking = durationMinutes - minutesOf('night');
  if (minutesOf('talk') > waking * PRESENTATION_SHARE_MAX) {
    const message = `The host’s presentations take ${minutesOf('talk')} of ${waking} minutes; at most a quarter leaves time to learn.`;
    const remedy = `Present for at most ${Math.floor(waking * PRESENTATION_SHARE_MAX)} minutes, and send the rest in writing beforehand.`;
    found.push(...refuse('peer-assist-presentations', '/agenda', message, remedy));
  }
  if (durationMinutes < HALF_DAY_MINUTES) return found;
  const half = `An assist of ${HALF_DAY_MINUTES / MINUTES_PER_HOUR} hours or longer`;
  if (minutesOf('assisters') < ALONE_MINUTES_MIN) {
    const message = `${half} gives the assisters ${ALONE_MINUTES_MIN} minutes alone; this agenda gives them ${minutesOf('assisters')}.`;
    const remedy = `Add blocks of the kind “assisters”, ${ALONE_MINUTES_MIN} minutes in all, in which the hosts are out of the room.`;
    found.push(...refuse('peer-assist-assisters-alone', '/agenda', message, remedy));
  }
  if (minutesOf('getting-to-know') === 0) {
    const message = `${half} begins with getting to know each other; this agenda has no such block.`;
    const remedy = 'Add a block of the kind “getting-to-know” before the work begins.';
    found.push(...refuse('peer-assist-getting-to-know', '/agenda', message, remedy));
  }
  return found;
}

function agendaLength(agenda: AgendaBlock[], durationMinutes: number): AssistFinding[] {
  const minutes = lengthOf(agenda);
  if (minutes === durationMinutes) return [];
  return refuse(
    'peer-assist-agenda-length',
    '/agenda',
    `The blocks of the agenda add up to ${minutes} minutes, the meeting takes ${durationMinutes}.`,
    'Change a block or the length, so that they agree.',
  );
}
