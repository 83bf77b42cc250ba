import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import postgres from 'postgres';

const CONNECTIONS_MAX = 20;
/** How long a place is kept for somebody here; the service reckons it from the gathering. */
const OFFER_HOURS = 24;

type Row = { id: string; gathering_id: string; capacity: number };

/**
 * The least that can answer an invitation: node:http and postgres.js with the statements of the service (lock and
 * load, record, offer the place when one came free), prepared, and a line of text instead of a page. Nothing is checked.
 */
export function startFloor(databaseUrl: string): Server {
  const url = new URL(databaseUrl);
  const host = url.searchParams.get('host');
  url.searchParams.delete('host');
  const sql = postgres(url.href, { max: CONNECTIONS_MAX, ...(host === null ? {} : { host }) });
  return createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('latin1');
    });
    request.on('end', async () => {
      const token = (request.url ?? '').slice('/r/'.length);
      const wanted = body.slice('answer='.length);
      try {
        response.end(`Your answer: ${await answerBarely(sql, token, wanted)}\n`);
      } catch {
        response.writeHead(500).end();
      }
    });
  });
}

async function answerBarely(sql: postgres.Sql, token: string, wanted: string): Promise<string> {
  const hash = createHash('sha256').update(token).digest();
  return sql.begin(async (tx) => {
    const [link] = await tx<Row[]>`
      select i.id, i.person_id, i.reason, i.answer, g.*, g.id as gathering_id, i.id as id, p.email, p.time_zone as zone
      from invitations i join gatherings g on g.id = i.gathering_id join people p on p.id = i.person_id
      where i.id = (select invitation_id from invitation_tokens where token_hash = ${hash} and purpose = 'answer')
      for no key update of g`;
    if (!link) throw new Error('unknown link');
    const [row] = await tx<{ held: boolean; after: string }[]>`
      with mine as (
        select answer as before, answer = 'accepted' or offered_until is not null as held,
          case when ${wanted}::text <> 'accepted' then ${wanted}::text
            when answer = 'accepted' or offered_until > now() then 'accepted'
            when answer = 'waitlisted' then answer
            when (select count(*) from invitations
              where gathering_id = ${link.gathering_id} and (answer = 'accepted' or offered_until is not null))
              < ${link.capacity} then 'accepted'
            else 'waitlisted' end as after
        from invitations where id = ${link.id}),
      changed as (
        update invitations set answer = mine.after, answered_at = now(), offered_until = null,
          waitlist_number = case when mine.after = 'waitlisted' then nextval('waitlist_order') end
        from mine where id = ${link.id} and mine.after <> mine.before)
      select held, after from mine`;
    if (!row) throw new Error('unknown invitation');
    if (row.held && row.after !== 'accepted') {
      await tx`
        update invitations set offered_until = now() + ${OFFER_HOURS} * interval '1 hour'
        where id in (
          select w.id from invitations w join people p on p.id = w.person_id
          where w.gathering_id = ${link.gathering_id} and w.answer = 'waitlisted' and w.offered_until is null
            and (p.left_on is null or p.left_on > current_date)
          order by w.waitlist_number
          limit greatest(0, ${link.capacity} - (
            select count(*) from invitations
            where gathering_id = ${link.gathering_id} and (answer = 'accepted' or offered_until is not null))))
        returning id, person_id`;
    }
    return row.after;
  });
}
