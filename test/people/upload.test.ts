import { createHash } from 'node:crypto';
import t from 'tap';

import { receiveUpload } from '../../src/people/upload.ts';

const body = Buffer.from('0123456789');
const bodyHash = createHash('sha256').update(body).digest('hex');

async function* source() {
  yield body.subarray(0, 4);
  yield body.subarray(4);
}

t.test('the hash is that of the whole body, however much of it was read', async (t) => {
  t.equal(await receiveUpload(source(), 10).hash(), bodyHash, 'nothing');

  const begun = receiveUpload(source(), 10);
  const first = await begun.chunks[Symbol.asyncIterator]().next();
  t.strictSame(Buffer.from(first.value), body.subarray(0, 4));
  t.equal(await begun.hash(), bodyHash, 'the beginning');

  const read = receiveUpload(source(), 10);
  const chunks: Uint8Array[] = [];
  for await (const chunk of read.chunks) chunks.push(chunk);
  t.strictSame(Buffer.concat(chunks), body);
  t.equal(await read.hash(), bodyHash, 'all of it');

  t.equal(await receiveUpload(null, 10).hash(), createHash('sha256').digest('hex'), 'no body');
});

t.test('a body past its limit is refused while it comes in', async (t) => {
  let asked = 0;
  async function* endless() {
    for (;;) {
      asked += 1;
      yield body;
    }
  }
  await t.rejects(receiveUpload(endless(), 35).hash(), { code: 'too-large' });
  t.equal(asked, 4);
});

t.test('a client that goes away is no fault of ours', async (t) => {
  async function* brokenOff(): AsyncGenerator<Uint8Array> {
    yield body;
    throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  }
  await t.rejects(receiveUpload(brokenOff(), 35).hash(), { code: 'bad-request' });
});
