import { formatDay, formatWhen } from '../calendar/format-when.ts';
import { Isolated } from '../languages/isolated.tsx';
import { commaOf } from '../languages/languages.ts';
import type { Speech } from '../languages/speak.ts';
import type { Sheet } from './schemas.ts';

const MS_PER_MINUTE = 60_000;
const DAY_LENGTH = 'yyyy-mm-dd'.length;
const TIME_AT = 'yyyy-mm-ddT'.length;
const MINUTE_LENGTH = 'yyyy-mm-ddThh:mm'.length;

type SheetProps = { sheet: Sheet; speech: Speech };

/** The facilitator's sheet: readable on a phone, and on paper. */
export function SheetView({ sheet, speech }: SheetProps) {
  const { say } = speech;
  return (
    <>
      <h1>
        <Isolated text={say('assist.sheet.title', { title: sheet.title })} />
      </h1>
      <Facts sheet={sheet} speech={speech} />
      <h2>{say('agenda.heading')}</h2>
      <ol class="rows">
        {sheet.agenda.map((block, i) => (
          <li key={String(i)}>
            <div>
              <p>
                <strong>{clock(block, i === 0 ? null : sheet.agenda[i - 1], speech)}</strong>{' '}
                <bdi>{block.title}</bdi>{' '}
                <span class="soft">({say('agenda.minutes', { count: block.minutes })})</span>
              </p>
              {block.prompt && <p class="soft">{block.prompt}</p>}
            </div>
          </li>
        ))}
      </ol>
      <h2>{say('assist.sheet.who')}</h2>
      <Coming sheet={sheet} speech={speech} />
      <h2>{say('assist.sheet.rules')}</h2>
      <ul>
        {sheet.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </>
  );
}

function Facts({ sheet, speech }: SheetProps) {
  const { say, locale } = speech;
  const instant = new Date(sheet.startsAt);
  const durationMinutes = (Date.parse(sheet.endsAt) - instant.getTime()) / MS_PER_MINUTE;
  const rows = [
    [say('facts.when'), [formatWhen({ instant, durationMinutes, timeZone: sheet.timeZone, locale })]],
    [say('facts.where'), sheet.place === null ? [] : [sheet.place]],
    [say('facts.online'), sheet.onlineUrl === null ? [] : [sheet.onlineUrl]],
    [say('assist.sheet.host'), leader(sheet.host)],
    [say('assist.sheet.facilitator'), leader(sheet.facilitator)],
    [say('assist.problem'), sheet.problem.split('\n')],
    [say('assist.decision'), sheet.decision.split('\n')],
    [say('assist.decided-on'), [formatDay(sheet.decisionOn, locale)]],
    [say('assist.hoped-for'), sheet.hopedFor],
  ] as const;
  return (
    <dl>
      {rows.flatMap(([label, lines]) =>
        lines.length === 0
          ? []
          : [
              <dt key={label}>{label}</dt>,
              <dd key={`${label} said`}>
                {lines.map((line, i) => (
                  <span key={String(i)}>
                    {i > 0 && <br />}
                    <bdi>{line}</bdi>
                  </span>
                ))}
              </dd>,
            ],
      )}
    </dl>
  );
}

const leader = (person: Sheet['host']) => (person === null ? [] : [`${person.name} · ${person.unit}`]);

/** "14:05–14:15", with its date where that is another one than before. */
function clock(
  { start, end }: Sheet['agenda'][number],
  before: Sheet['agenda'][number] | null | undefined,
  { locale }: Speech,
): string {
  const time = (local: string) => local.slice(TIME_AT, MINUTE_LENGTH);
  const day = start.slice(0, DAY_LENGTH);
  const isNewDay = before !== null && before?.start.slice(0, DAY_LENGTH) !== day;
  return `${isNewDay ? `${formatDay(day, locale)}${commaOf(locale)}` : ''}${time(start)}–${time(end)}`;
}

function Coming({ sheet: { assisters, seatsOpen }, speech: { say, list } }: SheetProps) {
  const isSplit = assisters.some(({ group }) => group > 1);
  return (
    <>
      <ul class="rows">
        {assisters.map(({ name, unit, location, offers, group }) => (
          <li key={`${name} ${unit}`}>
            <div>
              <p>
                <strong>
                  <bdi>{name}</bdi>
                </strong>{' '}
                <span class="soft">
                  <bdi>{unit}</bdi> · <bdi>{location}</bdi>
                  {isSplit && ` · ${say('assist.sheet.group', { number: String(group) })}`}
                </span>
              </p>
              {offers.length > 0 && (
                <p>
                  <Isolated text={say('assist.sheet.offers', { topics: list(offers) })} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {seatsOpen > 0 && <p>{say('assist.sheet.open', { count: seatsOpen })}</p>}
    </>
  );
}
