/** Lines that belong to the page around comments, not to anybody's words. */

const LOG_IN = /^(?:please )?log ?in(?: or register)? to post (?:a )?(?:new )?comments?\.?$/i
const REPLY_LINK = /^reply$/i
const SECTION_HEADING = /^(?:\d[\d,. ]*\s)?comments?(?:\s\(\d+\))?:?$/i
const COMMENT_LINK = /^(?:add (?:a )?(?:new )?comment|post (?:a )?(?:new )?comment|leave a comment|reply)$/i

/** Code units; every such line is short, and nothing longer need be looked at. */
const FURNITURE_CODE_UNITS_MAX = 80

function matches(line: string, pattern: RegExp): boolean {
  return line.length <= FURNITURE_CODE_UNITS_MAX && pattern.test(line.trim())
}

/** "Log in to post comments" and its variants: what a page without a session prints below each comment. */
export function isLogInLine(line: string): boolean {
  return matches(line, LOG_IN)
}

/** The link "Reply" below a comment. */
export function isReplyLink(line: string): boolean {
  return matches(line, REPLY_LINK)
}

/** "Comments", "12 comments", "Comments (12)". */
export function isCommentsHeading(line: string): boolean {
  return matches(line, SECTION_HEADING)
}

/** What may stand between the article and the first comment. */
export function isThreadFurniture(line: string): boolean {
  return isCommentsHeading(line) || isLogInLine(line) || matches(line, COMMENT_LINK)
}
