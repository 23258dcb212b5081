/** Marks in parentheses that state a standing, in every language a page may be in. */

/**
 * "(not verified)" is Parley's own beside guests, the others would deny it. Only in parentheses: "Moderator" alone is
 * a word, and members are told apart by the missing mark. By language: not verified, verified, moderator.
 */
export const RESERVED_MARKS: readonly string[] = [
  ...['not verified', 'verified', 'moderator'],
  ...['غير موثّق', 'موثّق', 'مشرف'],
  ...['nicht verifiziert', 'verifiziert', 'Moderation', 'Moderatorin'],
  ...['sin verificar', 'verificado', 'verificada', 'moderador', 'moderadora', 'moderación'],
  ...['non vérifié', 'vérifié', 'vérifiée', 'modérateur', 'modératrice', 'modération'],
  ...['לא מאומת', 'מאומת', 'מנהל הדיון', 'מנהלת הדיון'],
  ...['असत्यापित', 'सत्यापित', 'मॉडरेटर'],
  ...['未確認', '確認済み', 'モデレーター'],
  ...['não verificado', 'moderação'],
  ...['не проверено', 'проверено', 'модератор'],
  ...['не перевірено', 'перевірено'],
  ...['未验证', '已验证', '管理员'],
]
