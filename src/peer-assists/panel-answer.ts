import type { PeerAssist } from '../db/schema/index.ts';
import { defaultSeed } from '../invitations/default-seed.ts';
import { judgePanel, type PanelRule } from '../mixing/index.ts';
import type { PanelQuestion } from './panel-question.ts';
import { holdsSeat, type Seat } from './queries.ts';
import type { PanelAnswer } from './schemas.ts';

/**
 * A panel as it is answered, scored as it stands. Once it is confirmed, who declined, and so what is left of the rules,
 * is told only where `showDeclines`: the host sees who comes.
 */
export function panelAnswer(
  { input, known }: PanelQuestion,
  { assist, seats, showDeclines }: { assist: PeerAssist; seats: Seat[]; showDeclines: boolean },
): PanelAnswer {
  const isConfirmed = assist.status === 'confirmed';
  const shown = seats.filter((seat) => (isConfirmed ? seat.state === 'asked' : holdsSeat(seat)));
  const holding = shown.filter(holdsSeat).map(({ personId }) => personId);
  const judged =
    isConfirmed && !showDeclines
      ? null
      : judgePanel(input, holding, new Set(assist.panelKept as PanelRule[]));
  return {
    seed: assist.panelSeed ?? defaultSeed(assist.id),
    wanted: input.size,
    groups: Math.max(1, ...shown.map(({ groupNumber }) => groupNumber)),
    seats: shown.flatMap(({ personId, reason, groupNumber, answer }) => {
      const person = known.get(personId);
      if (!person) return [];
      const { name, unit, location, offers } = person;
      const told = answer === 'declined' && !showDeclines ? 'none' : answer;
      return [{ personId, name, unit, location, offers, reason, group: groupNumber, answer: told }];
    }),
    findings: judged?.findings ?? null,
    mix: judged?.mix ?? null,
  };
}
