import { plainLine } from '../calendar/plain-text.ts';
import { withoutSecrets } from '../log.ts';
import type { BouncedRecipient } from './read-report.ts';

/**
 * What a bounce means: `no-such-address` never write there again; `refused` this mail did not arrive; `later` it may be
 * tried again; `delayed` the other server still tries.
 */
export type BounceVerdict = {
  verdict: 'no-such-address' | 'refused' | 'later' | 'delayed';
  /** A sentence for the organiser, without addresses. */
  reason: string;
};

/** RFC 3463 §3.2: addressing; 5.1.7 and 5.1.8 are about the sender's own address. 5.2.1 is a disabled mailbox. */
const NO_SUCH_ADDRESS = /^5\.(1\.(?!7$|8$)\d+|2\.1)$/;
/** Servers that give no enhanced code, or only its class, say it in these words. */
const SAYS_UNKNOWN =
  /\b(user|recipient|mailbox|account|address|local.?part)s?\b.{0,40}\b(unknown|not (found|exist|known|listed|recogni[sz]ed)|unavailable|disabled|does ?n[o']t exist|rejected: user)|\b(unknown|invalid|no such|illegal|nonexistent) (local |final delivery )?(user|userid|recipient|mailbox|address|account|local.?part)/i;
const DETAIL_LENGTH_MAX = 200;

const WORDS: Record<BounceVerdict['verdict'], string> = {
  'no-such-address': 'The mail came back: there is no such address',
  refused: 'The mail came back: the other mail server refused it',
  later: 'The mail came back: the mailbox did not take it in time',
  delayed: 'The other mail server has not delivered it yet',
};

/** Judges a bounce by the worst that it says: a mail goes to one address, however it was passed on from there. */
export function judgeBounce(recipients: BouncedRecipient[]): BounceVerdict {
  const [worst] = recipients
    .map((recipient) => ({ recipient, verdict: verdictOf(recipient) }))
    .sort((a, b) => SEVERITY.indexOf(a.verdict) - SEVERITY.indexOf(b.verdict));
  const { recipient, verdict } = worst ?? { recipient: undefined, verdict: 'refused' as const };
  const detail = plainLine(withoutSecrets(`${recipient?.status ?? ''} ${recipient?.diagnostic ?? ''}`));
  const shown = detail.length > DETAIL_LENGTH_MAX ? `${detail.slice(0, DETAIL_LENGTH_MAX - 1)}…` : detail;
  return { verdict, reason: shown ? `${WORDS[verdict]} (${shown})` : `${WORDS[verdict]}.` };
}

const SEVERITY: BounceVerdict['verdict'][] = ['no-such-address', 'refused', 'later', 'delayed'];

function verdictOf({ action, status, diagnostic }: BouncedRecipient): BounceVerdict['verdict'] {
  if (action === 'delayed') return 'delayed';
  if (status.startsWith('4.')) return 'later';
  if (NO_SUCH_ADDRESS.test(status)) return 'no-such-address';
  return status === '5.0.0' && SAYS_UNKNOWN.test(diagnostic) ? 'no-such-address' : 'refused';
}
