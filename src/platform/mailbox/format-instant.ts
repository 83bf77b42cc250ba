/** Minutes are enough to tell messages apart; the zone is named because the reader's is not known. */
export function formatInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
