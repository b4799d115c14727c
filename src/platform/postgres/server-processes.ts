import { readFileSync } from 'node:fs';

/** A process of the server: what it says it is doing, and whatever of it changes as soon as it does anything at all. */
export type ServerProcess = {
  readonly pid: number;
  readonly title: string;
  readonly isAsleep: boolean;
  /** Times and switches so far: the same at two looks where it slept in between. */
  readonly spent: string;
};

/** The processes of the server `pid`; undefined where the machine does not tell. */
export const processesOf = (pid: number): readonly ServerProcess[] | undefined => {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return children === '' ? [] : children.split(' ').flatMap((child) => lookAt(Number(child)));
  } catch {
    return undefined;
  }
};

/** One that ended meanwhile is none. */
const lookAt = (pid: number): ServerProcess[] => {
  try {
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const switches = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^\w*_ctxt_switches:.*$/gmu) ?? [];
    return [{ pid, title, isAsleep: state === 'S', spent: [stat, ...switches].join('\n') }];
  } catch {
    return [];
  }
};
