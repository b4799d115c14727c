import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { checkCitizenId } from '#kernel/citizen-id.ts';
import { compareDays, dayOf } from '#kernel/day.ts';
import { readEmail } from '#kernel/email.ts';
import { agentPowers, idKinds } from '#kernel/identity-words.ts';
import { readPhone } from '#kernel/phone.ts';
import type { Translate } from '#kernel/translate.ts';
import { specialGroups, tellings } from '#modules/complaints/contract.ts';
import { DayField } from '../../kit/fields/day-field.tsx';
import { FilesField } from '../../kit/fields/files-field.tsx';
import { EntryField, EntryText, Part } from '../../kit/particulars/part.tsx';
import { useSession } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';
import { useClear } from '../../kit/use-clear.tsx';
import { asDay } from '../../kit/when.ts';
import { cameWithNumber, type Entry, type EntryKind, enteredLater, hotline } from './filing-of.ts';

const tellWays = ['sms', 'e-mail', 'letter'] as const;
const channels = ['phone', 'counter', 'letter', 'hotline-12345', 'platform-12315'] as const;
const relations = ['keeper', 'clerk', 'child', 'officer', 'volunteer', 'other'] as const;

export const useToday = () => {
  const session = useSession();
  return asDay(session.data?.today) ?? dayOf(new Date(session.dataUpdatedAt));
};

export const ChannelPart = () => {
  const t = useTexts();
  const today = useToday();
  const channel = Form.useWatch<Entry['channel']>('channel');
  const kind = Form.useWatch<Entry['kind']>('kind');
  const receivedOn = asDay(Form.useWatch<Entry['receivedOn']>('receivedOn'));
  const checkedBefore = asDay(useSession().data?.receiptCheckedBefore);
  const isLongAgo =
    enteredLater.has(channel ?? '') &&
    receivedOn !== undefined &&
    checkedBefore !== undefined &&
    compareDays(receivedOn, checkedBefore) < 0;
  return (
    <Part title={t('desk:entry.channel')}>
      <EntryField name="channel" required wide bare>
        <Radio.Group
          options={channels.map((value) => ({ value, label: t(`complaint:channel.${value}`) }))}
          optionType="button"
        />
      </EntryField>
      {cameWithNumber.has(channel ?? '') && <EntryText name="externalNumber" required={channel === 'platform-12315'} />}
      {enteredLater.has(channel ?? '') && (
        <EntryField
          name="receivedOn"
          label={channel === 'platform-12315' ? 'registeredOn' : 'receivedOn'}
          required
          hint={t('desk:entry.receivedOnHint')}
        >
          <DayField today={today} days="past" />
        </EntryField>
      )}
      {channel === hotline && kind === 'complaint' && (
        <EntryField name="hotlineReceivedOn" hint={t('desk:entry.hotlineReceivedOnHint')}>
          <DayField today={today} days="past" />
        </EntryField>
      )}
      {isLongAgo && (
        <Form.Item
          name="receivedLongAgo"
          valuePropName="checked"
          className="wide"
          validateTrigger="onSubmit"
          rules={[
            {
              validator: (_: unknown, ticked?: boolean) =>
                ticked === true ? Promise.resolve() : Promise.reject(new Error(t('desk:entry.receivedLongAgoNeeded'))),
            },
          ]}
        >
          <Checkbox>{t('desk:entry.receivedLongAgo')}</Checkbox>
        </Form.Item>
      )}
    </Part>
  );
};

const personTitle = { complaint: 'complainant', report: 'reporter', question: 'asker' } as const;

/** Doubts about numbers are said and never stop the entry. */
export const ComplainantPart = ({ kind }: { readonly kind: EntryKind }) => {
  const t = useTexts();
  const clear = useClear();
  const noPhone = (Form.useWatch<Entry['noPhone']>('noPhone') ?? false) && kind === 'complaint';
  const unnamed = (Form.useWatch<Entry['unnamed']>('unnamed') ?? false) && kind === 'report';
  const phone = Form.useWatch<Entry['phone']>('phone');
  const idType = Form.useWatch<Entry['idType']>('idType');
  const idNumber = Form.useWatch<Entry['idNumber']>('idNumber');
  const isOdd = phone !== undefined && phone.trim().length > 6 && readPhone(phone).kind === 'unrecognised';
  const idDoubt =
    idType === 'resident-id' &&
    idNumber !== undefined &&
    idNumber.trim().length >= 15 &&
    !checkCitizenId(idNumber).sound;
  const email = Form.useWatch<Entry['email']>('email');
  const tellBy = Form.useWatch<Entry['tellBy']>('tellBy');
  const emailOdd = email !== undefined && email.trim().length > 5 && readEmail(email) === undefined;
  const warning = (text: string) => <span className="warn-text">{text}</span>;
  return (
    <Part title={t(`desk:entry.${personTitle[kind]}`)}>
      {kind === 'report' && (
        <Form.Item name="unnamed" valuePropName="checked" className="wide">
          <Checkbox>{t('desk:entry.unnamed')}</Checkbox>
        </Form.Item>
      )}
      {!unnamed && (
        <>
          <EntryText name="name" required={kind !== 'question'} />
          {!noPhone && (
            <EntryText
              name="phone"
              required
              inputMode="tel"
              {...(isOdd ? { hint: warning(t('desk:entry.phoneOdd')) } : {})}
            />
          )}
          {kind === 'complaint' && (
            <Form.Item name="noPhone" valuePropName="checked" className="wide under">
              <Checkbox>{t('desk:entry.noPhone')}</Checkbox>
            </Form.Item>
          )}
          {kind !== 'question' && (
            <>
              <EntryField name="idType">
                <Select
                  allowClear={clear}
                  placeholder={t('desk:acts.choose')}
                  options={idKinds.map((value) => ({ value, label: t(`complaint:idKind.${value}`) }))}
                />
              </EntryField>
              <EntryText name="idNumber" {...(idDoubt ? { hint: warning(t('desk:entry.idOdd')) } : {})} />
            </>
          )}
          <EntryText name="address" wide required={noPhone} />
          {kind !== 'report' && (
            <EntryText
              name="email"
              inputMode="email"
              {...(emailOdd
                ? { hint: warning(t('desk:entry.emailOdd')) }
                : kind === 'question'
                  ? { hint: t('desk:entry.emailOfAsker') }
                  : {})}
            />
          )}
          {kind === 'complaint' && (
            <>
              <EntryField name="tellBy" hint={t('desk:entry.tellByHint')}>
                <Select
                  allowClear={clear}
                  placeholder={t('desk:entry.tellByNone')}
                  options={tellWays.map((value) => ({ value, label: t(`complaint:tellBy.${value}`) }))}
                />
              </EntryField>
              {tellBy !== 'letter' && (
                <EntryField name="electronic" hint={t('desk:entry.electronicHint')}>
                  <Radio.Group
                    options={[
                      { value: true, label: t('desk:entry.electronicYes') },
                      { value: false, label: t('desk:entry.electronicNo') },
                    ]}
                  />
                </EntryField>
              )}
            </>
          )}
        </>
      )}
      {kind === 'complaint' && (
        <EntryField name="specialGroup">
          <Select
            allowClear={clear}
            placeholder={t('desk:acts.choose')}
            options={specialGroups.map((value) => ({ value, label: t(`complaint:specialGroup.${value}`) }))}
          />
        </EntryField>
      )}
      {kind !== 'report' && (
        <Form.Item name="largePrint" valuePropName="checked">
          <Checkbox>{t('desk:entry.largePrint')}</Checkbox>
        </Form.Item>
      )}
    </Part>
  );
};

const warn = (t: Translate) => <span className="warn-text">{t('desk:entry.idOdd')}</span>;

const isOddId = (kind: string | undefined, number: string | undefined): boolean =>
  kind === 'resident-id' && number !== undefined && number.trim().length >= 15 && !checkCitizenId(number).sound;

export const OthersPart = () => {
  const t = useTexts();
  const clear = useClear();
  const today = useToday();
  const agentIdDoubt = isOddId(
    Form.useWatch<Entry['agentIdType']>('agentIdType'),
    Form.useWatch<Entry['agentIdNumber']>('agentIdNumber'),
  );
  const hasAgent = Form.useWatch<Entry['hasAgent']>('hasAgent') ?? false;
  const hasHelper = Form.useWatch<Entry['hasHelper']>('hasHelper') ?? false;
  return (
    <Part title={`${t('complaint:party.agent')}${t('desk:separator')}${t('complaint:party.helper')}`}>
      <Form.Item name="hasAgent" valuePropName="checked" className="wide">
        <Checkbox>{t('desk:entry.agent')}</Checkbox>
      </Form.Item>
      {hasAgent && (
        <>
          <EntryText name="agentName" required />
          <EntryText name="agentPhone" required inputMode="tel" />
          <EntryText name="agentAddress" label="address" hint={t('site:agent.addressHint')} />
          <EntryText name="agentMatters" label="matters" required />
          <EntryField name="agentPowers" label="powers" required>
            <Radio.Group options={agentPowers.map((value) => ({ value, label: t(`complaint:agentPower.${value}`) }))} />
          </EntryField>
          <EntryField name="agentUntil" label="until" required>
            <DayField today={today} days="future" />
          </EntryField>
          <EntryField name="agentIdType" label="idType" required>
            <Select
              placeholder={t('desk:acts.choose')}
              options={idKinds.map((value) => ({ value, label: t(`complaint:idKind.${value}`) }))}
            />
          </EntryField>
          <EntryText name="agentIdNumber" label="idNumber" required {...(agentIdDoubt ? { hint: warn(t) } : {})} />
          <EntryText name="agentEmail" label="email" inputMode="email" />
          <Form.Item name="agentOriginalSeen" valuePropName="checked" className="wide">
            <Checkbox>{t('desk:entry.originalSeen')}</Checkbox>
          </Form.Item>
          <EntryField name="agentPower" wide hint={t('desk:entry.agentPowerHint')}>
            <FilesField />
          </EntryField>
        </>
      )}
      <Form.Item name="hasHelper" valuePropName="checked" className="wide">
        <Checkbox>{t('desk:entry.helper')}</Checkbox>
      </Form.Item>
      {hasHelper && (
        <>
          <EntryField name="helperRelation" label="relation" required>
            <Select options={relations.map((value) => ({ value, label: t(`complaint:relation.${value}`) }))} />
          </EntryField>
          <EntryText name="helperName" required />
          <EntryField name="helperPhone">
            <Input inputMode="tel" autoComplete="off" maxLength={40} />
          </EntryField>
          <EntryText name="helperStation" />
          <EntryField name="helperTold">
            <Select
              allowClear={clear}
              options={tellings.map((value) => ({ value, label: t(`complaint:told.${value}`) }))}
            />
          </EntryField>
          <EntryField name="helperRecording" wide hint={t('desk:entry.helperRecordingHint')}>
            <FilesField />
          </EntryField>
        </>
      )}
    </Part>
  );
};
