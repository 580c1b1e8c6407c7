import {execFileSync} from 'node:child_process';
import {watchedLabTest} from '../helpers/lab-watch.js';
import {lessonTest} from '../helpers/lesson-test.js';
import {asWho, jsonLines, vip} from '../helpers/product.js';
import {teach} from '../helpers/taught-lesson.js';

const OWN = '10.3.2.50';

watchedLabTest("loopback: the kernel's counters and a capture agree with the lesson", async (t, who) => {
  const lesson = teach(t, who, 'loopback');
  await lesson.question();
  t.regex(lesson.ask('fresh', 'ip', '-brief', 'link', 'show', 'lo'), /^lo +DOWN /);
  t.is(lesson.ask('fresh', 'ip', 'route', 'show', 'table', 'local', '127.0.0.0/8'), '');
  const onCable = await lesson.capture('fresh', 'eth0');
  lesson.goOn();

  const closed = await lesson.question();
  t.true(closed.includes('fresh# ping 127.0.0.1: 0 of 3 answered (Network is unreachable)\n'), closed);
  t.true(closed.includes(`fresh# ping ${OWN}: 0 of 3 answered\n`), closed);
  t.true(closed.includes(`other# ping ${OWN}: 3 of 3 answered\n`), closed);
  const lines = await onCable.stop();
  t.is(lines.filter(line => line.includes(`10.3.2.210 > ${OWN}: ICMP echo request`)).length, 3);
  t.is(lines.filter(line => line.includes(`${OWN} > 10.3.2.210: ICMP echo reply`)).length, 3);
  t.false(lines.some(line => line.includes(`${OWN} > ${OWN}`)));
  const [lo] = JSON.parse(lesson.ask('fresh', 'ip', '-json', '-statistics', 'link', 'show', 'lo'));
  t.is(lo.stats64.rx.packets, 0);
  t.regex(lesson.ask('fresh', 'ip', '-brief', 'link', 'show', 'lo'), /^lo +UNKNOWN /);
  t.regex(
    lesson.ask('fresh', 'ip', 'route', 'show', 'table', 'local', '127.0.0.0/8'),
    /^local 127\.0\.0\.0\/8 dev lo /,
  );
  lesson.goOn();

  const {code, said} = await lesson.end();
  t.is(code, 0, said);
  for (const target of ['127.0.0.1', OWN])
    t.true(said.includes(`fresh# ping ${target}: 3 of 3 answered\n`), said);
  t.true(said.endsWith('Every expectation held.\n'), said);
});

/** A namespace made with nothing but `unshare`, and what TCP reaches there: a closed port that refuses has been reached. */
const BY_HAND = `
try() { timeout 0.4 bash -c ": </dev/tcp/$1/9" 2>&1 | sed -n '1s/.*: //p'; }
ip link add v0 type veth peer name v1
ip addr add 10.9.0.1/24 dev v0; ip link set v0 up; ip link set v1 up
echo "$(try 127.0.0.1),$(try 10.9.0.1)"
ip link set lo up
echo "$(try 127.0.0.1),$(try 10.9.0.1)"
`;

lessonTest('loopback --json: the result of plain ip commands and TCP', async (t, who) => {
  const {code, stdout, stderr} = await vip(who, ['lesson', 'loopback', '--json']);
  t.is(code, 0, stdout + stderr);
  const events = jsonLines(stdout);
  t.like(events.at(-1), {kind: 'summary', name: 'loopback', held: true});
  const inFresh = events.filter(({kind, node}) => kind === 'pinged' && node === 'fresh');
  t.deepEqual(
    inFresh.map(({answered, refusals}) => [answered, refusals]),
    [
      [0, ['Network is unreachable']],
      [0, []],
      [3, []],
      [3, []],
    ],
  );
  const user = who === 'user' ? ['--user', '--map-root-user'] : [];
  const [file = '', ...args] = asWho(who, ['unshare', ...user, '--net', 'bash', '-c', BY_HAND]);
  t.is(
    execFileSync(file, args, {encoding: 'utf8'}),
    'Network is unreachable,\nConnection refused,Connection refused\n',
  );
});
