import type { Person } from '../db/schema/index.ts';
import type { FieldProblem } from '../people/person-rules.ts';

const FIELDS = [
  { name: 'pausedUntil', label: 'No invitations up to and including' },
  { name: 'awayFrom', label: 'Away from' },
  { name: 'awayUntil', label: 'Away until, that day included' },
] as const;

/** The days as the form sends them; empty clears. */
export type AbsenceInput = { [F in (typeof FIELDS)[number]['name']]: string };

/** `written` and `problems` are those of a form that could not be saved. */
export type AbsenceFormProps = {
  person: Pick<Person, keyof AbsenceInput>;
  written?: AbsenceInput;
  problems?: FieldProblem[];
};

/** Pausing and being away, as days. */
export function AbsenceForm({ person, written, problems = [] }: AbsenceFormProps) {
  return (
    <form method="post" action="/me/absence" class="card">
      <p id="absence-rule">
        On these days you are not drawn for a gathering. Leave a field empty to end it. Organisers can see the
        days, colleagues cannot.
      </p>
      <div class="fields">
        {FIELDS.map(({ name, label }) => {
          const problem = problems.find(({ field }) => field === name);
          return (
            <div key={name}>
              <label for={name}>{label}</label>
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
                  This day {problem.message}.
                </p>
              )}
            </div>
          );
        })}
      </div>
      <div class="actions">
        <button class="primary" type="submit">
          Save
        </button>
      </div>
    </form>
  );
}
