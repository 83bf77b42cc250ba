import type { Met } from './model.ts';

/**
 * Meetings as text, one `a,b,yyyy-mm-dd` a line, many lines a page: a hundred thousand of them cross from the database to
 * another thread in milliseconds, where as many objects hold up whoever waits meanwhile. Ids hold no comma.
 */
export type MetPages = readonly string[];

/** The meetings on the pages, in their order. */
export function readMetPages(pages: MetPages): Met[] {
  return pages.flatMap((page) => page.split('\n').map(readLine));
}

function readLine(line: string): Met {
  const [a = '', b = '', metOn = ''] = line.split(',');
  return { a, b, metOn };
}
