/** The part of `cap` 0.2.1, with our patch, that this package uses. */
declare module 'cap' {
  import type {EventEmitter} from 'node:events';

  export interface CapStatistics {
    readonly received: number;
    readonly dropped: number;
  }

  export interface CapOptions {
    readonly snapLength?: number;
    readonly promiscuous?: boolean;
    /** Deliver every packet at once; otherwise they arrive in blocks. */
    readonly immediate?: boolean;
    /** Maximum time in milliseconds that a block waits for packets. */
    readonly timeout?: number;
    /** Maximum number of packets per 'batch' event; without it every packet is a 'packet' event. */
    readonly batch?: number;
    readonly receive?: boolean;
    /** False for one of them captures only outgoing or only incoming frames. */
    readonly incoming?: boolean;
    readonly outgoing?: boolean;
  }

  /** One interface, as the kernel reports it. */
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

  /** One address, as the kernel reports it. */
  export interface CapAddress {
    /** Of its interface. */
    readonly index: number;
    readonly address: string;
    readonly prefixLength: number;
  }

  interface CapEvents {
    batch: [count: number, octets: number];
    error: [error: Error];
  }

  export class Cap extends EventEmitter<CapEvents> {
    /** These capabilities are kept when the process changes its user. */
    static holdCapabilities(capabilities: bigint): void;
    /** Irrevocable: no capabilities but these, and no new privileges; open links cannot send any more. */
    static confine(capabilities: bigint, receiveOnly: boolean): void;
    /** Nanoseconds since the epoch, on the clock of the packets' timestamps. */
    static now(): bigint;
    /** The interfaces of this network namespace, or the one with that name or index: an error with `code` ENODEV if there is none. */
    static interfaces(which?: string | number): CapInterface[];
    /** The addresses of the interface with that index, or of all. */
    static addresses(index?: number): CapAddress[];
    /** As _exit(2): nothing that Node or V8 would do before the end is done. */
    static exitNow(code: number): never;
    /** Returns the link type, 'ETHERNET' for instance. Errors carry a `code`. */
    open(
      device: string,
      filter: string,
      ringOctets: number,
      buffer: Uint8Array,
      options?: CapOptions,
    ): string;
    send(frame: Uint8Array): void;
    /** Sends at most the first 64. Returns how many were sent, at least one; throws if the first could not be. */
    sendBatch(frames: readonly Uint8Array[]): number;
    stats(): CapStatistics;
    precision(): 'ns' | 'us';
    pause(): void;
    resume(): void;
    /** False, without calling `released`, if it is not open. */
    close(released?: () => void): boolean;
  }
}
