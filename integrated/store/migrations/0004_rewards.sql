-- Schema 4. What people got for taking part: paid, voucher, expenses, other, nothing, and null where not recorded.
-- DuckDB adds no column with a check, so the words are checked where a row is made and where it is read.
alter table engagement add column rewards text;
alter table engagement add column rewards_words text;
