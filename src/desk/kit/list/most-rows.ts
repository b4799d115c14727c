/** Beyond this many rows a list serves nobody: narrow it or export it. */
export const mostRows = 500;
