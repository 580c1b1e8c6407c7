/**
 * `--report` for several captures: one HTML file, with a lane for each place.
 *
 * @module
 */

import {type MergeTakers, type PlacesStory, placesTitle, type Together} from '@vip/analysis/internal/places';
import {reportData} from '@vip/core';
import {commandText, explanationPart, FrameRecorder} from '@vip/core/internal';
import {vipVersion} from '@vip/core/internal/version';
import {typedWords} from './command-words.js';
import type {OutputFile} from './outputs/output-file.js';
import {openReport} from './report-file.js';

type Part = ReturnType<typeof explanationPart>;

/** The page of several captures: one part for each story. */
export interface PlacesPage {
  /** @returns the receiver of the story's frames */
  begin(together: Together): NonNullable<MergeTakers['saw']>;
  end(story: PlacesStory): void;
  write(): Promise<void>;
  abandon(): Promise<void> | void;
}

/** @throws VipError `FILE_FAILED` */
export async function placesPage(output: OutputFile): Promise<PlacesPage> {
  const {save, abandon} = await openReport(output);
  const parts: Part[] = [];
  const recorders = new Map<Together, FrameRecorder>();
  return {
    begin(together) {
      const recorder = new FrameRecorder();
      recorders.set(together, recorder);
      const {surveys} = together;
      return (place, frame, isFirst) => recorder.takeAt(surveys[place]?.name ?? '', {...frame, own: isFirst});
    },
    end(story) {
      const {capture, explanations, together} = story;
      const recorder = recorders.get(together) ?? new FrameRecorder();
      const words = {name: placesTitle(story), command: commandText(typedWords()), version: vipVersion()};
      parts.push(explanationPart({...words, capture, explanations, recorder, places: story}));
    },
    write: () => save(reportData(parts)),
    abandon,
  };
}
