/** An agent's output, and how much of it is buffered for a slow reader. */

import {Writable} from 'node:stream';
import {setImmediate as turn} from 'node:timers/promises';
import {Outbox} from '@vip/core/internal';
import test from 'ava';

/** Accepts a chunk only when told to. */
class SlowReader extends Writable {
  readonly taken: string[] = [];
  #release = () => {};

  constructor() {
    super({decodeStrings: false});
  }

  override _write(chunk: string, _encoding: string, done: () => void): void {
    this.taken.push(chunk);
    this.#release = done;
  }

  take(): void {
    this.#release();
  }
}

test('lines of one turn are written in one chunk, in order', async t => {
  const reader = new SlowReader();
  const outbox = new Outbox(reader);
  outbox.put('one');
  outbox.put('two');
  t.deepEqual(reader.taken, []);
  await turn();
  outbox.put('three');
  outbox.flush();
  outbox.flush();
  reader.take();
  t.deepEqual(reader.taken, ['one\ntwo\n', 'three\n']);
});

test('there is no space while too much output waits, and there is again afterwards', async t => {
  const reader = new SlowReader();
  const outbox = new Outbox(reader);
  await outbox.drained();
  const much = 'x'.repeat(40 << 20);
  for (let piece = 0; piece < 2; piece++) {
    outbox.put(much);
    outbox.flush();
  }
  let hasRoom = false;
  const waiting = outbox.drained().then(() => {
    hasRoom = true;
  });
  await turn();
  t.false(hasRoom);
  reader.take();
  await waiting;
  t.true(hasRoom);
});
