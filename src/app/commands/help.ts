import { commandNames } from '../cli.ts';
import { positionalsOf, readArgs } from '../read-args.ts';
import type { Run } from '../say.ts';

/** `fangxin help` lists the commands; `fangxin help NAME` says how to call one. */
export const run: Run = async (argv, out) => {
  const [name] = positionalsOf(readArgs({ args: [...argv], allowPositionals: true }), 1);
  if (name !== undefined && commandNames().includes(name)) {
    out.print(out.say(`cli:commands.${name}.usage`));
    return 0;
  }
  const width = Math.max(...commandNames().map((command) => command.length));
  out.print(out.say('cli:help.heading'));
  out.print('');
  for (const command of commandNames()) {
    out.print(`  ${command.padEnd(width)}  ${out.say(`cli:commands.${command}.summary`)}`);
  }
  out.print('');
  out.print(out.say('cli:help.more'));
  return 0;
};
