/** From this length on, the first and last letter of a local part give away little enough to be shown. */
const BOTH_ENDS_FROM = 4;

/** An address that its owner recognises and nobody else learns: `a…a@example.org`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const end = local.length >= BOTH_ENDS_FROM ? local.slice(-1) : '';
  return `${local.slice(0, 1)}…${end}${address.slice(at)}`;
}
