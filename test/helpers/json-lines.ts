/**
 * What commands print with `--json` for frames, without a process for each capture.
 *
 * @module
 */

import {
  createCollector,
  describeCapture,
  describeExplanation,
  jsonReplacer,
  judge,
  type SeenFrame,
} from '@vip/analysis/internal';
import {createCaptureView, describeSelected} from '@vip/core/internal/capture';
import {KINDS} from '../kinds/index.js';
import {cookedFrame} from '../kinds/write.js';

/** What `vip capture --json` prints for frames, without the counts at the end. */
export function captureLines(frames: readonly SeenFrame[]): string {
  const select = createCaptureView();
  return linesOf(frames.flatMap(frame => select(frame) ?? []).map(describeSelected));
}

/** What `vip explain --json` prints for frames. */
export function explainLines(frames: readonly SeenFrame[]): string {
  const collector = createCollector();
  collector.take(frames);
  const capture = collector.facts();
  const explanations = judge(capture);
  return linesOf([
    ...explanations.map(explanation => describeExplanation(capture, explanation)),
    describeCapture(capture, explanations),
  ]);
}

/** Objects as every command prints them with `--json`. */
export function linesOf(objects: readonly object[]): string {
  return objects.map(object => JSON.stringify(object, jsonReplacer)).join('\n');
}

/**
 * The frames of generated captures, one after the other, followed by the same as `tcpdump -i any` would write
 * them.
 */
export function* generatedFrames(): Generator<SeenFrame[]> {
  for (const [seed, kind] of KINDS.entries()) {
    const frames = kind.make(seed).frames.map(({at, bytes, length = bytes.length, linkType = 1}) => {
      return {iface: 'eth0', at, bytes, length, linkType};
    });
    yield frames;
    for (const [format, linkType] of [
      ['sll', 113],
      ['sll2', 276],
    ] as const) {
      const ethernet = frames.filter(frame => frame.linkType === 1);
      if (seed % 10 === 0)
        yield ethernet.map(frame => ({...frame, bytes: cookedFrame(frame.bytes, format), linkType}));
    }
  }
}
