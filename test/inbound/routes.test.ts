import t from 'tap';

import { addGathering, addPeople, addSession } from '../fixtures/add-rows.ts';
import { createInbound, inviteByMail, replyMail, replyObject } from '../fixtures/inbound.ts';

const words = (text: string) => `From: Li Wei <li.wei@example.net>\r\nSubject: Re: Lunch\r\n\r\n${text}`;

t.test('the organiser reads what people wrote, page by page, in one query', async (t) => {
  const parts = await createInbound(t);
  const { call, deps, queries } = parts;
  const people = await addPeople(deps, 3);
  const gathering = await addGathering(deps);
  const invited = [...(await inviteByMail(parts, gathering, people)).values()];
  const url = `/api/v1/gatherings/${gathering.id}/inbound`;
  t.strictSame((await call('GET', url)).json(), { items: [], nextCursor: null });

  const counted = async () => {
    queries.length = 0;
    const answer = await call('GET', url);
    return { items: answer.json().items, queries: queries.length };
  };
  const write = async (i: number) => parts.send(invited[i]?.organizer ?? '', words(`Hello ${i}`));
  await write(0);
  const one = await counted();
  t.match(one.items, [
    {
      receivedAt: deps.now().toISOString(),
      kind: 'note',
      from: 'l…i@example.net',
      subject: 'Re: Lunch',
      text: 'Hello 0',
    },
  ]);
  await write(1);
  await write(2);
  const [guest] = invited;
  if (!guest) throw new Error('nobody invited');
  await parts.send(guest.organizer, replyMail(replyObject(guest)));
  const three = await counted();
  t.equal(three.items.length, 3, 'an answer is an answer, and no note');
  t.equal(three.queries, one.queries);

  const first = (await call('GET', `${url}?limit=2`)).json();
  t.equal(first.items.length, 2);
  const rest = (await call('GET', `${url}?limit=2&cursor=${first.nextCursor}`)).json();
  t.strictSame(
    [...first.items, ...rest.items].map(({ text }: { text: string }) => text),
    ['Hello 0', 'Hello 1', 'Hello 2'],
  );
  t.strictSame((await call('GET', `${url}?kind=counter`)).json().items, []);
});

t.test('nobody else reads it', async (t) => {
  const { app, deps, call } = await createInbound(t);
  const [member] = await addPeople(deps, 1);
  const gathering = await addGathering(deps);
  const url = `/api/v1/gatherings/${gathering.id}/inbound`;
  if (!member) throw new Error('nobody');
  const headers = await addSession(deps, member);
  t.equal((await app.inject({ url, headers })).statusCode, 404);
  t.equal((await call('GET', url, undefined, null)).statusCode, 401);
});
