import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

import { toSignIn } from '../accounts/signed-in.ts';
import type { Deps } from '../deps.ts';
import { checkIn } from '../groups/check-in.ts';
import type { App } from '../http/app-type.ts';
import { Id, IdParams, OneOf, Strict } from '../http/schemas.ts';
import { sendPage } from '../pages/layout.tsx';
import { isDoorOpen } from './door-hours.ts';
import { DoorPage, type DoorPageProps } from './door-page.tsx';
import { makeDoorLink } from './make-door-link.ts';
import { expectedAt, placesTaken } from './queries.ts';
import { lockOf, type Runner, runnerOf } from './runner.ts';
import { undoCheckIn } from './undo-check-in.ts';
import { walkIn } from './walk-in.ts';

const hide = true;
const Search = Type.String({ default: '', maxLength: 100 });
const Written = Type.String({ default: '', maxLength: 400 });
const DoorQuery = Type.Object({
  q: Search,
  done: Type.Optional(Type.String({ maxLength: 20 })),
  /** Whose own code was scanned. */
  guest: Type.Optional(Id),
});
const CheckInBody = Strict({ personId: Id, action: OneOf('check-in', 'undo'), q: Search });
const WalkInForm = Strict({
  name: Written,
  email: Written,
  unit: Written,
  location: Written,
  overCapacity: Type.Optional(OneOf('yes')),
});

/** `/gatherings/{id}/door`, for those who run the gathering and are signed in. */
export function doorPageRoutes(app: App, deps: Deps): void {
  app.get('/gatherings/:id/door', {
    schema: { hide, params: IdParams, querystring: DoorQuery },
    handler: async (request, reply) => {
      const runner = await runnerOf(request, deps);
      if (!runner) return toSignIn(reply);
      const { q, done, guest } = request.query;
      const notice = done === 'saved' ? 'saved' : undefined;
      return sendDoor(reply, deps, runner, { search: q, notice, guest });
    },
  });

  app.post('/gatherings/:id/door/code', {
    schema: { hide, params: IdParams },
    handler: async (request, reply) => {
      const runner = await runnerOf(request, deps);
      if (!runner) return toSignIn(reply);
      const token = await deps.db.transaction(async (tx) => {
        const { id } = await lockOf(tx, runner);
        return makeDoorLink(tx, id, deps.now());
      });
      return sendDoor(reply, deps, runner, { codeUrl: `${deps.publicUrl()}/d/${token}` });
    },
  });

  app.post('/gatherings/:id/door/check-ins', {
    schema: { hide, params: IdParams, body: CheckInBody },
    handler: async (request, reply) => {
      const runner = await runnerOf(request, deps);
      if (!runner) return toSignIn(reply);
      const { personId, action, q } = request.body;
      const now = deps.now();
      await deps.db.transaction(async (tx) => {
        const gathering = await lockOf(tx, runner);
        if (!isDoorOpen(gathering, now)) return;
        // Whoever is on the list by now: nobody else is checked in by this form.
        const input = { gatheringId: gathering.id, personId };
        const listed = await expectedAt(tx, gathering.id);
        if (!listed.some((one) => one.personId === personId)) return;
        if (action === 'undo') await undoCheckIn(tx, { gathering, personId }, now);
        else await checkIn(tx, input, now);
      });
      const search = new URLSearchParams({ done: 'saved', ...(q ? { q } : {}) });
      return reply.redirect(`/gatherings/${runner.gathering.id}/door?${search}`, 303);
    },
  });

  app.post('/gatherings/:id/door/walk-ins', {
    schema: { hide, params: IdParams, body: WalkInForm },
    handler: async (request, reply) => {
      const runner = await runnerOf(request, deps);
      if (!runner) return toSignIn(reply);
      const { overCapacity, ...stranger } = request.body;
      const done = await deps.db.transaction(async (tx) => {
        const gathering = await lockOf(tx, runner);
        return walkIn(tx, { gathering, stranger, overCapacity: overCapacity === 'yes' }, deps.now());
      });
      if (done.outcome === 'admitted') {
        return reply.redirect(`/gatherings/${runner.gathering.id}/door?done=saved`, 303);
      }
      const notice = done.outcome === 'full' ? 'full' : 'refused';
      const problems = done.outcome === 'impossible' ? done.problems : [];
      return sendDoor(reply, deps, runner, { notice, walkIn: { written: stranger, problems }, status: 422 });
    },
  });
}

type Shown = Partial<Pick<DoorPageProps, 'search' | 'notice' | 'codeUrl' | 'walkIn'>> & {
  status?: number;
  guest?: string | undefined;
};

async function sendDoor(
  reply: FastifyReply,
  deps: Deps,
  runner: Runner,
  shown: Shown,
): Promise<FastifyReply> {
  const { gathering, speech } = runner;
  const { status = 200, search = '', guest, ...rest } = shown;
  const now = deps.now();
  const isOpen = isDoorOpen(gathering, now);
  const [everybody, taken] = await Promise.all([
    isOpen ? expectedAt(deps.db, gathering.id) : [],
    placesTaken(deps.db, gathering.id, null, now),
  ]);
  const sought = search.trim().toLowerCase();
  const scanned = everybody.filter(({ personId }) => personId === guest);
  const named = everybody.filter(({ name, unit }) => `${name}\n${unit}`.toLowerCase().includes(sought));
  const expected = scanned.length > 0 ? scanned : named;
  if (guest !== undefined && scanned.length === 0 && isOpen) rest.notice = 'not-listed';
  const placesLeft = gathering.capacity === null ? null : Math.max(0, gathering.capacity - taken);
  return sendPage(reply, {
    title: speech.say('room.pages.door'),
    language: speech.language,
    status,
    // Its forms act under a session, which asks browsers for the origin of their page.
    referrer: 'same-origin',
    children: <DoorPage {...{ gathering, speech, isOpen, expected, search, placesLeft, ...rest }} />,
  });
}
