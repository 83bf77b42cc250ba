import { Type } from 'typebox';

import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { OneOf } from '../http/schemas.ts';
import { LANGUAGES } from '../languages/languages.ts';
import { rawMessage } from '../mail/raw-message.ts';
import { sendPage } from '../pages/layout.tsx';
import { MESSAGE_POLICY } from '../platform/mailbox/message-page.tsx';
import { readMessage } from '../platform/mailbox/read-message.ts';
import { PREVIEW_KINDS, previewMail, VARIANTS } from './preview-mails.ts';
import { PreviewIndex, PreviewPage } from './preview-pages.tsx';

const PreviewParams = Type.Object({
  kind: OneOf(...PREVIEW_KINDS),
  language: OneOf(...LANGUAGES),
  variant: OneOf(...VARIANTS),
});

/** Every mail in every language, beside the built-in mailbox and guarded with it. */
export function previewRoutes(app: App, deps: Deps): void {
  app.get('/mailbox/preview', {
    schema: { hide: true },
    handler: async (_request, reply) =>
      sendPage(reply, { title: 'Previews', wide: true, children: <PreviewIndex /> }),
  });

  app.get('/mailbox/preview/:kind/:language/:variant', {
    schema: { hide: true, params: PreviewParams },
    handler: async (request, reply) => {
      const { kind, ...input } = request.params;
      const { mailFrom } = deps.env;
      const mail = previewMail(kind, { ...input, mailFrom, publicUrl: deps.publicUrl() });
      const message = await readMessage(Buffer.from(rawMessage(mail), 'latin1'));
      const children = <PreviewPage shown={request.params} message={message} />;
      return sendPage(reply, { title: message.subject, wide: true, policy: MESSAGE_POLICY, children });
    },
  });
}
