/**
 * Frames on the timeline: a sign for each kind, and arrows from where one was sent to where it arrived.
 *
 * @module
 */

import type {ReportFrame} from '../frame-model.js';
import type {Row} from './layout.js';
import type {Scene} from './scene.js';

/** More arrows than this show nothing; then only those of announcements are drawn. */
const MAX_ARROWS = 160;

export function paintFrames(
  context: CanvasRenderingContext2D,
  scene: Scene,
  frames: readonly ReportFrame[],
  y: number,
  height: number,
): void {
  const {x, palette, layout, width, chosen} = scene;
  const middle = y + height / 2;
  // Announcements are drawn last, over everything else.
  const isLoud = ({description}: ReportFrame) => description.kind === 'announcement';
  for (const frame of [...frames.filter(each => !isLoud(each)), ...frames.filter(isLoud)]) {
    const place = x(frame.at);
    if (place < layout.gutter - 8 || place > width + 8) continue;
    context.fillStyle = isLoud(frame) ? palette.accent : palette.muted;
    context.strokeStyle = context.fillStyle;
    paintSign(context, frame, place, middle);
    if (frame !== chosen) continue;
    context.strokeStyle = palette.text;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(place, middle, 9, 0, 2 * Math.PI);
    context.stroke();
    context.lineWidth = 1;
  }
}

/** Triangle: announcement. Square: VRRP, CARP, HSRP, GLBP. Ring: question. Disc: answer. Stroke: anything else. */
function paintSign(
  context: CanvasRenderingContext2D,
  {description}: ReportFrame,
  x: number,
  y: number,
): void {
  context.beginPath();
  switch (description.kind) {
    case 'announcement':
      context.moveTo(x, y - 7);
      context.lineTo(x + 6, y + 5);
      context.lineTo(x - 6, y + 5);
      context.closePath();
      context.fill();
      return;
    case 'vrrp':
    case 'carp':
    case 'hsrp':
    case 'glbp':
      context.fillRect(x - 3, y - 3, 6, 6);
      return;
    case 'arp-request':
    case 'arp-probe':
    case 'neighbour-solicitation':
      context.arc(x, y, 3.5, 0, 2 * Math.PI);
      context.stroke();
      return;
    case 'arp-reply':
    case 'neighbour-advertisement':
      context.arc(x, y, 3.5, 0, 2 * Math.PI);
      context.fill();
      return;
    default:
      context.fillRect(x - 0.75, y - 5, 1.5, 10);
  }
}

/** Draws arrows across the lanes between senders and receivers. */
export function paintArrows(context: CanvasRenderingContext2D, scene: Scene): void {
  const {run, frames, x, layout, palette, width} = scene;
  const rows = new Map<string, Row>();
  for (const {data, rows: all} of layout.lanes) {
    const row = all.find(({kind}) => kind === 'frames');
    if (row !== undefined) rows.set(data.node, row);
  }
  const visible = run.frames.arrivals.flatMap(([sent, arrived]) => {
    const [from, to] = [frames[sent], frames[arrived]];
    if (from === undefined || to === undefined) return [];
    const place = x(from.at);
    return place < layout.gutter - 20 || place > width + 20 ? [] : [{from, to}];
  });
  const shown =
    visible.length <= MAX_ARROWS
      ? visible
      : visible.filter(({from}) => from.description.kind === 'announcement').slice(0, MAX_ARROWS);
  for (const {from, to} of shown) {
    const [start, end] = [rows.get(from.node), rows.get(to.node)];
    if (start === undefined || end === undefined || start === end) continue;
    const isLoud = from.description.kind === 'announcement';
    context.strokeStyle = isLoud ? palette.accent : palette.muted;
    context.fillStyle = context.strokeStyle;
    context.globalAlpha = isLoud ? 0.75 : 0.4;
    const down = end.y > start.y;
    const [y1, y2] = [start.y + start.height / 2, end.y + (down ? 0 : end.height)];
    const [x1, x2] = [x(from.at), x(to.at)];
    context.beginPath();
    context.moveTo(x1, y1 + (down ? 7 : -7));
    context.lineTo(x2, y2);
    context.stroke();
    context.beginPath();
    context.moveTo(x2, y2 + (down ? 3 : -3));
    context.lineTo(x2 - 3, y2 + (down ? -3 : 3));
    context.lineTo(x2 + 3, y2 + (down ? -3 : 3));
    context.fill();
    context.globalAlpha = 1;
  }
}
