import type { Email } from 'postal-mime';

import { type BouncedRecipient, statusIn } from './read-report.ts';

/** Who writes bounces; a person's answer comes from a person. */
const DAEMON = /mailer-?daemon|postmaster|mail\W?delivery|mail\W?administrator/i;
/** What stands above the mail that came back: from there on the words are ours. */
const ORIGINAL_BELOW = new RegExp(
  [
    /^\W*(this is a copy of|enclosed is a copy|included is a copy|below this line|original message)\b/,
    /^\W*(the header of the original|message text follows|header of the original|returned message)\b/,
    /^(received|return-path|message-id|dkim-signature|x-received):/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

const ADDRESS = /[^\s<>()[\]:;,"'@]+@[a-z0-9][a-z0-9.-]*[a-z0-9]/.source;
/** An address at the head of a line, where mail servers list whom they did not reach. */
const LISTED = new RegExp(String.raw`^[\s*]*["'<]*(${ADDRESS})["'>]*(?=\s*(?::|$|\.\.\.)|\s+on\s)`, 'i');
/** An address within a sentence that says so. */
const TOLD = new RegExp(
  [
    'unable to deliver (?:your )?message to',
    '(?:could|can) ?not be delivered to',
    'did not reach the following recipient',
    'undeliverable to',
    '(?:unknown|invalid|no such) (?:local |final delivery )?(?:user|userid|recipient|mailbox)',
  ]
    .map((words) => `${words}\\W{0,3}<?(${ADDRESS})`)
    .join('|'),
  'i',
);
/** Lines below an address that still speak of it. */
const LINES_MAX = 8;
const LINE_LENGTH_MAX = 2_000;
const RECIPIENTS_MAX = 100;
/** Words for what passes, where no code says it. */
const PASSING =
  /\b(temporar|try again later|will be retried|still being retried|delayed|over quota|mailbox (is )?full)/i;

/**
 * Whom a bounce without a part for programs is about: what Exim, qmail, Postfix, Sendmail, Exchange and others write for
 * people, and Exim's field X-Failed-Recipients. Empty for what does not come from a mail server. Pure.
 */
export function readUnstructuredBounce(email: Email): BouncedRecipient[] {
  const failed = fieldOf(email, 'x-failed-recipients');
  const { name = '', address = '' } = email.from ?? {};
  if (failed === undefined && !DAEMON.test(`${name} ${address}`)) return [];
  const lines = linesAboveOriginal(email.text ?? '');
  const listed = groupByRecipient(lines);
  const named = (failed ?? '').split(',').map((one) => one.trim().toLowerCase());
  const addresses = failed === undefined ? [...listed.keys()] : named.filter((one) => one.includes('@'));
  return addresses.slice(0, RECIPIENTS_MAX).map((address) => {
    const diagnostic = (listed.get(address) ?? lines).join(' ').replace(/\s+/g, ' ').trim();
    const status =
      statusIn(diagnostic.replaceAll(/\[[\d.]+\]/g, '')) ?? (PASSING.test(diagnostic) ? '4.0.0' : '5.0.0');
    return { address, action: 'failed', status, diagnostic };
  });
}

function fieldOf({ headers }: Email, name: string): string | undefined {
  return headers.find(({ key }) => key === name)?.value;
}

function linesAboveOriginal(text: string): string[] {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => ORIGINAL_BELOW.test(line.slice(0, LINE_LENGTH_MAX)));
  return (end === -1 ? lines : lines.slice(0, end)).map((line) => line.slice(0, LINE_LENGTH_MAX));
}

/** What is said of each address, with the lines below it until another one is listed. */
function groupByRecipient(lines: string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of lines) {
    const address = addressOf(line);
    if (address !== undefined) {
      current = groups.get(address) ?? [];
      groups.set(address, current);
    }
    if (current.length < LINES_MAX) current.push(line);
  }
  return groups;
}

function addressOf(line: string): string | undefined {
  const match = LISTED.exec(line) ?? TOLD.exec(line);
  return match
    ?.slice(1)
    .find((one) => one !== undefined)
    ?.toLowerCase();
}
