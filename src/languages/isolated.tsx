import { isolatedParts } from './isolate.ts';

/** A text of ours in a page or a mail: what it set apart by isolates becomes `bdi`, which copies without them. */
export function Isolated({ text }: { text: string }) {
  return <>{isolatedParts(text).map((part) => (part.isolated ? <bdi>{part.text}</bdi> : part.text))}</>;
}
