import { Problem } from '../problems.ts';

/** One page of a list ordered by id; the cursor is opaque to callers. */
export type PageOf<T> = { items: T[]; nextCursor: string | null };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The id after which a page starts, or null for the first page. @throws Problem bad-cursor */
export function afterId(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!UUID.test(id)) throw new Problem('bad-cursor', 'Take the cursor from nextCursor of the page before.');
  return id;
}

/** Makes a page from `limit + 1` rows: the extra one tells that there is more. */
export function pageOf<T extends { id: string }>(rows: T[], limit: number): PageOf<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last ? Buffer.from(last.id).toString('base64url') : null;
  return { items, nextCursor };
}
