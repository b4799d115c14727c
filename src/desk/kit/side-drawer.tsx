import { Drawer, type DrawerProps } from 'antd';
import { useEffect, useLayoutEffect, useRef } from 'react';

/** Where the keyboard goes when the last drawer has left the page: one drawer may follow another in the same place. */
let opener: Element | null = null;
let openDrawers = 0;

const isUsable = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement && element !== document.body && element.isConnected && element.checkVisibility();

/** The opener; where the act took it off the page, or a key opened the drawer, the page itself. */
const giveBack = (to: Element | null): void => {
  const { activeElement } = document;
  if (activeElement !== null && activeElement !== document.body && activeElement.isConnected) return;
  const place = isUsable(to) ? to : document.getElementById('content');
  place?.focus({ preventScroll: true });
};

const LATE = 400;

const fields = 'input:not([type="hidden"]):not([type="file"]), textarea';

/** The chosen one of a group of radio buttons is the one the keyboard stands on. */
const firstField = (body: Element): HTMLElement | undefined => {
  const usable = [...body.querySelectorAll<HTMLInputElement>(fields)].filter(
    (field) => !field.disabled && field.checkVisibility(),
  );
  const [first] = usable;
  if (first?.type !== 'radio') return first;
  return usable.find(({ type, name, checked }) => type === 'radio' && name === first.name && checked) ?? first;
};

/** Stands behind the content of a drawer, so that it is there when this runs. */
const FirstField = () => {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const stand = () => {
      const body = place.current?.parentElement;
      if (body === null || body === undefined || body.contains(document.activeElement)) return;
      firstField(body)?.focus({ preventScroll: true });
    };
    stand();
    // A field that waited for its choices has been put in anew and took the keyboard away with it.
    const late = setTimeout(() => document.activeElement === document.body && stand(), LATE);
    return () => clearTimeout(late);
  }, []);
  return <span ref={place} hidden />;
};

type SideProps = Omit<DrawerProps, 'open' | 'focusable' | 'autoFocus'> & {
  readonly onClose: NonNullable<DrawerProps['onClose']>;
};

/**
 * A drawer that is there while it is open and gone when it is not. The library gives the focus back only to drawers that
 * stay in the page; this one stands on its first field when it comes and hands the keyboard back when it goes.
 */
export const SideDrawer = ({ children, ...rest }: SideProps) => {
  useLayoutEffect(() => {
    if (openDrawers === 0 && document.activeElement !== document.body) opener = document.activeElement;
    openDrawers += 1;
    return () => {
      openDrawers -= 1;
      // After the library has let go of the keyboard, and after another drawer has taken the place of this one.
      setTimeout(() => {
        if (openDrawers > 0) return;
        giveBack(opener);
        opener = null;
      });
    };
  }, []);
  return (
    <Drawer open {...rest} autoFocus={false} focusable={{ focusTriggerAfterClose: false }}>
      {children}
      <FirstField />
    </Drawer>
  );
};
