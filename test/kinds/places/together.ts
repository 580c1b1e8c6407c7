/** What `vip explain` says about several captures, read as the command reads them. */

import {createCollector, FrameColumns, formatExplanation, type OutageThreshold} from '@vip/analysis/internal';
import {
  acrossStories,
  alignPlaces,
  apartFinding,
  exitCodeOfStories,
  formatClocks,
  Merge,
  PlaceSurvey,
  type PlacesStory,
  PlaceTime,
  placesTitle,
  type Together,
  tellTogether,
} from '@vip/analysis/internal/places';
import type {IpAddress} from '@vip/arp';
import type {PlaceCapture} from './distort.js';

export interface ToldTogether {
  readonly stories: readonly PlacesStory[];
  readonly exit: number;
  /** The sentence that they have separate stories, with the reason. */
  readonly apart: string | undefined;
  /** The whole text, as one line. */
  readonly text: string;
}

export function toldTogether(
  captures: readonly PlaceCapture[],
  {ips, threshold}: {ips?: readonly IpAddress[] | undefined; threshold?: OutageThreshold} = {},
): ToldTogether {
  const surveys = captures.map(({name, frames}) => {
    const survey = new PlaceSurvey(name);
    survey.take(frames);
    return survey;
  });
  const apart = alignPlaces(surveys).map(together => {
    const collector = createCollector({ips, segments: together.segments});
    const merge = new Merge(together, {give: frames => collector.take(frames)});
    const single = new FrameColumns(1);
    for (const {place, seen, ns} of inOrder(together, captures)) {
      single.count = 0;
      single.addFrame(seen);
      merge.take(place, single, 0, ns);
      merge.flush();
    }
    merge.finish();
    const dropped = captures.map(() => 0);
    return tellTogether(together, merge, collector.facts(), {dropped, ...(threshold && {threshold})});
  });
  const stories = acrossStories(apart);
  const text = stories.flatMap(story =>
    formatExplanation(placesTitle(story), story.capture, story.explanations, formatClocks(story)),
  );
  return {
    stories,
    exit: exitCodeOfStories(stories),
    apart: apartFinding(stories)?.evidence,
    text: text.join('\n').replace(/\s+/g, ' '),
  };
}

function inOrder(together: Together, captures: readonly PlaceCapture[]) {
  const frames = together.places.flatMap(place => {
    const time = new PlaceTime(place, together);
    const base = together.surveys[place]?.base ?? 0n;
    return (captures[place]?.frames ?? []).map(seen => {
      return {place, seen, ns: time.of(seen.number ?? 0, Number(seen.at - base))};
    });
  });
  // Frames without a time come first.
  const order = (ns: number) => (Number.isNaN(ns) ? Number.MIN_SAFE_INTEGER : ns);
  return frames.sort((x, y) => order(x.ns) - order(y.ns));
}
