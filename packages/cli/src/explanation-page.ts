/**
 * `vip explain --report`: an explanation as one HTML file.
 *
 * @module
 */

import type {SeenFrames} from '@vip/analysis/internal';
import {reportData} from '@vip/core';
import {commandText, type ExplainedCapture, explanationPart, FrameRecorder} from '@vip/core/internal';
import {vipVersion} from '@vip/core/internal/version';
import {typedWords} from './command-words.js';
import type {OutputFile} from './outputs/output-file.js';
import {openReport} from './report-file.js';

/** The page of an explanation. */
export interface ExplanationPage {
  /** Takes the frames as they are read. */
  take(frames: SeenFrames): void;
  write(
    name: string,
    capture: ExplainedCapture['capture'],
    explanations: ExplainedCapture['explanations'],
  ): Promise<void>;
  abandon(): Promise<void> | void;
}

/** @throws VipError `FILE_FAILED` */
export async function explanationPage(output: OutputFile): Promise<ExplanationPage> {
  const {save, abandon} = await openReport(output);
  const recorder = new FrameRecorder();
  return {
    take: frames => recorder.take(frames),
    write(name, capture, explanations) {
      const part = explanationPart({
        name,
        capture,
        explanations,
        recorder,
        command: commandText(typedWords()),
        version: vipVersion(),
      });
      return save(reportData([part]));
    },
    abandon,
  };
}
