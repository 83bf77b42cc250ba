import { h } from 'preact';
import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { Id, Instant, Page, pageQuery, Strict } from '../http/schemas.ts';
import { sendPage } from '../pages/layout.tsx';
import { Problem } from '../problems.ts';
import { isLocal } from './mailbox/is-local.ts';
import { MessageList, NoMessage } from './mailbox/mailbox-pages.tsx';
import { findMessage, listMessages } from './mailbox/mailbox-queries.ts';
import { MESSAGE_POLICY, MessageView } from './mailbox/message-page.tsx';
import { readMessage } from './mailbox/read-message.ts';

const SEARCH_LENGTH_MAX = 200;
const MessageParams = Strict({ id: Id });
const ListQuery = Strict({ ...pageQuery, q: Type.Optional(Type.String({ maxLength: SEARCH_LENGTH_MAX })) });
const JsonQuery = Strict({ ...ListQuery.properties, to: Type.Optional(Type.String({ maxLength: 320 })) });
const Message = Type.Object({
  id: Id,
  receivedAt: Instant,
  from: Type.String(),
  to: Type.Array(Type.String()),
  subject: Type.String(),
});

type MailboxOptions = {
  /** Further pages that open on this machine only. */
  beside: (local: App, deps: Deps) => void;
};

/** The pages of the built-in mailbox. They hold everybody's personal links, so they open on this machine only. */
export function mailboxRoutes(app: App, deps: Deps, { beside }: MailboxOptions): void {
  app.register(async (local: App) => {
    local.addHook('onRequest', async (request) => {
      if (isLocal(request, deps.publicUrl())) return;
      throw new Problem(
        'forbidden',
        'The mailbox opens on the machine it runs on, because it holds personal links; set SMTP_URL to deliver mail.',
      );
    });

    beside(local, deps);

    local.get('/mailbox', {
      schema: { hide: true, querystring: ListQuery },
      handler: async (request, reply) => {
        const page = await listMessages(deps.db, request.query);
        const children = h(MessageList, { page, q: request.query.q ?? '' });
        return sendPage(reply, { title: 'Mailbox', wide: true, children });
      },
    });

    local.get('/mailbox.json', {
      schema: { hide: true, querystring: JsonQuery, response: { 200: Page(Message) } },
      handler: async (request) => {
        const { items, nextCursor } = await listMessages(deps.db, request.query);
        return {
          items: items.map((item) => ({ ...item, receivedAt: item.receivedAt.toISOString() })),
          nextCursor,
        };
      },
    });

    local.get('/mailbox/:id', {
      schema: { hide: true, params: MessageParams },
      handler: async (request, reply) => {
        const found = await findMessage(deps.db, request.params.id);
        if (!found) {
          return sendPage(reply, { title: 'No such message', status: 404, children: h(NoMessage, {}) });
        }
        const message = await readMessage(found.raw);
        const children = h(MessageView, { ...found, message });
        const title = message.subject || 'No subject';
        return sendPage(reply, { title, wide: true, policy: MESSAGE_POLICY, children });
      },
    });

    local.get('/mailbox/:id(^[0-9a-f-]{36}).eml', {
      schema: { hide: true, params: MessageParams },
      handler: async (request, reply) => {
        const found = await findMessage(deps.db, request.params.id);
        if (!found) throw new Problem('not-found', 'There is no such message, or it is gone.');
        return reply
          .headers({
            'content-type': 'message/rfc822',
            'content-disposition': `attachment; filename="${found.id}.eml"`,
            'content-security-policy': 'sandbox',
            'x-content-type-options': 'nosniff',
            'cache-control': 'no-store',
          })
          .send(found.raw);
      },
    });
  });
}
