import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { now } from '../clock.ts';
import type { Gateway } from './message.ts';

/** One JSON line a message, for a bureau whose own program takes messages over from a file. Closed to other users. */
export const fileSink = (path: string): Gateway => ({
  name: 'file-sink',
  send: async ({ channel, to, subject, body, purpose }) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const line = JSON.stringify({ at: now().toISOString(), channel, to, subject, body, purpose });
    await appendFile(path, `${line}\n`, { mode: 0o600 });
    return {};
  },
});
