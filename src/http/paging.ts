import { Problem } from '../problems.ts';
import { OWN_ID } from './formats.ts';

/** One page of a list ordered by id, or by name; the cursor is opaque to callers. */
export type PageOf<T> = { items: T[]; nextCursor: string | null };

/** No name holds a control character or bytes that are not UTF-8, and PostgreSQL takes no NUL. */
const UNPRINTABLE = /[\p{Cc}\uFFFD]/u;

/** The id after which a page starts, or null for the first page. @throws Problem bad-cursor */
export function afterId(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const id = textOf(cursor);
  if (!OWN_ID.test(id)) throw badCursor();
  return id;
}

/** The name after which a page starts, or null for the first page. @throws Problem bad-cursor */
export function afterName(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const name = textOf(cursor);
  if (name === '' || UNPRINTABLE.test(name)) throw badCursor();
  return name;
}

/** Makes a page from `limit + 1` rows: the extra one tells that there is more. */
export function pageOf<T extends { id: string } | { name: string }>(rows: T[], limit: number): PageOf<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || !last) return { items, nextCursor: null };
  return { items, nextCursor: Buffer.from('id' in last ? last.id : last.name).toString('base64url') };
}

function textOf(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString('utf8');
}

function badCursor(): Problem {
  return new Problem('bad-cursor', 'Take the cursor from nextCursor of the page before.');
}
