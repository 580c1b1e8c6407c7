/** A client that asks for the address, and whose network card is replaced. */

import {parseMac} from '@vip/arp';
import {A, A_IP, CLIENT, CLIENT_IP, Scene} from './scene.js';

export const NEW_CARD = parseMac('02:00:00:00:00:51');

/** The client asks and is answered, from this MAC. */
export function talks(scene: Scene, fromMs: number, untilMs: number, owner = A, mac = CLIENT): Scene {
  for (let ms = fromMs; ms < untilMs; ms += 100) scene.ping(ms, owner, mac).pong(ms + 1, owner, mac);
  return scene;
}

/** The client's card is replaced after eight seconds, and after this many more in which it is silent. */
export function replaced(isAnnounced: boolean, silent = 0): Scene {
  const scene = new Scene().asks(0).answers(0.3, A);
  for (let second = 0; second < silent + 20; second++) scene.vrrp(second * 1000, A, A_IP, 150);
  talks(scene, 1, 8000);
  const at = silent * 1000;
  if (isAnnounced) scene.garp(at + 8500, NEW_CARD, {senderIp: CLIENT_IP, targetIp: CLIENT_IP});
  scene.asks(at + 9000, NEW_CARD).answers(at + 9000.3, A, NEW_CARD);
  return talks(scene, at + 9001, at + 20_000, A, NEW_CARD);
}
