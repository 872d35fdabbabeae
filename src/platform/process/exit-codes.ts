/** EX_CONFIG of sysexits(3): a setting is wrong, starting again will not help. */
export const EXIT_WRONG_SETTING = 78;
