/** What this package calls of `cap` 0.2.1 with our patch. */
declare module 'cap' {
  import type {EventEmitter} from 'node:events';

  export interface CapStatistics {
    readonly received: number;
    readonly dropped: number;
  }

  export interface CapOptions {
    readonly snapLength?: number;
    readonly promiscuous?: boolean;
    /** Hand every packet over at once; without it they come in blocks. */
    readonly immediate?: boolean;
    /** Most milliseconds a block waits for its packets. */
    readonly timeout?: number;
    /** Most packets of one 'batch' event; without it every packet is a 'packet' event. */
    readonly batch?: number;
    readonly receive?: boolean;
    /** False for one of them to capture only what leaves, or only what arrives. */
    readonly incoming?: boolean;
    readonly outgoing?: boolean;
  }

  /** One interface, as the kernel tells it. */
  export interface CapInterface {
    readonly index: number;
    readonly name: string;
    readonly hardwareType: number;
    readonly flags: number;
    /** Hexadecimal octets with colons, any number of them. */
    readonly address: string;
    readonly mtu: number;
    readonly missed: number;
  }

  interface CapEvents {
    batch: [count: number, octets: number];
    error: [error: Error];
  }

  export class Cap extends EventEmitter<CapEvents> {
    /** These capabilities outlast that the process becomes another user. */
    static holdCapabilities(capabilities: bigint): void;
    /** For good: no others than these, and no new privileges; what is open does not send any more. */
    static confine(capabilities: bigint, receiveOnly: boolean): void;
    /** Nanoseconds since the epoch, on the clock of the packets' timestamps. */
    static now(): bigint;
    /** Those of this network namespace, or the one of that name or index: an error with `code` ENODEV when there is none. */
    static interfaces(which?: string | number): CapInterface[];
    /** Returns the link type, 'ETHERNET' for instance. Errors carry a `code`. */
    open(
      device: string,
      filter: string,
      ringOctets: number,
      buffer: Uint8Array,
      options?: CapOptions,
    ): string;
    send(frame: Uint8Array): void;
    /** Sends the first 64 at most. How many went, at least one; an error about the first is thrown. */
    sendBatch(frames: readonly Uint8Array[]): number;
    stats(): CapStatistics;
    precision(): 'ns' | 'us';
    pause(): void;
    resume(): void;
    /** False, and no call of `released`, when it is not open. */
    close(released?: () => void): boolean;
  }
}
