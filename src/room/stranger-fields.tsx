import type { Speech } from '../languages/speak.ts';
import type { FieldProblem } from '../people/person-rules.ts';
import type { Stranger } from './walk-in.ts';

export const STRANGER_FIELDS = ['name', 'email', 'unit', 'location'] as const satisfies (keyof Stranger)[];

export type StrangerProps = {
  speech: Speech;
  written?: Stranger | undefined;
  problems?: FieldProblem[] | undefined;
};

/** Who somebody is, as the forms at the door ask. */
export function StrangerFields({ speech: { say }, written, problems = [] }: StrangerProps) {
  return (
    <div class="fields">
      {STRANGER_FIELDS.map((name) => {
        const isWrong = problems.some(({ field }) => field === name);
        return (
          <div key={name}>
            <label for={`new-${name}`}>{say(`room.field.${name}`)}</label>
            <input
              id={`new-${name}`}
              name={name}
              {...(name === 'email' ? { type: 'email' as const } : { type: 'text' as const })}
              required
              maxLength={254}
              value={written?.[name] ?? ''}
              aria-invalid={isWrong ? 'true' : undefined}
              aria-describedby={isWrong ? `new-${name}-problem` : undefined}
            />
            {isWrong && (
              <p class="warn" id={`new-${name}-problem`}>
                {say('room.field.wrong')}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}
