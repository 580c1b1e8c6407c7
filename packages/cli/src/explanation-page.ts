/**
 * `vip explain --report`: an explanation as one HTML file.
 *
 * @module
 */

import {commandText, type ExplainedCapture, explanationPart, type FrameRecorder, reportData} from '@vip/core';
import {commandWords} from './command-words.js';
import {openReport} from './report-file.js';

/** Somewhere to draw an explanation. */
export interface ExplanationPage {
  write(
    name: string,
    capture: ExplainedCapture['capture'],
    explanations: ExplainedCapture['explanations'],
  ): void;
  abandon(): void;
}

/**
 * @param recorder is given the frames meanwhile
 * @throws VipError `FILE_FAILED`
 */
export function explanationPage(path: string, recorder: FrameRecorder): ExplanationPage {
  const {save, abandon} = openReport(path);
  return {
    write(name, capture, explanations) {
      const part = explanationPart({
        name,
        capture,
        explanations,
        timeline: recorder.timeline(),
        notes: recorder.notes(),
        command: commandText(commandWords()),
      });
      save(reportData([part]));
    },
    abandon,
  };
}
