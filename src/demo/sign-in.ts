import { readInbox } from './inbox.ts';
import { until } from './until.ts';

/** Somebody who is signed in: calls in their own name. */
export type Own = { post(path: string, body?: unknown): Promise<void> };

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
  const look = async () => {
    const mails = await readInbox(baseUrl, since, email);
    return mails.flatMap(({ text }) => SIGN_IN_LINK.exec(text) ?? []).at(0) ?? '';
  };
  return until(look, (link) => link !== '', 'no link to sign in arrived');
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
