import type { Figures } from './workloads/workload.ts';

const columns = [
  'workload',
  'rate/s',
  'limit/s',
  'ratio',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'cpu: server',
  'database',
  'limit db',
  'MB',
  'free core',
  'goal',
  '',
] as const;

/** The figures as people read them, and below each what it includes. */
export const table = (figures: readonly Figures[]): string => {
  const rows = figures.map((one) => [
    one.workload,
    one.measured?.perSecond.toFixed(0) ?? '–',
    one.limit === undefined ? '–' : one.limit.perSecond.toFixed(0),
    one.ratio === undefined ? '–' : one.ratio.toFixed(2),
    one.measured?.p50.toFixed(1) ?? '–',
    one.measured?.p95.toFixed(1) ?? '–',
    one.measured?.p99.toFixed(1) ?? '–',
    one.cpu?.server.toFixed(2) ?? '–',
    one.cpu?.database.toFixed(2) ?? '–',
    one.limitCpu?.database.toFixed(2) ?? '–',
    one.megabytes?.toFixed(0) ?? '–',
    one.freeCore === undefined ? '–' : one.freeCore.toFixed(2),
    one.goal,
    one.reached ? 'reached' : 'MISSED',
  ]);
  const widths = columns.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  const steps = figures.map((one) => `${one.workload}: ${one.steps.join('; ')}`);
  return [line(columns), ...rows.map(line), '', ...steps].join('\n');
};
