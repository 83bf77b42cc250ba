import { formatDay } from '../calendar/format-when.ts';
import { plainText } from '../calendar/plain-text.ts';
import type { Briefing } from '../db/schema/index.ts';
import type { Speech } from '../languages/speak.ts';
import type { Fact } from '../mail/content.ts';

/** What those who are asked for help are told, line by line, in the mail and on the answer page alike. Pure. */
export function briefingFacts(
  { problem, decision, decisionOn, hopedFor }: Briefing,
  durationMinutes: number,
  { say, locale }: Speech,
): Fact[] {
  const lines = (text: string) => plainText(text).split('\n');
  return [
    { label: say('assist.problem'), lines: lines(problem) },
    { label: say('assist.decision'), lines: lines(decision) },
    { label: say('assist.decided-on'), lines: [formatDay(decisionOn, locale)] },
    { label: say('assist.hoped-for'), lines: hopedFor.flatMap(lines) },
    { label: say('assist.time-asked'), lines: [say('agenda.minutes', { count: durationMinutes })] },
  ];
}
