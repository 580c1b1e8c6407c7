/**
 * A simulation of VRRP version 2: timers, advertisements and priorities of any number of nodes, according to
 * RFC 3768 section 6.4 and keepalived's addition (a master answers a lower advertisement at once). It is
 * independent of the audit.
 *
 * @module
 */

export interface SimulatedNode {
  readonly name: string;
  readonly priority: number;
  readonly intervalMs: number;
  readonly nopreempt: boolean;
}

interface Running extends SimulatedNode {
  state: 'backup' | 'master' | 'fault' | 'gone';
  priority: number;
  /** When the timer runs out. Milliseconds. */
  due: number;
  /** When it was last heard to advertise as a master. */
  last: number;
}

/** Transmission time from one node to another. */
const WIRE_MS = 0.05;

export class VrrpSimulation {
  readonly #nodes: Running[];
  #now = 0;
  readonly #wire: {at: number; from: Running; priority: number}[] = [];

  constructor(nodes: readonly SimulatedNode[]) {
    this.#nodes = nodes.map(node => ({...node, state: 'backup', due: 0, last: 0}));
    for (const node of this.#nodes) this.#wait(node, downMs(node));
  }

  get now(): number {
    return this.#now;
  }

  /** The only master; undefined if there is none, or more than one. */
  get owner(): string | undefined {
    const masters = this.#nodes.filter(({state}) => state === 'master');
    return masters.length === 1 ? masters[0]?.name : undefined;
  }

  run(ms: number): void {
    const end = this.#now + ms;
    while (this.#step(end));
    this.#now = end;
  }

  /**
   * Runs until another node is master.
   *
   * @returns when it first advertised; undefined if not within the time
   */
  untilOtherThan(name: string | undefined, withinMs: number): number | undefined {
    return this.#until(node => node.name !== name, withinMs);
  }

  /** The same for this node. */
  untilMaster(name: string, withinMs: number): number | undefined {
    return this.#until(node => node.name === name, withinMs);
  }

  #until(isMeant: (node: Running) => boolean, withinMs: number): number | undefined {
    const end = this.#now + withinMs;
    while (this.#step(end))
      if (this.#nodes.some(node => node.state === 'master' && isMeant(node))) return this.#now;
    return undefined;
  }

  /** @returns when it last advertised */
  crash(name: string): number {
    const node = this.#of(name);
    node.state = 'gone';
    return node.last;
  }

  /** Stops a node or puts it in FAULT, upon which it resigns. */
  resign(name: string, state: 'gone' | 'fault'): void {
    const node = this.#of(name);
    const wasMaster = node.state === 'master';
    node.state = state;
    if (wasMaster) this.#send(node, 0);
  }

  start(name: string): void {
    const node = this.#of(name);
    node.state = 'backup';
    this.#wait(node, downMs(node));
  }

  setPriority(name: string, priority: number): void {
    this.#of(name).priority = priority;
  }

  #of(name: string): Running {
    return this.#nodes.find(node => node.name === name) as Running;
  }

  #wait(node: Running, ms: number): void {
    node.due = this.#now + ms;
  }

  #send(from: Running, priority = from.priority): void {
    this.#wire.push({at: this.#now + WIRE_MS, from, priority});
    if (priority > 0) from.last = this.#now;
  }

  /** The next event before `end`. */
  #step(end: number): boolean {
    const alive = this.#nodes.filter(({state}) => state === 'backup' || state === 'master');
    const timer = alive.reduce<Running | undefined>(
      (first, node) => (first === undefined || node.due < first.due ? node : first),
      undefined,
    );
    const [advert] = this.#wire;
    const isAdvert = advert !== undefined && (timer === undefined || advert.at <= timer.due);
    const at = isAdvert ? advert.at : timer?.due;
    if (at === undefined || at > end) return false;
    this.#now = at;
    if (isAdvert) {
      this.#wire.shift();
      for (const node of this.#nodes)
        if (node !== advert.from) this.#hear(node, advert.from, advert.priority);
    } else if (timer !== undefined) this.#expire(timer);
    return true;
  }

  #expire(node: Running): void {
    node.state = 'master';
    this.#send(node);
    this.#wait(node, node.intervalMs);
  }

  #hear(node: Running, from: Running, priority: number): void {
    if (node.state === 'backup') {
      if (priority === 0) this.#wait(node, skewMs(node));
      else if (node.nopreempt || priority >= node.priority) this.#wait(node, downMs(node));
    } else if (node.state === 'master') {
      const isHigher = priority > node.priority || (priority === node.priority && this.#isAbove(from, node));
      if (isHigher) {
        node.state = 'backup';
        this.#wait(node, downMs(node));
      } else this.#expire(node);
    }
  }

  /** Compares nodes by address; a later node's is higher. */
  #isAbove(one: Running, other: Running): boolean {
    return this.#nodes.indexOf(one) > this.#nodes.indexOf(other);
  }
}

function skewMs({priority}: Running): number {
  return ((256 - priority) / 256) * 1000;
}

function downMs(node: Running): number {
  return 3 * node.intervalMs + skewMs(node);
}
