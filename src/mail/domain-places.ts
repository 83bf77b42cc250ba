import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';

import { SEND_DEADLINE_MS } from './transport.ts';

/** A send is over by then; who died in the middle leaves the place free afterwards. */
const LEASE_MS = 2 * SEND_DEADLINE_MS;

/** A place among those of a domain, which all processes share. */
export type DomainPlace = { domain: string; place: number; holder: string };

/** Takes one of `max` places of a domain; null when all are taken, or somebody was faster. */
export async function takePlace(
  client: postgres.Sql,
  domain: string,
  max: number,
): Promise<DomainPlace | null> {
  const holder = randomUUID();
  const [row] = await client<{ place: number }[]>`
    insert into domain_places (domain, place, holder, held_until)
    select ${domain}, free.place, ${holder}::uuid, clock_timestamp() + ${LEASE_MS}::int * interval '1 millisecond'
    from generate_series(1, ${max}::int) as free (place)
    where not exists (
      select from domain_places taken
      where taken.domain = ${domain} and taken.place = free.place and taken.held_until > clock_timestamp())
    order by random() limit 1
    on conflict (domain, place) do update set holder = excluded.holder, held_until = excluded.held_until
    where domain_places.held_until <= clock_timestamp()
    returning place`;
  return row ? { domain, place: row.place, holder } : null;
}

/** Gives a place back, unless it has passed to somebody else. */
export async function leavePlace(
  client: postgres.Sql,
  { domain, place, holder }: DomainPlace,
): Promise<void> {
  await client`
    delete from domain_places where domain = ${domain} and place = ${place} and holder = ${holder}::uuid`;
}
