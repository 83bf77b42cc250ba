/** 13 hexadecimal digits are 52 bits: the most that a JSON number holds exactly. */
const HEX_DIGITS = 13;

/**
 * The seed of a gathering's draw when none is given: always the same number, so that the invitation without a seed
 * invites those whom the preview without a seed showed. Taken from the random end of its UUIDv7 (RFC 9562 §5.7).
 */
export function defaultSeed(gatheringId: string): number {
  return Number.parseInt(gatheringId.replaceAll('-', '').slice(-HEX_DIGITS), 16);
}
