import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type HttpObservation = {
  readonly method: string;
  /** The pattern of the route (`/api/v1/complaints/:number`), never the address: that would be a series per case. */
  readonly route: string | undefined;
  readonly status: number;
  readonly seconds: number;
};

export type JobOutcome = 'done' | 'failed' | 'given-up';

export type Metrics = {
  readonly registry: Registry;
  readonly contentType: string;
  /** What `/metrics` answers. */
  text(): Promise<string>;
  observeHttp(observation: HttpObservation): void;
  observeJob(observation: { readonly task: string; readonly outcome: JobOutcome; readonly seconds: number }): void;
  /** A figure read at the moment of asking; one that cannot be read is left out, the others still serve. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  /** A count that somebody else keeps adding to. */
  counter(name: string, help: string, labels?: readonly string[]): Counter;
};

const httpBuckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const jobBuckets = [0.005, 0.02, 0.1, 0.5, 1, 5, 20, 60, 300];

/** The figures of one process. `process: false` leaves out memory, event loop and garbage collection. */
export const createMetrics = (options: { readonly process?: boolean } = {}): Metrics => {
  const registry = new Registry();
  if (options.process !== false) collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'fangxin_http_request_seconds',
    help: 'Time from request to answer, by route pattern and status class',
    labelNames: ['method', 'route', 'status'],
    buckets: httpBuckets,
    registers: [registry],
  });
  const jobs = new Counter({
    name: 'fangxin_jobs_total',
    help: 'Jobs ended: done, failed (tried again later) or given up',
    labelNames: ['task', 'outcome'],
    registers: [registry],
  });
  const jobSeconds = new Histogram({
    name: 'fangxin_job_seconds',
    help: 'Time a job ran',
    labelNames: ['task'],
    buckets: jobBuckets,
    registers: [registry],
  });
  return {
    registry,
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observeHttp: ({ method, route, status, seconds }) =>
      requests.observe({ method, route: route ?? 'unmatched', status: `${Math.floor(status / 100)}xx` }, seconds),
    observeJob: ({ task, outcome, seconds }) => {
      jobs.inc({ task, outcome });
      jobSeconds.observe({ task }, seconds);
    },
    gauge: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          try {
            this.set(await read());
          } catch {
            this.reset();
            this.remove();
          }
        },
      });
    },
    counter: (name, help, labels = []) => new Counter({ name, help, labelNames: labels, registers: [registry] }),
  };
};

/** What Fastify knows of an answered request; for an `onResponse` hook. */
export type AnsweredRequest = { readonly method: string; readonly routeOptions: { readonly url?: string | undefined } };
export type SentReply = { readonly statusCode: number; readonly elapsedTime: number };

export const observeReply = (metrics: Metrics, request: AnsweredRequest, reply: SentReply): void =>
  metrics.observeHttp({
    method: request.method,
    route: request.routeOptions.url,
    status: reply.statusCode,
    seconds: reply.elapsedTime / 1000,
  });
