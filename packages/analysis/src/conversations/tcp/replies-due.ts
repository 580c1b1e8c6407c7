/**
 * Whether a TCP service owes its client data, judged by its port, or by what the client sends. A healthy log server merely acknowledges what it
 * receives.
 *
 * @module
 */

import type {SeenView} from '../../capture/seen-view.js';

/** Services that answer each request (IANA's registry of service names): a name server, HTTP, TLS, directories, databases, brokers. */
const ANSWERS: ReadonlySet<number> = new Set([
  ...[53, 80, 88, 179, 389, 443, 465, 554, 631, 636, 853, 993, 995, 1433, 1521, 1883, 2049, 3128, 3268, 3269],
  ...[3389, 5060, 5061, 5432, 5671, 5672, 5985, 5986, 6379, 6443, 8000, 8080, 8443, 8883, 9092, 9200, 11_211],
  ...[27_017],
]);

/** Services that send first: FTP, SSH, SMTP, POP, IMAP, MySQL. */
const GREETS: ReadonlySet<number> = new Set([21, 22, 25, 110, 143, 587, 3306]);

/** RFC 8446 §5.1: a handshake record, of any version from SSL 3. */
const TLS_HANDSHAKE = 22;
const TLS_MAJOR = 3;
/** RFC 9110 §9, and the preface of HTTP/2 (RFC 9113 §3.4). */
const METHODS = ['GET ', 'HEAD ', 'POST ', 'PUT ', 'DELETE ', 'OPTIONS ', 'PATCH ', 'CONNECT ', 'PRI * '];
const LONGEST_METHOD = 8;
const METHOD_INITIALS: ReadonlySet<number> = new Set(METHODS.map(method => method.charCodeAt(0)));

/** The octets of a request that are compared: as many as a short snap length leaves. */
const BEGINNING = 24;

/** SSH and Telnet: a keystroke is echoed, unless a program has turned that off. */
const TERMINALS: ReadonlySet<number> = new Set([22, 23]);

/** @param port that of the address */
export function isTerminal(port: number): boolean {
  return TERMINALS.has(port);
}

/** The identification with which SSH begins at any port (RFC 4253 §4.2). */
const SSH = 'SSH-';

/** Whether a client begins a connection like this one. */
export function beginsTerminal({firstOfSegment, transportOctets}: SeenView): boolean {
  return firstOfSegment === SSH.charCodeAt(0) && textOf(transportOctets, SSH.length) === SSH;
}

/** A character and what Telnet puts before it; a packet of SSH with one, by cipher (RFC 4253 §6). Octets. */
const LONGEST_CHARACTER = 3;
const SHORTEST_PACKET = 28;
const LONGEST_PACKET = 84;
/** RFC 8446 §5.1: a record with data. HTTP/2 pings over it are answered by as much (RFC 9113 §6.7). */
const TLS_DATA = 23;

/** Whether a message may be a keystroke, which comes back as long as it was. @param first its first octet. @param length in octets */
export function mayBeKeystroke(first: number | undefined, length: number): boolean {
  if (length <= LONGEST_CHARACTER) return true;
  return first !== TLS_DATA && length >= SHORTEST_PACKET && length <= LONGEST_PACKET;
}

/** @param port that of the address */
export function greets(port: number): boolean {
  return GREETS.has(port);
}

/** Whether a healthy service at this port answers with data. @param port that of the address */
export function isAnswered(port: number): boolean {
  return ANSWERS.has(port) || GREETS.has(port);
}

/** RFC 9293 §3.1: the data offset, in words of 32 bits. */
const DATA_OFFSET_AT = 12;

/** Whether a segment carries a request that any server answers: HTTP or TLS. @param segment from its header on */
export function isRequest(segment: Uint8Array): boolean {
  const start = dataStart(segment);
  return (segment[start] === TLS_HANDSHAKE && segment[start + 1] === TLS_MAJOR) || isHttpRequest(segment);
}

/** Whether data that begins with this octet may be an HTTP request: most is not, and need not be looked at. */
export function mayBeHttpRequest(first: number | undefined): boolean {
  return first !== undefined && METHOD_INITIALS.has(first);
}

/** Whether a segment begins an HTTP request in plain text. @param segment from its header on */
export function isHttpRequest(segment: Uint8Array): boolean {
  const start = dataStart(segment);
  if (!mayBeHttpRequest(segment[start])) return false;
  const data = segment.subarray(start, start + LONGEST_METHOD);
  return METHODS.some(method => [...method].every((letter, index) => letter.charCodeAt(0) === data[index]));
}

/** The method, and the beginning of the target. @param segment from its header on */
export function beginningOf(segment: Uint8Array): string {
  return textOf(segment, BEGINNING);
}

/** Octets in which the name of a Redis command ends. */
const COMMAND = 40;
const RESP_ARRAY = 0x2a;
const LINE_FEED = 0x0a;
/** `*1` and a carriage return. */
const SHORTEST_COUNT = 3;
const WAITING_INITIALS: ReadonlySet<number> = new Set([...'BXWbxw'].map(letter => letter.charCodeAt(0)));

/** Redis commands that wait for others to send or to receive data: BLPOP and the like, XREAD, WAIT (redis.io: Commands, `@blocking`; RESP). */
const WAITS = /^\*\d+\r\n\$\d+\r\n(?:B(?:L|R|Z)[A-Z]+|XREAD(?:GROUP)?|WAIT(?:AOF)?)\r\n/i;

const LINES = 3;
const REDIS = 6379;

/** Whether a segment begins with a command of Redis that may wait for as long as its client likes; undefined if that was cut off. */
export function isWaitingCommand(view: SeenView): boolean | undefined {
  const {firstOfSegment} = view;
  if (firstOfSegment !== RESP_ARRAY && firstOfSegment !== undefined) return false;
  if (isCommandWhole(view)) return firstOfSegment === RESP_ARRAY && waits(view.transportOctets);
  // Another protocol is usual at these ports.
  return view.destinationPort !== REDIS && isAnswered(view.destinationPort) ? false : undefined;
}

/** Whether the name of the command, in its third line, was captured. */
function isCommandWhole({transportOctets, payloadLength}: SeenView): boolean {
  const start = dataStart(transportOctets);
  if (transportOctets.length - start >= Math.min(COMMAND, payloadLength)) return true;
  let at = start - 1;
  for (let line = 0; line < LINES; line++) {
    at = transportOctets.indexOf(LINE_FEED, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function waits(transportOctets: Uint8Array): boolean {
  const start = dataStart(transportOctets);
  // `*3`, `$5`, and then the name: most have another initial, and need not be read.
  const countEnd = transportOctets.indexOf(LINE_FEED, start + SHORTEST_COUNT);
  const initial = transportOctets[transportOctets.indexOf(LINE_FEED, countEnd + 1) + 1] ?? 0;
  return WAITING_INITIALS.has(initial) && WAITS.test(textOf(transportOctets, COMMAND));
}

function textOf(segment: Uint8Array, length: number): string {
  const start = dataStart(segment);
  let text = '';
  for (const octet of segment.subarray(start, start + length)) text += String.fromCharCode(octet);
  return text;
}

function dataStart(segment: Uint8Array): number {
  return 4 * ((segment[DATA_OFFSET_AT] ?? 0) >> 4);
}
