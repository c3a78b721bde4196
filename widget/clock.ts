/** How long one talks, as a telephone shows it. */

/** `0:07` */
export const clock = (ms: number): string => `${Math.floor(ms / 60e3)}:${`${100 + ((ms / 1e3) % 60)}`.slice(1, 3)}`;
