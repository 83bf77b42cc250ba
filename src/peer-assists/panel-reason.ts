import type { Expertise } from './expertise.ts';

type About = { unit: string; location: string; metHosts: boolean; expertise: Expertise };

/**
 * Why somebody is asked, in words that suit them, the host and the organiser alike: what they bring, where they come
 * from, and that the host's team has not met them. Every part is true; none counts or compares.
 */
export function panelReason({ unit, location, metHosts, expertise }: About, byHost = false): string {
  const parts = [
    ...(byHost ? ['chosen by the host'] : []),
    ...(expertise.offer === null ? [] : [`offers “${expertise.offer}”`]),
    ...(expertise.offer === null && expertise.unitAhead ? ['from a team that is ahead in this'] : []),
    `from ${unit} in ${location}`,
    ...(metHosts ? [] : ['no meeting with the host’s team in the last 12 months']),
  ];
  const reason = parts.join('; ');
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
