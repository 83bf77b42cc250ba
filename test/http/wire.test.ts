import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import t, { type Test } from 'tap';

import { createApp } from '../fixtures/create-app.ts';

/** A listening server; what comes back sends bytes and resolves with everything that was answered. */
async function createWire(t: Test): Promise<(bytes: string) => Promise<string>> {
  const { app } = await createApp(t);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return async (bytes) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.write(bytes);
    await once(socket, 'close');
    return answer;
  };
}

t.test('what is no HTTP is answered by a problem too, and the server lives on', async (t) => {
  const send = await createWire(t);
  const nonsense = await send('GARBAGE\r\n\r\n');
  t.match(nonsense, /^HTTP\/1\.1 400 Bad Request\r\n/);
  t.match(nonsense, /content-type: application\/problem\+json/);
  t.equal(JSON.parse(nonsense.split('\r\n\r\n')[1] ?? '').code, 'bad-request');
  const headers = await send(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`);
  t.match(headers, /^HTTP\/1\.1 431 /);
  t.match(headers, /"code":"headers-too-large"/);
  const doubtful =
    'POST /api/v1/sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n';
  t.match(await send(doubtful), /^HTTP\/1\.1 400 /, 'two lengths are request smuggling');
  t.match(await send('GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'), /"code":"bad-request"/);
  t.match(await send('GET /livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'), /"status":"ok"/);
});
