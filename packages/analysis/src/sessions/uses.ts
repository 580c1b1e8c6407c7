/**
 * The uses of the TCP sessions of a trial, with their properties, in one list. What each does with its socket is in
 * `observe/tcp-client.ts` of the core. Pure.
 *
 * @module
 */

interface UseTraits {
  /** Whether they last, so that a move of the address can break them. Others are opened at intervals, and can only be delayed. */
  readonly isLasting: boolean;
  /** Whether the client sends by itself, and so notices when it gets no answer. */
  readonly isSpeaking: boolean;
  /** Whether they do something at an interval. */
  readonly hasInterval: boolean;
  readonly isHttp: boolean;
}

const LASTING = {isLasting: true, isSpeaking: true, hasInterval: true, isHttp: false};

/** By name, in the order in which they are listed to users. */
export const SESSION_USES = {
  /** Nothing is sent once it is open. */
  idle: {...LASTING, isSpeaking: false, hasInterval: false},
  /** The server writes. */
  read: {...LASTING, isSpeaking: false},
  /** The client writes. */
  write: LASTING,
  /** HTTP requests follow one another in it. */
  request: {...LASTING, isHttp: true},
  /** A connection that is closed as soon as it is open. */
  connect: {...LASTING, isLasting: false},
  /** A connection with a single HTTP request. */
  fetch: {...LASTING, isLasting: false, isHttp: true},
} as const satisfies Readonly<Record<string, UseTraits>>;

/** What a TCP session of a trial is for: `idle`, `request` and the others that `--tcp` takes. */
export type SessionUse = keyof typeof SESSION_USES;

export const SESSION_USE_NAMES = Object.keys(SESSION_USES) as readonly SessionUse[];
