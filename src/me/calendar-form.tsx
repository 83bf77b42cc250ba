import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import { readableDay } from './when.ts';

export type CalendarFormProps = {
  /** When the address was made; null where there is none. */
  since: Date | null;
  /** The address, right after it was made: it is shown this once. */
  url?: string | undefined;
  timeZone: string;
  speech: Speech;
};

/** The private calendar address: making one, making it anew, ending it. */
export function CalendarForm({ since, url, timeZone, speech }: CalendarFormProps) {
  const { say } = speech;
  return (
    <form method="post" action="/me/calendar" class="card">
      <p id="calendar-rule">{say('me.calendar-rule')}</p>
      {url && (
        <div role="status">
          <label for="calendar-url">{say('me.calendar-made')}</label>
          <input id="calendar-url" type="text" readOnly dir="ltr" value={url} />
        </div>
      )}
      {since && !url && (
        <p>
          <Isolated text={say('me.calendar-since', { day: readableDay(since, timeZone, speech.locale) })} />
        </p>
      )}
      <div class="actions">
        <button type="submit" name="action" value="make" aria-describedby="calendar-rule">
          {say(since ? 'me.calendar-renew' : 'me.calendar-make')}
        </button>
        {since && (
          <button type="submit" name="action" value="revoke" aria-describedby="calendar-rule">
            {say('me.calendar-revoke')}
          </button>
        )}
      </div>
    </form>
  );
}
