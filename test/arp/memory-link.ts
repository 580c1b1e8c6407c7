/** Links in memory behave as links of an interface do; loops over any link, and over a file, end with a signal. */

import {announcementFrames, parseIpv4, parseMac} from '@vip/arp';
import {readCapture, readCaptureBatches} from '@vip/arp/capture-file';
import {memoryLinks} from '@vip/arp/link';
import test from 'ava';
import {pcapHeader, pcapRecord} from '../helpers/capture-files.js';
import {toHex} from '../helpers/hex.js';

const [FRAME = new Uint8Array(0)] = announcementFrames({
  ip: parseIpv4('10.3.2.200'),
  mac: parseMac('02:00:00:00:00:11'),
  form: 'request',
});

test('what one sends, every other hears, and it hears itself', async t => {
  const links = memoryLinks({count: 3, now: () => 7n});
  links[0]?.sendAll([FRAME, FRAME]);
  for (const [index, link] of links.entries()) {
    await link.close();
    const heard = [];
    for await (const {at, bytes, length, own} of link) heard.push([at, toHex(bytes), length, own]);
    t.deepEqual(
      heard,
      Array.from({length: 2}, () => [7n, toHex(FRAME), FRAME.length, index === 0]),
    );
    t.deepEqual(link.statistics(), {received: 2, dropped: 0, interfaceDropped: 0});
  }
  t.deepEqual(
    links.map(({iface, mac}) => [iface, mac] as string[]),
    [
      ['memory0', '02:00:00:00:00:01'],
      ['memory1', '02:00:00:00:00:02'],
      ['memory2', '02:00:00:00:00:03'],
    ],
  );
});

test('sent frames are copies, and a refusal has a reason', async t => {
  const [sender, receiver] = memoryLinks();
  const bytes = FRAME.slice();
  sender.send(bytes);
  bytes.fill(0);
  await receiver.close();
  for await (const frame of receiver) t.is(toHex(frame.bytes), toHex(FRAME));
  t.throws(() => sender.send(new Uint8Array(13)), {
    code: 'SEND_FAILED',
    message: 'send memory0: expected at least 14 octets, got 13',
  });
  await sender.close();
  t.throws(() => sender.send(FRAME), {
    code: 'CLOSED',
    message: 'send memory0: link is closed (open it again)',
  });
});

test('a signal ends a waiting loop, and later frames are for the next loop', async t => {
  const [sender, receiver] = memoryLinks();
  const controller = new AbortController();
  const waiting = (async () => {
    for await (const _ of receiver.frames({signal: controller.signal})) t.fail('nothing was sent');
  })();
  controller.abort(new Error('enough'));
  await t.throwsAsync(waiting, {message: 'enough'});
  sender.send(FRAME);
  for await (const batch of receiver.batches()) {
    t.is(batch.length, 1);
    break;
  }
  await t.throwsAsync(
    receiver
      .frames({signal: AbortSignal.abort(new Error('late'))})
      [Symbol.asyncIterator]()
      .next(),
    {
      message: 'late',
    },
  );
});

test('a signal ends the reading of a file whose octets do not come', async t => {
  const never = () => new Promise<void>(() => {});
  for (const read of [readCapture, readCaptureBatches]) {
    const controller = new AbortController();
    let wasTold = false;
    async function* slow() {
      yield pcapHeader();
      yield pcapRecord(FRAME);
      try {
        await never();
      } finally {
        wasTold = true;
      }
    }
    let records = 0;
    await t.throwsAsync(
      async () => {
        for await (const _ of read(slow(), {signal: controller.signal})) {
          records += 1;
          controller.abort(new Error('enough'));
        }
      },
      {message: 'enough'},
    );
    t.is(records, 1);
    t.false(wasTold, 'a source that hangs is not waited for');
  }
});

test('a count outside its range is refused', t => {
  t.throws(() => memoryLinks({count: 0}), {message: 'memory links count: expected 1 to 1000, got 0'});
});
