/** Captures of a story as ports of other kinds show it: with a tag or without, and at a bridge as well as at its port. */

import type {PlaceCapture} from './distort.js';

const TAG_AT = 12;
const TAG_TYPES: ReadonlySet<number> = new Set([0x8100, 0x88a8]);

/** The capture as at an access port: without its tags, or with one if there was none. */
export function elsewhereTagged(capture: PlaceCapture): PlaceCapture {
  const frames = capture.frames.map(frame => {
    let {bytes} = frame;
    const isTag = () => TAG_TYPES.has(((bytes[TAG_AT] ?? 0) << 8) | (bytes[TAG_AT + 1] ?? 0));
    const [head, wasTagged] = [bytes.slice(0, TAG_AT), isTag()];
    while (isTag()) bytes = Uint8Array.from([...head, ...bytes.slice(TAG_AT + 4)]);
    if (!wasTagged) bytes = Uint8Array.from([...head, 0x81, 0, 0, 77, ...bytes.slice(TAG_AT)]);
    return {...frame, bytes, length: bytes.length};
  });
  return {...capture, frames};
}

/** Of a machine with a bridge, at the bridge and at its port: each frame at both, within microseconds. */
export function onBridge(capture: PlaceCapture): PlaceCapture {
  const twice = capture.frames.flatMap((frame, index) => {
    const above = {...frame, iface: 'br0', at: frame.at + BigInt(index % 7) * 1000n};
    return [{...frame, iface: 'eth0'}, above];
  });
  const truly = capture.truly.flatMap((at, index) => [at, at + BigInt(index % 7) * 1000n]);
  const order = [...twice.keys()].sort((a, b) => Number((truly[a] ?? 0n) - (truly[b] ?? 0n)) || a - b);
  return {
    ...capture,
    frames: order.map((index, place) => ({...(twice[index] as (typeof twice)[number]), number: place + 1})),
    truly: order.map(index => truly[index] as bigint),
  };
}
