import type { Key } from './catalogue.ts';
import { en } from './en.ts';
import type { Speech } from './speak.ts';

/** The title of an agenda's line: those of the formats are kept in English and said in the reader's language. */
export function agendaTitle(title: string, { say }: Speech): string {
  const key = `agenda: ${title}`;
  return isTitle(key) ? say(key) : title;
}

function isTitle(key: string): key is Key & `agenda: ${string}` {
  return Object.hasOwn(en, key);
}
