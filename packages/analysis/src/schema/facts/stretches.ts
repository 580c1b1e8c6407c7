/**
 * Services, and how long they or their address were not answered, field by field.
 *
 * @module
 */

import type {DarkStretch, LateAnswers, ServiceName, ServiceStretch} from '../../conversations/facts.js';
import {BOUNDS} from '../common.js';
import {MARK} from '../frame-marks.js';
import {
  BOOLEAN,
  COUNT,
  type Described,
  DURATION,
  everyOf,
  field,
  IP,
  listOf,
  object,
  optional,
} from '../shape.js';

export const SERVICE_NAME: Described<ServiceName> = {
  protocol: field(
    everyOf<ServiceName['protocol']>({echo: true, tcp: true, udp: true, tunnel: true, neighbour: true}),
    'protocol of the questions',
  ),
  port: field(
    COUNT,
    'port of the address; of a tunnel, the IANA number of its protocol over IP; 0 if the protocol has none',
  ),
};

export const SERVICE_OF = object<ServiceName>('service-name', SERVICE_NAME);

/** A stretch of a capture that has ended. */
type EndedStretch = Omit<DarkStretch, 'bounds' | 'isGoingOn'>;

const STRETCH_FIELDS: Described<Omit<EndedStretch, 'services'>> = {
  lastAnswer: optional(MARK, 'last answer before it; absent if the capture begins without one'),
  lastAsked: optional(MARK, 'the question that it answered'),
  firstUnanswered: field(MARK, 'first unanswered question'),
  lastUnanswered: field(MARK, 'last unanswered question'),
  questions: field(COUNT, 'number of unanswered questions'),
  late: optional(
    object<LateAnswers>('late-answers', {
      answers: field(COUNT, 'number of its questions that were answered, but too late to count'),
      leastNs: field(DURATION, 'delay of the quickest of these answers'),
      mostNs: field(DURATION, 'delay of the slowest'),
    }),
    'answers that came too late to count; absent if there were none',
  ),
  lateAnswer: optional(MARK, 'the answer to its only question, if it came too late to count'),
  firstAnswer: optional(MARK, 'first answer after it; absent if there is none'),
  nextAsked: optional(MARK, 'the question that it answers'),
  leapNs: optional(
    DURATION,
    'the part of its duration that may not have elapsed: the clock was set forward, or all hosts paused',
  ),
  isStreamed: optional(
    BOOLEAN,
    'present if nothing that was sent needs an answer: one end streams, and the other may only listen',
  ),
  isGivenUp: optional(BOOLEAN, 'present if clients stopped asking long before the capture ended'),
  isOverdue: optional(
    BOOLEAN,
    'present if its end is unknown, but its questions were certainly not answered in time',
  ),
};

const DARK_FIELDS: Described<EndedStretch> = {
  ...STRETCH_FIELDS,
  services: optional(
    listOf(SERVICE_OF),
    'the services that were asked during it; absent if they were more than a few, or if a MAC was asked for as well',
  ),
};

/** Fields that only the outage of a service has. */
const OPTIONAL_LOSSES = {
  opening: optional(COUNT, 'for a service: its questions that would have opened a TCP connection'),
  refused: optional(COUNT, 'for a service: its questions that were refused'),
};

/** An outage as `explanation` has it, with its bounds as fields of its own. */
export const OUTAGE = object<
  EndedStretch &
    Partial<Omit<ServiceStretch, keyof DarkStretch>> & {asker?: string; leastNs: bigint; mostNs?: bigint}
>('outage', {
  ...DARK_FIELDS,
  ...OPTIONAL_LOSSES,
  leastNs: field(DURATION, 'lower bound of its duration'),
  mostNs: optional(DURATION, 'upper bound; absent if it had not ended'),
  asker: optional(IP, 'the only sender that was not answered; absent if no sender was answered'),
});

export const DARK = object<Omit<DarkStretch, 'isGoingOn'>>('dark', {
  ...DARK_FIELDS,
  bounds: field(BOUNDS, 'how long it lasted'),
});

const LOSS_FIELDS: Described<Omit<ServiceStretch, keyof DarkStretch>> = {
  opening: field(COUNT, 'its questions that would have opened a TCP connection'),
  refused: field(COUNT, 'its questions that the address itself refused with a reset or an ICMP error'),
};

export const SERVICE_DARK = object<Omit<ServiceStretch, 'isGoingOn'>>('service-dark', {
  ...STRETCH_FIELDS,
  ...LOSS_FIELDS,
  bounds: field(BOUNDS, 'how long it lasted'),
});
