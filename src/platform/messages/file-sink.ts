import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { now } from '../clock.ts';
import { codeOf, StartFailure } from '../postgres/start-failure.ts';
import type { Gateway } from './message.ts';

/** The sink of the file a setting names, once that file is there and open for writing: at the first message it would be too late. */
export const openedFileSink = (name: string, path: string): Gateway => {
  const file = resolve(path);
  try {
    makeFolder(dirname(file));
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    throw new StartFailure('cli:settings.file-not-writable', { name, file, why: codeOf(error) }, { cause: error });
  }
  return fileSink(file);
};

/** Where the kernel lets nobody make a folder (/proc), Node's own `recursive` never comes back. */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
};

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
