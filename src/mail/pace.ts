import type postgres from 'postgres';

/**
 * Takes the next turn at a rate that all processes keep together; returns how long to wait for it, in milliseconds.
 * Turns are spaced evenly, and time that nobody used is not saved up. One row's update decides, by the database's clock.
 */
export async function takeTurn(client: postgres.Sql, perSecond: number): Promise<number> {
  const step = `${1 / perSecond} seconds`;
  const [row] = await client<{ wait: number }[]>`
    insert into sending_pace as pace (id, next_turn_at) values (1, clock_timestamp() + ${step}::interval)
    on conflict (id) do update set next_turn_at = greatest(pace.next_turn_at, clock_timestamp()) + ${step}::interval
    returning (extract(epoch from pace.next_turn_at - ${step}::interval - clock_timestamp()) * 1000)::float8 as wait`;
  return Math.max(0, row?.wait ?? 0);
}
