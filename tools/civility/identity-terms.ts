/** Names of groups of people that the scorer reads as one and the same word, so that no group weighs more than another. */

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { DATA_FOLDER } from './read-rows.ts'

/** Added to the 50 terms of `identity_terms.txt`: plurals, nouns beside adjectives, and groups that list leaves out. */
const FURTHER = `
  africans americans asians bisexuals blacks buddhists canadians catholics christians europeans females gays
  heterosexuals hispanics homosexuals indians jews jew males mexicans muslims moslem moslems islam islamic
  lesbians latinos latinas protestants sikhs taoists teenagers teenager whites youngsters seniors
  women woman womens girls transgenders transsexual transsexuals transwoman transwomen transman transmen
  immigrant immigrants migrant migrants refugee refugees foreigner foreigners asylum aliens
  disabled handicapped autistic wheelchair amputee amputees paraplegic
  hindu hindus judaism christianity hinduism buddhism atheist atheists mormon mormons evangelical evangelicals
  arab arabs arabic israeli israelis palestinian palestinians turkish turks kurdish kurds iranian iranians iraqi iraqis
  syrian syrians afghan afghans pakistani pakistanis bangladeshi somali somalis nigerian nigerians ethiopian ethiopians
  british english irish scottish welsh french german germans italian italians spanish spaniards portuguese dutch
  belgian swedish norwegian danish finnish polish poles czech hungarian hungarians romanian romanians bulgarian
  bulgarians greek greeks russian russians ukrainian ukrainians serbian serbs croatian croats bosnian bosnians
  albanian albanians armenian armenians georgian korean koreans vietnamese thai filipino filipinos
  indonesian indonesians malaysian australian australians brazilian brazilians cuban cubans puerto rican
  roma romani native aboriginal indigenous caucasian caucasians
  pansexual asexual intersex cis cisgender genderqueer lgbtqia lgbtqi
`

/** Single words only: of "african american" each half is a term of its own. */
export function identityTerms(): string[] {
  const listed = readFileSync(path.join(DATA_FOLDER, 'lexicon/identity_terms.txt'), 'utf8').split(/\s+/)
  // "old", "middle" and "aged" name things far more often than people; "older" and "elderly" remain.
  const broad = new Set(['old', 'middle', 'aged', 'straight'])
  const all = [...listed, ...FURTHER.split(/\s+/)].filter((word) => word !== '' && !broad.has(word))
  return [...new Set(all)].sort()
}
