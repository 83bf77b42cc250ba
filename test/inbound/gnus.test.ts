import t from 'tap';

import { addGathering, addPeople } from '../fixtures/add-rows.ts';
import { gnus } from '../fixtures/gnus.ts';
import { answersOf, createInbound, inviteByMail, replyMail } from '../fixtures/inbound.ts';

t.test('Gnus accepts, declines and is not sure, and its answers arrive', async (t) => {
  const answer = await gnus(t);
  if (!answer) return;
  const parts = await createInbound(t);
  const statuses = ['accepted', 'declined', 'tentative'] as const;
  const people = await addPeople(parts.deps, statuses.length);
  const gathering = await addGathering(parts.deps, {
    title: 'Café, with strangers; and a very long title '.repeat(4),
  });
  const invited = await inviteByMail(parts, gathering, people);
  const expected: Record<string, string> = {};
  for (const [i, status] of statuses.entries()) {
    const guest = invited.get(people[i]?.email ?? '');
    if (!guest) throw new Error('nobody invited');
    expected[guest.address] = status;
    await parts.send(guest.organizer, replyMail(answer(guest.calendar, status, guest.address)));
  }
  t.strictSame(await answersOf(parts.deps, gathering.id), expected);
});
