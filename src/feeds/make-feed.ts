import type { Tx } from '../db/connect.ts';
import { calendarFeeds } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { hashToken, newToken } from '../token.ts';

/** Makes a person's calendar address anew and returns its token, now and never again; the one before ends. */
export async function makeFeed(tx: Tx, personId: string, now: Date): Promise<string> {
  const token = newToken();
  const row = { tokenHash: hashToken(token), createdAt: now };
  await tx
    .insert(calendarFeeds)
    .values({ personId, ...row })
    .onConflictDoUpdate({ target: calendarFeeds.personId, set: row });
  return token;
}

/** The address that a token of `makeFeed` stands for. */
export function feedUrl({ publicUrl }: Pick<Deps, 'publicUrl'>, token: string): string {
  return `${publicUrl()}/c/${token}.ics`;
}
