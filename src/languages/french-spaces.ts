/**
 * Makes the spaces of French punctuation hold: narrow before `? ! ;` and inside « », full before a colon (Lexique des
 * règles typographiques en usage à l’Imprimerie nationale). Translators write plain ones.
 */
export function frenchSpaces(text: string): string {
  return text
    .replaceAll(/ (?=[?!;»])/g, '\u202f')
    .replaceAll('« ', '«\u202f')
    .replaceAll(' :', '\u00a0:');
}
