import { and, eq, inArray, isNull, sql } from 'drizzle-orm';

import { formatWhenIn } from '../../calendar/time-zones.ts';
import type { DbOrTx } from '../../db/connect.ts';
import { people, programmeMembers, programmes, series } from '../../db/schema/index.ts';
import { datesToCome } from '../../invitations/invite-to-series.ts';
import { Isolated } from '../../languages/isolated.tsx';
import {
  defineLetter,
  type LetterPage,
  type LetterPageContext,
  type ReadLetter,
} from '../../letters/define-letter.ts';
import type { DueLetter } from '../../mail/due-mails.ts';
import { join } from '../join.ts';
import { leave } from '../leave.ts';
import { findMembership, findProgramme, lockProgramme } from '../queries.ts';
import { type Rhythm, rhythmOf } from '../rhythm.ts';

type Asked = {
  title: string;
  purpose: string | null;
  host: string | null;
  rhythm: Rhythm;
  minutes: number;
};

/** Asks somebody whom an organiser named whether they want to join: in a coffee trial nobody is without their own word. */
export const askToJoin = defineLetter<Asked>({
  kind: 'programme.ask',
  load: loadAsked,
  words: ({ title, purpose, host, rhythm, minutes }, { speech: { say }, link }) => ({
    subject: say('programme.ask.subject', { title }),
    heading: say('programme.ask.heading', { title }),
    preview: say('programme.ask.preview'),
    ...(host === null ? {} : { from: host }),
    blocks: [
      ...(purpose === null ? [] : [{ kind: 'paragraph' as const, text: purpose }]),
      {
        kind: 'paragraph',
        text: `${say(`programme.rhythm.${rhythm}`)} ${say('programme.minutes', { count: minutes })}`,
      },
      { kind: 'paragraph', text: say('programme.ask.free') },
      { kind: 'action', label: say('programme.ask.look'), url: link },
    ],
  }),
  sample: {
    title: 'Coffee across teams (قهوة بين الفرق)',
    purpose: 'Twice a month a coffee with somebody of another team whom you would not meet otherwise.',
    host: 'Ana Silva',
    rhythm: 'fortnightly',
    minutes: 30,
  },
  page: {
    show: (db, letter, context) => askPage(db, letter, context),
    async act(tx, { letter, form }, context) {
      const { subjectId, personId } = letter;
      const { now, deps } = context;
      await lockProgramme(tx, subjectId);
      const row = await findProgramme(tx, subjectId);
      if (!row) return null;
      if (form.action === 'leave') await leave(tx, { row, personIds: [personId], by: 'own' }, now);
      const drawing = { engine: deps.engine, invitationsMax: deps.env.invitationsPer30DaysMax };
      const joined =
        form.action === 'join'
          ? await join(tx, { row, personIds: [personId], accepted: true, ...drawing }, now)
          : null;
      return askPage(tx, letter, context, joined?.outcome === 'full');
    },
  },
});

async function loadAsked(db: DbOrTx, letters: DueLetter[]): Promise<Map<string, Asked>> {
  const subjects = [...new Set(letters.map(({ subjectId }) => subjectId))];
  const rows = await db
    .select({ id: programmes.id, series, host: people.name })
    .from(programmes)
    .innerJoin(series, eq(series.id, programmes.seriesId))
    .leftJoin(people, eq(people.id, series.hostId))
    .where(and(inArray(programmes.id, subjects), eq(programmes.status, 'active')));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const members = await db
    .select({ programmeId: programmeMembers.programmeId, personId: programmeMembers.personId })
    .from(programmeMembers)
    .where(
      and(
        inArray(programmeMembers.programmeId, subjects),
        sql`${programmeMembers.personId} = any(${sql.param(letters.map(({ personId }) => personId))}::uuid[])`,
        isNull(programmeMembers.leftAt),
      ),
    );
  const inside = new Set(members.map(({ programmeId, personId }) => `${programmeId} ${personId}`));
  return new Map(
    letters.flatMap(({ id, subjectId, personId }) => {
      const row = byId.get(subjectId);
      if (!row || inside.has(`${subjectId} ${personId}`)) return [];
      const { plan, recurrence } = row.series;
      const { title, purpose, durationMinutes: minutes } = plan;
      return [[id, { title, purpose, host: row.host, rhythm: rhythmOf(recurrence), minutes }]];
    }),
  );
}

async function askPage(
  db: DbOrTx,
  { subjectId, personId, person }: ReadLetter,
  { speech, now }: LetterPageContext,
  full = false,
): Promise<LetterPage | null> {
  const row = await findProgramme(db, subjectId);
  if (!row) return null;
  const { programme, series: of } = row;
  const { say, locale } = speech;
  const { title, purpose, durationMinutes } = of.plan;
  const member = (await findMembership(db, subjectId, personId)) !== null;
  const [next] = await datesToCome(db, of.id, now);
  const zones = [person.timeZone, of.timeZone];
  const when = next ? formatWhenIn({ instant: next.startsAt, durationMinutes, locale }, zones) : [];
  const ended = programme.status === 'ended' || !next;
  return {
    title: say('programme.title'),
    children: (
      <>
        <h1>
          <Isolated text={say('programme.ask.heading', { title })} />
        </h1>
        {member && (
          <p class="notice" role="status">
            {say('programme.member')}
          </p>
        )}
        {full && (
          <p class="warn" role="alert">
            {say('programme.full')}
          </p>
        )}
        {purpose && (
          <p>
            <bdi>{purpose}</bdi>
          </p>
        )}
        <p>
          {say(`programme.rhythm.${rhythmOf(of.recurrence)}`)}{' '}
          {say('programme.minutes', { count: durationMinutes })}
        </p>
        {when.length > 0 && (
          <dl>
            <dt>{say('programme.next')}</dt>
            <dd>
              {when.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </dd>
          </dl>
        )}
        {ended ? (
          <p class="warn">{say('programme.ended')}</p>
        ) : (
          <form method="post" class="actions">
            <button
              class={member ? undefined : 'primary'}
              type="submit"
              name="action"
              value={member ? 'leave' : 'join'}
            >
              {say(member ? 'programme.leave' : 'programme.join')}
            </button>
          </form>
        )}
        <p class="soft">{say('programme.ask.free')}</p>
      </>
    ),
  };
}
