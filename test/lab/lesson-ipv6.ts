import {watchedLabTest} from '../helpers/lab-watch.js';
import {lessonTest} from '../helpers/lesson-test.js';
import {jsonLines, vip} from '../helpers/product.js';
import {type TaughtLesson, teach} from '../helpers/taught-lesson.js';

const VIP = 'fd00:3:2::200';
const EXT = 'fd00:3:2::50';
const ACTIVE = '02:00:00:00:00:10';
const PASSIVE = '02:00:00:00:00:11';

/** What ext's cache holds for the VIP, according to `ip neigh`. */
function belief(lesson: TaughtLesson, ip = VIP): string | undefined {
  const [entry] = JSON.parse(lesson.ask('ext', 'ip', '-json', 'neigh', 'show', 'to', ip, 'dev', 'ext0'));
  return entry?.lladdr;
}

/** Which nodes hold the VIP, and in what state, according to `ip addr`. */
function holders(lesson: TaughtLesson): string[] {
  return ['ns0', 'ns1'].flatMap(node => {
    const line = lesson
      .ask(node, 'ip', '-6', 'addr')
      .split('\n')
      .find(text => text.includes(`inet6 ${VIP}/`));
    const condition = /tentative|dadfailed/.exec(line ?? '')?.[0] ?? 'in use';
    return line === undefined ? [] : [`${node} ${condition}`];
  });
}

interface Seen {
  /** Seconds since midnight. */
  readonly at: number;
  readonly source: string;
}

/** The frames among tcpdump's lines whose text contains this. */
function seen(lines: readonly string[], text: string): Seen[] {
  return lines
    .filter(line => line.includes(text))
    .map(line => {
      const [time = '', source = ''] = line.split(' ');
      const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
      return {at: hours * 3600 + minutes * 60 + seconds, source};
    });
}

const detections = (lines: readonly string[]) =>
  seen(lines, ` :: > ff02::1:ff00:200: ICMP6, neighbor solicitation, who has ${VIP}`);
const announcements = (lines: readonly string[]) =>
  seen(lines, ` ${VIP} > ff02::1: ICMP6, neighbor advertisement, tgt is ${VIP}`);
const sources = (frames: readonly Seen[]) => frames.map(({source}) => source);

/** The gaps of a second or more between two answers to ext, in seconds. */
function gaps(lines: readonly string[]): number[] {
  const answers = seen(lines, ` ${VIP} > ${EXT}: ICMP6, echo reply`).map(({at}) => at);
  return answers.map((at, index) => at - (answers[index - 1] ?? at)).filter(gap => gap > 0.9);
}

watchedLabTest('ipv6: tcpdump and ip see what the lesson says', async (t, who) => {
  const lesson = teach(t, who, 'ipv6');
  const watch = () => lesson.capture('ext', 'ext0', 'icmp6');
  await lesson.question();
  t.deepEqual(holders(lesson), ['ns0 in use']);
  const first = await watch();
  lesson.goOn();

  // Two moves, one announced by us and one by the kernel.
  await lesson.question();
  const withDetection = await first.stop();
  t.deepEqual(holders(lesson), ['ns0 in use']);
  t.is(belief(lesson), ACTIVE);
  t.is(belief(lesson, '10.3.2.200'), PASSIVE);
  t.deepEqual(sources(detections(withDetection)), [PASSIVE, ACTIVE]);
  t.deepEqual(sources(announcements(withDetection)), [PASSIVE, ACTIVE]);
  announcements(withDetection).forEach(({at}, index) => {
    const waited = at - (detections(withDetection)[index]?.at ?? 0);
    t.true(waited >= 0.95 && waited < 3, `announced ${waited} s after the question`);
  });
  const second = await watch();
  lesson.goOn();

  await lesson.question();
  const withoutDetection = await second.stop();
  t.deepEqual(holders(lesson), ['ns1 in use']);
  t.is(belief(lesson), PASSIVE);
  t.deepEqual(detections(withoutDetection), []);
  t.deepEqual(sources(announcements(withoutDetection)), [PASSIVE]);
  t.deepEqual(gaps(withoutDetection), []);
  const third = await watch();
  lesson.goOn();

  const silent = await lesson.question();
  const withoutNotice = await third.stop();
  t.deepEqual(holders(lesson), ['ns0 in use']);
  t.is(belief(lesson), ACTIVE);
  t.deepEqual(detections(withoutNotice), []);
  t.deepEqual(sources(announcements(withoutNotice)), [ACTIVE], 'only the one that corrected the caches');
  t.is(gaps(withoutNotice).length, 1);
  t.true(silent.includes('0 advertisements in 1.5 s'), silent);
  const fourth = await watch();
  lesson.goOn();

  const {code, said} = await lesson.end();
  t.is(code, 0, said);
  t.true(said.endsWith('Every expectation held.\n'), said);
  const collision = await fourth.stop();
  t.deepEqual(sources(detections(collision)), [PASSIVE, PASSIVE]);
  t.deepEqual(sources(announcements(collision)), [ACTIVE, PASSIVE, PASSIVE], 'defence, in vain, at last');
  t.regex(said, /inet6 fd00:3:2::200\/64 .*dadfailed/);

  // The outages in the lesson's table are the gaps between two answers that tcpdump saw.
  const dark = [...said.matchAll(/^ +IPv6 +(\S.*?) +ext +(?:< )?(\d+(?:\.\d+)?) (ms|s) /gm)].map(
    ([, how, value, unit]) => ({how, seconds: Number(value) / (unit === 's' ? 1 : 1000)}),
  );
  t.deepEqual(
    dark.map(({how}) => how),
    ['at once', 'ndisc_notify', 'nodad, at once', 'notify, nodad', 'too early'],
  );
  const measured = [...gaps(withDetection), 0, ...gaps(withoutNotice), ...gaps(collision)];
  t.is(measured.length, dark.length, JSON.stringify(measured));
  dark.forEach(({how, seconds}, index) => {
    if (how === 'nodad, at once') t.true(seconds < 0.9, `${how}: ${seconds} s`);
    else
      t.true(Math.abs(seconds - (measured[index] ?? 0)) < 0.08, `${how}: ${seconds} s, ${measured[index]} s`);
  });
});

lessonTest('ipv6 --json: every expectation with its evidence', async (t, who) => {
  const {code, stdout, stderr} = await vip(who, ['lesson', 'ipv6', '--json']);
  t.is(code, 0, stdout + stderr);
  const events = jsonLines(stdout);
  t.like(events[0], {kind: 'lesson', name: 'ipv6'});
  t.like(events.at(-1), {kind: 'summary', name: 'ipv6', held: true});
  const expected = events.filter(({kind}) => kind === 'expected');
  t.is(expected.length, 14);
  t.true(expected.every(({seen: what}) => typeof what === 'string' && what !== ''));
  const onNs1 = events.filter(({kind, node, ip}) => kind === 'address' && node === 'ns1' && ip === VIP);
  t.deepEqual(
    onNs1.map(({change, detection}) => [change, detection].filter(Boolean).join(' ')),
    [
      ...['added tentative', 'added', 'removed'],
      ...['added', 'removed'],
      ...['added tentative', 'added failed', 'removed'],
      ...['added tentative', 'added'],
    ],
  );
  const {rows} = events.findLast(({kind}) => kind === 'table') as {rows: string[][]};
  t.is(rows.length, 12);
  t.deepEqual([...new Set(rows.map(([, , , , by]) => by))].sort(), ['GARP', 'NA']);
});
