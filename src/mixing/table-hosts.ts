import type { SeatedRound } from './model.ts';
import { type Random, shuffle } from './random.ts';
import { tableSizes } from './table-sizes.ts';

/**
 * Who stays at a table while the others move on (world café): the host of table t stands at t − 1. Those named come
 * first, in their order; the other tables get theirs by chance.
 */
export function tableHosts(
  { present, tableSize, named }: { present: readonly string[]; tableSize: number; named: readonly string[] },
  random: Random,
): string[] {
  const hosts = [...new Set(named)];
  const lacking = Math.max(0, tablesOf(present, tableSize) - hosts.length);
  return [...hosts, ...byChance(present, hosts, random).slice(0, lacking)];
}

/**
 * The same at the bell: whoever hosted a table and is here goes on. A table whose host left, or that is new, gets the
 * host of a table that is no more, then somebody who sat at it last, then anybody.
 */
export function nextTableHosts(
  {
    present,
    tableSize,
    before,
    lastSeats,
  }: {
    present: readonly string[];
    tableSize: number;
    /** hosts by table until now; null where there was none */
    before: readonly (string | null)[];
    /** who sat at each table in the last round done; empty where none is */
    lastSeats: readonly (readonly string[])[];
  },
  random: Random,
): string[] {
  const here = new Set(present);
  const free = before.map((host) => (host !== null && here.has(host) ? host : null));
  const tables = tablesOf(present, tableSize);
  const surplus = free.slice(tables).flatMap((host) => host ?? []);
  const hosts = Array.from({ length: tables }, (_, t) => free[t] ?? surplus.shift() ?? null);
  const taken = new Set(hosts.flatMap((host) => host ?? []));
  const take = (person: string | undefined): string | null => {
    if (person !== undefined) taken.add(person);
    return person ?? null;
  };
  const others = byChance(present, [], random);
  return hosts.flatMap(
    (host, t) =>
      host ??
      take(lastSeats[t]?.find((person) => here.has(person) && !taken.has(person))) ??
      take(others.find((person) => !taken.has(person))) ??
      [],
  );
}

/**
 * Puts every host at the table that is theirs, in every round, by its number. Where a plan left two at one table, the
 * second changes places with somebody of a table without one.
 */
export function seatHosts(rounds: SeatedRound[], hosts: readonly string[]): SeatedRound[] {
  if (hosts.length === 0) return rounds;
  const isHost = new Set(hosts);
  return rounds.map(({ number, tables }) => {
    const seated = tables.map(({ seats }) => [...seats]);
    const without = seated.filter((seats) => !seats.some((person) => isHost.has(person)));
    for (const seats of seated)
      for (const [k, host] of seats.filter((person) => isHost.has(person)).entries()) {
        const lacking = k === 0 ? undefined : without.pop();
        if (lacking === undefined) continue;
        const mover = lacking[0]!;
        lacking[0] = host;
        seats[seats.indexOf(host)] = mover;
      }
    const tableOf = new Map(seated.flatMap((seats) => seats.map((person) => [person, seats] as const)));
    return {
      number,
      tables: hosts.map((host, t) => ({ number: t + 1, seats: tableOf.get(host)! })),
    };
  });
}

/** Rounds in which each host sits at the table of theirs, whoever else does, so that tables are kept around them. */
export function withHosts(rounds: SeatedRound[], hosts: readonly string[]): SeatedRound[] {
  if (hosts.length === 0) return rounds;
  const isHost = new Set(hosts);
  return rounds.map(({ number, tables }) => {
    const others = new Map(
      tables.map((table) => [table.number, table.seats.filter((person) => !isHost.has(person))]),
    );
    for (const [t, host] of hosts.entries()) others.set(t + 1, [host, ...(others.get(t + 1) ?? [])]);
    return { number, tables: [...others].map(([table, seats]) => ({ number: table, seats })) };
  });
}

function tablesOf(present: readonly string[], tableSize: number): number {
  return present.length < 2 || tableSize < 2 ? 0 : tableSizes(present.length, tableSize).length;
}

function byChance(present: readonly string[], but: readonly string[], random: Random): string[] {
  const left = present.filter((person) => !but.includes(person));
  return Array.from(
    shuffle(
      Int32Array.from(left, (_, i) => i),
      random,
    ),
    (i) => left[i]!,
  );
}
