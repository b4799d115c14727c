import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readFacts, type SourceFacts, sourceFiles, subpathsOf } from './source-facts.ts';

const root = join(import.meta.dirname, '../..');

/** A small tree that keeps the law, over two made-up modules: `alpha` may order `beta`. */
const good: Readonly<Record<string, string>> = {
  'src/kernel/day.ts': 'export const day = 1;\n',
  'src/platform/db.ts':
    "import { Client } from 'pg';\nimport { day } from '#kernel/day.ts';\nexport const db = [Client, day];\n",
  'src/modules/alpha/vocabulary.ts': "export const phases = ['open'] as const;\n",
  'src/modules/alpha/contract.ts':
    "import Type from 'typebox';\nimport { phases } from './vocabulary.ts';\nexport const Body = Type.Enum([...phases]);\n",
  'src/modules/alpha/decide.ts':
    "import { day } from '#kernel/day.ts';\nimport { phases } from './vocabulary.ts';\nexport const decide = () => [new Date(day), phases];\n",
  'src/modules/alpha/handle.ts':
    "import { decide } from './decide.ts';\nimport { db } from '#platform/db.ts';\nimport { ask } from '#modules/beta/facade.ts';\nexport const handle = [decide, db, ask, Date.now()];\n",
  'src/modules/alpha/posting/post.ts': "import { handle } from '../handle.ts';\nexport const post = handle;\n",
  'src/modules/alpha/posting/amount.ts': 'export const amount = 1;\n',
  'src/modules/alpha/store.ts': 'export const store = 1;\n',
  'src/modules/alpha/facade.ts': "export { handle } from './handle.ts';\n",
  'src/modules/beta/handle.ts': 'export const ask = 1;\n',
  'src/modules/beta/facade.ts': "export { ask } from './handle.ts';\n",
  'src/site/kit/html.ts': 'export const html = 1;\n',
  'src/site/follow/words.ts': 'export const words = 1;\n',
  'src/site/follow/case.page.ts':
    "import { html } from '../kit/html.ts';\nimport { words } from './words.ts';\nexport const page = [html, words];\n",
  'src/site/follow/routes.ts':
    "import { handle } from '#modules/alpha/facade.ts';\nimport { page } from './case.page.ts';\nexport const routes = [handle, page];\n",
  'src/desk/kit/tag.tsx':
    "import { Tag } from 'antd';\nimport { phases } from '#modules/alpha/vocabulary.ts';\nexport const kit = [Tag, phases];\n",
  'src/desk/features/team/team-page.tsx':
    "import { kit } from '../../kit/tag.tsx';\nimport './team.css';\nexport const team = kit;\n",
  'src/desk/features/case/case-page.tsx': 'export const casePage = 1;\n',
  'src/app/cli.ts': "import { routes } from '#site/follow/routes.ts';\nexport const cli = [routes, process.argv];\n",
  'test/world.ts': 'export const world = 1;\n',
};

/** The facts of that tree with these files added or replaced; it lies in a temporary folder and goes away again. */
export const inTree = <T>(changes: Readonly<Record<string, string>>, look: (files: SourceFacts[]) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'import-law-'));
  try {
    for (const [path, text] of Object.entries({ ...good, ...changes })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const subpaths = subpathsOf(root);
    const folders = ['src', 'test'];
    return look(sourceFiles(folder, folders).map((path) => readFacts(folder, path, subpaths)));
  } finally {
    rmSync(folder, { recursive: true });
  }
};
