/** The doctor predicts what a firewall does with a packet, and the kernel does the same. */

import {echoTo, fateAt, readRuleset} from '@vip/analysis/internal/doctor';
import {parseIpv4} from '@vip/arp';
import {type Random, seeded} from '../helpers/random.js';
import {rootTest} from '../helpers/require-lab.js';
import {openSegment} from '../helpers/segment.js';
import {rounds} from '../helpers/torture.js';

const TARGET = '10.3.2.11';

const MATCHES = [
  `ip daddr ${TARGET}`,
  'ip daddr 10.3.2.12',
  'ip daddr != 10.3.2.12',
  'ip daddr 10.3.0.0/16',
  'ip daddr 10.4.0.0/16',
  'ip daddr @mine',
  'ip daddr @others',
  'ip daddr { 10.3.2.9-10.3.2.14 }',
  'ip protocol icmp',
  'meta l4proto { tcp, udp }',
  'ip protocol vrrp',
  'icmp type echo-request',
  'icmp type { echo-reply, destination-unreachable }',
  'icmp type != echo-request',
  'icmpv6 type echo-request',
  'tcp dport 22',
  'tcp dport != 22',
  'iifname "eth0"',
  'iifname "eth*"',
  'iifname != "eth0"',
  'iif lo',
  'meta pkttype host',
  'meta pkttype multicast',
  'ct state new',
  'ct state established,related',
  'ct state { new, untracked }',
  'meta nfproto ipv4',
  'meta nfproto ipv6',
  'ip6 daddr ::1',
  `iifname . ip daddr { "eth0" . ${TARGET}, "eth9" . 10.3.2.12 }`,
  `ip daddr . ip protocol { ${TARGET} . tcp, 10.3.2.0/24 . udp }`,
  `ip daddr . icmp type != { ${TARGET} . echo-request }`,
  `ip daddr . tcp dport { ${TARGET} . 22 }`,
] as const;

/** The verdicts of a chain to which others jump, and which does not jump further. */
const FINAL = ['accept', 'drop', 'return'] as const;

const VERDICTS = [
  'accept',
  'drop',
  'return',
  'jump sub',
  'goto sub',
  'counter',
  'reject',
  'icmp type vmap { echo-request : drop, echo-reply : accept }',
  'ip daddr vmap @fates',
  `iifname . ip daddr vmap { "eth0" . ${TARGET} : drop, "eth9" . ${TARGET} : accept }`,
] as const;

function rulesetOf(random: Random): string {
  const rules = (verdicts: readonly [string, ...string[]]) =>
    Array.from({length: random.below(6)}, () => {
      const matches = Array.from({length: random.below(3)}, () => random.pick(MATCHES));
      return `${matches.join(' ')} ${random.pick(verdicts)}`;
    });
  const base = (family: string) =>
    `table ${family} t${family} {
set mine { type ipv4_addr; flags interval; elements = { 10.3.2.11, 10.9.0.0/24 }; }
set others { type ipv4_addr; elements = { 10.3.2.12 }; }
map fates { type ipv4_addr : verdict; elements = { 10.3.2.11 : ${random.pick(['accept', 'drop', 'return'])}, 10.3.2.12 : drop }; }
chain sub {
${rules(FINAL).join('\n')}
}
chain c { type filter hook input priority ${random.below(9) - 4}; policy ${random.pick(['accept', 'accept', 'drop'])};
${rules(VERDICTS).join('\n')}
}
}`;
  return ['flush ruleset', base('inet'), ...(random.below(2) === 0 ? [base('ip')] : [])].join('\n');
}

rootTest('the predicted fate of a ping in a firewall is what the kernel does with it', async t => {
  const {lab} = await openSegment(t);
  const random = seeded(rounds(20_261_125, Date.now()));
  const fates = {passes: 0, dropped: 0};
  for (let round = 0; round < rounds(25, 500); ) {
    const text = rulesetOf(random);
    // Some contradict themselves, which nft refuses as a whole.
    const isTaken = await lab.run('one', ['nft', '-f', '-'], {input: text}).then(
      () => true,
      () => false,
    );
    if (!isTaken) continue;
    round++;
    const {stdout} = await lab.run('one', ['nft', '-j', 'list', 'ruleset']);
    const {fate} = fateAt(readRuleset(JSON.parse(stdout)), echoTo(parseIpv4(TARGET), 'eth0'), 'input');
    const ping = ['sh', '-c', `ping -n -c 1 -W 0.3 ${TARGET} >/dev/null 2>&1; echo $?`];
    const isAnswered = (await lab.run('asker', ping)).stdout.trim() === '0';
    t.is(fate, isAnswered ? 'passes' : 'dropped', text);
    fates[isAnswered ? 'passes' : 'dropped']++;
  }
  t.true(fates.passes > 2 && fates.dropped > 2, JSON.stringify(fates));
});
