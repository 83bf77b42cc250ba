import { domainToASCII } from 'node:url';

/** RFC 5321 §4.5.3.1.1: octets before the `@`. */
const LOCAL_PART_MAX = 64;
/** RFC 5321 §4.5.3.1.3: a path is at most 256 octets, two of which are the angle brackets. */
export const EMAIL_MAX = 254;
/** RFC 5321 §4.1.2 Dot-string: runs of atext (RFC 5322 §3.2.3) joined by single dots; quoted strings are refused. */
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** RFC 1035 §2.3.4 labels of letters, digits and inner hyphens; two or more, the last one not a number. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const ASCII = /^[\x20-\x7e]*$/;

/**
 * One validated addr-spec: the domain in lower case and in its ASCII form (RFC 5890), the local part as written.
 * Null for anything else: display names, comments, quoted local parts, address literals, several addresses,
 * letters outside ASCII before the `@` (RFC 6531 is not supported by every server on the way).
 */
export function readEmailAddress(text: string): string | null {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || at > LOCAL_PART_MAX) return null;
  const local = trimmed.slice(0, at);
  const written = trimmed.slice(at + 1).toLowerCase();
  const domain = ASCII.test(written) ? written : domainToASCII(written);
  const address = `${local}@${domain}`;
  if (address.length > EMAIL_MAX || !LOCAL_PART.test(local) || !DOMAIN.test(domain)) return null;
  return address;
}
