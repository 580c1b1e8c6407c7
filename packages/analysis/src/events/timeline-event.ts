/**
 * Everything that happens in a run is one small event on one clock; all results are derived from them.
 *
 * @module
 */

import type {AnnouncedEvent, CommandEvent, CountdownEvent, FailedEvent, StepEvent} from './done.js';
import type {
  AddressEvent,
  CaptureEndEvent,
  FrameEvent,
  LinkEvent,
  NeighbourEvent,
  ProbeAnsweredEvent,
  ProbeRefusedEvent,
  ProbeSentEvent,
} from './observed.js';
import type {LessonEvent, RunEvent, TrialEvent} from './plans.js';
import type {RequestEvent, SessionEvent, SessionSettingsEvent} from './sessions.js';
import type {ClockEvent, SightLostEvent, StalledEvent} from './sight.js';
import type {CheckedEvent, ProgramEndedEvent, SaidEvent} from './software.js';
import type {
  AskedEvent,
  CellEvent,
  ExpectedEvent,
  HealedEvent,
  ObservationEvent,
  PingedEvent,
  ProgressEvent,
  TableEvent,
  ToldEvent,
  TurnedOutEvent,
} from './told.js';

export type * from './done.js';
export type * from './observed.js';
export type * from './plans.js';
export type * from './sessions.js';
export type * from './sight.js';
export type * from './software.js';
export type * from './told.js';

/** Anything that happened in a run: an object by its `kind`, with the node that saw it and its time in nanoseconds since the epoch. */
export type TimelineEvent =
  | RunEvent
  | FrameEvent
  | ProbeSentEvent
  | ProbeAnsweredEvent
  | ProbeRefusedEvent
  | SessionEvent
  | RequestEvent
  | SessionSettingsEvent
  | NeighbourEvent
  | AddressEvent
  | LinkEvent
  | AnnouncedEvent
  | StepEvent
  | CountdownEvent
  | ObservationEvent
  | CaptureEndEvent
  | TrialEvent
  | SaidEvent
  | CheckedEvent
  | ProgramEndedEvent
  | FailedEvent
  | ClockEvent
  | SightLostEvent
  | StalledEvent
  | LessonEvent
  | ToldEvent
  | ProgressEvent
  | AskedEvent
  | TurnedOutEvent
  | CommandEvent
  | PingedEvent
  | ExpectedEvent
  | TableEvent
  | CellEvent
  | HealedEvent;
