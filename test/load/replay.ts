import pg from 'pg';
import { flushStatement } from '#platform/db.ts';
import { NextRun } from '#platform/next-run.ts';
import { drive, type Measured, type Pace } from './drive.ts';
import { runOf, type Script } from './script.ts';

/**
 * The limit: this process sends the very SQL of the workload, prepared, over as many connections, waiting where the
 * application waits, for the flush together with all others as well, and does nothing else: no HTTP, no rules, no encryption, no reading of what comes back.
 */
export const replay = async (
  appUrl: string,
  script: Script,
  pace: Pace,
  /** Called while the connections are still open: their processes take their times with them. */
  beforeClosing: () => void = () => undefined,
): Promise<Measured> => {
  const connected = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: appUrl, application_name: 'fangxin bench', pipeline: true });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const clients = await Promise.all(Array.from({ length: pace.connections }, connected));
  const flushing = await connected();
  const flushes = new NextRun(() => flushing.query({ name: 'flush', text: flushStatement }));
  const names = new Map<string, string>();
  for (const { text } of script.steps) if (!names.has(text)) names.set(text, `replay${names.size}`);
  try {
    const measured = await drive(pace, async (connection) => {
      const client = clients[connection];
      if (client === undefined) throw new Error('no such connection');
      const sent: Promise<unknown>[] = [];
      for (const { text, isPlain, isAwaited, values } of runOf(script)) {
        if (text === flushStatement) {
          await flushes.join();
          continue;
        }
        const answer = client.query(isPlain ? { text } : { name: names.get(text) ?? text, text, values });
        answer.catch(() => undefined);
        sent.push(answer);
        if (isAwaited) await answer;
      }
      await Promise.all(sent);
    });
    beforeClosing();
    return measured;
  } finally {
    await Promise.all([...clients, flushing].map((client) => client.end()));
  }
};
