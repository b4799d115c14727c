import type { BenchInstance, Tokens } from '../bench-instance.ts';
import type { Send } from '../capture.ts';
import type { CpuTime } from '../cpu-time.ts';
import type { Measured } from '../drive.ts';
import type { Answer } from '../http-client.ts';

/** What a workload is told by the bench. */
export type Bench = {
  readonly instance: BenchInstance;
  readonly tokens: Tokens;
  readonly connections: number;
  readonly seconds: number;
  readonly size: number;
  readonly note: (text: string) => void;
};

export type Figures = {
  readonly workload: string;
  /** Figures compare only where the steps are the same. */
  readonly steps: readonly string[];
  readonly measured?: Measured;
  readonly megabytes?: number;
  readonly limit?: Measured;
  /** measured ÷ limit, both a second. */
  readonly ratio?: number;
  /** Processor milliseconds one operation takes, in each process, and the same for the limit. */
  readonly cpu?: CpuTime;
  readonly limitCpu?: CpuTime;
  /** How much of a core was free when it began. */
  readonly freeCore?: number;
  readonly goal: string;
  readonly reached: boolean;
};

export type Workload = {
  readonly name: string;
  run(bench: Bench): Promise<readonly Figures[]>;
};

/** One whole course of the workload; `n` tells it from every other. */
export type Course = (send: Send, n: number) => Promise<void>;

export type { Answer };
