import type { ReasonPart } from '../db/schema/index.ts';
import type { Expertise } from './expertise.ts';

type About = { unit: string; location: string; metHosts: boolean; expertise: Expertise };

/**
 * Why somebody is asked, in clauses that suit them, the host and the organiser alike: what they bring, where they come
 * from, and that the host's team has not met them. Each is true; none counts or compares.
 */
export function panelReason({ unit, location, metHosts, expertise }: About, byHost = false): ReasonPart[] {
  const { offer: topic, unitAhead } = expertise;
  return [
    ...(byHost ? [{ kind: 'by-host' } as const] : []),
    ...(topic === null ? [] : [{ kind: 'offers', topic } as const]),
    ...(topic === null && unitAhead ? [{ kind: 'unit-ahead' } as const] : []),
    { kind: 'from', unit, location },
    ...(metHosts ? [] : [{ kind: 'not-met-hosts' } as const]),
  ];
}
