-- What one person has said, by the random key that only their code leads to.
select c.contribution_id, c.option_id
from contribution c
where c.respondent_id = $respondent_id
order by c.contribution_id
