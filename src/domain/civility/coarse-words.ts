/** Words that are coarse in whatever they are said about, for languages whose weights cannot point at single words. */

import { foldTerm } from './fold-text.ts'

/**
 * Our own, and short on purpose: the long lists that the scorer looks up also hold words for bodies, drugs and crimes,
 * which people discuss.
 */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  ar: ['شرموطة', 'شرموطه', 'كس امك', 'كس أمك', 'ابن القحبة', 'ابن الشرموطة'],
  de: [
    'Arschloch',
    'Arschlöcher',
    'Hurensohn',
    'Hurensöhne',
    'Wichser',
    'Fotze',
    'Scheiße',
    'Scheisse',
    'Scheiß',
  ].concat(['fick dich', 'verpiss dich', 'Drecksau', 'Missgeburt']),
  es: [
    'gilipollas',
    'hijo de puta',
    'hija de puta',
    'hijos de puta',
    'mierda',
    'cabrón',
    'cabrones',
    'pendejo',
  ],
  fr: [
    'connard',
    'connards',
    'connasse',
    'enculé',
    'enculés',
    'fils de pute',
    'merde',
    'salope',
    'ta gueule',
  ],
  he: ['בן זונה', 'בני זונות', 'כוס אמק', 'שרמוטה'],
  hi: ['चूतिया', 'मादरचोद', 'बहनचोद', 'भोसड़ीके', 'भोसड़ी के', 'chutiya', 'madarchod', 'behenchod', 'bhosdike'],
  ja: ['くたばれ', 'クソ野郎', 'くそ野郎', 'クソったれ'],
  ko: ['씨발', '개새끼', '좆같'],
  pt: [
    'filho da puta',
    'filhos da puta',
    'filha da puta',
    'vai tomar no cu',
    'caralho',
    'merda',
    'porra',
    'cuzão',
  ],
  ru: [
    'говно',
    'мудак',
    'мудаки',
    'сука',
    'блядь',
    'пиздец',
    'хуйня',
    'уёбок',
    'пошёл на хуй',
    'пошел на хуй',
  ],
  uk: ['гівно', 'мудак', 'мудаки', 'сука', 'блядь', 'пиздець', 'хуйня', 'йди на хуй', 'іди на хуй'],
  zh: ['傻逼', '他妈的', '操你妈', '肏你妈', '狗娘养的', '王八蛋'],
}

const FOLDED = new Map(Object.entries(WORDS).map(([language, words]) => [language, words.map(foldTerm)]))

/** Folded, as `findListedTerms` wants them; none where we have no list. */
export function coarseWords(language: string): readonly string[] {
  return FOLDED.get(language) ?? []
}
