import type { Person } from '../db/schema/index.ts';
import type { Speech } from '../languages/speak.ts';
import { ENDS_FIRST } from '../people/change-person.ts';
import { YEAR_MAX, YEAR_MIN } from '../people/field-rules.ts';
import type { FieldProblem } from '../people/person-rules.ts';

const FIELDS = ['pausedUntil', 'awayFrom', 'awayUntil'] as const;

/** The days as the form sends them; empty clears. */
export type AbsenceInput = { [F in (typeof FIELDS)[number]]: string };

/** `written` and `problems` are those of a form that could not be saved. */
export type AbsenceFormProps = {
  speech: Speech;
  person: Pick<Person, keyof AbsenceInput>;
  written?: AbsenceInput;
  problems?: FieldProblem[];
};

/** Pausing and being away, as days. */
export function AbsenceForm({ person, speech: { say }, written, problems = [] }: AbsenceFormProps) {
  return (
    <form method="post" action="/me/absence" class="card">
      <p id="absence-rule">{say('me.break-rule')}</p>
      <div class="fields">
        {FIELDS.map((name) => {
          const problem = problems.find(({ field }) => field === name);
          return (
            <div key={name}>
              <label for={name}>{say(`me.${name}`)}</label>
              <input
                id={name}
                name={name}
                type="date"
                value={written?.[name] ?? person[name] ?? ''}
                aria-invalid={problem ? 'true' : undefined}
                aria-describedby={problem ? `${name}-problem` : 'absence-rule'}
              />
              {problem && (
                <p class="warn" id={`${name}-problem`}>
                  {problem.message === ENDS_FIRST.message
                    ? say('me.ends-before-it-begins')
                    : say('me.no-such-day', { first: String(YEAR_MIN), last: String(YEAR_MAX) })}
                </p>
              )}
            </div>
          );
        })}
      </div>
      <div class="actions">
        <button class="primary" type="submit">
          {say('me.save')}
        </button>
      </div>
    </form>
  );
}
