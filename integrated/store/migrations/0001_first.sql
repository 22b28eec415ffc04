-- Schema 1. Text ids, utc timestamps, double precision; the primary key is the only index.
--
-- Three classes of table (store/tables.py names them again, and a test compares the two):
--   [source]   immutable, stamped with the import that brought them
--   [log]      append-only
--   [erasable] rows may be deleted (withdrawal, retention); the file is rewritten afterwards
--
-- Ids: UUIDv7 in [log]; UUIDv4 in [erasable], because a v7 id holds the millisecond and a contribution may hold no
-- precise time; plain words in [source].

-- [log] one row per migration
create table schema_version (
  version integer primary key,
  applied_at timestamp not null
);

-- [log] one row per file read in
create table import_batch (
  import_id text primary key,
  kind text not null,
  file_name text not null,
  sha256 text not null,
  row_total integer not null,
  licence text,
  attribution text,
  illustrative boolean not null,
  actor_role text not null,
  imported_at timestamp not null
);

-- [log] every read leaves these imports out
create table import_undone (
  import_id text primary key,
  actor_role text not null,
  undone_at timestamp not null
);

-- What studies found ---------------------------------------------------------------------------------------------

-- [source]
create table intervention_option (
  option_id text primary key,
  name text not null,
  what_it_means_here text,
  tested_as text,
  is_continue_as_now boolean not null,
  action_level text check (action_level in ('events', 'structures', 'goals', 'beliefs')),
  import_id text not null
);

-- [source] words_per_100 ends the sentence "of 100 young people, 27 …": 'become homeless'
create table outcome (
  outcome_id text primary key,
  label text not null,
  words_per_100 text not null,
  better text not null check (better in ('lower', 'higher')),
  stand_in_indicator_id text,
  import_id text not null
);

-- [source] study_id is the sample: the cluster for dependence
create table effect (
  effect_id text primary key,
  option_id text,
  outcome_id text not null,
  study_id text not null,
  programme text not null,
  citation text not null,
  country text,
  design text not null check (design in ('rct', 'non_randomised', 'correlational')),
  risk_of_bias_tool text,
  risk_of_bias text,
  measure text,
  subgroup text,
  follow_up_months double precision,
  metric text not null,
  effect_towards_benefit double precision not null,
  standard_error double precision not null check (standard_error > 0),
  participants integer,
  measure_kind text check (measure_kind in ('binary', 'scale')),
  comparison_risk double precision,
  option_risk double precision,
  published_standard_error double precision,
  data_check text,
  is_primary boolean not null,
  excluded_because text,
  converted_from text,
  import_id text not null
);

-- [source]
create table evaluation_without_effect (
  evaluation_id text primary key,
  option_id text not null,
  outcome_id text not null,
  country text,
  what_was_found text not null,
  why_no_effect_size text not null,
  source text not null,
  import_id text not null
);

-- [log] no row = not searched; studies_found 0 = searched, none found
create table search_log (
  search_id text primary key,
  option_id text not null,
  outcome_id text not null,
  searched_on date,
  searched_year integer not null,
  searched_where text not null,
  studies_found integer not null check (studies_found >= 0),
  actor_role text not null
);

-- [source] ratings of other bodies, as printed
create table external_rating (
  rating_id text primary key,
  option_id text not null,
  scheme text not null,
  scheme_version text not null,
  as_printed text not null,
  dated date,
  address text,
  import_id text not null
);

-- [source]
create table area (
  area_code text primary key,
  name text not null,
  level text not null check (level in ('local_authority', 'region', 'country', 'fictional')),
  figures_from text,
  import_id text not null
);

-- [source]
create table indicator (
  indicator_id text primary key,
  label text not null,
  unit text not null,
  period text not null,
  import_id text not null
);

-- [source] a suppressed figure has no value, and never becomes 0
create table indicator_value (
  area_code text,
  indicator_id text,
  value double precision,
  status text not null check (status in ('value', 'suppressed', 'not_available')),
  import_id text not null,
  primary key (area_code, indicator_id),
  check ((status = 'value') = (value is not null))
);

-- What people say --------------------------------------------------------------------------------------------------

-- [log] the highest version counts; Lundy's four are 0 to 3, null = not recorded
create table engagement (
  engagement_id text,
  version integer,
  decision_id text not null,
  kind text not null check (kind in ('workshop', 'survey', 'interviews', 'polis', 'published')),
  title text not null,
  held_on date,
  stage text check (stage in ('framing', 'design', 'delivery', 'evaluation')),
  circle text check (circle in ('small', 'wider', 'big')),
  ladder_rung integer check (ladder_rung between 1 and 7),
  lundy_space integer,
  lundy_voice integer,
  lundy_audience integer,
  lundy_influence integer,
  fed_back_on date,
  fed_back_words text,
  consent_version text,
  keep_until date,
  illustrative boolean not null,
  import_id text,
  primary key (engagement_id, version)
);

-- [log] 0 = asked for, none came; no row = not asked; 'not recorded' is a category
create table heard (
  engagement_id text,
  dimension text,
  category text,
  people integer not null check (people >= 0),
  as_of date not null,
  primary key (engagement_id, dimension, category, as_of)
);

-- [source]
create table population_share (
  area_code text,
  dimension text,
  category text,
  share double precision not null,
  source text not null,
  period text not null,
  import_id text not null,
  primary key (area_code, dimension, category, source)
);

-- [source]
create table finding (
  finding_id text primary key,
  engagement_id text not null,
  speaker_group text not null,
  theme_id text,
  option_id text,
  stance text check (stance in ('supports', 'conditional', 'neutral', 'opposes')),
  words text not null,
  percent_as_printed text,
  people_asked integer,
  source text not null,
  import_id text not null
);

-- [erasable]
create table contribution (
  contribution_id text primary key,
  engagement_id text not null,
  respondent_id text not null,
  group_name text not null,
  age_band text,
  option_id text,
  words text not null,
  consent text not null check (consent in ('public', 'internal', 'counts_only')),
  consent_version text not null,
  withdrawal_hash text,
  received_on date not null
);

-- [erasable] never joined to a contribution; summed into heard at close, then deleted
create table about_me (
  answer_id text primary key,
  engagement_id text not null,
  dimension text not null,
  category text not null
);

-- [erasable] goes with its contribution; the last sequence counts
create table review (
  review_id text primary key,
  contribution_id text not null,
  action text not null check (action in ('approve', 'edit', 'decline', 'flag', 'withdraw')),
  edited_words text,
  reason text,
  reviewer_role text not null,
  reviewed_on date not null,
  sequence bigint not null
);

-- [log]
create table theme (
  theme_id text,
  version integer,
  decision_id text not null,
  name text not null,
  definition text,
  include_when text,
  exclude_when text,
  merged_into text,
  confidence text check (confidence in ('high', 'moderate', 'low', 'very low')),
  confidence_reason text,
  primary key (theme_id, version)
);

-- [erasable] the highest version counts; 'second' is for comparison only
create table coding (
  coding_id text,
  version integer,
  contribution_id text not null,
  theme_id text,
  option_id text,
  stance text check (stance in ('supports', 'conditional', 'neutral', 'opposes')),
  condition_words text,
  excerpt_start integer,
  excerpt_end integer,
  coder text not null check (coder in ('self', 'first', 'second', 'agreed')),
  removed boolean not null,
  primary key (coding_id, version)
);

-- [erasable] words that people wrote for others to vote on
create table statement (
  statement_id text primary key,
  engagement_id text not null,
  words text not null,
  option_id text,
  theme_id text,
  reviewed_by_role text,
  reviewed_on date
);

-- [erasable] no row = not seen
create table vote (
  statement_id text,
  respondent_id text,
  vote integer not null check (vote in (-1, 0, 1)),
  group_name text not null,
  primary key (statement_id, respondent_id)
);

-- How things connect: edits are decision events of kind map_* -------------------------------------------------------

-- [source]
create table system_map (
  map_id text primary key,
  decision_id text not null,
  title text not null,
  made_by text not null,
  illustrative boolean not null,
  import_id text not null
);

-- [source]
create table factor (
  map_id text,
  factor_id text,
  label text not null,
  kind text not null check (kind in ('factor', 'outcome', 'context')),
  domain text,
  controllable text,
  wanted text check (wanted in ('increase', 'decrease')),
  x double precision,
  y double precision,
  primary key (map_id, factor_id)
);

-- [source] which factor stands for an outcome: housing_stability -> stable_housing
create table outcome_factor (
  map_id text,
  outcome_id text,
  factor_id text,
  primary key (map_id, outcome_id, factor_id)
);

-- [source]
create table link (
  map_id text,
  source text,
  target text,
  polarity text not null check (polarity in ('positive', 'negative', 'uncertain')),
  strength text not null check (strength in ('weak', 'medium', 'strong')),
  delay text not null check (delay in ('none', 'months', 'years')),
  confidence text not null check (confidence in ('low', 'medium', 'high')),
  basis text not null,
  note text,
  primary key (map_id, source, target)
);

-- [source]
create table entry_point (
  map_id text,
  option_id text,
  factor_id text,
  push text not null check (push in ('positive', 'negative', 'uncertain')),
  strength text not null,
  confidence text not null,
  basis text not null,
  note text,
  primary key (map_id, option_id, factor_id)
);

-- [source] for an entry point, source is the option_id
create table link_evidence (
  map_id text,
  source text,
  target text,
  evidence_kind text check (evidence_kind in ('effect', 'finding', 'contribution')),
  evidence_id text,
  primary key (map_id, source, target, evidence_kind, evidence_id)
);

-- [source]
create table theme_factor (
  map_id text,
  theme_id text,
  factor_id text,
  why text not null,
  import_id text,
  primary key (map_id, theme_id, factor_id)
);

-- [source] stated, not derived: along the map every theme reaches nearly every outcome
create table theme_outcome (
  theme_id text,
  outcome_id text,
  why text not null,
  import_id text,
  primary key (theme_id, outcome_id)
);

-- Decision, weighing, record ---------------------------------------------------------------------------------------

-- [log] everything else about a decision is an event
create table decision (
  decision_id text primary key,
  copied_from text,
  illustrative boolean not null,
  created_at timestamp not null
);

-- [log] payload: JSON text, one model per kind; never a contributor's words.
-- To take something back: the same kind and subject, payload {"removed": true}.
--
-- kind                | subject                         | payload
-- framed              | *                               | question, area_code, decided_by, decide_on
-- outcome_ranked      | outcome_id                      | importance critical/important/not_used, position
-- option_listed       | option_id                       | letter, name, what_it_means_here, cost_low_gbp, cost_high_gbp,
--                     |                                 | cost_per, cost_year, cost_source, places, months_to_start,
--                     |                                 | undo easy/hard, legal_note
-- group_named         | group_name                      | most_affected, must_be_heard
-- baseline_set        | outcome_id                      | of_100, source, months, year, is_stand_in
-- certainty_set       | option_id/outcome_id            | step, suggested, chosen, reason
-- note_set            | area (finance, legal, staffing) | words, role
-- judgement_agreed    | option_id/perspective           | lowest, highest (1-5) or not_known, reason, suggested, confidence
-- convergence_set     | option_id                       | suggested, chosen, reason
-- weights_set         | person (a role, never a name)   | shares, or order, or bounds
-- red_line_raised     | red_line_id                     | option_id, group_name, reason, contribution_ids, suggested
-- red_line_answered   | red_line_id                     | response change/reasons, words, owner, by, what_the_group_said
-- clash_answered      | option_id/perspective/perspective | words
-- risk_answered       | check_id                        | words, owner, by
-- equality_considered | characteristic                  | effect, words
-- condition_set       | condition_id                    | option_id, words, owner, by, contribution_ids
-- dissent_recorded    | dissent_id                      | words, role, option_id
-- trigger_set         | trigger_id                      | indicator_id or words, direction, threshold, check_on
-- review_on           | *                               | date
-- concluded           | *                               | result choose/choose_with_conditions/pilot/defer/reject, option_ids,
--                     |                                 | strength strong/conditional, reason
-- signed              | record_id                       | role, sha256
-- reopened            | *                               | reason, trigger_id
-- approach_assessed   | whose                           | audience, answers
-- element_planned     | element_id                      | how, who, by
-- map_<verb>          | map_id/factor or link           | what the edit needs
create table decision_event (
  event_id text primary key,
  decision_id text not null,
  sequence bigint not null,
  kind text not null,
  subject text not null,
  payload text not null,
  actor_role text not null,
  made_at timestamp not null,
  previous_sha256 text,
  sha256 text not null
);

-- [log] content: the whole record as JSON text, enough to recompute every number
create table record (
  record_id text primary key,
  decision_id text not null,
  version integer not null,
  event_sequence bigint not null,
  content text not null,
  sha256 text not null,
  signed_by_role text,
  signed_at timestamp,
  illustrative boolean not null
);

-- [log] decision_id '*' = everywhere
create table setting (
  setting_id text primary key,
  decision_id text not null,
  name text not null,
  value text not null,
  reason text,
  actor_role text not null,
  sequence bigint not null
);

-- Views ------------------------------------------------------------------------------------------------------------

-- the last word on each subject
create view decision_now as
select event_id, decision_id, sequence, kind, subject, payload, actor_role, made_at
from (
  select
    e.*,
    row_number() over (
      partition by decision_id, kind, subject
      order by sequence desc, event_id desc
    ) as newest
  from decision_event e
) ranked
where newest = 1;

-- the only source of words and of counts; 'counts_only' words never leave it
create view contribution_reviewed as
select
  c.contribution_id,
  c.engagement_id,
  c.respondent_id,
  c.group_name,
  c.age_band,
  c.option_id,
  c.consent,
  r.reviewer_role,
  r.reviewed_on,
  case when c.consent = 'counts_only' then null else coalesce(r.edited_words, c.words) end as words
from contribution c
join (
  select
    v.*,
    row_number() over (partition by contribution_id order by sequence desc, review_id desc) as newest
  from review v
) r on r.contribution_id = c.contribution_id and r.newest = 1
where r.action in ('approve', 'edit');

-- people, not mentions: one stance per person and option. Internal: suppress before showing
create view stance_people as
select engagement_id, option_id, group_name, stance, count(*) as people
from (
  select
    c.engagement_id,
    c.respondent_id,
    c.group_name,
    k.option_id,
    k.stance,
    row_number() over (
      partition by c.engagement_id, c.respondent_id, k.option_id
      order by case k.coder when 'agreed' then 1 when 'first' then 2 else 3 end, k.coding_id desc
    ) as best
  from contribution_reviewed c
  join (
    select
      g.*,
      row_number() over (partition by coding_id order by version desc) as newest
    from coding g
  ) k on k.contribution_id = c.contribution_id and k.newest = 1 and not k.removed
  where k.stance is not null and k.option_id is not null and k.coder <> 'second'
) ranked
where best = 1
group by engagement_id, option_id, group_name, stance;

-- what may be pooled
create view effect_used as
select e.*
from effect e
left join import_undone u on u.import_id = e.import_id
where u.import_id is null
  and e.excluded_because is null
  and e.is_primary
  and e.design <> 'correlational'
  and e.option_id is not null
  and e.subgroup is null;
