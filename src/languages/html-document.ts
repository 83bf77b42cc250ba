import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** Text escapes `<`, so this is a tag; a value with an angle bracket in it leaves its tag as it is. */
const CLOSED_VOID_TAG = /<(br|col|hr|img|input|link|meta|wbr)\b([^<>]*?)\s*\/>/g;

/**
 * An HTML document from its root element. The library closes void elements as XML does, which HTML ignores and checkers
 * report.
 */
export function htmlDocument(root: VNode): string {
  return `<!doctype html>${renderToString(root).replace(CLOSED_VOID_TAG, '<$1$2>')}`;
}
