/** The skeleton that every run shares: its parts in order, and how it ends when something ends it. */

import {Timeline} from '@vip/analysis';
import {VipError} from '@vip/arp';
import {kernelTime} from '@vip/arp/link';
import {type Lab, runSession, type Session} from '@vip/core';
import test, {type ExecutionContext} from 'ava';

/** The steps as `step phase`, and other events by their kind. */
function said({events}: Timeline): string[] {
  // On a busy machine, the process may be delayed at any time.
  return events
    .filter(({kind}) => kind !== 'stalled')
    .map(event => (event.kind === 'step' ? `${event.step} ${event.phase}` : event.kind));
}

async function assertGone(t: ExecutionContext, lab: Lab | undefined): Promise<void> {
  if (lab === undefined) return t.fail('there was no lab');
  await lab.ended;
  await t.throwsAsync(lab.run('host', ['true']), {code: 'CLOSED'});
}

const RECORD = {node: 'lab', kind: 'told', text: 'what it is to be'} as const;

test('a session has the record, the script, and the clean-up, after which the lab is gone', async t => {
  const timeline = new Timeline();
  let lab: Lab | undefined;
  let judgedAfter: string | undefined;
  await runSession(
    {timeline, record: {at: kernelTime(), ...RECORD}, signal: new AbortController().signal},
    {
      async measured(session) {
        lab = session.lab;
        t.is(
          await session.during('look', async () => (await session.lab.run('host', ['id', '-u'])).stdout),
          '0\n',
        );
      },
      async unmeasured(session) {
        await session.during('linger', () => {});
      },
      judged() {
        judgedAfter = said(timeline).at(-1);
      },
    },
  );
  t.deepEqual(said(timeline), [
    'told',
    'look begun',
    'look done',
    'linger begun',
    'linger done',
    'clean-up begun',
    'clean-up done',
  ]);
  t.is(judgedAfter, 'linger done');
  await assertGone(t, lab);
});

/** Runs a session with this script, and returns the error with which it is rejected. */
async function endOf(
  measured: (session: Session) => Promise<void>,
  signal = new AbortController().signal,
  timeline = new Timeline(),
) {
  let lab: Lab | undefined;
  const script = (session: Session) => {
    lab = session.lab;
    return measured(session);
  };
  const error: unknown = await runSession({timeline, signal}, {measured: script}).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return {lab, error, timeline};
}

test('after a script fails, the lab is gone, and the last event says why', async t => {
  const failure = new VipError('NOT_POSSIBLE', 'script: it does not work');
  const {lab, error, timeline} = await endOf(async session => {
    await session.during('try', () => Promise.reject(failure));
  });
  t.is(error, failure);
  t.deepEqual(said(timeline), ['try begun', 'clean-up begun', 'clean-up done', 'failed']);
  t.like(timeline.events.at(-1), {kind: 'failed', message: 'script: it does not work'});
  await assertGone(t, lab);
});

test('a failure outside the script ends the session, whatever the script is waiting for', async t => {
  const failure = new VipError('NOT_POSSIBLE', 'agent: it ended by itself');
  const {lab, error} = await endOf(async session => {
    session.fail(failure);
    await session.pause(60_000);
  });
  t.is(error, failure);
  await assertGone(t, lab);
});

test('an interruption ends a pause, and is not a failure', async t => {
  const controller = new AbortController();
  const reason = new Error('^C');
  const {lab, error, timeline} = await endOf(async session => {
    setTimeout(() => controller.abort(reason), 50);
    await session.pause(60_000);
  }, controller.signal);
  t.is(error, reason);
  t.deepEqual(said(timeline), ['clean-up begun', 'clean-up done']);
  await assertGone(t, lab);
});

test('an interruption ends a hold in an orderly way', async t => {
  const controller = new AbortController();
  const interrupted = new Promise(resolve => controller.signal.addEventListener('abort', resolve));
  const {lab, error, timeline} = await endOf(session => {
    setTimeout(() => controller.abort(new Error('^C')), 50);
    return session.hold('hold', async () => {
      await interrupted;
    });
  }, controller.signal);
  t.is(error, undefined);
  t.deepEqual(said(timeline), ['hold begun', 'hold done', 'clean-up begun', 'clean-up done']);
  await assertGone(t, lab);
});

test('a listener that fails at the clean-up leaves no lab behind', async t => {
  const timeline = new Timeline();
  timeline.listen(event => {
    if (event.kind === 'step') throw new Error('no space left on the disk');
  });
  const {lab, error} = await endOf(async () => {}, undefined, timeline);
  t.regex(String(error), /no space left/);
  await assertGone(t, lab);
});
