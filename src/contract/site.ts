/** What is set for a publication and readers can notice. */

export interface SiteView {
  readonly name: string
  /** Without a closing slash, for example `https://talk.example`. */
  readonly publicUrl: string
  /** BCP 47. */
  readonly language: string
  /** IANA. */
  readonly timeZone: string
}
