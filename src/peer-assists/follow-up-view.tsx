import { formatDay } from '../calendar/format-when.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { OUTCOME_AFTER, type OutcomeAfter } from './follow-up-days.ts';
import type { FollowUp } from './schemas.ts';

const DECISIONS = ['adopted', 'adapted', 'declined'] as const;

export type FollowUpProps = {
  title: string;
  followUp: FollowUp;
  speech: Speech;
  /** What the reader may write, as the host. */
  form?: 'action' | OutcomeAfter;
  notice?: 'assist.saved' | 'assist.mistake';
};

/** What becomes of the ideas and what came of them: for the assisters to read, and for the host to write. */
export function FollowUpView({ title, followUp, speech, form, notice }: FollowUpProps) {
  const { say, locale } = speech;
  return (
    <>
      <h1>
        <bdi>{title}</bdi>
      </h1>
      {notice && (
        <p class="notice" role={notice === 'assist.saved' ? 'status' : 'alert'}>
          {say(notice)}
        </p>
      )}
      <h2>{say('assist.actions.heading')}</h2>
      {form === 'action' && followUp.dueOn && (
        <p>
          <Isolated text={say('assist.actions.until', { day: formatDay(followUp.dueOn, locale) })} />
        </p>
      )}
      <Actions followUp={followUp} speech={speech} />
      {form === 'action' && <ActionForm speech={speech} />}
      {OUTCOME_AFTER.map((after) => (
        <Outcome after={after} followUp={followUp} speech={speech} isAsked={form === after} key={after} />
      ))}
    </>
  );
}

type Part = { followUp: FollowUp; speech: Speech };

function Actions({ followUp: { actions }, speech: { say } }: Part) {
  if (actions.length === 0) return <p>{say('assist.actions.none')}</p>;
  return (
    <ol class="rows">
      {actions.map(({ number, idea, decision, reason }) => (
        <li key={String(number)}>
          <div>
            <p dir="auto">{idea}</p>
            <p class="soft">
              {say(`assist.actions.${decision}`)} · <bdi>{reason}</bdi>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function ActionForm({ speech: { say } }: { speech: Speech }) {
  return (
    <form method="post">
      <div class="words">
        <label for="idea">{say('assist.actions.idea')}</label>
        <textarea id="idea" name="idea" rows={2} maxLength={2000} dir="auto" required />
      </div>
      <div class="words">
        <label for="decision">{say('assist.actions.what')}</label>
        <select id="decision" name="decision">
          {DECISIONS.map((decision) => (
            <option value={decision} key={decision}>
              {say(`assist.actions.${decision}`)}
            </option>
          ))}
        </select>
      </div>
      <div class="words">
        <label for="reason">{say('assist.actions.reason')}</label>
        <textarea id="reason" name="reason" rows={2} maxLength={2000} dir="auto" required />
      </div>
      <div class="actions">
        <button type="submit" class="primary">
          {say('assist.actions.add')}
        </button>
      </div>
    </form>
  );
}

function Outcome({
  after,
  followUp,
  speech: { say },
  isAsked,
}: Part & { after: OutcomeAfter; isAsked: boolean }) {
  const told = followUp.outcomes.find((outcome) => outcome.after === after);
  return (
    <>
      <h2>{say(`assist.outcome.${after}`)}</h2>
      {told ? <p dir="auto">{told.text}</p> : <p>{say('assist.outcome.none')}</p>}
      {isAsked && (
        <form method="post">
          <div class="words">
            <label for="text">{say('assist.outcome.write')}</label>
            <textarea id="text" name="text" rows={4} maxLength={2000} dir="auto" required>
              {told?.text ?? ''}
            </textarea>
          </div>
          <div class="actions">
            <button type="submit" class="primary">
              {say('assist.outcome.save')}
            </button>
          </div>
        </form>
      )}
    </>
  );
}
