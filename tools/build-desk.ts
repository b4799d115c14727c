import { buildDesk } from '#app/build-desk.ts';
import { takeNothing } from './usage.ts';

/** Builds the staff desk ahead of a start: `node tools/build-desk.ts`. */
takeNothing('node tools/build-desk.ts');
const { folder, built } = await buildDesk();
process.stdout.write(`${built ? 'built' : 'unchanged'}: ${folder}\n`);
