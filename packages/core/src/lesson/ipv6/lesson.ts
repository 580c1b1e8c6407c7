/**
 * And IPv6?
 *
 * The same failover for both families at once: the address is taken from one node and given to the other, and the
 * clients ping all the while; then IPv6 alone, each time with another way to take and to announce the address.
 *
 * @module
 */

import type {Lesson} from '../lesson.js';
import {collide} from './collision.js';
import {PROBE_INTERVAL_MS, showMoves} from './moves.js';
import {buildVips} from './plan.js';
import {Vips} from './vips.js';
import {moveBoth, moveWithKernelsNotice} from './with-detection.js';
import {moveSilently, moveWithoutDetection} from './without-detection.js';

export const ipv6Lesson: Lesson = {
  name: 'ipv6',
  question: 'And with IPv6?',
  families: ['IPv4', 'IPv6'],
  takes: 'twelve seconds',
  questions: [
    {name: 'first', answer: 'some-of', of: ['IPv4', 'IPv6']},
    {name: 'without-detection', answer: 'duration'},
    {name: 'silent', answer: 'yes-no'},
    {name: 'taken-too-early', answer: 'words'},
  ],
  moral: [
    'The same outage, and the same cure: an unsolicited neighbour advertisement',
    '(Override, target link-layer option, to ff02::1) does what a GARP does.',
    'Duplicate address detection is new: for a second or more the new holder has',
    'the address but does not use it. nodad saves that second, but also silences',
    'ndisc_notify, which announces when detection ends: then announce it yourself.',
    'And if the old holder still has the address when the new one takes it,',
    'detection fails, and the address stays dead until it is added again.',
    'Where it bites: dadfailed at a change of leader; no advertisement sent:',
    'https://github.com/kube-vip/kube-vip/issues/523',
    'https://github.com/cybertec-postgresql/vip-manager/pull/420',
  ],
  async run(workshop, {settings, ipv6: second}) {
    const vips = new Vips(workshop, settings, second);
    await buildVips(vips);
    const {active} = settings;
    workshop.tell(
      `${active.node} holds one VIP of each family: ${vips.addressOf('IPv4')} and ${vips.addressOf('IPv6')}. Two clients ping both every ${PROBE_INTERVAL_MS} ms.`,
    );
    await workshop.command(active.node, ['ip', '-brief', 'addr', 'show', 'dev', active.iface]);
    const moves = [
      ...(await moveBoth(vips)),
      ...(await moveWithKernelsNotice(vips)),
      ...(await moveWithoutDetection(vips)),
      ...(await moveSilently(vips)),
      ...(await collide(vips)),
    ];
    showMoves(workshop, moves);
  },
};
