import t from 'tap';

import { elsewhere, type Room, roomsOf } from '../../src/invitations/elsewhere.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createDeps } from '../fixtures/create-app.ts';

const READER = { unit: 'Finance', location: 'Lima' };

t.test('other units and locations are named once each, sorted, without one’s own', async (t) => {
  const room: Room = [
    { unit: 'Sales', location: 'Porto', people: 2 },
    { unit: 'Finance', location: 'Nairobi', people: 1 },
    { unit: 'Legal', location: 'Lima', people: 1 },
    { unit: 'Legal', location: 'Porto', people: 1 },
    { unit: 'Finance', location: 'Lima', people: 9 },
  ];
  t.strictSame(elsewhere(room, READER), { units: ['Legal', 'Sales'], locations: ['Nairobi', 'Porto'] });
});

t.test('nothing is said while fewer than five come from elsewhere', async (t) => {
  const own = { ...READER, people: 40 };
  const others = (people: number) => [own, { unit: 'Legal', location: 'Porto', people }];
  t.equal(elsewhere([], READER), null);
  t.equal(elsewhere([own], READER), null);
  t.equal(elsewhere(others(4), READER), null);
  t.strictSame(elsewhere(others(5), READER), { units: ['Legal'], locations: ['Porto'] });
});

t.test('a room is who is invited and has not declined, each gathering by itself', async (t) => {
  const { deps, queries } = await createDeps(t);
  const people = await addPeople(deps, [
    { unit: 'Legal', location: 'Porto' },
    { unit: 'Legal', location: 'Porto' },
    { unit: 'Legal', location: 'Lima' },
    { unit: 'Sales', location: 'Lima' },
  ]);
  const one = await addGathering(deps);
  const other = await addGathering(deps);
  const empty = await addGathering(deps);
  await addInvitations(deps, one, people.slice(0, 3));
  await addInvitations(deps, one, people.slice(3), { answer: 'declined' });
  await addInvitations(deps, other, people.slice(3), { answer: 'accepted' });
  queries.length = 0;
  const rooms = await roomsOf(deps.db, [one.id, other.id, empty.id]);
  t.equal(queries.length, 1);
  const room = rooms.get(one.id)?.sort((a, b) => a.location.localeCompare(b.location));
  t.strictSame(room, [
    { unit: 'Legal', location: 'Lima', people: 1 },
    { unit: 'Legal', location: 'Porto', people: 2 },
  ]);
  t.strictSame(rooms.get(other.id), [{ unit: 'Sales', location: 'Lima', people: 1 }]);
  t.equal(rooms.has(empty.id), false);
});
