import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { now } from '../clock.ts';
import type { Gateway } from './message.ts';

/** One JSON line a message, for a bureau whose own program takes messages over from a file. Closed to other users. */
export const fileSink = (path: string): Gateway => ({
  name: 'file-sink',
  // Each line bears the id, by which the other program tells a line written twice.
  repeatable: true,
  send: async ({ id, channel, to, subject, body, purpose, attachments = [] }) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const line = JSON.stringify({
      id,
      at: now().toISOString(),
      channel,
      to,
      subject,
      body,
      purpose,
      ...(attachments.length === 0
        ? {}
        : {
            attachments: attachments.map(({ fileName, mediaType, content }) => ({
              fileName,
              mediaType,
              base64: content.toString('base64'),
            })),
          }),
    });
    await appendFile(path, `${line}\n`, { mode: 0o600 });
    return {};
  },
});
