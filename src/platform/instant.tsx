/** Minutes are enough to tell messages apart; the zone is named because the reader's is not known. */
export function Instant({ value }: { value: Date }) {
  const iso = value.toISOString();
  return <time dateTime={iso}>{`${iso.slice(0, 16).replace('T', ' ')} UTC`}</time>;
}
