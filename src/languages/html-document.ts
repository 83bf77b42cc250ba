import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** Text escapes `<`, so this is a tag; a value with an angle bracket in it leaves its tag as it is. */
const CLOSED_VOID_TAG = /<(br|col|hr|img|input|link|meta|wbr)\b([^<>]*?)\s*\/>/g;
/** Lines may break after a dash; U+2060 joins from and until (UAX 14, LB11). */
const DASH_BETWEEN_TIMES = /–(?<=\d:\d\d–)(?=\d\d:\d\d)/g;

/**
 * An HTML document from its root element. The library closes void elements as XML does, which HTML ignores and checkers
 * report. Times like 14:00–15:30 stay on one line.
 */
export function htmlDocument(root: VNode): string {
  const html = renderToString(root).replace(CLOSED_VOID_TAG, '<$1$2>').replace(DASH_BETWEEN_TIMES, '–\u2060');
  return `<!doctype html>${html}`;
}
