/** Where every piece of training data comes from and under which licence, as its own repository states it. */

export interface DataLicence {
  /** Path under ../shared/data/toxicity without its ending. */
  readonly file: string
  readonly name: string
  readonly licence: string
  readonly source: string
}

const WIKIPEDIA =
  'labels CC0 1.0; text of Wikipedia editors CC BY-SA 3.0 (only hashed weights are kept, no text)'

export const DATA_LICENCES: readonly DataLicence[] = [
  {
    file: 'train/jigsaw_toxic',
    name: 'Jigsaw Toxic Comment Classification, 23,664 rows',
    licence: WIKIPEDIA,
    source: 'Jigsaw/Conversation AI via khanhhk, AK-Algorithm and aww-semenyuk on GitHub',
  },
  {
    file: 'train/jigsaw_sixlabel',
    name: 'Jigsaw, six labels, raw text',
    licence: WIKIPEDIA,
    source: 'HieuNT91/file_storage, keitakurita, unitaryai/detoxify tests, IBM MAX samples',
  },
  {
    file: 'train/jigsaw_sixlabel_clean',
    name: 'Jigsaw, six labels, cleaned text',
    licence: WIKIPEDIA,
    source: 'furkancaglayan on GitHub (MIT repository)',
  },
  {
    file: 'train/wiki_context_small',
    name: 'Toxicity in context, CAT_SMALL',
    licence: 'Apache-2.0 repository; text CC BY-SA 3.0',
    source: 'ipavlopoulos/context_toxicity',
  },
  {
    file: 'train/wiki_multiannotator',
    name: 'Wikipedia comments, several raters',
    licence: 'Apache-2.0 repository; text CC BY-SA 3.0',
    source: 'conversationai/conversationai-models',
  },
  {
    file: 'train/civil_spans',
    name: 'Civil Comments with marked spans',
    licence: 'CC0 1.0',
    source: 'ipavlopoulos/toxic_spans',
  },
  {
    file: 'train/hatexplain_val',
    name: 'HateXplain, validation part',
    licence: 'MIT',
    source: 'hate-alert/HateXplain',
  },
  {
    file: 'train/gab_dev',
    name: 'Gab Hate Corpus, development part',
    licence: 'MIT repository, corpus CC BY 4.0',
    source: 'BrendanKennedy/contextualizing-hate-speech-models-with-explanations',
  },
  {
    file: 'train/hatemoji_build',
    name: 'HatemojiBuild',
    licence: 'CC BY 4.0',
    source: 'HannahKirk/Hatemoji',
  },
  { file: 'train/convabuse', name: 'ConvAbuse', licence: 'CC BY 4.0', source: 'amandacurry/convabuse' },
  {
    file: 'train/davidson',
    name: 'Hate speech and offensive language',
    licence: 'MIT',
    source: 't-davidson/hate-speech-and-offensive-language',
  },
  {
    file: 'train/edos',
    name: 'Explainable detection of online sexism',
    licence: 'CC0 1.0',
    source: 'rewire-online/edos',
  },
  {
    file: 'train/polis_statements',
    name: 'Polis statements',
    licence: 'CC BY 4.0',
    source: 'compdemocracy/openData',
  },
  {
    file: 'spam/youtube',
    name: 'YouTube Spam Collection',
    licence: 'CC BY 4.0 (UCI)',
    source: 'UCI via KayhanB21',
  },
  {
    file: 'spam/sms',
    name: 'SMS Spam Collection',
    licence: 'CC BY 4.0 (UCI)',
    source: 'UCI via justmarkham',
  },
  {
    file: 'multilingual/germeval2018_de',
    name: 'GermEval 2018',
    licence: 'CC BY 4.0',
    source: 'uds-lsv/GermEval-2018-Data',
  },
  {
    file: 'multilingual/mlma_fr',
    name: 'MLMA hate speech, French',
    licence: 'MIT',
    source: 'HKUST-KnowComp/MLMA_hate_speech',
  },
  {
    file: 'multilingual/korean_news_ko',
    name: 'Korean news comments',
    licence: 'CC BY-SA 4.0 (delete ko.weights if share-alike does not suit you)',
    source: 'kocohub/korean-hate-speech',
  },
  {
    file: 'multilingual/toldbr_pt',
    name: 'ToLD-Br',
    licence: 'CC BY-SA 4.0 (delete pt.weights if share-alike does not suit you)',
    source: 'JAugusto97/ToLD-Br',
  },
  { file: 'multilingual/cold_zh', name: 'COLD', licence: 'Apache-2.0', source: 'thu-coai/COLDataset' },
  {
    file: 'lexicon',
    name: 'profanity_en.csv; LDNOOBW lists; identity terms',
    licence: 'MIT; CC BY 4.0; CC BY 4.0',
    source: 'surge-ai/profanity; LDNOOBW; conversationai/unintended-ml-bias-analysis',
  },
]
