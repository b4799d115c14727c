import { basename, dirname, matchesGlob } from 'node:path';
import type { MapPage, Permission, ZoneRow } from './map-page.ts';
import type { Import, SourceFacts } from './source-facts.ts';

/** Where a file lies: its zone, and the module or folder that "own" means for it. */
type Place = { readonly zone: ZoneRow; readonly home: string };

/** Every breach of docs/map.md in these files, one sentence each. */
export const importFaults = (map: MapPage, files: readonly SourceFacts[]): string[] => {
  const places = placesOf(map, files);
  const faults = [...mapFaults(map), ...unmappedModules(map, files)];
  for (const file of files) {
    const place = places.get(file.path);
    if (place === undefined) {
      faults.push(`${file.path}: lies in no zone of docs/map.md`);
      continue;
    }
    for (const one of file.imports) faults.push(...importFault(map, places, file.path, place, one));
    if (place.zone.pure)
      for (const written of file.outside) faults.push(`${file.path}: ${written} in a pure file (${place.zone.name})`);
  }
  return [...faults, ...circles(files).map((circle) => `circle of imports: ${circle.join(' → ')}`)];
};

const homeOf = (path: string): string => {
  const parts = dirname(path).split('/');
  if (path.startsWith('src/desk/features/')) return parts.slice(0, 4).join('/');
  return parts.slice(0, 3).join('/');
};

const placesOf = (map: MapPage, files: readonly SourceFacts[]): ReadonlyMap<string, Place> => {
  const places = new Map<string, Place>();
  for (const { path } of files) {
    const zone = map.zones.find((row) => isInZone(map, row, path));
    if (zone !== undefined) places.set(path, { zone, home: homeOf(path) });
  }
  return spreadPages(map, files, places);
};

const isInZone = (map: MapPage, zone: ZoneRow, path: string): boolean =>
  zone.files.some((glob) => matchesGlob(path, glob)) || (zone.name === 'outside' && isNamedOutside(map, path));

const isNamedOutside = (map: MapPage, path: string): boolean =>
  map.modules.some(({ name, outside, rules }) => {
    const inside = path.startsWith(`src/modules/${name}/`) ? path.slice(`src/modules/${name}/`.length) : '';
    if (inside === '' || rules.includes(inside)) return false;
    return outside.some((one) => matchesGlob(inside, one.replace(/\/\*$/, '/**')));
  });

/** What a page reaches in its own folder is page too: the law of pages holds for all of it. */
const spreadPages = (map: MapPage, files: readonly SourceFacts[], places: Map<string, Place>) => {
  const page = map.zones.find((zone) => zone.name === 'page');
  if (page === undefined) return places;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const waiting = files.filter(({ path }) => places.get(path)?.zone === page);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const { to, own } of file.imports) {
      const target = own ? byPath.get(to) : undefined;
      if (target === undefined || homeOf(to) !== homeOf(file.path) || places.get(to)?.zone.name !== 'route') continue;
      places.set(to, { zone: page, home: homeOf(to) });
      waiting.push(target);
    }
  }
  return places;
};

const importFault = (
  map: MapPage,
  places: ReadonlyMap<string, Place>,
  path: string,
  { zone, home }: Place,
  { to, own }: Import,
): string[] => {
  if (!own) return isPackageAllowed(zone, to) ? [] : [`${path}: ${zone.name} may not import the package ${to}`];
  // Styles and data lie where the code lies: judged like a neighbour.
  const target = places.get(to) ?? (/\.tsx?$/.test(to) ? undefined : { zone, home: homeOf(to) });
  if (target === undefined) return [`${path}: imports ${to}, which is not there`];
  if (zone.mayImport.some((permission) => grants(permission, zone, home, to, target)))
    return target.zone.name === 'facade' && zone.name === 'outside' ? orderFault(map, path, home, target.home) : [];
  return [`${path}: ${zone.name} may not import ${to} (${target.zone.name})`];
};

const grants = (permission: Permission, zone: ZoneRow, home: string, to: string, target: Place): boolean => {
  if (permission.zone === 'everything')
    return permission.except === undefined || target.zone.name !== permission.except;
  if (permission.zone !== target.zone.name) return false;
  if (permission.except !== undefined && basename(to) === permission.except) return false;
  return !permission.own || target.home === home || (zone === target.zone && target.home === home);
};

const isPackageAllowed = (zone: ZoneRow, name: string): boolean =>
  zone.packages.some((one) => {
    if (one === 'any') return true;
    if (one === 'browser') return !name.startsWith('node:');
    if (one === 'node:') return name.startsWith('node:');
    return name === one;
  });

const orderFault = (map: MapPage, path: string, home: string, targetHome: string): string[] => {
  const [from, to] = [basename(home), basename(targetHome)];
  const asks = map.modules.find((row) => row.name === from)?.asks ?? [];
  return asks.includes(to) ? [] : [`${path}: ${from} may not ask or order ${to}`];
};

/** The list of who orders whom has no circle and names only modules of the list. */
const mapFaults = (map: MapPage): string[] => {
  const names = map.modules.map((row) => row.name);
  const strangers = map.modules.flatMap(({ name, asks }) =>
    asks.filter((one) => !names.includes(one)).map((one) => `docs/map.md: ${name} asks ${one}, which is no module`),
  );
  const edges = new Map(map.modules.map(({ name, asks }) => [name, asks]));
  return [...strangers, ...circlesIn(edges).map((circle) => `docs/map.md: orders in a circle: ${circle.join(' → ')}`)];
};

const unmappedModules = (map: MapPage, files: readonly SourceFacts[]): string[] => {
  const there = new Set(files.flatMap(({ path }) => /^src\/modules\/([^/]+)\//.exec(path)?.[1] ?? []));
  const named = new Set(map.modules.map((row) => row.name));
  return [
    ...[...there].filter((name) => !named.has(name)).map((name) => `src/modules/${name}: is not on docs/map.md`),
    ...[...named].filter((name) => !there.has(name)).map((name) => `docs/map.md: ${name} is no folder of src/modules`),
    ...map.modules.flatMap(({ name, outside, rules }) =>
      [...outside, ...rules]
        .filter(
          (one) => !files.some(({ path }) => matchesGlob(path, `src/modules/${name}/${one.replace(/\/\*$/, '/**')}`)),
        )
        .map((one) => `docs/map.md: ${name} has no file ${one}`),
    ),
  ];
};

/** Type-only imports are gone before anything runs: they make no circle. */
const circles = (files: readonly SourceFacts[]): string[][] =>
  circlesIn(
    new Map(
      files.map(({ path, imports }) => [path, imports.filter((one) => one.own && !one.typeOnly).map((one) => one.to)]),
    ),
  );

/** Each circle once, from the place where a walk in the order of names first closes it. */
const circlesIn = (edges: ReadonlyMap<string, readonly string[]>): string[][] => {
  const done = new Set<string>();
  const found: string[][] = [];
  const walk = (node: string, trail: readonly string[]): void => {
    const at = trail.indexOf(node);
    if (at !== -1) found.push([...trail.slice(at), node]);
    if (at !== -1 || done.has(node)) return;
    for (const next of edges.get(node) ?? []) walk(next, [...trail, node]);
    done.add(node);
  };
  for (const node of [...edges.keys()].sort()) walk(node, []);
  return found;
};
