import { execFile } from 'node:child_process';

/**
 * The database's processes, and those they begin from now on, no longer interrupt whoever runs when they wake: Linux would let each of them
 * push aside the one process that hands out their work, while another core has nothing to do (docs/decisions/0091). Needs no rights.
 * Where chrt(1) is missing or not let do it, everything works as well, only slower.
 */
export const asBatchWork = (postmaster: number): Promise<void> =>
  new Promise((resolve) => {
    execFile('/usr/bin/chrt', ['--batch', '--pid', '0', String(postmaster)], { env: {}, timeout: 5_000 }, () =>
      resolve(),
    );
  });
