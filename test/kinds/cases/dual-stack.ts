/**
 * A machine with an address and a virtual router of each family dies. One address moves; the other gets no
 * new master.
 */

import type {IpAddress} from '@vip/arp';
import {kind} from '../kind.js';
import {between, whole} from '../sim/chance.js';
import {Client} from '../sim/client.js';
import {SECOND} from '../sim/clock.js';
import {Stage} from '../sim/stage.js';

const OTHER_FAMILY = {4: 6, 6: 4} as const;

export const oneFamilyMasterless = kind('one-family-masterless', (random, addresses) => {
  const dies = between(random, 5, 9);
  const length = dies + between(random, 13, 20);
  const stage = new Stage(random, addresses, {whole: true, at: 'mirror', length});
  const {a, b, places, family, tags, network, ledger} = stage;
  // The clients of the address that stays are hosts of its family.
  const stays = OTHER_FAMILY[family];
  const staying = [places.ip(stays), ...(random.oneIn(2) ? [places.ip(stays)] : [])];
  const moving = places.row(family, whole(random, 1, 4));
  const host = new Client(network, ledger, random, 'host', places.mac(), places.ip(stays), tags);
  const sourceOf = () => (stays === 6 ? places.linkLocal() : places.ip(4));
  const virtualRouterId = whole(random, 1, 127);
  const [one, other] = [a, b].map((node, index) =>
    stage.speakerAsIs(node, {
      ...{version: 3, virtualRouterId, priority: 150 - 50 * index},
      addresses: moving,
    }),
  );
  const router = {version: 3 as const, virtualRouterId: whole(random, 128, 255), interval: SECOND};
  const alone = stage.speakerAsIs(a, {...router, priority: 150, source: sourceOf(), addresses: staying});
  const talkTo = (ip: IpAddress) =>
    stage.talk(3, {ip, sort: 'ping', ...(staying.includes(ip) ? {asker: stage.asker(host)} : {})});
  for (const ip of [...moving, ...staying]) {
    a.hold(ip);
    if (random.oneIn(2)) a.announce(ip, {...stage.anyAnnouncement(), count: 1});
    talkTo(ip);
  }
  stage.at(0.05, () => [one, alone].map(speaker => speaker?.start()));
  stage.at(dies, () => a.crash());
  const dark = between(random, 3, 3.7);
  stage.at(dies + dark, () => other?.start());
  for (const ip of moving) stage.take(dies + dark, b, {ip});
  return stage.tell(() => ({
    exit: 1,
    addresses: [
      ...staying.map(ip => stage.about('NO_MASTER', {ip, changes: 0})),
      ...moving.map(ip => stage.about('HEALTHY', {ip, changes: 1})),
    ],
    ask: [...staying, ...moving],
  }));
});
