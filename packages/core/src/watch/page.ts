/**
 * The page of metrics, over HTTP: for a scraper on this machine unless told otherwise.
 *
 * @module
 */

import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {VipError} from '@vip/arp';
import type {Metrics} from './metrics.js';
import {OpenAnswers} from './open-answers.js';

export interface PageOptions {
  readonly host: string;
  readonly port: number;
}

export interface Page {
  /** Where it is, also where any free port was asked for. */
  readonly url: string;
  /** Whether somebody waits for an answer; who reads it slowly counts only at first. */
  readonly isAwaited: boolean;
  /** From now on it shows these. */
  show(metrics: Metrics): void;
  close(): void;
}

/** A scraper needs one or two. */
const MOST_CONNECTIONS = 32;
/** How long a request may take to arrive. Milliseconds. */
const REQUEST_MS = 5000;

const PLAIN = 'text/plain; charset=utf-8';

/** @throws VipError `NOT_POSSIBLE` when it cannot listen there */
export async function openPage({host, port}: PageOptions): Promise<Page> {
  let metrics: Metrics | undefined;
  const open = new OpenAnswers();
  const server = createServer(
    {headersTimeout: REQUEST_MS, requestTimeout: REQUEST_MS},
    (request, response) => {
      open.begin(response);
      response.once('close', () => open.end(response));
      answer(request, response, metrics).catch(() => response.destroy());
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  await listening(server, {host, port});
  const at = server.address();
  const own = typeof at === 'object' && at !== null ? at.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${own}/metrics`,
    get isAwaited() {
      return open.areAwaited;
    },
    show(shown) {
      metrics = shown;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  {method, url = '', headers}: IncomingMessage,
  response: ServerResponse,
  metrics: Metrics | undefined,
): Promise<void> {
  const [path] = url.split('?', 1);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (method !== 'GET' && method !== 'HEAD') say(response, 405, 'only GET is answered\n');
  else if (path === '/-/healthy') say(response, 200, 'vip watch is healthy\n');
  else if (path === '/') say(response, 200, 'vip watch: see /metrics and /-/healthy\n');
  else if (path !== '/metrics') say(response, 404, 'not found: see /metrics and /-/healthy\n');
  else if (metrics === undefined) say(response, 503, 'not yet\n');
  else {
    const {type, text} = await metrics.page(wantsOpenMetrics(headers.accept));
    say(response, 200, text, type);
  }
}

function say(response: ServerResponse, status: number, text: string, type = PLAIN): void {
  const octets = Buffer.from(text);
  response.writeHead(status, {'Content-Type': type, 'Content-Length': octets.length});
  response.end(response.req.method === 'HEAD' ? undefined : octets);
}

/** Prometheus lists what it reads, the best first (q, RFC 9110 §12.5.1). */
export function wantsOpenMetrics(accept = ''): boolean {
  const weights = accept.split(',').map(part => {
    const [type = '', ...parameters] = part.split(';').map(word => word.trim().toLowerCase());
    const q = parameters.find(word => word.startsWith('q='));
    return {type, q: q === undefined ? 1 : Number(q.slice(2))};
  });
  const best = (type: string) =>
    weights.reduce((most, one) => (one.type === type && one.q > most ? one.q : most), 0);
  return best('application/openmetrics-text') > best('text/plain');
}

function listening(server: Server, {host, port}: PageOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', cause => {
      const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
      reject(
        new VipError('NOT_POSSIBLE', `--listen ${where}: cannot listen there: ${cause.message}`, {cause}),
      );
    });
    server.listen({host, port}, () => resolve());
  });
}
