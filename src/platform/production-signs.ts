import { existsSync } from 'node:fs';
import { type Config, isLoopbackHost } from './config.ts';
import { instanceOf } from './instance.ts';
import { requireData } from './postgres/backup.ts';
import { StartFailure, withoutPassword } from './postgres/start-failure.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Settings = Pick<Config, 'host' | 'keyFile' | 'publicUrl' | 'trustedProxies'>;

/** Ways to reach people: a demo keeps its messages in its own mailbox and has no use for them. */
const gateways = [
  'FANGXIN_SMS_TEMPLATE',
  'FANGXIN_SMS_FILE',
  'FANGXIN_SMTP_URL',
  'FANGXIN_MAIL_FROM',
  'FANGXIN_MAIL_FILE',
] as const;

/** Settings by which others than this machine would reach the instance: with a demo behind them, anybody is anybody. */
export const signsOfVisitors = ({ host, publicUrl, trustedProxies }: Settings): string[] => [
  ...(isLoopbackHost(host) ? [] : ['FANGXIN_HOST']),
  ...(isLoopbackHost(new URL(publicUrl).hostname) ? [] : ['FANGXIN_PUBLIC_URL']),
  ...(trustedProxies === undefined ? [] : ['FANGXIN_TRUST_PROXY']),
];

/** Names of the settings that only a production instance has. `DATABASE_URL` alone is none: a demo may have its own. */
export const productionSigns = (settings: Settings, env: Environment): string[] => [
  ...signsOfVisitors(settings),
  ...(settings.keyFile !== undefined && existsSync(settings.keyFile) ? ['FANGXIN_KEY_FILE'] : []),
  ...gateways.filter((name) => env[name]),
];

const nothingHere = (config: Config, signs: readonly string[]): StartFailure => {
  if (signs.length === 1 && signs[0] === 'FANGXIN_HOST') return notBeyondThisMachine(config);
  return new StartFailure('no-instance-here', {
    place: config.databaseUrl === undefined ? config.varDirectory : withoutPassword(config.databaseUrl),
    signs: signs.join(', '),
  });
};

const notBeyondThisMachine = ({ host }: Settings): StartFailure =>
  new StartFailure('demo-listens-on-loopback-only', { host });

/**
 * Before anything is made: with the settings of a production instance and nothing there (a disk that is not mounted, a start
 * before `init`) no demo takes its place. One without data is told apart before a cluster is laid into the empty folder.
 */
export const refuseDemoInItsPlace = async (config: Config, env: Environment): Promise<void> => {
  const signs = productionSigns(config, env);
  if (signs.length === 0) return;
  if (config.databaseUrl === undefined) {
    try {
      requireData(config);
    } catch (error) {
      throw error instanceof StartFailure && error.code === 'nothing-there' ? nothingHere(config, signs) : error;
    }
  } else if ((await instanceOf(config.databaseUrl)) === undefined) throw nothingHere(config, signs);
};

/** Once the database is up: what it is must go with what the settings say. */
export const refuseDemoByItsSettings = async (ownerUrl: string, config: Config, env: Environment): Promise<void> => {
  const known = await instanceOf(ownerUrl);
  if (known?.kind === 'production') return;
  const signs = productionSigns(config, env);
  if (known === undefined && signs.length > 0) throw nothingHere(config, signs);
  if (!isLoopbackHost(config.host)) throw notBeyondThisMachine(config);
  const visitors = signsOfVisitors(config);
  if (visitors.length > 0) throw new StartFailure('demo-has-no-visitors', { signs: visitors.join(', ') });
};
