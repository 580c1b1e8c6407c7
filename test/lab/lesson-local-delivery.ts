import {watchedLabTest} from '../helpers/lab-watch.js';
import {lessonTest} from '../helpers/lesson-test.js';
import {jsonLines, vip} from '../helpers/product.js';
import {teach} from '../helpers/taught-lesson.js';

const VIP = '10.3.2.200';
const VIP_MAC = '02:00:00:00:00:10';

watchedLabTest(
  'local-delivery: independent tools see the frames where the lesson says, and nowhere else',
  async (t, who) => {
    const lesson = teach(t, who, 'local-delivery');
    await lesson.question();
    const onLo = await lesson.capture('host', 'lo');
    const onHolder = await lesson.capture('host', 'mcv0');
    const onClient = await lesson.capture('host', 'mcv-client');
    t.regex(lesson.ask('host', 'ip', 'route', 'get', VIP), /^local 10\.3\.2\.200 dev lo /);
    lesson.goOn();

    const together = await lesson.question();
    t.true(together.includes(`host# ping ${VIP}: 3 of 3 answered\n`), together);
    const [loLines = [], ...others] = await Promise.all([onLo.stop(), onHolder.stop(), onClient.stop()]);
    t.is(loLines.filter(line => line.includes('ICMP echo request')).length, 3);
    t.is(loLines.filter(line => line.includes('ICMP echo reply')).length, 3);
    t.is(loLines.length, 6);
    t.true(together.includes('lo carried every request and answer: 6 frames\n'), together);
    t.deepEqual(others, [[], []]);
    t.deepEqual(JSON.parse(lesson.ask('host', 'ip', '-json', 'neigh', 'show', 'to', VIP) || '[]'), []);
    lesson.goOn();

    const down = await lesson.question();
    const [, withoutInterface = ''] = down.split('ip link set mcv0 down\n');
    t.true(withoutInterface.startsWith(`  host# ping ${VIP}: 3 of 3 answered\n`), down);
    t.regex(down, /host# ping -I mcv-client 10\.3\.2\.200: 0 of 3 answered/);
    const onLoAgain = await lesson.capture('host', 'lo');
    const inOwn = await lesson.capture('ns0', 'mcv0');
    lesson.goOn();

    const apart = await lesson.question();
    t.true(apart.includes(`host# ping ${VIP}: 3 of 3 answered\n`), apart);
    const [lines = [], stray] = await Promise.all([inOwn.stop(), onLoAgain.stop()]);
    t.deepEqual(stray, []);
    t.is(lines.filter(line => line.includes('ICMP echo request')).length, 3);
    t.is(lines.filter(line => line.includes('ICMP echo reply')).length, 3);
    t.is(lines.filter(line => line.includes(`who-has ${VIP} tell 10.3.2.212`)).length, 1);
    t.true(
      apart.includes(`carried ARP, and every request and answer:\n        ${lines.length} frames`),
      apart,
    );
    const [entry] = JSON.parse(lesson.ask('host', 'ip', '-json', 'neigh', 'show', 'to', VIP));
    t.is(entry.lladdr, VIP_MAC);
    lesson.goOn();

    const {code, said} = await lesson.end();
    t.is(code, 0, said);
    t.regex(said, /ns0# ip link set mcv0 down\n {2}host# ping 10\.3\.2\.200: 0 of 3 answered/);
    t.true(said.endsWith('Every expectation held.\n'), said);
  },
);

lessonTest('local-delivery --json: every event, each expectation with its evidence', async (t, who) => {
  const {code, stdout, stderr} = await vip(who, ['lesson', 'local-delivery', '--json']);
  t.is(code, 0, stdout + stderr);
  const events = jsonLines(stdout);
  t.like(events[0], {kind: 'lesson', name: 'local-delivery'});
  t.like(events.at(-1), {kind: 'summary', name: 'local-delivery', held: true});
  const expected = events.filter(({kind}) => kind === 'expected');
  t.true(expected.length > 8);
  t.true(expected.every(({seen}) => typeof seen === 'string' && seen !== ''));
  const frames = (node: string, iface: string) =>
    events.filter(event => event.kind === 'frame' && event.node === node && event.iface === iface).length;
  // Two of the pings send three requests each, all answered; the bound one gets "host unreachable" three
  // times.
  t.is(frames('host', 'lo'), 15);
  t.is(frames('ns0', 'mcv0'), 8);
  t.deepEqual(events.find(({kind}) => kind === 'table')?.rows, [
    ['answered', '3 of 3', '3 of 3'],
    ['frames on lo', '6', '0'],
    ['frames on mcv0', '0', '8'],
    ['answered, mcv0 down', '3 of 3', '0 of 3'],
  ]);
});
