/** A client that has more connections than are followed. */

import {createCollector, judge} from '@vip/analysis/internal';
import test from 'ava';
import {A, B, CLIENT, CLIENT_IP, Scene, VIP} from '../../helpers/scene.js';
import {seeds} from '../../helpers/torture.js';
import {sessionsAmongMany} from '../../kinds/cases/sessions.js';
import {differences} from '../../kinds/check.js';
import {told} from '../../kinds/told.js';
import {segmentMessage} from '../../kinds/wire/transport.js';

const PROTOCOL_TCP = 6;

test('finished connections make room, so that idle sessions that are reset in the end are reported', t => {
  for (const seed of seeds(4, 400)) {
    const made = sessionsAmongMany.make(seed);
    t.deepEqual(differences(made.truth, told(made)), [], `seed ${seed}`);
  }
});

test('of more sessions than there is room for, those whose fate is unknown are counted', t => {
  const open = 600;
  const scene = new Scene().asks(0).answers(0.1, A).talk(1, 2000, A);
  for (let index = 0; index < open; index++) {
    const [own, sequence, ms] = [20_000 + index, 1000 * index, 2 + 3 * index];
    const [there, back] = [
      {source: CLIENT_IP, destination: VIP},
      {source: VIP, destination: CLIENT_IP},
    ];
    const syn = {sourcePort: own, destinationPort: 443, sequence, acknowledgment: 0, flags: 'S', length: 0};
    const answer = {sourcePort: 443, destinationPort: own, sequence: 5, acknowledgment: sequence + 1};
    scene.ip(ms, [CLIENT, CLIENT_IP], [A, VIP], PROTOCOL_TCP, segmentMessage(there, syn).payload);
    const {payload} = segmentMessage(back, {...answer, flags: 'SA', length: 0});
    scene.ip(ms + 0.5, [A, VIP], [CLIENT, CLIENT_IP], PROTOCOL_TCP, payload);
  }
  scene.garp(2001, B).talk(2002, 9000, B);
  const collector = createCollector({ips: [VIP]});
  collector.take([...scene.frames].sort((a, b) => Number(a.at - b.at)));
  const [explanation] = judge(collector.facts());
  const note = explanation?.notes.find(({code}) => code === 'SESSIONS_BEYOND');
  t.regex(
    note?.evidence ?? '',
    new RegExp(`^${open - 256} TCP sessions that were open could not be followed`),
  );
});
