-- Schema 3. Grants of a funder in the fields of 360Giving, and what each is for.

-- [source] the newest import of a grant counts; dates as printed, whole days
create table grant_award (
  grant_id text,
  title text not null,
  description text not null,
  amount double precision not null check (amount >= 0),
  currency text not null,
  award_date date not null,
  recipient_id text not null,
  recipient_name text not null,
  funder_id text not null,
  funder_name text not null,
  area_code text,
  area_name text,
  starts_on date,
  ends_on date,
  review_on date,
  import_id text,
  primary key (import_id, grant_id)
);

-- [log] what a grant is for: the highest sequence counts for each grant and target; sequence 0 came with a file
create table grant_link (
  grant_id text,
  kind text not null check (kind in ('option', 'outcome', 'group')),
  target_id text,
  state text not null check (state in ('suggested', 'confirmed', 'removed')),
  actor_role text not null,
  sequence bigint,
  primary key (grant_id, kind, target_id, sequence)
);
