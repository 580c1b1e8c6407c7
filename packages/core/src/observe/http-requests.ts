/**
 * HTTP requests of an observer on a clock: over a connection that is kept open, as in a connection pool, or each over its own.
 *
 * @module
 */

import {Agent, type AgentOptions, type ClientRequest, get} from 'node:http';
import type {Socket} from 'node:net';
import type {RequestEvent} from '@vip/analysis';
import {kernelTime} from '@vip/arp/link';
import type {OpenedSession, Purpose, SessionSockets} from './session-sockets.js';
import {isBegun} from './sparse.js';

/** A use of HTTP, with its clock. */
export interface RequestPurpose extends Purpose {
  readonly use: RequestEvent['use'];
  readonly intervalMs: number;
}

export class HttpRequests {
  #requests = 0;

  constructor(
    readonly sockets: SessionSockets,
    readonly path: string,
  ) {}

  /**
   * A client with one connection, which asks at every tick of the clock unless it still waits for its last answer.
   *
   * @param onOpen called when it is connected for the first time
   */
  pooled(purpose: RequestPurpose, onOpen: () => void): () => void {
    const agent = new SessionAgent(this.sockets, purpose, {keepAlive: true, maxSockets: 1}, onOpen);
    let isWaiting = false;
    return () => {
      if (isWaiting) return;
      isWaiting = true;
      this.#ask(agent, purpose, () => {
        isWaiting = false;
      });
    };
  }

  /** One that connects anew for each request. */
  afresh(purpose: RequestPurpose): () => void {
    let tick = 0;
    let underWay = 0;
    return () => {
      if (!isBegun(tick++, underWay)) return;
      underWay++;
      this.#ask(new SessionAgent(this.sockets, purpose, {keepAlive: false}), purpose, () => {
        underWay--;
      });
    };
  }

  #ask(agent: Agent, {use, intervalMs}: RequestPurpose, onOver: () => void): void {
    const {node, target, port} = this.sockets.to;
    const request = ++this.#requests;
    const tell = (phase: RequestEvent['phase'], more: Pick<RequestEvent, 'status' | 'error'> = {}) => {
      if (this.sockets.isOver) return;
      this.sockets.emit({
        ...{at: kernelTime(), node, kind: 'request', to: target, request, use, intervalMs, phase},
        ...more,
      });
    };
    tell('sent');
    settledOnce(get({host: target, port, path: this.path, agent}), (phase, more) => {
      tell(phase, more);
      onOver();
    });
  }
}

/** Settles when the whole answer has arrived or the request has failed, whichever comes first. */
function settledOnce(
  request: ClientRequest,
  settle: (phase: 'answered' | 'failed', more: Pick<RequestEvent, 'status' | 'error'>) => void,
): void {
  let isSettled = false;
  const once: typeof settle = (phase, more) => {
    if (isSettled) return;
    isSettled = true;
    settle(phase, more);
  };
  const fail = ({code = 'error'}: NodeJS.ErrnoException) => once('failed', {error: code});
  request.on('error', fail).on('response', response => {
    const {statusCode: status = 0} = response;
    response
      .on('error', fail)
      .on('end', () => once('answered', {status}))
      .resume();
  });
}

/** An agent whose sockets are sessions of the observer: a new one takes the place of the last. */
class SessionAgent extends Agent {
  readonly #connect: (after: number | undefined) => OpenedSession;
  #last: number | undefined;

  constructor(
    from: SessionSockets,
    purpose: RequestPurpose,
    options: AgentOptions,
    readonly onOpen: () => void = () => {},
  ) {
    super(options);
    this.#connect = after => from.connect(purpose, after);
  }

  override createConnection(): Socket {
    const {socket, session} = this.#connect(this.#last);
    this.#last = session;
    socket.once('connect', this.onOpen);
    return socket;
  }

  /** Node's agent would probe (SO_KEEPALIVE) a second after each answer, and so notice by itself what other programs never would. */
  override keepSocketAlive(): boolean {
    return true;
  }
}
