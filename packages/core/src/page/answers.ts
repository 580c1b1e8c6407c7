/**
 * The metrics of a watch, over HTTP.
 *
 * @module
 */

import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {HeldPages} from './held-pages.js';

/** A scraper needs one or two. */
const MOST_CONNECTIONS = 32;
/** How long a request may take to arrive. Milliseconds. */
const REQUEST_MS = 5000;

const PLAIN = 'text/plain; charset=utf-8';

/** The server, which is not listening yet. */
export function answering(pages: HeldPages): Server {
  const server = createServer(
    {headersTimeout: REQUEST_MS, requestTimeout: REQUEST_MS},
    (request, response) => {
      answer(request, response, pages).catch(() => response.destroy());
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  return server;
}

async function answer(
  {method, url = '', headers}: IncomingMessage,
  response: ServerResponse,
  pages: HeldPages,
): Promise<void> {
  const [path] = url.split('?', 1);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (method !== 'GET' && method !== 'HEAD') say(response, 405, 'only GET is answered\n');
  else if (path === '/-/healthy') sayWhetherHealthy(response, pages);
  else if (path === '/') say(response, 200, 'vip watch: see /metrics and /-/healthy\n');
  else if (path !== '/metrics') say(response, 404, 'not found: see /metrics and /-/healthy\n');
  else if (!pages.isShown) say(response, 503, 'not yet\n');
  else await sayPage(response, pages, wantsOpenMetrics(headers.accept));
}

function sayWhetherHealthy(response: ServerResponse, {silentMs}: HeldPages): void {
  if (silentMs === undefined) say(response, 200, 'vip watch is healthy\n');
  else say(response, 503, `vip watch has not run for ${Math.floor(silentMs / 1000)} s\n`);
}

async function sayPage(response: ServerResponse, pages: HeldPages, isOpenMetrics: boolean): Promise<void> {
  const page = await pages.read(isOpenMetrics);
  if (page === undefined) {
    say(response, 503, 'vip watch is not running: it has sent no page in the last seconds\n');
    return;
  }
  if (response.closed) page.release();
  else response.once('close', () => page.release());
  say(response, 200, page.octets, page.type);
}

function say(response: ServerResponse, status: number, what: string | Uint8Array, type = PLAIN): void {
  response.writeHead(status, {'Content-Type': type, 'Content-Length': Buffer.byteLength(what)});
  response.end(response.req.method === 'HEAD' ? undefined : what);
}

/** Prometheus lists what it reads, the best first (q, RFC 9110 §12.5.1). */
function wantsOpenMetrics(accept = ''): boolean {
  const weights = accept.split(',').map(part => {
    const [type = '', ...parameters] = part.split(';').map(word => word.trim().toLowerCase());
    const q = parameters.find(word => word.startsWith('q='));
    return {type, q: q === undefined ? 1 : Number(q.slice(2))};
  });
  const best = (type: string) =>
    weights.reduce((most, one) => (one.type === type && one.q > most ? one.q : most), 0);
  return best('application/openmetrics-text') > best('text/plain');
}
