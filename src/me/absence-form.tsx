import { PAUSED_FOR_GOOD, type Person } from '../db/schema/index.ts';
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

/** Pausing and being away, as days. Who has stopped all invitations sees that instead of a day, and can take it back. */
export function AbsenceForm({ person, speech: { say }, written, problems = [] }: AbsenceFormProps) {
  return (
    <form method="post" action="/me/absence" class="card">
      <p id="absence-rule">{say('me.break-rule')}</p>
      <div class="fields">
        {FIELDS.map((name) => {
          const problem = problems.find(({ field }) => field === name);
          const value = written?.[name] ?? person[name] ?? '';
          if (value === PAUSED_FOR_GOOD)
            return (
              <label key={name} class="choice">
                <input type="checkbox" name={name} value={PAUSED_FOR_GOOD} checked />
                {say('me.stopped')}
              </label>
            );
          return (
            <div key={name}>
              <label for={name}>{say(`me.${name}`)}</label>
              <input
                id={name}
                name={name}
                type="date"
                value={value}
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
