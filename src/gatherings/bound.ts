import { Problem } from '../problems.ts';

/** A bound of the list; RFC 3339 writes leap seconds, which no clock here knows. @throws Problem */
export function bound(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  const errors = [{ pointer: `/${name}`, message: 'is no instant that exists' }];
  throw new Problem('validation-failed', `${name} is no instant that exists.`, { errors });
}
