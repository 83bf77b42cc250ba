import t from 'tap';

import { webAddress } from '../../src/calendar/web-address.ts';

t.test('http and https become links, written in full', async (t) => {
  t.equal(webAddress('https://example.org/room?x=1'), 'https://example.org/room?x=1');
  t.equal(webAddress('HTTP://example.org'), 'http://example.org/');
  t.equal(webAddress('https://example.org/\r\nATTENDEE:x'), 'https://example.org/ATTENDEE:x');
});

t.test('nothing else becomes a link', async (t) => {
  for (const url of [
    null,
    undefined,
    '',
    'room 9',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@example.org',
  ]) {
    t.equal(webAddress(url), null, String(url));
  }
});
