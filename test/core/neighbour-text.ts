import {parseMonitorLine, parseNeighbourJson} from '@vip/core/internal';
import test from 'ava';
import fc from 'fast-check';

// Lines written by iproute2 6.1.
const AT = 1795398726256317000n;
const stamp = '[2026-11-23T01:52:06.256317]';

test('a change of a neighbour entry is an event', t => {
  t.like(parseMonitorLine(`${stamp} 10.3.2.200 dev ext0 lladdr 02:00:00:00:00:11 STALE `, 'ext'), {
    kind: 'neighbour',
    node: 'ext',
    iface: 'ext0',
    ip: '10.3.2.200',
    mac: '02:00:00:00:00:11',
    state: 'STALE',
    source: 'announced',
    at: AT,
  });
});

test('an entry that failed holds no MAC', t => {
  const event = parseMonitorLine(`${stamp} 10.3.2.200 dev ext0  FAILED `, 'ext');
  t.like(event, {kind: 'neighbour', state: 'FAILED'});
  t.false('mac' in (event ?? {}));
});

test('flags between the MAC and the state are ignored', t => {
  const line = `${stamp} 10.3.2.200 dev ext0 lladdr 02:00:00:00:00:11 router REACHABLE `;
  t.like(parseMonitorLine(line, 'ext'), {state: 'REACHABLE'});
});

test('a deleted entry is NONE', t => {
  const line = `${stamp} Deleted 10.3.2.200 dev ext0 lladdr 02:00:00:00:00:11 STALE `;
  t.like(parseMonitorLine(line, 'ext'), {kind: 'neighbour', state: 'NONE', ip: '10.3.2.200'});
});

test('an added address is an event, as is a removed one', t => {
  const line = '2: mcv1    inet 10.3.2.200/8 scope global secondary mcv1';
  t.like(parseMonitorLine(`${stamp} ${line}`, 'ns1'), {
    kind: 'address',
    iface: 'mcv1',
    ip: '10.3.2.200',
    change: 'added',
    at: AT,
  });
  t.like(parseMonitorLine(`${stamp} Deleted ${line}`, 'ns1'), {kind: 'address', change: 'removed'});
});

test('a link is reported when it has a carrier, is switched off, loses its peer or lower device, and is deleted', t => {
  const of = (flags: string, deleted = '') =>
    parseMonitorLine(`${stamp} ${deleted}3: mcv0@if2: <${flags}> mtu 1500 qdisc noqueue state X`, 'ns0');
  t.deepEqual(of('BROADCAST,MULTICAST,UP,LOWER_UP'), {
    ...{at: AT, node: 'ns0', kind: 'link', iface: 'mcv0', state: 'up'},
  });
  t.like(of('BROADCAST,MULTICAST'), {state: 'down'});
  t.like(of('NO-CARRIER,BROADCAST,MULTICAST,UP,LOWER_UP'), {state: 'down'});
  t.like(of('NO-CARRIER,BROADCAST,MULTICAST,UP,M-DOWN'), {state: 'down'});
  t.like(of('BROADCAST,MULTICAST,UP,LOWER_UP', 'Deleted '), {state: 'down'});
  t.like(parseMonitorLine(`${stamp} 1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536`, 'ns0'), {iface: 'lo'});
  t.is(parseMonitorLine('    link/ether fe:08:01:9b:41:8c brd ff:ff:ff:ff:ff:ff', 'ns0'), undefined);
});

test('an IPv6 entry', t => {
  const line = `${stamp} fd00:3:2::200 dev ext0 lladdr 02:00:00:00:00:11 router STALE `;
  t.like(parseMonitorLine(line, 'ext'), {
    kind: 'neighbour',
    ip: 'fd00:3:2::200',
    mac: '02:00:00:00:00:11',
    state: 'STALE',
  });
});

test('an IPv6 address is reported during duplicate address detection, after success, after failure, and when removed', t => {
  const of = (line: string) => {
    const event = parseMonitorLine(`${stamp} ${line}`, 'ns1');
    return event?.kind === 'address' ? [event.ip, event.change, event.detection] : event;
  };
  const line = '2: mcv1    inet6 fd00:3:2::200/64 scope global';
  t.deepEqual(of(`${line} tentative `) as unknown, ['fd00:3:2::200', 'added', 'tentative']);
  t.deepEqual(of(`${line} `) as unknown, ['fd00:3:2::200', 'added', undefined]);
  t.deepEqual(of(`${line} dadfailed tentative `) as unknown, ['fd00:3:2::200', 'added', 'failed']);
  t.deepEqual(of(`Deleted ${line} tentative `) as unknown, ['fd00:3:2::200', 'removed', undefined]);
});

for (const line of [
  '',
  '       valid_lft forever preferred_lft forever',
  `${stamp} fe80::1::2 dev ext0 lladdr 02:00:00:00:00:11 router STALE `,
  `${stamp} 2: va    inet6 fe80::44e2:ff:fe87:73c0%va/64 scope link `,
  `${stamp} 2: va    inet7 fe80::44e2:ff:fe87:73c0/64 scope link `,
  `${stamp} 10.3.2.200 dev ext0 lladdr 02:00:00:00:00:11 CONFUSED `,
  `${stamp} 10.3.2 dev ext0 lladdr 02:00:00:00:00:11 STALE `,
  '10.3.2.200 dev ext0 lladdr 02:00:00:00:00:11 STALE ',
]) {
  test(`not ours: ${JSON.stringify(line)}`, t => {
    t.is(parseMonitorLine(line, 'ext'), undefined);
  });
}

test('an entry is read from the output of ip -json', t => {
  const json = '[{"dst":"10.3.2.200","lladdr":"02:00:00:00:00:11","state":["DELAY"]}]';
  t.deepEqual(parseNeighbourJson(json), {mac: '02:00:00:00:00:11' as never, state: 'DELAY'});
  t.deepEqual(parseNeighbourJson('[]'), {state: 'NONE'});
  t.deepEqual(parseNeighbourJson('[{"dst":"10.3.2.200","state":["FAILED"]}]'), {state: 'FAILED'});
});

test('whatever ip prints, it yields an event or nothing', t => {
  const plausible = fc
    .tuple(
      fc.constantFrom(stamp, '[2026-99-99T99:99:99.999999]', '[9999-12-31T23:59:59.999999]'),
      fc.constantFrom('', 'Deleted '),
      fc.array(
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            ...['10.3.2.200', 'dev', 'ext0', 'lladdr', '02:00:00:00:00:11', 'zz:zz', 'STALE', '2:', 'inet'],
            ...['inet6', 'fd00::1/64', '<UP,LOWER_UP>', 'scope', 'router', '300.1.1.1'],
          ),
        ),
      ),
    )
    .map(([time, deleted, words]) => `${time} ${deleted}${words.join(' ')}`);
  fc.assert(
    fc.property(fc.oneof(fc.string(), plausible), line => {
      const event = parseMonitorLine(line, 'ext');
      t.true(event === undefined || (event.at > 0n && event.node === 'ext'));
    }),
    {numRuns: 2000},
  );
  t.is(
    parseMonitorLine('[2026-99-99T99:99:99.999999] 10.3.2.200 dev x lladdr zz:zz STALE', 'ext'),
    undefined,
  );
});
