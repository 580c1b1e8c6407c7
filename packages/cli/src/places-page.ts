/**
 * `--report` for several captures: one HTML file, with a lane for each place.
 *
 * @module
 */

import {
  apartFinding,
  type MergeTakers,
  type PlacesStory,
  placesTitle,
  type Together,
} from '@vip/analysis/internal/places';
import {capturesReport, commandText, explanationPart, FrameRecorder} from '@vip/core/internal';
import {vipVersion} from '@vip/core/internal/version';
import {typedWords} from './command-words.js';
import type {OutputFile} from './outputs/output-file.js';
import {openReport} from './report-file.js';

/** The page of several captures: one part for each story. */
export interface PlacesPage {
  /** @returns the receiver of the story's frames */
  begin(together: Together): NonNullable<MergeTakers['saw']>;
  write(stories: readonly PlacesStory[]): Promise<void>;
  abandon(): Promise<void> | void;
}

/** @throws VipError `FILE_FAILED` */
export async function placesPage(output: OutputFile): Promise<PlacesPage> {
  const {save, abandon} = await openReport(output);
  const recorders = new Map<Together, FrameRecorder>();
  return {
    begin(together) {
      const recorder = new FrameRecorder();
      recorders.set(together, recorder);
      const {surveys} = together;
      return (place, frame, isFirst) => recorder.takeAt(surveys[place]?.name ?? '', {...frame, own: isFirst});
    },
    write(stories) {
      const words = {command: commandText(typedWords()), version: vipVersion()};
      const parts = stories.map((places, index) => {
        const {capture, explanations, together} = places;
        const recorder = recorders.get(together) ?? new FrameRecorder();
        const told = {...words, name: placesTitle(places), capture, explanations, recorder, places};
        return explanationPart(stories.length > 1 ? {...told, apart: index + 1} : told);
      });
      const apart = apartFinding(stories);
      return save(
        capturesReport(parts, apart === undefined ? [] : [`${apart.evidence}: ${apart.consequence}.`]),
      );
    },
    abandon,
  };
}
