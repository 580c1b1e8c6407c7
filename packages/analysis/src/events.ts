/**
 * Everything that happens in a run is one small event on one clock; all results are derived from them.
 *
 * @module
 */

import type {AnnouncedEvent, CommandEvent, CountdownEvent, FailedEvent, StepEvent} from './events/done.js';
import type {
  AddressEvent,
  CaptureEndEvent,
  FrameEvent,
  LinkEvent,
  NeighbourEvent,
  ProbeAnsweredEvent,
  ProbeRefusedEvent,
  ProbeSentEvent,
} from './events/observed.js';
import type {LessonEvent, RunEvent, TrialEvent} from './events/plans.js';
import type {RequestEvent, SessionEvent, SessionSettingsEvent} from './events/sessions.js';
import type {ClockEvent, SightLostEvent, StalledEvent} from './events/sight.js';
import type {CheckedEvent, ProgramEndedEvent, SaidEvent} from './events/software.js';
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
} from './events/told.js';

export type * from './events/done.js';
export type * from './events/observed.js';
export type * from './events/plans.js';
export type * from './events/sessions.js';
export type * from './events/sight.js';
export type * from './events/software.js';
export type * from './events/told.js';

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
