/**
 * The output of `vip capture` for the frames captured at the external node.
 *
 * @module
 */

import {counted} from '@vip/analysis/internal';
import {createCaptureView, formatSelected, type SelectedFrame} from '../../views/capture-lines.js';
import type {LessonSettings, LessonStation} from '../lesson.js';
import type {PingResult} from '../pinger.js';
import type {Workshop} from '../workshop.js';
import type {ClientQuestion} from './clients.js';

/** As `vip capture --ip VIP` selects and reads them. */
export function capturedAtExt({timeline}: Workshop, {vip, ext}: LessonSettings): SelectedFrame[] {
  const view = createCaptureView({ips: [vip.address]});
  return timeline
    .select('frame', ext.node)
    .filter(({iface}) => iface === ext.iface)
    .flatMap(({at, iface, octets, length, own}) => view({at, iface, bytes: octets, length, own}) ?? []);
}

export function showLastQuestion(
  workshop: Workshop,
  settings: LessonSettings,
  asked: readonly ClientQuestion[],
): void {
  const {ext} = settings;
  const last = asked.at(-1)?.result;
  workshop.tell(`What vip capture says at ${ext.node} about the last request there:`);
  for (const selected of capturedAtExt(workshop, settings)) {
    if (last === undefined || !isWithin(selected.seen.at, last) || !concerns(selected, ext)) continue;
    for (const line of formatSelected(selected).trimEnd().split('\n')) workshop.progress(line);
  }
}

export function expectConflicts(
  workshop: Workshop,
  settings: LessonSettings,
  asked: readonly ClientQuestion[],
): void {
  const captured = capturedAtExt(workshop, settings);
  const changes = captured.flatMap(({change}) => change ?? []);
  const count = (kind: string) => changes.filter(change => change.kind === kind).length;
  workshop.expect(
    'vip capture calls it a conflict after every request',
    asked.every(({result}) =>
      captured.some(({change, seen}) => change?.kind === 'conflict' && isWithin(seen.at, result)),
    ),
    [
      counted(count('conflict'), 'conflict'),
      counted(count('moved'), 'move'),
      counted(count('returned'), 'return'),
    ].join(', '),
  );
}

/** Expects that only this holder has claimed the address since then. */
export function expectNoOtherClaim(
  workshop: Workshop,
  settings: LessonSettings,
  {mac}: LessonStation,
  since: bigint,
): void {
  const changes = capturedAtExt(workshop, settings).filter(({change}) => change !== undefined);
  const later = changes.filter(({seen, packet}) => seen.at > since && packet?.senderMac !== mac);
  workshop.expect(
    'and the capture shows no further conflict',
    later.length === 0,
    `${counted(later.length, 'claim')} by ${settings.active.node} since`,
  );
}

function isWithin(at: bigint, {from, until}: PingResult): boolean {
  return at >= from && at <= until;
}

function concerns({packet}: SelectedFrame, {address}: LessonStation): boolean {
  return packet?.senderIp === address.address || packet?.targetIp === address.address;
}
