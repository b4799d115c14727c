import { formed } from '../config.ts';
import type { Database } from '../db.ts';
import { StartFailure } from '../postgres/start-failure.ts';
import { settingsFile } from '../settings-file.ts';
import { demoMailbox } from './demo-mailbox.ts';
import { openedFileSink } from './file-sink.ts';
import { doorOf, httpSmsGateway, receiptsFault, templateFault } from './http-sms.ts';
import type { Gateway } from './message.ts';
import type { Gateways } from './messages.ts';
import type { ReceiptDoor } from './receipt-door.ts';
import { smtpGateway } from './smtp.ts';
import { sparing } from './sparing.ts';

/** Thrown at start: a production instance that cannot reach people must not pretend to. */
export class GatewayMissing extends StartFailure {
  constructor(settings: string) {
    super('people:failures.gateway-missing', { settings });
    this.name = 'GatewayMissing';
  }
}

/** Receipts that could be sent in by anybody, or not be read, must not be waited for. */
export class ReceiptsMisdescribed extends StartFailure {
  constructor(file: string, member: string) {
    super('people:failures.receipts-misdescribed', { file, member });
    this.name = 'ReceiptsMisdescribed';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const smsFrom = (env: Environment): { readonly sms: Gateway; readonly door?: ReceiptDoor } => {
  const file = env.FANGXIN_SMS_TEMPLATE;
  if (file) {
    const template = settingsFile('FANGXIN_SMS_TEMPLATE', file, templateFault);
    const fault = receiptsFault(template);
    if (fault !== undefined) throw new ReceiptsMisdescribed(file, fault);
    const door = doorOf(template);
    return { sms: sparing(httpSmsGateway(template)), ...(door === undefined ? {} : { door }) };
  }
  if (env.FANGXIN_SMS_FILE) return { sms: openedFileSink('FANGXIN_SMS_FILE', env.FANGXIN_SMS_FILE) };
  throw new GatewayMissing('FANGXIN_SMS_TEMPLATE | FANGXIN_SMS_FILE');
};

const emailFrom = (env: Environment): Gateway => {
  // One of the two alone, and letters would go on into a file that is still named from before: nobody would know why.
  const both = env.FANGXIN_SMTP_URL || env.FANGXIN_MAIL_FROM ? 'required' : 'silent';
  const server = formed(env, 'FANGXIN_SMTP_URL', isMailServer, 'smtps://user:password@host:465', both);
  const from = formed(env, 'FANGXIN_MAIL_FROM', isSender, 'fangxin@example.gov.cn', both);
  if (server !== undefined && from !== undefined) return sparing(smtpGateway(server, from));
  if (env.FANGXIN_MAIL_FILE) return openedFileSink('FANGXIN_MAIL_FILE', env.FANGXIN_MAIL_FILE);
  throw new GatewayMissing('FANGXIN_SMTP_URL + FANGXIN_MAIL_FROM | FANGXIN_MAIL_FILE');
};

const isMailServer = (text: string): boolean => /^smtps?:\/\/./u.test(text) && URL.canParse(text);
const isSender = (text: string): boolean => /\S@[A-Za-z0-9.-]+/u.test(text);

/** A demo keeps every message in its own mailbox, whatever the environment says. */
export const gatewaysFor = (instance: 'demo' | 'production', env: Environment, database: Database): Gateways => {
  if (instance === 'production') return { ...smsFrom(env), email: emailFrom(env) };
  const mailbox = demoMailbox(database);
  return { sms: mailbox, email: mailbox };
};

const nowhere: Gateway = {
  name: 'none',
  repeatable: true,
  send: () => Promise.reject(new Error('this command sends no messages')),
};

/** For work that tells nobody by itself: what it brings about leaves through the service. */
export const noGateways: Gateways = { sms: nowhere, email: nowhere };
