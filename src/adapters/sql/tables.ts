/** The tables as Kysely sees them; every key begins with `site_id`, so the schema can be spread by site. */
/** Truth values are 0 and 1 in both dialects; times are Unix milliseconds. */
type Flag = number

export interface StoryTable {
  site_id: string
  id: string
  url: string | null
  source_key: string | null
  headline: string
  byline: string | null
  published_at: number | null
  language: string | null
  body_html: string
  image_url: string | null
  provisional: Flag
  /** JSON list of {name, url}. */
  sources: string
  state: string
  comment_count: number
  version: number
  created_at: number
  merged_into: string | null
}

export interface CommentTable {
  site_id: string
  id: string
  story_id: string
  root_id: string
  parent_id: string | null
  order_key: string
  depth: number
  author_id: string | null
  author_name: string
  author_standing: string
  state: string
  /** 1 when everybody sees it: published, or a tombstone with something below. */
  shown: Flag
  missing_parent_name: string | null
  body_format: string
  body: string
  body_html: string
  created_at: number
  edited_at: number | null
  branch_count: number
  shown_replies: number
  agree: number
  disagree: number
  top_score: number
  controversy: number
  source_format: string | null
  source_id: string | null
  /** The story it was written under, where that was merged into this one; else empty. */
  from_story: string
}

export interface RevisionTable {
  site_id: string
  comment_id: string
  number: number
  body: string
  body_html: string
  written_at: number
}

export interface VoteTable {
  site_id: string
  comment_id: string
  voter_id: string
  story_id: string
  value: number
  voted_at: number
}

export interface PersonTable {
  site_id: string
  id: string
  standing: string
  role: string
  name: string
  name_key: string
  created_at: number
}

export interface SessionTable {
  site_id: string
  token_hash: string
  person_id: string
  created_at: number
  expires_at: number
}

export interface SignInLinkTable {
  site_id: string
  token_hash: string
  role: string
  created_at: number
  expires_at: number
  used_at: number | null
}

export interface DecisionTable {
  site_id: string
  id: string
  story_id: string
  comment_id: string
  action: string
  from_state: string
  to_state: string
  reason: string | null
  moderator_id: string
  moderator_name: string
  undoes: string | null
  decided_at: number
}

/** An address that a story stood at before. */
export interface StoryAddressTable {
  site_id: string
  url: string
  story_id: string
}

/** `from_value` and `to_value`: what was decided about, before and after. */
export interface StoryDecisionTable {
  site_id: string
  id: string
  story_id: string
  action: string
  from_value: string
  to_value: string
  reason: string | null
  moderator_id: string
  moderator_name: string
  undoes: string | null
  decided_at: number
}

export interface EventTable {
  site_id: string
  sequence: number
  kind: string
  story_id: string | null
  comment_id: string | null
  person_id: string | null
  at: number
  facts: string
}

/** What a root was sorted by until a version of its story. */
export interface PastRankTable {
  site_id: string
  story_id: string
  until: number
  comment_id: string
  branch_count: number
  top_score: number
  controversy: number
}

/** Published comments that the search index does not hold yet. */
export interface SearchWaitingTable {
  site_id: string
  story_id: string
  comment_id: string
}

export interface SettingTable {
  site_id: string
  name: string
  value: string
}

/** What programs show to have comments scored; the key itself is nowhere. */
export interface ApiKeyTable {
  site_id: string
  id: string
  name: string
  key_hash: string
  created_at: number
  revoked_at: number | null
}

/** What the holder of an API key thinks a comment should score. */
export interface SuggestionTable {
  site_id: string
  id: string
  api_key_id: string
  community: string | null
  language: string
  body: string
  source_url: string | null
  /** JSON list of {attribute, suggested, scored, part}. */
  scores: string
  model: string
  created_at: number
  /** Null while it waits for somebody to look at it. */
  dismissed_at: number | null
  dismissed_by: string | null
}

/** One of the things by which a comment of the last day is known again. */
export interface CommentMarkTable {
  site_id: string
  at: number
  comment_id: string
  mark: string
  story_id: string
  writer_id: string | null
}

/** Why a rule let a comment wait. */
export interface RuleHoldTable {
  site_id: string
  comment_id: string
  rule: string
  /** JSON list of codes. */
  reasons: string
}

/** What was learned from moderators' decisions at one time. */
export interface LearnedVersionTable {
  site_id: string
  id: string
  made_at: number
  asked_by: string | null
  model: string
  state: string
  verdict: string
  /** JSON of `LearnedFigures`. */
  figures: string
  /** Null once forgotten. */
  weights: string | null
}

/** Who put what was learned to use, or took it back. */
export interface LearningDecisionTable {
  site_id: string
  id: string
  version_id: string
  action: string
  hold_at: number | null
  moderator_id: string
  moderator_name: string
  decided_at: number
}

export interface MigrationTable {
  number: number
  name: string
  applied_at: number
}

export interface Tables {
  story: StoryTable
  comment: CommentTable
  revision: RevisionTable
  vote: VoteTable
  person: PersonTable
  session: SessionTable
  sign_in_link: SignInLinkTable
  decision: DecisionTable
  story_address: StoryAddressTable
  story_decision: StoryDecisionTable
  event: EventTable
  past_rank: PastRankTable
  search_waiting: SearchWaitingTable
  setting: SettingTable
  api_key: ApiKeyTable
  suggestion: SuggestionTable
  comment_mark: CommentMarkTable
  rule_hold: RuleHoldTable
  learned_version: LearnedVersionTable
  learning_decision: LearningDecisionTable
  migration: MigrationTable
}
