import { Form } from 'antd';
import { useEffect, useRef } from 'react';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { StaffField } from '../../kit/fields/choice-fields.tsx';
import { MediatorField } from '../../kit/fields/mediation-fields.tsx';
import type { FieldProps } from '../../kit/fields/pick-one.tsx';
import { useBureaus, useStaff } from '../../kit/questions.ts';
import { onlyRoleOf, rolesOffered } from './assignee-roles.ts';

type AssigneeProps = FieldProps & { readonly view: CaseView };

/**
 * Who may have the case; as whom is asked below, so whoever mediates stands there too while the case is open, and is named as
 * mediator where nothing else is possible.
 */
export const AssigneeControl = ({ id, view, onChange, ...rest }: AssigneeProps) => {
  const form = Form.useFormInstance();
  const role = Form.useWatch<string | undefined>('role');
  const staff = useStaff(view.bureau);
  const units = useBureaus();
  const kind = (units.data ?? []).find((unit) => unit.id === view.bureau)?.kind;
  const isOpen = view.closedOn === null;
  const turned = useRef(false);
  const choose = (account: string | undefined) => {
    const only = onlyRoleOf((staff.data ?? []).find((one) => one.account === account)?.roles, {
      kind,
      phase: view.phase,
      isOpen,
    });
    if (only === 'mediator') {
      turned.current = true;
      form.setFieldValue('role', only);
    }
    onChange?.(account);
  };
  useEffect(() => {
    // The list of mediators takes the place of the list of staff: the keyboard stays where it was.
    if (turned.current && role === 'mediator' && id !== undefined) document.getElementById(id)?.focus();
    turned.current = false;
  }, [role, id]);
  const field = { ...rest, ...(id === undefined ? {} : { id }), onChange: choose };
  if (role === 'mediator') return <MediatorField {...field} onlyOffered view={view} />;
  return (
    <StaffField
      {...field}
      onlyOffered
      bureau={view.bureau}
      mayBe={({ roles }, of) => rolesOffered(roles, { kind: of, phase: view.phase, isOpen }).length > 0}
    />
  );
};
