/** Writes docs/openapi.json: the HTTP interface as the running routes describe it. `--check` fails when it is stale. */
import { buildApp } from '#app/build-app.ts';
import { openWorld } from '#test/world.ts';
import { keepFresh } from './fresh-file.ts';
import { withCluster } from './with-cluster.ts';

/** The same document the server gives at /api/openapi.json. */
export const openapiDocument = async (): Promise<string> => {
  const world = await openWorld();
  const app = await buildApp({ context: { ...world.context, demo: true, refreshLaw: async () => undefined } });
  try {
    const answer = await app.inject({ url: '/api/openapi.json' });
    return `${JSON.stringify(answer.json(), null, 2)}\n`;
  } finally {
    await app.close();
    await world.close();
  }
};

export const main = (
  argv: readonly string[],
  say: (text: string) => void,
  make: () => Promise<string> = openapiDocument,
): Promise<number> => keepFresh({ tool: 'tools/openapi-doc.ts', file: 'docs/openapi.json', make }, argv, say);

if (import.meta.main)
  process.exitCode = await withCluster(() => main(process.argv.slice(2), (text) => console.log(text)));
