/** `vip garp` with an IPv6 address, as tcpdump and the cache of the other machine see it. */

import {MAC_A, pairTest} from '../helpers/pair.js';
import {jsonLines} from '../helpers/product.js';

const VIP = 'fd00:3:2::200';
const OLD = '02:00:00:00:00:99';

pairTest("an advertisement changes a neighbour's entry at once", [], async (t, pair) => {
  await pair.ip('a', `addr add ${VIP}/64 dev va nodad`);
  await pair.ip(
    'b',
    'addr add fd00:3:2::50/64 dev vb nodad',
    `neigh add ${VIP} lladdr ${OLD} dev vb nud reachable`,
  );
  const entry = async () => {
    const {stdout} = await pair.run('b', ['ip', '-json', 'neigh', 'show', 'to', VIP, 'dev', 'vb']);
    return JSON.parse(stdout)[0];
  };
  t.like(await entry(), {lladdr: OLD, state: ['REACHABLE']});
  const {code, stdout, stderr} = await pair.vip(
    'a',
    'garp',
    '--iface',
    'va',
    '--ip',
    VIP,
    '--count',
    '1',
    '--json',
  );
  t.is(code, 0, stderr);
  t.is(stderr, '', 'no warning: the interface holds the address');
  t.like(jsonLines(stdout)[0], {kind: 'sent', ip: VIP, mac: MAC_A, form: 'advertisement', round: 1});
  t.like(await entry(), {lladdr: MAC_A, state: ['STALE']});
});

pairTest('tcpdump sees it, and its checksum is correct', ['tcpdump'], async (t, pair) => {
  const dump = await pair.tcpdump('b', '-e', '-vv', '-t', '-c', '2', '-i', 'vb', 'icmp6');
  const {code, stdout, stderr} = await pair.vip(
    'a',
    'garp',
    '--iface',
    'va',
    '--ip',
    VIP,
    '--interval',
    '20ms',
  );
  t.is(code, 0, stderr);
  t.is(
    stderr,
    `vip: warning: va does not hold ${VIP}: hosts that accept the announcement will get no answer\n`,
  );
  const said = `${VIP} is-at ${MAC_A} (neighbour advertisement, Override, 86 octets)\n`;
  t.is(stdout, `${said}${said}2 frames sent on va\n`);
  const text = (await dump.lines()).join('\n');
  const first = `${MAC_A} > 33:33:00:00:00:01, ethertype IPv6 (0x86dd), length 86: (hlim 255, next-header ICMPv6 (58) payload length: 32) ${VIP} > ff02::1: [icmp6 sum ok] ICMP6, neighbor advertisement, length 32, tgt is ${VIP}, Flags [override]`;
  t.is(text.split(first).length - 1, 2, text);
  t.true(text.includes(`destination link-address option (2), length 8 (1): ${MAC_A}`), text);
});

pairTest('options that concern only ARP are refused for IPv6', [], async (t, pair) => {
  for (const option of [['--form', 'reply'], ['--target-mac', 'zero'], ['--detect']]) {
    const {code, stdout, stderr} = await pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, ...option);
    t.is(code, 2);
    t.is(stdout, '');
    t.is(
      stderr,
      `vip: ${option[0]}: vip garp with an IPv6 address does not read it; it applies to ARP only\n`,
    );
  }
});
