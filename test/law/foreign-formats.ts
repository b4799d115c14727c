import type { SourceFacts } from './source-facts.ts';

/** What opens pictures, PDFs and recordings. */
const isReader = ({ to, typeOnly }: SourceFacts['imports'][number]): boolean =>
  !typeOnly &&
  (to === 'sharp' ||
    to.startsWith('@cantoo/pdf-lib') ||
    to.endsWith('/documents/pdf-lib.ts') ||
    to.endsWith('/blanking/blank-plan.ts'));

/** Processes of their own, and what makes them ready. */
const isApart = (path: string): boolean => /^src\/platform\/.*(?:-child|\/make-children)\.ts$/u.test(path);

/** Opens what the typesetter made, and nothing else. */
export const opensOwnPapers = 'src/platform/documents/page-count.ts';

/** The ways by which the server would come to open a foreign picture or PDF itself, from the file that begins each. */
export const readersWithinReach = (files: readonly SourceFacts[], owns = opensOwnPapers): string[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const seen = new Set<string>();
  const faults: string[] = [];
  const walk = (path: string): void => {
    const file = byPath.get(path);
    if (file === undefined || seen.has(path)) return;
    seen.add(path);
    for (const one of file.imports) {
      if (one.typeOnly) continue;
      if (isReader(one) && path !== owns) faults.push(`${path} opens pictures or PDFs, and is no process of its own`);
      else if (one.own && !isReader(one)) walk(one.to);
    }
  };
  for (const { path } of files) if (isEntry(path)) walk(path);
  return [...new Set(faults)].sort();
};

/** Everything the program has is reached from what it starts with: the commands, server and worker of `app`. */
const isEntry = (path: string): boolean =>
  /^src\/app\/(?:commands\/)?[^/]+\.ts$/u.test(path) && !isApart(path) && !path.endsWith('.test.ts');
