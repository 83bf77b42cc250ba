import { setImmediate } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';

/** So many items of a list are written at once, in about a millisecond. */
const ITEMS_PER_TURN = 200;

/**
 * Gives a body that may hold tens of thousands of items, written as JSON while other requests have their turns in
 * between; Fastify would write it in one go. Everything in it is sent: it may hold no field that its schema does not.
 */
export async function inTurns<B extends object>(reply: FastifyReply, body: B): Promise<B> {
  const pieces: string[] = [];
  await writeObject(body, pieces);
  const text = pieces.join('');
  reply.type('application/json; charset=utf-8').serializer(() => text);
  return body;
}

async function writeObject(value: object, pieces: string[]): Promise<void> {
  let before = '{';
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue;
    pieces.push(before, JSON.stringify(key), ':');
    before = ',';
    if (Array.isArray(field)) await writeList(field, pieces);
    else pieces.push(JSON.stringify(field));
  }
  pieces.push(before === '{' ? '{}' : '}');
}

/** A long list in slices; the items of a short one each by itself, for they may hold long lists. */
async function writeList(items: unknown[], pieces: string[]): Promise<void> {
  if (items.length <= ITEMS_PER_TURN) return writeFew(items, pieces);
  let before = '[';
  for (let i = 0; i < items.length; i += ITEMS_PER_TURN) {
    await setImmediate();
    pieces.push(before, JSON.stringify(items.slice(i, i + ITEMS_PER_TURN)).slice(1, -1));
    before = ',';
  }
  pieces.push(']');
}

async function writeFew(items: unknown[], pieces: string[]): Promise<void> {
  let before = '[';
  for (const item of items) {
    pieces.push(before);
    before = ',';
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) await writeObject(item, pieces);
    else pieces.push(JSON.stringify(item));
  }
  pieces.push(before === '[' ? '[]' : ']');
}
