/**
 * Services of an address are judged separately: answers of others do not make one healthy, and a port that
 * never answered is no outage.
 */

import {
  createCollector,
  type Explanation,
  formatBrief,
  formatExplanation,
  judge,
} from '@vip/analysis/internal';
import {parseIpv4} from '@vip/arp';
import test from 'ava';
import {A, CLIENT, CLIENT_IP, Scene, VIP} from '../../helpers/scene.js';
import {segmentMessage} from '../../kinds/wire/transport.js';

const PROTOCOL_TCP = 6;
let lastPort = 20_000;

/** Connects to a port at these times, with the same outcome each time. */
function connects(
  scene: Scene,
  port: number,
  times: readonly number[],
  outcome: 'SA' | 'RA' | 'nothing',
): Scene {
  for (const ms of times) {
    const [own, sequence] = [++lastPort, 1000 * lastPort];
    const [there, back] = [
      {source: CLIENT_IP, destination: VIP},
      {source: VIP, destination: CLIENT_IP},
    ];
    const syn = {sourcePort: own, destinationPort: port, sequence, acknowledgment: 0, flags: 'S', length: 0};
    scene.ip(ms, [CLIENT, CLIENT_IP], [A, VIP], PROTOCOL_TCP, segmentMessage(there, syn).payload);
    if (outcome === 'nothing') continue;
    const reply = {sourcePort: port, destinationPort: own, sequence: 5, acknowledgment: sequence + 1};
    const answer = segmentMessage(back, {...reply, flags: outcome, length: 0});
    scene.ip(ms + 0.5, [A, VIP], [CLIENT, CLIENT_IP], PROTOCOL_TCP, answer.payload);
  }
  return scene;
}

const every = (ms: number, from: number, until: number) =>
  Array.from({length: Math.ceil((until - from) / ms)}, (_, index) => from + index * ms);

function told(scene: Scene): {explanation: Explanation; text: string} {
  const collector = createCollector({ips: [VIP]});
  collector.take([...scene.frames].sort((a, b) => Number(a.at - b.at)));
  const capture = collector.facts();
  const [explanation] = judge(capture);
  if (explanation === undefined) throw new Error('nothing was explained');
  return {explanation, text: formatExplanation('x', capture, [explanation]).join(' ').replace(/\s+/g, ' ')};
}

test('if port 443 is dark while port 80 and pings are answered, that is an outage with its port, and not HEALTHY', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 20_000, A);
  connects(scene, 80, every(200, 10, 20_000), 'SA');
  connects(scene, 443, every(200, 20, 8000), 'SA');
  connects(scene, 443, every(200, 8020, 14_000), 'nothing');
  connects(scene, 443, every(200, 14_020, 20_000), 'SA');
  const {explanation, text} = told(scene);
  t.is(explanation.finding.code, 'OUTAGE');
  t.deepEqual(explanation.address.dark, []);
  t.regex(formatBrief(explanation), /OUTAGE since .*, TCP port 443 dark for 5800 ms to 6200 ms, frame \d+$/);
  t.regex(text, /TCP port 443 gave no answer for 6200 ms: 30 questions in frames .*30 SYNs dropped/);
  t.notRegex(text, /TCP port 80|ping gave/);
});

test('a service whose process died is refused, though the address is well', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 12_000, A);
  connects(scene, 5432, every(300, 20, 5000), 'SA');
  connects(scene, 5432, every(300, 5120, 12_000), 'RA');
  const {explanation, text} = told(scene);
  t.is(explanation.finding.code, 'REFUSED');
  t.regex(formatBrief(explanation), /TCP port 5432 refused for at least/);
  t.regex(text, /SYNs refused/);
});

test('a time of refusals that begins with a SYN without any reply is not called refused throughout', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 12_000, A);
  connects(scene, 5432, every(300, 20, 4800), 'SA');
  connects(scene, 5432, [4820], 'nothing');
  connects(scene, 5432, every(300, 5120, 12_000), 'RA');
  const {explanation, text} = told(scene);
  t.is(explanation.finding.code, 'REFUSED');
  t.regex(formatBrief(explanation), /TCP port 5432 refused or silent for at least/);
  t.regex(text, /1 SYN dropped and 23 SYNs refused/);
});

test('a restart of a service that takes half a second is no outage', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 12_000, A);
  connects(scene, 80, every(200, 20, 5000), 'SA');
  connects(scene, 80, [5020, 5220, 5420], 'RA');
  connects(scene, 80, every(200, 5620, 12_000), 'SA');
  t.is(told(scene).explanation.finding.code, 'HEALTHY');
});

test('one question to a port that never answered is a note, and no outage', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 5000, A);
  const {explanation, text} = told(connects(scene, 23, [2000], 'nothing'));
  t.is(explanation.finding.code, 'HEALTHY');
  t.deepEqual(
    explanation.notes.map(({code}) => code),
    ['NEVER_SERVED'],
  );
  t.regex(text, /TCP port 23 never answered in this capture/);
});

test('a scan of four thousand ports takes neither memory nor lines, and hides no outage of a port', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 20_000, A);
  for (let port = 1000; port < 5000; port++)
    connects(scene, port, [500 + port * 2], port % 2 ? 'nothing' : 'RA');
  connects(scene, 443, every(300, 20, 9000), 'SA');
  connects(scene, 443, every(300, 9020, 20_000), 'nothing');
  const {explanation, text} = told(scene);
  t.is(explanation.finding.code, 'OUTAGE');
  t.regex(text, /TCP port 443 gave no answer/);
  t.true(text.length < 4000);
  const {services, senders} = explanation.address;
  t.true(services.length <= 2 && senders.every(({asked}) => asked.length <= 17));
  t.true(senders.reduce((sum, {askedBeyond}) => sum + askedBeyond, 0) > 3900);
});

test('if a firewall drops a port for one of two clients, the outage is reported only for that client', t => {
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 12_000, A);
  connects(scene, 443, every(200, 20, 12_000), 'SA');
  const other = parseIpv4('10.3.2.51');
  const ask = (ms: number, isAnswered: boolean) => {
    const own = ++lastPort;
    const syn = {
      sourcePort: own,
      destinationPort: 443,
      sequence: 7,
      acknowledgment: 0,
      flags: 'S',
      length: 0,
    };
    const there = {source: other, destination: VIP};
    scene.ip(ms, [CLIENT, other], [A, VIP], PROTOCOL_TCP, segmentMessage(there, syn).payload);
    const reply = {
      sourcePort: 443,
      destinationPort: own,
      sequence: 5,
      acknowledgment: 8,
      flags: 'SA',
      length: 0,
    };
    const back = {source: VIP, destination: other};
    if (!isAnswered) return;
    scene.ip(ms + 0.5, [A, VIP], [CLIENT, other], PROTOCOL_TCP, segmentMessage(back, reply).payload);
    // A source that never continues may be forged.
    const ack = {...syn, sequence: 8, acknowledgment: 6, flags: 'A'};
    scene.ip(ms + 0.6, [CLIENT, other], [A, VIP], PROTOCOL_TCP, segmentMessage(there, ack).payload);
  };
  for (const ms of every(200, 30, 5000)) ask(ms, true);
  for (const ms of every(200, 5030, 12_000)) ask(ms, false);
  const {explanation, text} = told(scene);
  t.is(explanation.finding.code, 'OUTAGE');
  t.regex(text, /10\.3\.2\.51 only/);
});
