import {watchedLabTest} from '../helpers/lab-watch.js';
import {lessonTest} from '../helpers/lesson-test.js';
import {jsonLines, vip} from '../helpers/product.js';
import {type TaughtLesson, teach} from '../helpers/taught-lesson.js';

const VIP = '10.3.2.200';
const ACTIVE = '02:00:00:00:00:10';
const PASSIVE = '02:00:00:00:00:11';
const CLIENTS = [
  {node: 'host', iface: 'mcv-client', name: 'mcv-client', address: '10.3.2.212'},
  {node: 'ext', iface: 'ext0', name: 'ext', address: '10.3.2.50'},
  {node: 'router', iface: 'lan0', name: 'router', address: '10.1.1.1'},
];

/** What each client's cache holds, according to `ip neigh`. */
function beliefs(lesson: TaughtLesson): (string | undefined)[] {
  return CLIENTS.map(({node, iface}) => {
    const [entry] = JSON.parse(lesson.ask(node, 'ip', '-json', 'neigh', 'show', 'to', VIP, 'dev', iface));
    return entry?.lladdr;
  });
}

/** Which of the two nodes hold the address, according to `ip addr`. */
function holders(lesson: TaughtLesson): string[] {
  return ['ns0', 'ns1'].filter(node => lesson.ask(node, 'ip', '-4', 'addr').includes(`inet ${VIP}/`));
}

/** The MACs that claim the VIP, in the order of tcpdump's lines. */
function claims(lines: readonly string[]): string[] {
  return lines.flatMap(line => {
    const isClaim = line.includes(`Reply ${VIP} is-at`) || line.includes(`who-has ${VIP} `);
    const [, source = '', sender = ''] = /^\S+ (\S+) > .*(?:tell|Reply) (\S+?),? /.exec(line) ?? [];
    return isClaim && sender.startsWith(VIP) ? [source] : [];
  });
}

watchedLabTest('split-brain: tcpdump and ip see what the lesson says', async (t, who) => {
  const lesson = teach(t, who, 'split-brain');
  await lesson.question();
  t.deepEqual(holders(lesson), ['ns0']);
  t.deepEqual(beliefs(lesson), [ACTIVE, ACTIVE, ACTIVE]);
  const quiet = await lesson.capture('ext', 'ext0');
  lesson.goOn();

  const taken = await lesson.question();
  t.deepEqual(holders(lesson), ['ns0', 'ns1']);
  t.deepEqual(beliefs(lesson), [ACTIVE, ACTIVE, ACTIVE]);
  t.deepEqual(claims(await quiet.stop()), [], 'nothing was announced');
  t.true(taken.includes('mcv-client by ns0, ext by ns0, router by ns0'), taken);
  const watches = await Promise.all([
    ...CLIENTS.map(({node, iface}) => lesson.capture(node, iface)),
    lesson.capture('ns0', 'mcv0'),
    lesson.capture('ns1', 'mcv1'),
  ]);
  lesson.goOn();

  // Five requests from each client and one more from ext, followed by a reply with target ff, which ext
  // ignored.
  const asked = await lesson.question();
  const wires = await Promise.all(watches.map(watch => watch.stop()));
  const atHolders = wires.slice(CLIENTS.length);
  CLIENTS.forEach(({name, address}, index) => {
    const lines = wires[index] ?? [];
    const questions = name === 'ext' ? 6 : 5;
    const own = lines.filter(line => line.includes(`who-has ${VIP} tell ${address},`));
    t.is(own.length, questions, `${name}: questions`);
    // A capture sees only the unicast answers for its own node: two for each request, and the broadcast one.
    const answers = claims(lines);
    t.is(answers.length, 2 * questions + 1, `${name}: answers`);
    const firsts = answers.slice(0, 10).filter((_, position) => position % 2 === 0);
    const row = asked.split('\n').find(line => line.startsWith(`  ${name} `) && /\d+ +\d+ +\d+/.test(line));
    const [, , ns0 = '', ns1 = ''] = row?.trim().split(/\s+/) ?? [];
    const count = (mac: string) => firsts.filter(first => first === mac).length;
    t.deepEqual([Number(ns0), Number(ns1)], [count(ACTIVE), count(PASSIVE)], `${name}: ${row}`);
    // Three pings each time, all at the node whose answer came first, and three more at the end.
    const served = atHolders.map(
      at => at.filter(line => line.includes(` ${address} > ${VIP}: ICMP echo request`)).length,
    );
    const last = beliefs(lesson)[index];
    const extra = name === 'ext' ? 6 : 3;
    t.deepEqual(
      served,
      [ACTIVE, PASSIVE].map(mac => 3 * count(mac) + (last === mac ? extra : 0)),
      `${name}: pings at ns0 and ns1`,
    );
  });
  const [onHost, onExt, onRouter] = beliefs(lesson);
  t.deepEqual([ACTIVE, PASSIVE].includes(onExt ?? ''), true);
  t.is(onHost, onRouter);
  t.not(onHost, onExt, 'they disagree');
  t.regex(asked, /conflict: 02:00:00:00:00:1[01] and 02:00:00:00:00:1[01] both claim it/);
  const duelling = await lesson.capture('router', 'lan0');
  lesson.goOn();

  await lesson.question();
  const duel = claims(await duelling.stop());
  t.deepEqual(duel, [
    ...[ACTIVE, PASSIVE, ACTIVE],
    ...[ACTIVE, PASSIVE, ACTIVE],
    ...[PASSIVE, ACTIVE, PASSIVE, PASSIVE, ACTIVE],
  ]);
  t.deepEqual(beliefs(lesson), [ACTIVE, ACTIVE, ACTIVE], 'the last one won');
  const healing = await lesson.capture('router', 'lan0');
  lesson.goOn();

  const {code, said} = await lesson.end();
  t.is(code, 0, said);
  t.true(said.includes('0 of 9 answered'), said);
  t.true(said.endsWith('Every expectation held.\n'), said);
  const healed = await healing.stop();
  t.true(
    claims(healed).every(mac => mac === PASSIVE),
    healed.join('\n'),
  );
  t.is(claims(healed).length, 3, 'a request and a reply for all, and one answer');
});

lessonTest('split-brain --json: every expectation with its evidence', async (t, who) => {
  const {code, stdout, stderr} = await vip(who, ['lesson', 'split-brain', '--json']);
  t.is(code, 0, stdout + stderr);
  const events = jsonLines(stdout);
  t.like(events[0], {kind: 'lesson', name: 'split-brain'});
  t.like(events.at(-1), {kind: 'summary', name: 'split-brain', held: true});
  const expected = events.filter(({kind}) => kind === 'expected');
  t.is(expected.length, 16);
  t.true(expected.every(({seen}) => typeof seen === 'string' && seen !== ''));
  const tables = events.filter(({kind}) => kind === 'table');
  t.deepEqual(tables.at(-1)?.rows, [
    ['request', 'all ns0', 'all ns1', 'all ns0'],
    ['reply, target self', 'all ns0', 'all ns1', 'all ns0'],
    ['reply, target ff', 'all ns0', 'all ns0', 'all ns0'],
  ]);
});
