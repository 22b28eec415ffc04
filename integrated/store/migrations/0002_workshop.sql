-- Schema 2. A workshop while it is prepared and held: what phones are asked, under which consent, and until when.
--
-- It becomes an engagement of the same id when it is closed; until then nothing of it counts in the decision.

-- [log] the highest version counts; option_ids, groups and about_me are JSON text, closes_at is UTC
create table workshop (
  engagement_id text,
  version integer,
  decision_id text not null,
  title text not null,
  join_code text not null,
  state text not null check (state in ('open', 'closed')),
  option_ids text not null,
  groups text not null,
  about_me text not null,
  audience text not null check (audience in ('adults', 'young people')),
  consent_version text not null,
  consent_words text not null,
  closes_at timestamp not null,
  keep_until date not null,
  revealed boolean not null,
  illustrative boolean not null,
  actor_role text not null,
  primary key (engagement_id, version)
);
