import { formatInstant } from './format-instant.ts';

/** An instant for people and for programs. */
export function Instant({ value }: { value: Date }) {
  return <time dateTime={value.toISOString()}>{formatInstant(value)}</time>;
}
