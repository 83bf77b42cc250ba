const WORDS = /[\p{L}\p{N}]+/gu;

/** Lower-case words of a topic in a row, with a space at both ends. */
function wordsOf(text: string): string {
  return ` ${(text.normalize('NFKC').toLowerCase().match(WORDS) ?? []).join(' ')} `;
}

/** Whether an offer answers an ask: one of the two holds all words of the other, in a row. */
export function meetsAsk(offer: string, ask: string): boolean {
  const [one, other] = [wordsOf(offer), wordsOf(ask)];
  if (one.trim() === '' || other.trim() === '') return false;
  return one.includes(other) || other.includes(one);
}
