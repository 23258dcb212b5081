/** What crosses the wire between Parley and pages that embed it. */
import { z } from 'zod'

/** Characters let through before cleaning and the real limits. */
const RAW_URL_MAX = 4_000
const RAW_TITLE_MAX = 2_000

/** `title` is what the page calls itself: shown until the server has read the page. */
export const startStoryRequest = z.object({
  url: z.string().max(RAW_URL_MAX),
  title: z.string().max(RAW_TITLE_MAX),
})

/** https://oembed.com, "rich". */
export interface OembedAnswer {
  readonly version: '1.0'
  readonly type: 'rich'
  readonly title: string
  readonly author_name: string
  readonly provider_name: string
  readonly provider_url: string
  readonly cache_age: number
  readonly html: string
  readonly width: number
  readonly height: number
}
