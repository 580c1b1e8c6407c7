/**
 * Lists of TCP sessions, as `vip tickle --learn` keeps them, and as other programs print them.
 *
 *   10.3.2.200:7000 10.3.2.50:40112                  ours, and Pacemaker's portblock: two ends per line
 *   ESTAB 0 0 10.3.2.200:7000 10.3.2.50:40112        ss -Htn, and with its heading ss -tn
 *   SRC: 10.3.2.50:40112   DST: 10.3.2.200:7000      ctdb gettickles
 *
 * The order of the two ends does not matter, because it is known which of them is the virtual IP. Empty
 * lines, `# remarks`, headings, and the indented lines of `ss -i` are ignored.
 *
 * @module
 */

import {
  formatSocketAddress,
  type IpAddress,
  isOfIpv6,
  parseSocketAddress,
  type SocketAddress,
  type TcpSession,
  VipError,
} from '@vip/arp';
import {Ends} from './ends.js';

/** Maximum number of sessions in a list: each is a packet or two, ready to be sent. */
export const MAX_SESSIONS = 250_000;

/** The sessions with some virtual IPs in a list. */
export interface SessionList {
  /** Each once, in the order of the list. */
  readonly sessions: readonly TcpSession[];
  /** Lines about other addresses. */
  readonly others: number;
}

/** The columns before the two ends: a transport, a state, the octets in the queues. */
const COLUMNS = /^(?:(?:tcp6?)\s+)?(?:[A-Z][A-Z0-9-]*\s+)?(?:\d+\s+\d+\s+)?(?=[\d[a-f:])/;
const HEADINGS =
  /^(?:Netid\s+)?(?:State\s+)?Recv-Q\s|^(?:Connections|Tickles) for |^Num (?:connections|tickles): /;

/**
 * @param where source of the list, for errors: `file "sessions"`
 * @throws VipError `BAD_ARGUMENT` for a line that is not one of these, by its number, and for a list that is too long
 */
export function parseSessions(text: string, vips: readonly IpAddress[], where: string): SessionList {
  const reader = new EndReader(new Set(vips));
  const sessions: TcpSession[] = [];
  const known = new Ends<true>();
  let others = 0;
  let number = 0;
  for (const line of text.split('\n')) {
    number++;
    const ends = plainEnds(line, reader) ?? endsOf(line, reader, () => `${where}: line ${number}`);
    if (ends === undefined) continue;
    const session = sessionOf(ends, reader.vips);
    if (session === undefined) others++;
    else if (!known.has(session)) {
      known.add(session, true);
      sessions.push(session);
    }
    if (sessions.length > MAX_SESSIONS)
      throw new VipError('BAD_ARGUMENT', `${where}: expected ${MAX_SESSIONS} sessions or fewer, got more`);
  }
  return {sessions, others};
}

/** The format that `parseSessions` reads: one session per line. */
export function formatSessionList(sessions: readonly TcpSession[]): string {
  return sessions.map(session => `${sessionKey(session)}\n`).join('');
}

/** A session as text: equal for equal sessions. */
export function sessionKey({local, remote}: TcpSession): string {
  return `${formatSocketAddress(local)} ${formatSocketAddress(remote)}`;
}

type BothEnds = readonly [SocketAddress, SocketAddress];

/** The ends in a line of our own format, as most lines of a long list are: they are read without trying anything else. */
function plainEnds(line: string, reader: EndReader): BothEnds | undefined {
  const space = line.indexOf(' ');
  if (space < 0 || line.includes(' ', space + 1)) return undefined;
  const [first, second] = [reader.read(line.slice(0, space)), reader.read(line.slice(space + 1))];
  if (first === undefined || second === undefined) return undefined;
  return isOfIpv6(first.address) === isOfIpv6(second.address) ? [first, second] : undefined;
}

function endsOf(line: string, reader: EndReader, whereOf: () => string): BothEnds | undefined {
  if (/^[ \t]/.test(line) && !/^\s*\S+:\d+\s+\S+:\d+\s*$/.test(line)) return undefined;
  const said = line.replace(/#.*/, '').trim();
  if (said === '' || HEADINGS.test(said)) return undefined;
  const columns = COLUMNS.exec(said)?.[0] ?? '';
  const [one = '', other = '', ...more] = said
    .replace(/\b(?:SRC|DST): /g, '')
    .slice(columns.length)
    .trim()
    .split(/\s+/, 3);
  // After the two ends, ss prints timers, processes and the like.
  if (more.length > 0 && columns === '') refuse(whereOf(), 'two socket addresses', 'more');
  const ends = [reader.read(one), reader.read(other)] as const;
  const [first, second] = ends;
  if (first === undefined || second === undefined)
    return refuse(whereOf(), 'two socket addresses', 'something else');
  if (isOfIpv6(first.address) !== isOfIpv6(second.address))
    return refuse(whereOf(), 'two addresses of one family', 'one of each');
  return [first, second];
}

/** Reads ends, and remembers those of the virtual IPs, which are few and occur in every line. */
class EndReader {
  readonly #own = new Map<string, SocketAddress>();

  constructor(readonly vips: ReadonlySet<IpAddress>) {}

  read(word: string): SocketAddress | undefined {
    const known = this.#own.get(word);
    if (known !== undefined) return known;
    try {
      const end = parseSocketAddress(word);
      if (this.vips.has(end.address)) this.#own.set(word, end);
      return end;
    } catch {
      return undefined;
    }
  }
}

function sessionOf([one, other]: BothEnds, vips: ReadonlySet<IpAddress>): TcpSession | undefined {
  if (vips.has(one.address)) return {local: one, remote: other};
  return vips.has(other.address) ? {local: other, remote: one} : undefined;
}

/** The file's content is not quoted: it may be confidential. */
function refuse(where: string, expected: string, got: string): never {
  throw new VipError('BAD_ARGUMENT', `${where}: expected ${expected}, got ${got}`);
}
