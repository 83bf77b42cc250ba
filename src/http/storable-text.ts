import { Problem } from '../problems.ts';
import type { App } from './app-type.ts';

/** What PostgreSQL cannot store in a text: U+0000, and half of a surrogate pair, which UTF-8 cannot write. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Refuses texts that the database could not store, in query and body; in a path only ids and tokens are read. */
export function installStorableText(app: App): void {
  app.addHook('preHandler', async (request) => {
    const pointer = unstorable(request.query) ?? unstorable(request.body);
    if (pointer === null) return;
    const message = 'holds U+0000 or half of a surrogate pair, which no text may hold';
    throw new Problem('validation-failed', `${pointer}: ${message}`, { errors: [{ pointer, message }] });
  });
}

/** JSON pointer to the first text that cannot be stored, or null. Goes down without recursion: input may be deep. */
export function unstorable(input: unknown): string | null {
  const open: [pointer: string, value: unknown][] = [['', input]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [pointer, value] = next;
    if (typeof value === 'string' && !isStorable(value)) return pointer;
    if (!isPlain(value)) continue;
    for (const [key, child] of Object.entries(value)) {
      if (!isStorable(key)) return pointer;
      open.push([`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, child]);
    }
  }
  return null;
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text);
}

/** Arrays and objects as a parser makes them; streams and buffers are left alone. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
