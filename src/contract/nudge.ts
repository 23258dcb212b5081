/** What a form sends along before its writer was asked to look again; afterwards it sends what the nudge wrote. */
export const NOT_ASKED = 'ask'
