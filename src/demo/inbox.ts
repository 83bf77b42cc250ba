import PostalMime from 'postal-mime';

/** A mail as its reader has it: to whom, what about, the link to answer, and the calendar object with its lines whole. */
export type ReadMail = {
  to: string;
  subject: string;
  text: string;
  answerUrl: string | null;
  calendar: string | null;
};
type Listed = { items: { id: string; receivedAt: string; subject: string }[]; nextCursor: string | null };

/** How many messages are fetched at once. */
const FETCHES_AT_ONCE = 10;
const ANSWER_LINK = /https?:\/\/\S+\/r\/[A-Za-z0-9_-]+/;

/**
 * Reads what the built-in mailbox received since an instant, for everybody or for one address, newest first, as any mail
 * program would.
 */
export async function readInbox(baseUrl: string, since: Date, address?: string): Promise<ReadMail[]> {
  const whose = address === undefined ? '' : `&to=${encodeURIComponent(address)}`;
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await (await fetch(`${baseUrl}/mailbox.json?limit=100${whose}${next}`)).json()) as Listed;
    const fresh = page.items.filter((item) => new Date(item.receivedAt) >= since);
    ids.push(...fresh.map((item) => item.id));
    cursor = fresh.length === page.items.length ? page.nextCursor : null;
  }
  return eachOf(ids, FETCHES_AT_ONCE, async (id) => {
    const response = await fetch(`${baseUrl}/mailbox/${id}.eml`);
    const mail = await PostalMime.parse(await response.arrayBuffer());
    const part = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
    return {
      to: mail.to?.[0]?.address ?? '',
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      answerUrl: ANSWER_LINK.exec(mail.text ?? '')?.[0] ?? null,
      calendar: part ? new TextDecoder().decode(part.content as Uint8Array).replace(/\r?\n[ \t]/g, '') : null,
    };
  });
}

/** Maps a list with at most `atOnce` calls under way; results keep the list's order. */
export async function eachOf<T, R>(list: T[], atOnce: number, work: (item: T, i: number) => Promise<R>) {
  const results: R[] = new Array(list.length);
  let next = 0;
  const lanes = Array.from({ length: Math.min(atOnce, list.length) }, async () => {
    while (next < list.length) {
      const i = next++;
      results[i] = await work(list[i] as T, i);
    }
  });
  await Promise.all(lanes);
  return results;
}
