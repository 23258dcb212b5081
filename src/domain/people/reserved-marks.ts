/** Marks in parentheses that state a standing, in every language a page may be in. */

/**
 * "(not verified)" is Parley's own beside guests, the others would deny it. Only in parentheses: "Moderator" alone is
 * a word, and members are told apart by the missing mark. What two languages share
 * stands with the first.
 */
const MARKS = {
  ar: ['غير موثّق', 'موثّق', 'مشرف'],
  de: ['nicht verifiziert', 'verifiziert', 'Moderation', 'Moderatorin'],
  en: ['not verified', 'verified', 'moderator'],
  es: ['sin verificar', 'verificado', 'verificada', 'moderador', 'moderadora', 'moderación'],
  fr: ['non vérifié', 'vérifié', 'vérifiée', 'modérateur', 'modératrice', 'modération'],
  he: ['לא מאומת', 'מאומת', 'מנהל הדיון', 'מנהלת הדיון'],
  hi: ['असत्यापित', 'सत्यापित', 'मॉडरेटर'],
  ja: ['未確認', '確認済み', 'モデレーター'],
  pt: ['não verificado', 'moderação'],
  ru: ['не проверено', 'проверено', 'модератор'],
  uk: ['не перевірено', 'перевірено'],
  zh: ['未验证', '已验证', '管理员'],
}

export const RESERVED_MARKS: readonly string[] = Object.values(MARKS).flat()
