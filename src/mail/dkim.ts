import { createHash, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';

/** In libuv's threads: the millisecond that a signature takes is not one in which nothing else is done. */
const signAside = promisify(sign);

/** What messages are signed with: the key, and where its public half stands in the DNS. */
export type DkimKey = { domain: string; selector: string; privateKey: KeyObject };

/**
 * What the signature covers: everything that says who writes to whom about what, what kind of thing it is, and the
 * fields that mail programs act upon (RFC 6376 §5.4.1; RFC 8058 §4 asks for both List-Unsubscribe fields).
 */
const SIGNED_FIELDS = [
  'From',
  'To',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'In-Reply-To',
  'References',
  'MIME-Version',
  'Content-Type',
  'Auto-Submitted',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
];
/** RFC 5322 §2.1.1: a line should have no more than 78 characters. */
const LINE_LENGTH_MAX = 76;
const BASE64_PER_LINE = 72;

/**
 * The DKIM-Signature field of a message whose lines end with CRLF and whose characters are its bytes (latin1). Own code
 * because the mail library names each field once only: a field named once more than it occurs cannot be added on the
 * way (RFC 6376 §5.4.2, §8.15).
 */
export async function dkimSignature(
  message: string,
  { domain, selector, privateKey }: DkimKey,
): Promise<string> {
  const headEnd = message.indexOf('\r\n\r\n');
  const fields = message
    .slice(0, headEnd)
    .split(/\r\n(?![ \t])/)
    .map((field) => ({ name: field.slice(0, field.indexOf(':')).trim().toLowerCase(), field }));
  const bodyHash = createHash('sha256')
    .update(relaxedBody(message.slice(headEnd + 4)), 'latin1')
    .digest('base64');
  const signed: string[] = [];
  const names: string[] = [];
  for (const name of SIGNED_FIELDS) {
    const found = fields.filter((field) => field.name === name.toLowerCase()).reverse();
    signed.push(...found.map(({ field }) => `${relaxedField(field)}\r\n`));
    names.push(...found.map(() => name), name);
  }
  const unsigned = [
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=${selector};`,
    ` h=${folded(names)};`,
    ` bh=${bodyHash};`,
    ' b=',
  ].join('\r\n');
  const input = Buffer.from(signed.join('') + relaxedField(unsigned), 'latin1');
  const signature = (await signAside('sha256', input, privateKey)).toString('base64');
  return `${unsigned}${signature.match(new RegExp(`.{1,${BASE64_PER_LINE}}`, 'g'))?.join('\r\n ')}\r\n`;
}

/** Names joined with colons, in lines that are not too long. */
function folded(names: string[]): string {
  const lines = [''];
  for (const name of names) {
    const line = lines.at(-1) ?? '';
    if (line.length + name.length < LINE_LENGTH_MAX) lines[lines.length - 1] = line + (line && ':') + name;
    else lines.push(name);
  }
  return lines.join(':\r\n ');
}

/** RFC 6376 §3.4.2: the name in lower case, the value unfolded, runs of white space as one space. */
function relaxedField(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '');
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** RFC 6376 §3.4.4: white space at line ends and empty lines at the end do not count. */
function relaxedBody(body: string): string {
  const text = body
    .replace(/\t[ \t]*| [ \t]+/g, ' ')
    .replace(/ (?=\r\n|$)/g, '')
    .replace(/(?:\r\n)+$/, '');
  return text === '' ? '' : `${text}\r\n`;
}
