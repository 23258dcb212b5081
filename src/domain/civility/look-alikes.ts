/** Letters of other scripts that are read as Latin ones, and signs that are read as plainer signs. */

/** Latin letter, then every character that looks like it (a choice after the confusables of Unicode TR 39). */
const PAIRS: readonly (readonly [string, string])[] = [
  ['a', 'аАαΑɑᴀƋª∂'],
  ['b', 'вВβΒьЬƄʙßб'],
  ['c', 'сСϲϹᴄςƈ¢©'],
  ['d', 'ԁԀɗᴅđð'],
  ['e', 'еЕεΕєЄэɛᴇҽə℮'],
  ['f', 'ƒғҒꜰϝ'],
  ['g', 'ɡցɢԍǥ'],
  ['h', 'һҺΗнНʜհħ'],
  ['i', 'іІιΙɪıїЇӏ¡'],
  ['j', 'јЈϳʝ'],
  ['k', 'кКκΚᴋҡ'],
  ['l', 'ʟɭłⅼ'],
  ['m', 'мМΜᴍ'],
  ['n', 'ηпПɴոńΝ'],
  ['o', 'оОοΟσᴏօøө০о'],
  ['p', 'рРρΡᴘþ'],
  ['q', 'ԛԚգɋ'],
  ['r', 'гʀɾяЯ'],
  ['s', 'ѕЅꜱʂ§'],
  ['t', 'тТτΤᴛŧ†'],
  ['u', 'υսᴜцЦμµ'],
  ['v', 'νѵѴᴠ'],
  ['w', 'шШωѡᴡԝԜщЩ'],
  ['x', 'хХχΧ×'],
  ['y', 'уУүҮγΥʏўЎ'],
  ['z', 'ΖᴢʐƶȤ'],
  ['ss', 'ẞ'],
  ['ae', 'æÆ'],
  ['oe', 'œŒ'],
  ["'", '’‘ʼ`´′＇'],
  ['"', '“”„«»″'],
  ['-', '‐‑‒–—−'],
  ['*', '∗＊✱•·●★☆'],
  ['...', '…'],
]

function table(): ReadonlyMap<string, string> {
  const map = new Map<string, string>()
  for (const [plain, others] of PAIRS) {
    for (const other of others) if (!map.has(other)) map.set(other, plain)
  }
  // ß is a German letter first: "ss" keeps German words whole, and "aß" for "ab" is not a disguise seen in use.
  map.set('ß', 'ss')
  return map
}

export const LOOK_ALIKES: ReadonlyMap<string, string> = table()
