import type { StreamKey } from './events.ts';

export type FaultCode =
  | 'event-changed'
  | 'event-missing'
  | 'event-after-head'
  | 'head-differs'
  | 'stream-missing'
  | 'kind-unknown'
  | 'not-foldable'
  | 'bureau-differs'
  | 'row-missing'
  | 'row-unexpected'
  | 'row-differs'
  | 'value-missing'
  | 'value-broken'
  | 'locator-missing'
  | 'locator-unexpected'
  | 'file-missing'
  | 'file-changed'
  | 'number-twice'
  | 'series-behind'
  | 'signed-stream-gone'
  | 'signed-version-gone'
  | 'signed-hash-differs'
  | 'audit-gone'
  | 'audit-changed'
  | 'audit-added'
  | 'erasures-unreadable'
  | 'erasures-unsigned'
  | 'erasures-forged'
  | 'erasures-other-before'
  | 'erasures-cut'
  | 'erasure-undone';

export type Fault = StreamKey & {
  readonly code: FaultCode;
  /** Public number; empty where even that cannot be told. */
  readonly name: string;
  readonly version: number | null;
  readonly detail: string;
};

export type RaiseFault = (code: FaultCode, more?: { version?: number; detail?: string }) => void;
