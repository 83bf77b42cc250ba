import { readInbox } from './inbox.ts';

/** Somebody who is signed in: calls in their own name. */
export type Own = { post(path: string, body?: unknown): Promise<void> };

const LOOK_EVERY_MS = 100;
const LOOK_MS_MAX = 30_000;
const SIGN_IN_LINK = /https?:\/\/\S+\/sign-in\/[A-Za-z0-9_-]+/;

/** Signs somebody in as a browser does: asks for the link, finds it in the mail, presses the button behind it. */
export async function signIn(baseUrl: string, email: string, since: Date): Promise<Own> {
  await form(`${baseUrl}/sign-in`, baseUrl, { email });
  const pressed = await form(await linkFor(baseUrl, email, since), baseUrl, {});
  const cookie = (pressed.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    async post(path, body) {
      const response = await fetch(`${baseUrl}/api/v1${path}`, {
        method: 'POST',
        headers: { cookie, origin: baseUrl, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${text}`);
    },
  };
}

async function linkFor(baseUrl: string, email: string, since: Date): Promise<string> {
  const giveUpAt = performance.now() + LOOK_MS_MAX;
  for (;;) {
    const mail = (await readInbox(baseUrl, since)).find(
      ({ to, text }) => to === email && SIGN_IN_LINK.test(text),
    );
    const link = mail && SIGN_IN_LINK.exec(mail.text)?.[0];
    if (link) return link;
    if (performance.now() > giveUpAt) throw new Error('no link to sign in arrived within 30 seconds');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function form(url: string, origin: string, fields: Record<string, string>): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  await response.arrayBuffer();
  if (response.status >= 400) throw new Error(`POST ${url} answered ${response.status}`);
  return response;
}
