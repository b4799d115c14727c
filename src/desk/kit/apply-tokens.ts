import { tokens } from '#kernel/tokens.ts';

/** The tokens as custom properties, set through the object model, which a strict style policy allows. */
export const applyTokens = (root: HTMLElement): void => {
  for (const [name, value] of Object.entries(tokens.colour)) root.style.setProperty(`--${name}`, value);
  root.style.setProperty('--sans', tokens.font.sans);
  root.style.setProperty('--radius', `${tokens.radius}px`);
  root.style.setProperty('--measure', `${tokens.measure}em`);
};

/** The nonce of this answer, for the styles the component library writes. */
export const styleNonce = (): string | undefined =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce || undefined;

/**
 * The library passes the nonce on to its themes, but not to the little rules it writes when something opens over the
 * page (its scroll lock); without one the page's policy refuses them.
 */
export const giveStylesTheNonce = (nonce: string): void => {
  const plain = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = plain(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
};
