import t from 'tap';

import { mails } from '../../src/db/schema/index.ts';
import { oweMails } from '../../src/mail/owe-mails.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createDeps } from '../fixtures/create-app.ts';
import { createSink } from '../fixtures/create-sink.ts';
import { work } from '../fixtures/work.ts';

t.test('each person gets one invitation, recorded as sent', async (t) => {
  const sink = await createSink(t);
  const { deps } = await createDeps(t, { smtpUrl: sink.url });
  const people = await addPeople(deps, 30);
  const gathering = await addGathering(deps);
  const invited = await addInvitations(deps, gathering, people);
  await deps.db.transaction((tx) =>
    oweMails(
      tx,
      invited.map(({ id, personId }) => ({ kind: 'invitation', personId, invitationId: id, sequence: 0 })),
      deps.now(),
    ),
  );
  await work(deps);
  t.strictSame(sink.received.map(({ to }) => to.join()).sort(), people.map(({ email }) => email).sort());
  const rows = await deps.db.select().from(mails);
  t.strictSame(
    rows.map(({ delivery, attempts, sentAt }) => ({ delivery, attempts, sentAt })),
    rows.map(() => ({ delivery: 'sent', attempts: 1, sentAt: deps.now() })),
  );
});
