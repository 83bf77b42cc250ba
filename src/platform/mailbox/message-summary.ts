import PostalMime, { type Address } from 'postal-mime';

/** What a list of messages shows of one. */
export type MessageSummary = { from: string; to: string; subject: string };

/** Headers longer than this are not ours; what is beyond is not read. RFC 5322 sets no limit. */
const HEADERS_SIZE_MAX = 64_000;
/** Characters kept of each; longer ones are cut. */
const SHOWN_MAX = 500;
const NOTHING: MessageSummary = { from: '', to: '', subject: '' };

/** Reads sender, recipients and subject from the head of a message. One that cannot be read has none. */
export async function messageSummary(raw: Buffer): Promise<MessageSummary> {
  try {
    const { from, to, subject } = await PostalMime.parse(headOf(raw));
    return {
      from: shown(from ? formatAddress(from) : ''),
      to: shown((to ?? []).map(formatAddress).join(', ')),
      subject: shown(subject ?? ''),
    };
  } catch {
    return NOTHING;
  }
}

/** `Ana Silva <ana@example.org>`, or as much of it as there is; of a group its name and members. */
export function formatAddress({ name, address, group }: Address): string {
  if (group) return `${name}: ${group.map(formatAddress).join(', ')}`;
  if (!name || name === address) return address;
  return address ? `${name} <${address}>` : name;
}

/** Everything before the first empty line; some programs end lines with LF alone. */
function headOf(raw: Buffer): Buffer {
  const limit = raw.subarray(0, HEADERS_SIZE_MAX);
  const ends = [limit.indexOf('\r\n\r\n'), limit.indexOf('\n\n')].filter((end) => end >= 0);
  return ends.length > 0 ? limit.subarray(0, Math.min(...ends)) : limit;
}

/** PostgreSQL's text holds no zero byte, and a list no line breaks. */
function shown(text: string): string {
  return text
    .slice(0, SHOWN_MAX)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}
