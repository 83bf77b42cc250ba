import { plainLine } from '../calendar/plain-text.ts';
import { formatMomentIn } from '../calendar/time-zones.ts';
import type { DbOrTx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import { Isolated } from '../languages/isolated.tsx';
import type { Speech } from '../languages/speak.ts';
import type { LetterPage, ReadLetter } from '../letters/define-letter.ts';
import {
  asksOf,
  confirmedStalls,
  findPlan,
  type RouteStop,
  type StaffedStall,
  stopsOf,
  visitorsOf,
} from './queries.ts';

export type FairNotice = 'fair.asks.saved' | 'fair.agreed.saved' | 'fair.agreed.mistake';

/** A fair as one of its visitors sees it: their route, what they would like to find, and agreements. */
export async function fairPage(
  db: DbOrTx,
  { letter, fair }: { letter: ReadLetter; fair: Gathering },
  { speech, now, notice }: { speech: Speech; now: Date; notice?: FairNotice },
): Promise<LetterPage> {
  const { personId } = letter;
  const { say, locale } = speech;
  const plan = await findPlan(db, fair.id);
  const stops = plan ? await stopsOf(db, { gatheringIds: [fair.id], personIds: [personId] }) : [];
  const stalls = await confirmedStalls(db, fair.id);
  const own = await asksOf(db, { gatheringId: fair.id, personId });
  const partners = fair.startsAt <= now ? await partnersOf(db, stalls, personId) : [];
  const title = plainLine(fair.title);
  const when = formatMomentIn({ instant: fair.startsAt, locale }, [letter.person.timeZone, fair.timeZone]);
  return {
    title,
    children: (
      <>
        {notice && (
          <p class="notice" role="status">
            {say(notice)}
          </p>
        )}
        <h1>
          <Isolated text={title} />
        </h1>
        {when.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <h2>{say('fair.route.heading')}</h2>
        {stops.length === 0 ? (
          <p class="soft">{say('fair.route.none')}</p>
        ) : (
          <Route stops={stops} speech={speech} />
        )}
        {fair.status === 'scheduled' && fair.startsAt > now && (
          <AsksForm own={own} stalls={stalls} speech={speech} />
        )}
        {partners.length > 0 && <AgreementForm partners={partners} speech={speech} />}
      </>
    ),
  };
}

function Route({ stops, speech }: { stops: RouteStop[]; speech: Speech }) {
  return (
    <ol class="cards">
      {stops.map((stop) => (
        <li key={stop.round} class="card">
          <Isolated text={stopText(stop, speech)} />
        </li>
      ))}
    </ol>
  );
}

/** A stop in words: the round, the stall, and whether one is on duty there. */
export function stopText(
  { round, title, onDuty }: Pick<RouteStop, 'round' | 'title' | 'onDuty'>,
  { say, locale }: Speech,
): string {
  const values = { round: new Intl.NumberFormat(locale).format(round), stall: plainLine(title) };
  return onDuty ? say('fair.stop.duty', values) : say('fair.stop.visit', values);
}

function AsksForm({
  own,
  stalls,
  speech: { say },
}: {
  own: Awaited<ReturnType<typeof asksOf>>;
  stalls: StaffedStall[];
  speech: Speech;
}) {
  const offered = [...new Set(stalls.flatMap(({ stall }) => stall.offers))];
  const others = own.asks.filter((ask) => !offered.includes(ask));
  return (
    <form method="post" class="words">
      <h2>{say('fair.asks.heading')}</h2>
      {offered.length > 0 && (
        <fieldset>
          <legend>{say('fair.asks.offered')}</legend>
          {offered.map((offer, i) => (
            <label key={offer} class="choice">
              <input type="checkbox" name={`offer-${i}`} value={offer} checked={own.asks.includes(offer)} />{' '}
              <span dir="auto">{offer}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label for="asks">{say('fair.asks.other')}</label>
      <textarea id="asks" name="asks" rows={3} maxLength={1000} dir="auto">
        {others.join('\n')}
      </textarea>
      <label class="choice">
        <input type="checkbox" name="step-free" value="yes" checked={own.stepFree} />{' '}
        {say('fair.asks.step-free')}
      </label>
      <div class="actions">
        <button type="submit" class="primary" name="do" value="asks">
          {say('fair.save')}
        </button>
      </div>
    </form>
  );
}

type Partner = { id: string; name: string; stall: string };

/** Whom a visitor may agree with: the staff of the stalls and, for staff, those whose route leads to their own. */
async function partnersOf(db: DbOrTx, stalls: StaffedStall[], personId: string): Promise<Partner[]> {
  const partners = stalls.flatMap(({ stall, staff }) =>
    staff.filter(({ id }) => id !== personId).map(({ id, name }) => ({ id, name, stall: stall.title })),
  );
  const own = stalls.find(({ staff }) => staff.some(({ id }) => id === personId));
  if (!own) return partners;
  const known = new Set(partners.map(({ id }) => id));
  const visitors = await visitorsOf(db, own.stall.id);
  const others = visitors.filter(({ id }) => !known.has(id));
  return [...partners, ...others.map((visitor) => ({ ...visitor, stall: own.stall.title }))];
}

function AgreementForm({ partners, speech: { say } }: { partners: Partner[]; speech: Speech }) {
  return (
    <form method="post" class="words">
      <h2>{say('fair.agreed.heading')}</h2>
      <label for="partner">{say('fair.agreed.with')}</label>
      <select id="partner" name="partner" required>
        {partners.map(({ id, name, stall }) => (
          <option key={id} value={id}>
            {`${name} (${stall})`}
          </option>
        ))}
      </select>
      <fieldset>
        <legend>{say('fair.agreed.who')}</legend>
        <label class="choice">
          <input type="radio" name="helper" value="they" checked /> {say('fair.agreed.they-help')}
        </label>
        <label class="choice">
          <input type="radio" name="helper" value="me" /> {say('fair.agreed.i-help')}
        </label>
      </fieldset>
      <label for="topic">{say('fair.agreed.topic')}</label>
      <input id="topic" name="topic" maxLength={200} required dir="auto" />
      <label for="first-step">{say('fair.agreed.first-step')}</label>
      <input id="first-step" name="first-step" maxLength={500} required dir="auto" />
      <label for="date">{say('fair.agreed.date')}</label>
      <input id="date" name="date" type="date" required />
      <div class="actions">
        <button type="submit" class="primary" name="do" value="agreement">
          {say('fair.save')}
        </button>
      </div>
    </form>
  );
}
